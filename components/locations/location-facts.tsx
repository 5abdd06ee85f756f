import { useLocale, useTranslations } from 'next-intl'
import { DefinitionList } from '@/components/ui/definition-list'
import { Card } from '@/components/ui/section'
import type { LocalDate } from '@/lib/dates'
import { formatMoney, formatNumber } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import type { Location } from '@/lib/locations/queries'
import { daysText, hoursText } from '@/lib/locations/words'
import { useHoursWords } from './use-hours'

/** A place for those who only look. */
export function LocationFacts({
  location,
  currency,
  today,
}: {
  location: Location
  currency: string
  today: LocalDate
}) {
  const t = useTranslations('locations')
  const locale = parseLocale(useLocale())
  const hours = useHoursWords()
  const { kind, supplier, capacity, closures } = location
  const money = (sum: number) => <span className="tabular">{formatMoney(sum, currency, locale)}</span>
  const facts = [
    { term: t('facts.code'), value: <span className="font-mono">{location.code}</span> },
    { term: t('facts.kind'), value: t(`kinds.${kind}.one`) },
    ...(kind === 'supplier' ? [{ term: t('facts.supplier'), value: supplier ?? t('facts.none') }] : []),
    { term: t('facts.city'), value: location.city },
    { term: t('facts.address'), value: location.address || t('facts.none') },
    { term: t('facts.hours'), value: hoursText(location.hours, hours) },
    {
      term: t('facts.closures'),
      value:
        closures.length === 0 ? (
          t('facts.noClosures')
        ) : (
          <ul className="space-y-0.5">
            {closures.map(({ from, to, note }) => (
              <li key={`${from} ${to} ${note}`}>
                {daysText({ from, to }, today, locale)}
                {note ? <span className="text-ink-2">, {note}</span> : null}
              </li>
            ))}
          </ul>
        ),
    },
    { term: t('facts.parcelCost'), value: money(location.parcelCost) },
    { term: t('facts.storageDayCost'), value: money(location.storageDayCost) },
    {
      term: t('facts.capacity'),
      value: capacity === null ? t('facts.unlimited') : formatNumber(capacity, locale),
    },
  ]
  return (
    <Card className="px-4 py-4 sm:px-5">
      <DefinitionList facts={facts} />
    </Card>
  )
}
