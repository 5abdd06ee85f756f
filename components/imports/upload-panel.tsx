'use client'

import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState, type DragEvent } from 'react'
import { v7 } from 'uuid'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Notice } from '@/components/ui/notice'
import { ProgressBar } from '@/components/ui/progress-bar'
import { importHref } from '@/lib/imports/search'
import type { Refusal } from '@/lib/result'
import { sendFile } from './upload'

type State =
  | { is: 'waiting' }
  | { is: 'sending'; name: string; share: number }
  | { is: 'failed'; name: string; refusal: Refusal | null }

type UploadPanelProps = { merchantSlug: string; maxMegabytes: number; maxBytes: number }

/** A place to drop a file on, or to choose one; then the draft of its import opens. */
export function UploadPanel({ merchantSlug, maxMegabytes, maxBytes }: UploadPanelProps) {
  const t = useTranslations('imports')
  const router = useRouter()
  const input = useRef<HTMLInputElement>(null)
  const running = useRef<AbortController>(null)
  const [state, setState] = useState<State>({ is: 'waiting' })
  const [over, setOver] = useState(false)

  useEffect(() => () => running.current?.abort(), [])

  async function send(file: File) {
    if (file.size > maxBytes) {
      const refusal: Refusal = {
        code: 'unsupported_file',
        detail: 'The file is too large',
        params: { problem: 'too_large', max: maxMegabytes },
      }
      setState({ is: 'failed', name: file.name, refusal })
      return
    }
    const abort = new AbortController()
    running.current = abort
    setState({ is: 'sending', name: file.name, share: 0 })
    try {
      const result = await sendFile({
        merchantSlug,
        file,
        commandId: v7(),
        signal: abort.signal,
        onProgress: (share) => setState({ is: 'sending', name: file.name, share }),
      })
      if (result.ok) router.push(importHref(merchantSlug, result.data.number) as Route)
      else setState({ is: 'failed', name: file.name, refusal: result.error })
    } catch {
      setState(abort.signal.aborted ? { is: 'waiting' } : { is: 'failed', name: file.name, refusal: null })
    }
  }

  function take(files: FileList | null) {
    const file = files?.[0]
    if (file && state.is !== 'sending') void send(file)
    // The same file may be chosen again after it was mended.
    if (input.current) input.current.value = ''
  }

  const drag = {
    onDragOver: (event: DragEvent) => {
      event.preventDefault()
      setOver(true)
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      setOver(false)
      take(event.dataTransfer.files)
    },
  }

  return (
    <div>
      <div
        {...drag}
        className={`flex min-h-52 flex-col items-center justify-center rounded-lg border border-dashed px-4 py-8 text-center transition-colors duration-100 ${over ? 'border-accent bg-accent-soft' : 'border-edge bg-surface'}`}
      >
        {state.is === 'sending' ? (
          <Sending name={state.name} share={state.share} onStop={() => running.current?.abort()} />
        ) : (
          <>
            <span className="mb-3 grid size-11 place-items-center rounded-full bg-accent-soft text-accent-ink">
              <Icon name="file-spreadsheet" size={20} />
            </span>
            <label htmlFor="import-file" className="text-lg font-semibold">
              {over ? t('upload.release') : t('upload.drop')}
            </label>
            <p id="import-file-hint" className="mt-1 max-w-lg text-pretty text-ink-2">
              {t('upload.hint', { max: maxMegabytes })}
            </p>
            <Button variant="primary" icon="upload" className="mt-4" onClick={() => input.current?.click()}>
              {state.is === 'failed' ? t('upload.again') : t('upload.choose')}
            </Button>
            <input
              ref={input}
              id="import-file"
              type="file"
              tabIndex={-1}
              accept=".csv,.txt,.tsv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
              aria-describedby="import-file-hint"
              className="sr-only"
              onChange={(event) => take(event.target.files)}
            />
          </>
        )}
      </div>
      {state.is === 'failed' ? (
        <Notice
          tone="red"
          live="assertive"
          className="mt-3"
          title={`${t('upload.failedTitle')}: ${state.name}`}
        >
          <Failure refusal={state.refusal} />
        </Notice>
      ) : null}
    </div>
  )
}

function Sending({ name, share, onStop }: { name: string; share: number; onStop: () => void }) {
  const t = useTranslations('imports')
  const sent = share >= 1
  const label = sent ? t('upload.reading', { name }) : t('upload.sending', { name })
  return (
    <div className="w-full max-w-md" aria-live="polite">
      <p className="mb-3 font-medium break-words">{label}</p>
      <ProgressBar label={label} {...(sent ? {} : { value: share })} />
      <Button variant="ghost" size="sm" className="mt-3" onClick={onStop}>
        {t('upload.stop')}
      </Button>
    </div>
  )
}

function Failure({ refusal }: { refusal: Refusal | null }) {
  const t = useTranslations()
  if (!refusal) return t('imports.upload.unreachable')
  const { problem, ...params } = refusal.params ?? {}
  const key = `imports.problem.${problem}`
  return problem !== undefined && t.has(key) ? t(key, params) : t(`errors.${refusal.code}`)
}
