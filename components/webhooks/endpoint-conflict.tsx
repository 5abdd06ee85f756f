'use client'

import { useLocale, useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
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

/** What somebody else made of the endpoint meanwhile, and who; stays until the person has chosen. */
export function EndpointConflictNotice({ conflict, timeZone, onTheirs, onMine }: ConflictProps) {
  const t = useTranslations('webhooks')
  const locale = parseLocale(useLocale())
  const { theirs, parts } = conflict
  const when = formatDateTime(theirs.updatedAt, { locale, timeZone })
  const values = {
    name: theirs.name,
    url: theirs.url,
    eventTypes: t('form.chosen', { count: theirs.eventTypes.length, total: eventTypes.length }),
  }
  return (
    <Notice
      tone="amber"
      icon="users"
      live="assertive"
      title={
        theirs.updatedBy
          ? t('conflict.editedBy', { who: theirs.updatedBy, when })
          : t('conflict.edited', { when })
      }
      action={
        <span className="flex flex-wrap gap-2">
          <Button size="sm" onClick={() => onTheirs(theirs)}>
            {t('conflict.theirs')}
          </Button>
          <Button size="sm" variant="primary" onClick={() => onMine(theirs)}>
            {t('conflict.mine')}
          </Button>
        </span>
      }
    >
      <ul className="break-words">
        {parts.map((part) => (
          <li key={part}>{t(`conflict.${part}`, { value: values[part] })}</li>
        ))}
      </ul>
    </Notice>
  )
}
