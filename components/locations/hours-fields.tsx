'use client'

import { useTranslations } from 'next-intl'
import { useFormContext } from 'react-hook-form'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Icon } from '@/components/ui/icon'
import { Input } from '@/components/ui/input'
import { Section } from '@/components/ui/section'
import { weekdays, type Weekday } from '@/lib/dates'
import { useLocationForm } from './location-context'
import { daysOf, type DaysForm, type LocationForm } from './location-form'

const presets = {
  weekdays: () => daysOf(['mon', 'tue', 'wed', 'thu', 'fri']),
  daily: () => daysOf(weekdays, { from: '10:00', to: '20:00' }),
  always: () => daysOf(weekdays, { from: '00:00', to: '00:00' }),
  clear: () => daysOf([]),
} as const

/** Opening hours, day by day. */
export function HoursFields({ days }: { days: DaysForm }) {
  const t = useTranslations('locations.form')
  const { setValue } = useFormContext<LocationForm>()
  const none = weekdays.every((day) => !days[day].open)
  return (
    <Section id="location-hours" title={t('when')} description={t('whenLead')}>
      <div role="group" aria-label={t('presets')} className="mb-3 flex flex-wrap gap-2">
        {(Object.keys(presets) as (keyof typeof presets)[]).map((preset) => (
          <Button
            key={preset}
            size="sm"
            variant={preset === 'clear' ? 'ghost' : 'secondary'}
            onClick={() => setValue('days', presets[preset](), { shouldDirty: true })}
          >
            {t(preset)}
          </Button>
        ))}
      </div>
      <ul className="max-w-xl divide-y divide-hairline border-y border-hairline">
        {weekdays.map((day) => (
          <DayRow key={day} day={day} times={days[day]} unknown={none} />
        ))}
      </ul>
      {none ? <p className="mt-2 text-sm text-ink-3">{t('hoursEmpty')}</p> : null}
    </Section>
  )
}

type DayProps = {
  day: Weekday
  times: DaysForm[Weekday]
  /** No day is ticked. */
  unknown: boolean
}

function DayRow({ day, times, unknown }: DayProps) {
  const t = useTranslations('locations')
  const { register } = useFormContext<LocationForm>()
  const { errorAt } = useLocationForm()
  const error = errorAt(`days.${day}`)
  const name = t(`dayNames.${day}`)
  const wrong = error ? { 'aria-invalid': true as const, 'aria-describedby': `hours-${day}-error` } : {}
  return (
    <li className="py-1.5">
      <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-1 pointer-coarse:min-h-10">
        <Checkbox
          {...register(`days.${day}.open`)}
          aria-label={t('form.open', { day: name })}
          label={name}
          className="w-32 sm:w-36"
        />
        {times.open ? (
          <span className="flex items-center gap-2">
            <Input
              {...register(`days.${day}.from`)}
              {...wrong}
              type="time"
              aria-label={t('form.from', { day: name })}
              className="tabular w-32!"
            />
            <span aria-hidden>–</span>
            <Input
              {...register(`days.${day}.to`)}
              {...wrong}
              type="time"
              aria-label={t('form.to', { day: name })}
              className="tabular w-32!"
            />
          </span>
        ) : (
          <span className="text-ink-3">{unknown ? '—' : t('form.dayOff')}</span>
        )}
        {times.open && times.from === '00:00' && times.to === '00:00' ? (
          <span className="text-sm text-ink-3">{t('form.allDay')}</span>
        ) : null}
      </div>
      {error ? (
        <p id={`hours-${day}-error`} className="mt-1 flex items-start gap-1 text-sm text-red-ink">
          <Icon name="circle-exclamation-point" size={14} className="mt-0.75" />
          {error}
        </p>
      ) : null}
    </li>
  )
}
