'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
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

/** What somebody else made of the place meanwhile; stays until the person has chosen. */
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

  function title(): string {
    if (!theirs?.updatedBy || !theirs.updatedAt) return t('conflict.title')
    const when = formatDateTime(theirs.updatedAt, { locale: writing.locale, timeZone })
    return t('conflict.titleBy', { who: theirs.updatedBy, when })
  }

  function story(): string {
    if (!theirs) return t('conflict.gone')
    const list = fields.map((field) => {
      const [name, value] = [t(`conflict.field.${field}`), valueOf(theirs, field)]
      return value === null ? name : t('conflict.was', { field: name, value })
    })
    return t('conflict.fields', { fields: list.join(', ') })
  }

  return (
    <Notice
      tone="amber"
      icon="users"
      live="assertive"
      className="mb-4"
      title={title()}
      action={
        theirs ? (
          <span className="flex flex-wrap gap-2">
            <Button size="sm" onClick={() => onTheirs(theirs)}>
              {t('conflict.theirs')}
            </Button>
            <Button size="sm" variant="primary" onClick={() => onMine(theirs)}>
              {t('conflict.mine')}
            </Button>
          </span>
        ) : null
      }
    >
      {story()}
    </Notice>
  )
}
