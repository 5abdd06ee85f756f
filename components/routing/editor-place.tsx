'use client'

import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { Icon } from '@/components/ui/icon'
import { Picker, type PickerOption } from '@/components/ui/picker'
import type { LocalDate } from '@/lib/dates'
import { formatLongDate, formatMoney } from '@/lib/i18n/format'
import type { RoutingChoices } from '@/lib/routing/queries'
import { useEditor } from './editor-context'
import { usePickerWords } from './editor-values'

type Place = RoutingChoices['locations'][number]

type PlaceProps = {
  id: string
  label: string
  locationId: string
  invalid: boolean
  describedBy: string | undefined
  onChange: (locationId: string) => void
}

/** Where goods can be sent, each with its town and what it costs there; what is closed for good cannot be chosen anew. */
export function PlacePicker({ id, label, locationId, invalid, describedBy, onChange }: PlaceProps) {
  const t = useTranslations('ruleEditor.place')
  const { choices, writing, today } = useEditor()
  const words = usePickerWords()
  const chosen = choices.locations.find((place) => place.id === locationId)
  const options = useMemo(() => {
    const date = (day: LocalDate) => formatLongDate(day, writing.locale, { year: false })
    const money = (minor: number) => formatMoney(minor, writing.currency, writing.locale)
    const hereClosed = ({ closures }: Place) =>
      closures.filter(({ from, to }) => from <= today && to >= today)
    const option = (place: Place): PickerOption => ({
      value: place.id,
      label: place.closed ? t('closedName', { name: place.name }) : place.name,
      detail: [
        t(`kinds.${place.kind}`),
        place.city,
        ...(place.full ? [t('full', place.full)] : []),
        ...hereClosed(place).map(({ to }) => t('closedUntil', { date: date(to) })),
        place.parcelCost === 0 && place.storageDayCost === 0
          ? ''
          : place.storageDayCost > 0
            ? t('cost', { parcel: money(place.parcelCost), day: money(place.storageDayCost) })
            : t('parcelCost', { parcel: money(place.parcelCost) }),
      ]
        .filter(Boolean)
        .join(' · '),
      disabled: place.closed,
    })
    return choices.locations
      .filter((place) => place.kind !== 'hub' && (!place.closed || place.id === locationId))
      .map(option)
  }, [choices.locations, locationId, writing, today, t])
  const next = chosen?.closures.find(({ to }) => to >= today)

  return (
    <>
      <Picker
        id={id}
        label={label}
        text={chosen ? `${chosen.name}, ${chosen.city}` : t(locationId === '' ? 'choose' : 'gone')}
        words={words}
        invalid={invalid}
        describedBy={describedBy}
        chosen={locationId === '' ? [] : [locationId]}
        options={options}
        onPick={onChange}
        className={chosen ? 'font-medium' : 'border-dashed! text-ink-2!'}
      />
      {chosen?.closed ? (
        <span className="inline-flex items-center gap-1 text-sm text-red-ink">
          <Icon name="ban" size={14} />
          {t('closed')}
        </span>
      ) : next ? (
        <span className="inline-flex items-center gap-1 text-sm text-amber-ink">
          <Icon name="calendar-clock" size={14} />
          {next.from <= today
            ? t('closedUntil', { date: formatLongDate(next.to, writing.locale, { year: false }) })
            : t('closure', {
                from: formatLongDate(next.from, writing.locale, { year: false }),
                to: formatLongDate(next.to, writing.locale, { year: false }),
              })}
        </span>
      ) : null}
      {chosen?.full && !chosen.closed ? (
        <span className="inline-flex items-center gap-1 text-sm text-amber-ink">
          <Icon name="warehouse" size={14} />
          {t('full', chosen.full)}
        </span>
      ) : null}
    </>
  )
}
