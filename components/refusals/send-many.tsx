'use client'

import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { useToast } from '@/components/ui/toast'
import { submitOverrides } from '@/lib/refusals/actions'
import { OverrideForm, useWayFailure } from './override-dialog'
import { useAnswer } from './use-answer'
import type { Way } from './ways'

type Sent = Extract<Awaited<ReturnType<typeof submitOverrides>>, { ok: true }>['data']

/** `routeId`: the route that its row shows. */
export type Chosen = { caseId: string; number: string; routeId: string | null }

type SendManyProps = {
  merchantSlug: string
  /** At most 200. */
  asked: readonly Chosen[]
  ways: readonly Way[]
  /** With the cases that were not sent. */
  onSent: (left: readonly string[]) => void
  onClose: () => void
}

/** Sends many where a person says once, and says how many went and which did not and why. */
export default function SendMany({ merchantSlug, asked, ways, onSent, onClose }: SendManyProps) {
  const t = useTranslations()
  const r = useTranslations('refusals.dialog')
  const toast = useToast()
  const wayFailure = useWayFailure()
  const { failure, pending, send, changed } = useAnswer()
  const [answer, setAnswer] = useState<Sent | null>(null)

  const only = asked.length === 1 ? asked[0] : undefined

  function whyNot(code: Sent['refused'][number]['code'], params: Sent['refused'][number]['params']): string {
    const who = params?.who
    if (code === 'conflict') return who ? r('many.routedBy', { who: String(who) }) : r('many.routed')
    return code === 'not_allowed_now' && params?.stage
      ? r('many.gone', { stage: String(params.stage) })
      : t(`errors.${code}`)
  }

  if (answer) {
    const { done, refused } = answer
    return (
      <Dialog
        open
        onClose={onClose}
        title={done > 0 ? r('many.done', { count: done }) : r('many.nothingDone')}
        closeLabel={r('close')}
        footer={
          <Button variant="primary" onClick={onClose}>
            {r('many.ready')}
          </Button>
        }
      >
        <Notice tone="amber" live="polite">
          <p>{r('many.refused', { count: refused.length })}</p>
          <ul className="mt-1.5 space-y-1">
            {refused.map(({ caseId, code, params }) => {
              const number = asked.find((one) => one.caseId === caseId)?.number ?? ''
              return (
                <li key={caseId}>
                  <Link
                    href={`/${merchantSlug}/returns/${number}` as Route}
                    className="tabular font-medium underline underline-offset-2"
                  >
                    {number}
                  </Link>{' '}
                  — {whyNot(code, params)}
                </li>
              )
            })}
          </ul>
          <p className="mt-1.5">{r('many.stay')}</p>
        </Notice>
      </Dialog>
    )
  }
  return (
    <OverrideForm
      name="many"
      title={only ? r('many.titleOne', { number: only.number }) : r('many.title')}
      lead={r('many.lead', { count: asked.length })}
      priced={r('override.perParcel')}
      submitLabel={r('many.submit', { count: asked.length })}
      ways={ways}
      pending={pending}
      failure={failure}
      onClose={onClose}
      onChange={changed}
      onSubmit={(to, comment, sent) =>
        send(
          (commandId) =>
            submitOverrides(merchantSlug, {
              commandId,
              cases: asked.map(({ caseId, routeId }) => ({ caseId, routeId })),
              to,
              comment,
            }),
          {
            refused: wayFailure,
            done: (data) => {
              sent()
              onSent(data.refused.map(({ caseId }) => caseId))
              // Only what did not go has to be read; where all went, the queue goes on.
              if (data.refused.length > 0) return setAnswer(data)
              toast({ tone: 'green', text: r('many.done', { count: data.done }) })
              onClose()
            },
          },
        )
      }
    />
  )
}
