'use client'

import { useTranslations } from 'next-intl'
import { useState, type FormEvent } from 'react'
import { DraftRefusal } from '@/components/drafts/draft-refusal'
import type { Failed } from '@/components/drafts/saving'
import { DialogFoot } from '@/components/pickups/dialog-foot'
import { useReturnFocus } from '@/components/pickups/use-return-focus'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Notice } from '@/components/ui/notice'
import { Textarea } from '@/components/ui/textarea'
import { addDays, isLocalDate, type LocalDate } from '@/lib/dates'
import { formatLongDate } from '@/lib/i18n/format'
import { lawOnlyTerms, type PolicyTerms } from '@/lib/policies/schemas'
import { useEditor } from './editor-context'
import { formOf, saySame } from './editor-form'
import { TermsDiff } from './terms-diff'

/** What the shop goes by, as far as publishing has to know it. */
export type Standing = {
  inForce: { number: number; terms: PolicyTerms } | null
  /** Published, and not in force yet. */
  scheduled: readonly { number: number; effectiveFrom: LocalDate }[]
  /** The highest number there is; 0 when nothing was ever published. */
  lastNumber: number
}

type PublishProps = {
  open: boolean
  onClose: () => void
  standing: Standing
  terms: PolicyTerms
  today: LocalDate
  pending: boolean
  failed: Failed | undefined
  onPublish: (effectiveFrom: LocalDate, note: string) => void
}

/** From which day, why, and what will be different: the last look before a version that never changes. */
export function PublishDialog(props: PublishProps) {
  const t = useTranslations('policies.publish')
  useReturnFocus(props.open)
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={t('title')}
      description={t('forever')}
      closeLabel={t('cancel')}
      size="lg"
    >
      <Body {...props} />
    </Dialog>
  )
}

function Body({ standing, terms, today, pending, failed, onPublish, onClose }: PublishProps) {
  const t = useTranslations('policies.publish')
  const { choices, writing } = useEditor()
  const { locale, currency } = writing
  const [from, setFrom] = useState(() => addDays(today, 1))
  const [note, setNote] = useState('')
  const { inForce, scheduled, lastNumber } = standing
  const before = inForce?.terms ?? lawOnlyTerms
  const past = lastNumber > 0 && isLocalDate(from) && from < today
  const error = !isLocalDate(from) ? t('fromNeeded') : past ? t('fromPast') : undefined
  const long = (date: LocalDate) => formatLongDate(date, locale)

  function onSubmit(event: FormEvent) {
    event.preventDefault()
    if (!pending && !error) onPublish(from, note)
  }

  return (
    <form method="post" noValidate onSubmit={onSubmit}>
      <div className="grid gap-x-6 gap-y-4 sm:grid-cols-[13rem_minmax(0,1fr)]">
        <Field
          id="effective-from"
          label={t('from')}
          required
          error={error}
          hint={
            error
              ? undefined
              : t(from === today && lastNumber > 0 ? 'fromHintNow' : 'fromHint', { date: long(from) })
          }
        >
          {(aria) => (
            <Input
              {...aria}
              type="date"
              value={from}
              min={lastNumber > 0 ? today : undefined}
              className="tabular"
              onChange={(event) => setFrom(event.target.value)}
            />
          )}
        </Field>
        <Field id="publish-note" label={t('note')} optional={t('optional')} hint={t('noteHint')}>
          {(aria) => (
            <Textarea
              {...aria}
              rows={3}
              maxLength={1000}
              value={note}
              placeholder={t('notePlaceholder')}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
      </div>
      {scheduled
        .filter(({ effectiveFrom }) => effectiveFrom >= from)
        .map(({ number, effectiveFrom }) => (
          <Notice key={number} tone="amber" icon="calendar-clock" className="mt-4">
            {t('scheduled', { number, date: long(effectiveFrom) })}
          </Notice>
        ))}
      <h3 className="mt-5 mb-3 border-t border-hairline pt-4 font-semibold">
        {t('changes')}{' '}
        <span className="font-normal text-ink-2">
          {inForce ? t('against', { number: inForce.number }) : t('againstLaw')}
        </span>
      </h3>
      {saySame(formOf(before, writing), formOf(terms, writing), writing) ? (
        <p className="text-ink-2">{t('nothing')}</p>
      ) : (
        <TermsDiff before={before} after={terms} currency={currency} reasons={choices.reasons} />
      )}
      {failed ? <DraftRefusal failed={failed} className="mt-4" /> : null}
      <DialogFoot>
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button type="submit" variant="primary" pending={pending}>
          {t('submit')}
        </Button>
      </DialogFoot>
    </form>
  )
}
