'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Icon } from '@/components/ui/icon'
import { eventTypes, type EventType } from '@/lib/cases/events'
import { eventGroups, usualTypes } from '@/lib/webhooks/groups'

type EventChoiceProps = {
  chosen: readonly EventType[]
  onChange: (chosen: EventType[]) => void
  error?: string
}

/** All event types in their groups, with ready-made choices. */
export function EventChoice({ chosen, onChange, error }: EventChoiceProps) {
  const t = useTranslations('webhooks')
  const cases = useTranslations('cases')
  const set = (types: readonly EventType[], on: boolean) =>
    onChange(eventTypes.filter((type) => (types.includes(type) ? on : chosen.includes(type))))
  return (
    <fieldset
      aria-describedby={error ? 'events-error events-hint' : 'events-hint'}
      data-wrong={error ? true : undefined}
    >
      <legend className="text-sm font-medium">{t('form.events')}</legend>
      <p id="events-hint" className="text-sm text-ink-3">
        {t('form.eventsHint')}
      </p>
      <div role="group" aria-label={t('form.presets')} className="mt-2 flex flex-wrap items-center gap-2">
        <Button size="sm" onClick={() => onChange([...usualTypes])}>
          {t('form.presetRefusals')}
        </Button>
        <Button size="sm" onClick={() => onChange([...eventTypes])}>
          {t('form.presetAll')}
        </Button>
        <Button size="sm" variant="ghost" onClick={() => onChange([])}>
          {t('form.presetNone')}
        </Button>
        <span role="status" className="tabular ml-auto text-sm text-ink-2">
          {t('form.chosen', { count: chosen.length, total: eventTypes.length })}
        </span>
      </div>
      {error ? (
        <p id="events-error" className="mt-2 flex items-start gap-1 text-sm text-red-ink">
          <Icon name="circle-exclamation-point" size={14} className="mt-0.75" />
          <span>{error}</span>
        </p>
      ) : null}
      <div className="mt-3 gap-x-8 sm:columns-2">
        {eventGroups.map(({ key, types }) => {
          const name = t(`group.${key}`)
          const count = types.filter((type) => chosen.includes(type)).length
          return (
            <div key={key} role="group" aria-label={name} className="mb-5 break-inside-avoid">
              <div className="border-b border-hairline pb-1 font-medium">
                <Checkbox
                  aria-label={t('form.whole', { name })}
                  label={name}
                  checked={count === types.length}
                  ref={(box) => {
                    if (box) box.indeterminate = count > 0 && count < types.length
                  }}
                  onChange={(event) => set(types, event.currentTarget.checked)}
                />
              </div>
              <div className="mt-1 flex flex-col pl-6">
                {types.map((type) => (
                  <Checkbox
                    key={type}
                    label={cases(`event.${type}`)}
                    hint={<span className="font-mono text-xs">{type}</span>}
                    checked={chosen.includes(type)}
                    onChange={(event) => set([type], event.currentTarget.checked)}
                  />
                ))}
              </div>
            </div>
          )
        })}
      </div>
    </fieldset>
  )
}
