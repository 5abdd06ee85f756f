'use client'

import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { submitOverrides } from '@/lib/refusals/actions'
import { OverrideForm, useWayFailure } from './override-dialog'
import { useAnswer } from './use-answer'
import type { Way } from './ways'

type Sent = Extract<Awaited<ReturnType<typeof submitOverrides>>, { ok: true }>['data']

export type Chosen = { caseId: string; number: string }

type SendManyProps = {
  merchantSlug: string
  /** At most 200. */
  chosen: readonly Chosen[]
  ways: readonly Way[]
  /** With the cases that were not sent. */
  onSent: (left: readonly string[]) => void
  onClose: () => void
}

/** Sends many where a person says once, and says how many went and which did not and why. */
export default function SendMany({ merchantSlug, chosen, ways, onSent, onClose }: SendManyProps) {
  const t = useTranslations()
  const r = useTranslations('refusals.dialog')
  const wayFailure = useWayFailure()
  const { failure, pending, send, changed } = useAnswer()
  // What was chosen when the dialog opened: the rows behind it leave the list when they are sent.
  const [asked] = useState(chosen)
  const [answer, setAnswer] = useState<Sent | null>(null)

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
        <Notice tone={refused.length > 0 ? 'amber' : 'green'} live="polite">
          {refused.length > 0 ? (
            <>
              <p>{r('many.refused', { count: refused.length })}</p>
              <ul className="mt-1.5 space-y-1">
                {refused.map(({ caseId, code }) => {
                  const number = asked.find((one) => one.caseId === caseId)?.number ?? ''
                  return (
                    <li key={caseId}>
                      <Link
                        href={`/${merchantSlug}/returns/${number}` as Route}
                        className="tabular font-medium underline underline-offset-2"
                      >
                        {number}
                      </Link>{' '}
                      — {t(`errors.${code}`)}
                    </li>
                  )
                })}
              </ul>
              <p className="mt-1.5">{r('many.stay')}</p>
            </>
          ) : (
            r('many.done', { count: done })
          )}
        </Notice>
      </Dialog>
    )
  }
  return (
    <OverrideForm
      name="many"
      title={r('many.title')}
      lead={r('many.lead', { count: asked.length })}
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
              caseIds: asked.map(({ caseId }) => caseId),
              to,
              comment,
            }),
          {
            refused: wayFailure,
            done: (data) => {
              sent()
              onSent(data.refused.map(({ caseId }) => caseId))
              setAnswer(data)
            },
          },
        )
      }
    />
  )
}
