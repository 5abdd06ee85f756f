import { useLocale, useTranslations } from 'next-intl'
import { StatusMark, StatusPill } from '@/components/ui/status-pill'
import type { LocalDate } from '@/lib/dates'
import { formatDate, formatLongDate } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import type { Location } from '@/lib/locations/queries'
import { closedUntil, comingClosure } from '@/lib/locations/rules'
import { daysText } from '@/lib/locations/words'

type StateProps = {
  location: Pick<Location, 'isDefault' | 'closedAt' | 'closures'>
  today: LocalDate
  timeZone: string
}

/** Whether it is the default one, closed, or will be. Nothing for a place that is simply open. */
export function LocationState({ location, today, timeZone }: StateProps) {
  const t = useTranslations('locations.state')
  const locale = parseLocale(useLocale())
  const { isDefault, closedAt, closures } = location
  const until = closedUntil(closures, today)
  const coming = until ? null : comingClosure(closures, today)
  const thisYear = (date: LocalDate) => date.slice(0, 4) === today.slice(0, 4)
  const long = (date: LocalDate) => formatLongDate(date, locale, { year: !thisYear(date) })
  if (closedAt) {
    return (
      <StatusPill tone="grey">
        {t('closedOn', { day: formatDate(closedAt, { locale, timeZone }) })}
      </StatusPill>
    )
  }
  return (
    <>
      {isDefault ? (
        <StatusPill tone="green" icon="badge-check">
          {t('default')}
        </StatusPill>
      ) : null}
      {until ? (
        <StatusPill tone="amber">
          {until === today ? t('closedToday') : t('closedUntil', { day: long(until) })}
        </StatusPill>
      ) : null}
      {coming ? (
        <StatusMark tone="blue" icon="calendar-clock" className="text-sm text-ink-2">
          {t('closes', { days: daysText(coming, today, locale) })}
        </StatusMark>
      ) : null}
    </>
  )
}
