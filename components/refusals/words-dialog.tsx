'use client'

import { useTranslations } from 'next-intl'
import { useId, useState, type FormEvent } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { Textarea } from '@/components/ui/textarea'
import { useToast } from '@/components/ui/toast'
import { submitDispute, submitSettle } from '@/lib/refusals/actions'
import { settlements } from '@/lib/refusals/refusal'
import { useKeptWords } from './kept-words'
import { SendHint } from './send-hint'
import { useAnswer } from './use-answer'
import { WayField } from './way-field'

export type WordsDialogProps = {
  merchantSlug: string
  caseId: string
  version: number
  /** What the customer says, or what support has found out. */
  command: 'dispute' | 'settle'
  /** As the step is called that opened it. */
  title: string
  onClose: () => void
}

const texts = {
  dispute: { label: 'words', required: 'wordsRequired' },
  settle: { label: 'found', required: 'foundRequired' },
} as const

/** Words about a refusal, and for settling it how it ended. */
export default function WordsDialog({
  merchantSlug,
  caseId,
  version,
  command,
  title,
  onClose,
}: WordsDialogProps) {
  const r = useTranslations('refusals.dialog')
  const id = useId()
  const toast = useToast()
  const kept = useKeptWords(`${caseId}.${command}`)
  const { failure, pending, send, changed } = useAnswer()
  const [as, setAs] = useState('')
  const [missing, setMissing] = useState(false)
  const comment = kept.words.trim()
  const tooLong = comment.length > 4000
  const unsaid = command === 'settle' && as === ''

  function submit(event: FormEvent) {
    event.preventDefault()
    if (unsaid || comment === '' || tooLong) {
      setMissing(true)
      const wrong = unsaid
        ? document.getElementsByName(`${id}-as`)[0]
        : document.getElementById(`${id}-comment`)
      wrong?.focus()
      return
    }
    const target = { caseId, expectedVersion: version, comment }
    send(
      (commandId) =>
        command === 'settle'
          ? submitSettle(merchantSlug, { ...target, commandId, as })
          : submitDispute(merchantSlug, { ...target, commandId }),
      {
        done: () => {
          kept.drop()
          toast({ tone: 'green', text: r(`${command}.done`) })
          onClose()
        },
      },
    )
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      description={r(`${command}.lead`)}
      closeLabel={r('close')}
      footer={
        <>
          <SendHint />
          <Button onClick={onClose}>{r('cancel')}</Button>
          <Button type="submit" form={`${id}-form`} variant="primary" pending={pending}>
            {r(`${command}.submit`)}
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
        {command === 'settle' ? (
          <WayField
            id={`${id}-as`}
            legend={r('settle.as')}
            ways={settlements.map((value) => ({
              value,
              name: r(`settle.option.${value}`),
              detail: '',
              price: '',
              closed: false,
            }))}
            value={as}
            onChange={(next) => {
              setAs(next)
              changed()
            }}
            error={missing && unsaid ? r('settle.asMissing') : undefined}
          />
        ) : null}
        <Field
          id={`${id}-comment`}
          label={r(texts[command].label)}
          required
          error={tooLong ? r('tooLong') : missing && comment === '' ? r(texts[command].required) : undefined}
        >
          {(aria) => (
            <Textarea
              {...aria}
              value={kept.words}
              onChange={(event) => {
                kept.set(event.target.value)
                changed()
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
