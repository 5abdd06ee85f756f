'use client'

import { useLocale, useTranslations } from 'next-intl'
import { MeanwhileNotice, TheirsOrMine } from '@/components/drafts/theirs-or-mine'
import { eventTypes } from '@/lib/cases/events'
import { formatDateTime } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import type { Endpoint } from '@/lib/webhooks/queries'
import type { EndpointConflict } from './endpoint-editing'

type ConflictProps = {
  conflict: EndpointConflict
  timeZone: string
  onTheirs: (theirs: Endpoint) => void
  onMine: (theirs: Endpoint) => void
}

/** What somebody else made of the endpoint meanwhile, and who. */
export function EndpointConflictNotice({ conflict, timeZone, onTheirs, onMine }: ConflictProps) {
  const t = useTranslations('webhooks')
  const locale = parseLocale(useLocale())
  const { theirs, parts } = conflict
  const when = formatDateTime(theirs.updatedAt, { locale, timeZone })
  const values = {
    name: theirs.name,
    url: theirs.url,
    eventTypes: t('conflict.events', { count: theirs.eventTypes.length, total: eventTypes.length }),
  }
  return (
    <MeanwhileNotice
      title={
        theirs.updatedBy
          ? t('conflict.editedBy', { who: theirs.updatedBy, when })
          : t('conflict.edited', { when })
      }
      changed={parts.map((part) => ({ field: t(`conflict.${part}`), value: values[part] }))}
      action={<TheirsOrMine size="sm" onTheirs={() => onTheirs(theirs)} onMine={() => onMine(theirs)} />}
    />
  )
}
