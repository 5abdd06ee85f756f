'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useId } from 'react'
import { Icon } from '@/components/ui/icon'
import { Input } from '@/components/ui/input'
import { formatDateTime } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import { formatZone } from '@/lib/i18n/zone'
import { zonedInstant } from '@/lib/zoned'

/** At once, or at a date (`YYYY-MM-DD`) and time (`HH:MM`) in the shop's zone. */
export type Moment = { later: boolean; date: string; time: string }

export function momentOf({ date, time }: Moment, timeZone: string): Date | null {
  return zonedInstant(date, time, timeZone)
}

/** The next full hour but one: what is proposed. */
export function soonest(now: Date, timeZone: string): { date: string; time: string } {
  const hour = 3_600_000
  const at = new Date(Math.ceil(now.getTime() / hour + 1) * hour)
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  })
  const [date = '', time = ''] = format.format(at).split(' ')
  return { date, time }
}

type EffectiveProps = {
  moment: Moment
  timeZone: string
  error: string | undefined
  onChange: (moment: Moment) => void
}

/** When rules take effect. */
export function EffectiveField({ moment, timeZone, error, onChange }: EffectiveProps) {
  const t = useTranslations('routing.publish')
  const locale = parseLocale(useLocale())
  const id = useId()
  const at = momentOf(moment, timeZone)
  const aria = {
    'aria-invalid': error ? true : undefined,
    'aria-describedby': error ? `${id}-error` : `${id}-hint`,
  } as const
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-sm font-medium">{t('when')}</legend>
      <div className="divide-y divide-hairline rounded-lg border border-hairline">
        <Choice
          name={id}
          checked={!moment.later}
          label={t('now')}
          hint={t('nowHint')}
          onPick={() => onChange({ ...moment, later: false })}
        />
        <Choice
          name={id}
          checked={moment.later}
          label={t('later')}
          onPick={() => onChange({ ...moment, later: true })}
        />
        {moment.later ? (
          <div className="px-3 pt-2 pb-3">
            <div className="flex flex-wrap items-center gap-2">
              <span className="flex min-w-0 gap-2 max-sm:w-full">
                <Input
                  {...aria}
                  type="date"
                  aria-label={t('date')}
                  value={moment.date}
                  className="tabular w-40 max-sm:flex-1"
                  onChange={(event) => onChange({ ...moment, date: event.target.value })}
                />
                <Input
                  {...aria}
                  type="time"
                  aria-label={t('time')}
                  value={moment.time}
                  className="tabular w-32 shrink-0"
                  onChange={(event) => onChange({ ...moment, time: event.target.value })}
                />
              </span>
              <span className="text-sm text-ink-3">
                {t('zone', { zone: formatZone(timeZone, at ?? new Date(), locale) })}
              </span>
            </div>
            {error ? (
              <p id={`${id}-error`} role="alert" className="mt-1 flex items-start gap-1 text-sm text-red-ink">
                <Icon name="circle-exclamation-point" size={14} className="mt-0.75" />
                <span>{error}</span>
              </p>
            ) : (
              <p id={`${id}-hint`} className="mt-1 text-sm text-ink-3">
                {at ? t('laterHint', { when: formatDateTime(at, { locale, timeZone }) }) : null}
              </p>
            )}
          </div>
        ) : null}
      </div>
    </fieldset>
  )
}

type ChoiceProps = { name: string; checked: boolean; label: string; hint?: string; onPick: () => void }

function Choice({ name, checked, label, hint, onPick }: ChoiceProps) {
  return (
    <label className="flex min-h-10 items-start gap-2.5 px-3 py-2 hover:bg-hover has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-accent">
      <input
        type="radio"
        name={name}
        checked={checked}
        onChange={onPick}
        className="mt-0.75 size-4 shrink-0 accent-accent outline-none!"
      />
      <span className="min-w-0">
        {label}
        {hint ? <span className="block text-sm text-ink-3">{hint}</span> : null}
      </span>
    </label>
  )
}
