'use client'

import type { Route } from 'next'
import { useLocale, useTranslations } from 'next-intl'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useRef, useState, useTransition } from 'react'
import { v7 } from 'uuid'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { useToast } from '@/components/ui/toast'
import { formatDateTime } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import { submitDraft } from '@/lib/policies/actions'
import type { PolicyTerms } from '@/lib/policies/schemas'
import { policyDraftHref, policyVersionHref } from '@/lib/policies/search'
import type { Refusal } from '@/lib/result'

/** The draft as the person last heard of it. */
type KnownDraft = { revision: number; who: string; at: string }

type VersionRevertProps = {
  merchantSlug: string
  timeZone: string
  number: number
  terms: PolicyTerms
  draft: KnownDraft | null
  /** Number of the newest version. */
  newest: number
}

/** Puts an earlier version's terms into the draft; a draft that is there is only replaced by who was told of it. */
export function VersionRevert({ merchantSlug, timeZone, number, terms, draft, newest }: VersionRevertProps) {
  const t = useTranslations('versions.revert')
  const router = useRouter()
  const toast = useToast()
  const [open, setOpen] = useState(false)
  const [known, setKnown] = useState(draft)
  const [refusal, setRefusal] = useState<Refusal | 'unreachable' | null>(null)
  const [pending, start] = useTransition()
  // The same press sent twice is one command; one upon another draft is another.
  const commandId = useRef('')

  function show() {
    setKnown(draft)
    setRefusal(null)
    commandId.current = ''
    setOpen(true)
  }

  function submit() {
    commandId.current ||= v7()
    const input = {
      commandId: commandId.current,
      expectedRevision: known?.revision ?? 0,
      expectedVersion: newest,
      terms,
    }
    start(async () => {
      setRefusal(null)
      const answer = await submitDraft(merchantSlug, input).catch(() => null)
      if (!answer) return setRefusal('unreachable')
      if (answer.ok) {
        toast({ tone: 'green', text: t('done', { number }) })
        return router.push(policyDraftHref(merchantSlug) as Route)
      }
      commandId.current = ''
      setRefusal(answer.error)
      if (answer.error.code === 'conflict') setKnown(draftOf(answer.error))
    })
  }

  return (
    <>
      <Button icon="rotate-ccw" onClick={show}>
        {t('do')}
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={t('title', { number })}
        closeLabel={t('cancel')}
        footer={
          <>
            <Button onClick={() => setOpen(false)}>{t('cancel')}</Button>
            <Button variant="primary" pending={pending} onClick={submit}>
              {t(known ? 'replace' : 'submit')}
            </Button>
          </>
        }
      >
        <p className="mb-3">{t('lead')}</p>
        {refusal ? (
          <Notice tone="red" live="assertive" className="mb-3">
            <RefusalText refusal={refusal} known={known} timeZone={timeZone} />
          </Notice>
        ) : known ? (
          <Notice tone="amber" icon="pencil" className="mb-3">
            <DraftText name="replaces" known={known} timeZone={timeZone} />
          </Notice>
        ) : null}
        {known ? (
          <Link
            href={policyVersionHref(merchantSlug, number, 'draft') as Route}
            onClick={() => {
              setOpen(false)
              router.refresh()
            }}
            className="text-accent-ink underline underline-offset-2"
          >
            {t('see')}
          </Link>
        ) : null}
      </Dialog>
    </>
  )
}

/** Who saved the draft meanwhile; null when it is not there any more. */
function draftOf({ params = {} }: Refusal): KnownDraft | null {
  const { what, revision, who, at } = params
  if (what === 'gone' || !revision) return null
  return { revision: Number(revision), who: String(who ?? ''), at: String(at ?? '') }
}

type DraftTextProps = { name: 'replaces' | 'conflict'; known: KnownDraft; timeZone: string }

function DraftText({ name, known: { who, at }, timeZone }: DraftTextProps) {
  const t = useTranslations('versions.revert')
  const locale = parseLocale(useLocale())
  return t(name, { who, when: formatDateTime(at, { locale, timeZone }) })
}

const unknowns = {
  unknown_category: 'category',
  unknown_channel: 'channel',
  unknown_reason: 'reason',
  unknown_sku: 'sku',
} as const

type RefusalTextProps = { refusal: Refusal | 'unreachable'; known: KnownDraft | null; timeZone: string }

function RefusalText({ refusal, known, timeZone }: RefusalTextProps) {
  const t = useTranslations()
  if (refusal === 'unreachable') return t('versions.revert.unreachable')
  if (refusal.code === 'conflict') {
    return known ? (
      <DraftText name="conflict" known={known} timeZone={timeZone} />
    ) : (
      t('versions.revert.conflictGone')
    )
  }
  if (refusal.code !== 'invalid') return t(`errors.${refusal.code}`)
  const missing = (refusal.fields ?? []).flatMap(({ path, code, params }) => {
    const kind = Object.entries(unknowns).find(([name]) => name === code)?.[1]
    return kind
      ? [{ path, text: t(`versions.revert.unknown.${kind}`, { value: String(params?.value ?? '') }) }]
      : []
  })
  return (
    <>
      {t('versions.revert.invalid')}
      {missing.length > 0 ? (
        <ul className="mt-1 list-disc pl-4">
          {missing.map(({ path, text }) => (
            <li key={path}>{text}</li>
          ))}
        </ul>
      ) : null}
    </>
  )
}
