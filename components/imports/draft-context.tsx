'use client'

import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { createContext, use, useState, useTransition, type ReactNode } from 'react'
import { v7 } from 'uuid'
import { Notice } from '@/components/ui/notice'
import { submitCancel, submitCorrection, submitStart } from '@/lib/imports/actions'
import type { Correction } from '@/lib/imports/schemas'
import { historyHref } from '@/lib/imports/search'
import type { Refusal, Result } from '@/lib/result'

type Step = 'correct' | 'start' | 'discard'
type Draft = {
  /** Which step runs now. */
  running: Step | null
  canRun: boolean
  correct: (correction: Correction) => void
  start: () => void
  discard: () => void
}

const DraftContext = createContext<Draft | null>(null)

export function useDraft(): Draft {
  const draft = use(DraftContext)
  if (!draft) throw new Error('useDraft stands outside of a DraftProvider')
  return draft
}

type DraftProviderProps = {
  merchantSlug: string
  importNumber: number
  version: number
  canRun: boolean
  children: ReactNode
}

/** The steps of a draft, one at a time, each on the version that the page shows; refusals are told on top. */
export function DraftProvider({ merchantSlug, importNumber, version, canRun, children }: DraftProviderProps) {
  const router = useRouter()
  const [pending, startTransition] = useTransition()
  const [running, setRunning] = useState<Step | null>(null)
  const [refusal, setRefusal] = useState<Refusal | 'unreachable' | null>(null)

  function run(step: Step, send: (base: object) => Promise<Result<unknown>>, then: () => void = () => {}) {
    if (pending) return
    setRunning(step)
    setRefusal(null)
    startTransition(async () => {
      try {
        const result = await send({ commandId: v7(), importNumber, expectedVersion: version })
        if (result.ok) then()
        else setRefusal(result.error)
        if (!result.ok && result.error.code === 'conflict') router.refresh()
      } catch {
        setRefusal('unreachable')
      }
    })
  }

  const draft: Draft = {
    running: pending ? running : null,
    canRun,
    correct: (correction) =>
      run('correct', (base) => submitCorrection(merchantSlug, { ...base, correction })),
    start: () => run('start', (base) => submitStart(merchantSlug, base)),
    discard: () =>
      run(
        'discard',
        (base) => submitCancel(merchantSlug, base),
        () => router.push(historyHref(merchantSlug, null) as Route),
      ),
  }
  return (
    <DraftContext value={draft}>
      {refusal ? (
        <Notice tone="red" live="assertive" className="mb-4">
          <RefusalText refusal={refusal} />
        </Notice>
      ) : null}
      {children}
    </DraftContext>
  )
}

function RefusalText({ refusal }: { refusal: Refusal | 'unreachable' }) {
  const t = useTranslations()
  if (refusal === 'unreachable') return t('imports.refusals.unreachable')
  const { problem, ...params } = refusal.params ?? {}
  const problemKey = `imports.problem.${problem}`
  if (problem !== undefined && t.has(problemKey)) return t(problemKey, params)
  const key = `imports.refusals.${refusal.code}`
  return t.has(key) ? t(key) : t(`errors.${refusal.code}`)
}
