'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useFormContext, useWatch } from 'react-hook-form'
import { Icon } from '@/components/ui/icon'
import { Section } from '@/components/ui/section'
import { Skeleton } from '@/components/ui/skeleton'
import type { Slot } from '@/lib/carriers/schedule'
import { formatDateTime } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import type { PickupForm } from '@/lib/pickups/rules'
import { useFailures } from './failures'
import { Failure } from './item-row'
import { SlotPicker } from './slot-picker'

export type SlotState =
  | { state: 'ready'; slots: readonly Slot[]; city: string; carrier: string }
  | { state: 'loading'; city: string }
  | { state: 'failed'; city: string }
  | { state: 'no_city' }
  | { state: 'no_carrier' }

type SlotSectionProps = {
  slots: SlotState
  today: string
  timeZone: string
  zoneName: string
  onRetry: () => void
}

/** When the courier comes. */
export function SlotSection({ slots, today, timeZone, zoneName, onRetry }: SlotSectionProps) {
  const t = useTranslations('pickups.slots')
  const locale = parseLocale(useLocale())
  const { setValue, clearErrors } = useFormContext<PickupForm>()
  const value = useWatch<PickupForm, 'slot'>({ name: 'slot' })
  const failureOf = useFailures()
  const failure = failureOf('slot') ?? failureOf('slot.date')
  const chosen =
    slots.state === 'ready'
      ? slots.slots.find(
          (slot) => slot.date === value.date && slot.from === value.from && slot.to === value.to,
        )
      : undefined

  return (
    <Section
      id="slot"
      title={t('title')}
      description={
        slots.state === 'ready'
          ? t('lead', { carrier: slots.carrier, city: slots.city, zone: zoneName })
          : undefined
      }
    >
      {slots.state === 'ready' && slots.slots.length > 0 ? (
        <SlotPicker
          slots={slots.slots}
          value={value.date === '' ? null : value}
          onChange={(slot) => {
            setValue('slot', slot, { shouldDirty: true })
            clearErrors('slot')
          }}
          today={today}
          labelledBy="slot"
          describedBy={failure ? 'slot-error' : 'slot-cutoff'}
          invalid={failure !== undefined}
          foot={
            <>
              <Failure id="slot-error" text={failure} />
              <p id="slot-cutoff" className="flex min-h-7 items-center gap-1.5 text-sm text-ink-2">
                {chosen ? (
                  <>
                    <Icon name="hourglass" size={14} className="text-ink-3" />
                    {t('cutoff', { when: formatDateTime(chosen.cutoffAt, { locale, timeZone }) })}
                  </>
                ) : (
                  <span className="text-ink-3 pointer-coarse:hidden">{t('keys')}</span>
                )}
              </p>
            </>
          }
        />
      ) : (
        <div data-wrong={failure ? '' : undefined} tabIndex={failure ? -1 : undefined}>
          <SlotAbsence slots={slots} onRetry={onRetry} />
          <Failure id="slot-error" text={failure} />
        </div>
      )}
    </Section>
  )
}

/** What stands where no slots can be shown, and why. */
export function SlotAbsence({ slots, onRetry }: { slots: SlotState; onRetry: () => void }) {
  const t = useTranslations('pickups.slots')
  if (slots.state === 'loading') {
    return (
      <div
        role="status"
        aria-label={t('loading')}
        className="flex gap-px overflow-hidden rounded-lg border border-hairline"
      >
        {Array.from({ length: 8 }, (_, day) => (
          <div key={day} className="w-33 shrink-0 space-y-2.5 bg-surface p-2.5">
            <Skeleton className="w-16" />
            <Skeleton className="h-9" />
            <Skeleton className="h-9" />
            <Skeleton className="h-9" />
          </div>
        ))}
      </div>
    )
  }
  return (
    <p className="rounded-lg border border-hairline bg-sunken px-3 py-4 text-ink-2">
      {slots.state === 'failed' ? (
        <>
          {t('failed')}{' '}
          <button
            type="button"
            onClick={onRetry}
            className="font-medium text-accent-ink underline underline-offset-2"
          >
            {t('retry')}
          </button>
        </>
      ) : slots.state === 'no_city' ? (
        t('noCity')
      ) : slots.state === 'no_carrier' ? (
        t('noCarrier')
      ) : (
        t('none', { city: slots.city })
      )}
    </p>
  )
}
