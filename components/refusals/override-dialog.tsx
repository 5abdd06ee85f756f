'use client'

import { useTranslations } from 'next-intl'
import { useId, useState, type FormEvent, type ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { Textarea } from '@/components/ui/textarea'
import { useToast } from '@/components/ui/toast'
import { submitOverride } from '@/lib/refusals/actions'
import type { ChosenWay } from '@/lib/refusals/schemas'
import type { Refusal } from '@/lib/result'
import { useKeptWords } from './kept-words'
import { SendHint } from './send-hint'
import { useAnswer } from './use-answer'
import { WayField } from './way-field'
import type { Way } from './ways'

type OverrideFormProps = {
  /** Sets the kept words apart: the case's id, or the list's. */
  name: string
  title: string
  lead: string
  /** What the figures beside the ways are. */
  priced: string
  submitLabel: string
  ways: readonly Way[]
  pending: boolean
  failure: string
  onClose: () => void
  onChange: () => void
  onSubmit: (to: ChosenWay, comment: string, sent: () => void) => void
  children?: ReactNode
}

/** Where to and why, asked once: for one parcel, and for many. */
export function OverrideForm(props: OverrideFormProps) {
  const { name, title, lead, priced, submitLabel, ways, pending, failure, onClose, onChange, onSubmit } =
    props
  const r = useTranslations('refusals.dialog')
  const id = useId()
  const kept = useKeptWords(`${name}.override`)
  const [way, setWay] = useState('')
  const [missing, setMissing] = useState(false)
  const comment = kept.words.trim()
  const tooLong = comment.length > 4000

  function submit(event: FormEvent) {
    event.preventDefault()
    if (way === '' || comment === '' || tooLong) {
      setMissing(true)
      const wrong =
        way === '' ? document.getElementsByName(`${id}-way`)[0] : document.getElementById(`${id}-comment`)
      wrong?.focus()
      return
    }
    const to: ChosenWay =
      way === 'redeliver' ? { action: 'redeliver' } : { action: 'deliver', locationId: way }
    onSubmit(to, comment, kept.drop)
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      description={lead}
      closeLabel={r('close')}
      footer={
        <>
          <SendHint />
          <Button onClick={onClose}>{r('cancel')}</Button>
          <Button type="submit" form={`${id}-form`} variant="primary" pending={pending}>
            {submitLabel}
          </Button>
        </>
      }
    >
      <form id={`${id}-form`} onSubmit={submit} noValidate className="space-y-4">
        {failure ? (
          <Notice tone="red" live="assertive">
            {failure}
          </Notice>
        ) : null}
        <WayField
          id={`${id}-way`}
          legend={r('override.where')}
          aside={priced}
          ways={ways}
          value={way}
          onChange={(next) => {
            setWay(next)
            onChange()
          }}
          error={missing && way === '' ? r('override.whereMissing') : undefined}
        />
        <Field
          id={`${id}-comment`}
          label={r('comment')}
          hint={r('commentHint')}
          required
          error={tooLong ? r('tooLong') : missing && comment === '' ? r('commentRequired') : undefined}
        >
          {(aria) => (
            <Textarea
              {...aria}
              value={kept.words}
              rows={2}
              onChange={(event) => {
                kept.set(event.target.value)
                onChange()
              }}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event)
              }}
            />
          )}
        </Field>
      </form>
    </Dialog>
  )
}

/** What is wrong with a chosen place, in words; undefined when something else is wrong. */
export function useWayFailure() {
  const r = useTranslations('refusals.dialog.override')
  return (error: Refusal): string | undefined => {
    const code = error.fields?.find(({ path }) => path === 'to.locationId')?.code
    if (code === 'closed_location') return r('closed')
    if (code === 'hub_location') return r('hub')
    return code === 'unknown_location' ? r('unknown') : undefined
  }
}

export type OverrideDialogProps = {
  merchantSlug: string
  caseId: string
  /** The version of the case that the person sees. */
  version: number
  /** As the button says that opened it. */
  title: string
  ways: readonly Way[]
  onClose: () => void
}

/** Sends one refused parcel elsewhere. */
export default function OverrideDialog({
  merchantSlug,
  caseId,
  version,
  title,
  ways,
  onClose,
}: OverrideDialogProps) {
  const r = useTranslations('refusals.dialog.override')
  const toast = useToast()
  const wayFailure = useWayFailure()
  const { failure, pending, send, changed } = useAnswer()
  return (
    <OverrideForm
      name={caseId}
      title={title}
      lead={r('lead')}
      priced={r('withStorage')}
      submitLabel={r('submit')}
      ways={ways}
      pending={pending}
      failure={failure}
      onClose={onClose}
      onChange={changed}
      onSubmit={(to, comment, sent) =>
        send(
          (commandId) =>
            submitOverride(merchantSlug, { commandId, caseId, expectedVersion: version, to, comment }),
          {
            refused: wayFailure,
            done: () => {
              sent()
              const chosen = to.action === 'deliver' ? to.locationId : to.action
              const place = ways.find(({ value }) => value === chosen)?.name ?? ''
              toast({ tone: 'green', text: r('done', { place }) })
              onClose()
            },
          },
        )
      }
    />
  )
}
