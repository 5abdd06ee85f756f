'use client'

import { useTranslations } from 'next-intl'
import { MeanwhileNotice, TheirsOrMine } from '@/components/drafts/theirs-or-mine'
import { formatDateTime, formatMoney, formatNumber } from '@/lib/i18n/format'
import type { Location } from '@/lib/locations/queries'
import type { LocationFields } from '@/lib/locations/schemas'
import { hoursText } from '@/lib/locations/words'
import type { Writing } from '@/lib/typed-numbers'
import type { LocationConflict } from './location-editing'
import { useHoursWords } from './use-hours'

type ConflictProps = {
  conflict: LocationConflict
  writing: Writing
  timeZone: string
  onTheirs: (theirs: Location) => void
  onMine: (theirs: Location) => void
}

/** What somebody else made of the place meanwhile, and who. */
export function ConflictNotice({ conflict, writing, timeZone, onTheirs, onMine }: ConflictProps) {
  const t = useTranslations('locations')
  const hours = useHoursWords()
  const { theirs, fields } = conflict

  function valueOf(place: LocationFields, field: keyof LocationFields): string | null {
    switch (field) {
      case 'hours':
        return hoursText(place.hours, hours)
      case 'closures':
        return null
      case 'kind':
        return t(`kinds.${place.kind}.one`)
      case 'parcelCost':
      case 'storageDayCost':
        return formatMoney(place[field], writing.currency, writing.locale)
      case 'capacity':
        return place.capacity === null ? t('facts.unlimited') : formatNumber(place.capacity, writing.locale)
      default:
        return place[field] || t('facts.none')
    }
  }

  function nameOf(field: keyof LocationFields): string {
    return field === 'name' ? t('form.name') : t(`facts.${field}`)
  }

  function title(): string {
    if (!theirs?.updatedBy || !theirs.updatedAt) return t('conflict.title')
    const when = formatDateTime(theirs.updatedAt, { locale: writing.locale, timeZone })
    return t('conflict.titleBy', { who: theirs.updatedBy, when })
  }

  return (
    <MeanwhileNotice
      className="mb-4"
      title={title()}
      changed={theirs ? fields.map((field) => ({ field: nameOf(field), value: valueOf(theirs, field) })) : []}
      action={
        theirs ? (
          <TheirsOrMine size="sm" onTheirs={() => onTheirs(theirs)} onMine={() => onMine(theirs)} />
        ) : null
      }
    >
      {theirs ? null : t('conflict.gone')}
    </MeanwhileNotice>
  )
}
