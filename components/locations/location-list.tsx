import type { Route } from 'next'
import { useLocale, useTranslations } from 'next-intl'
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { LocalDate } from '@/lib/dates'
import { formatMoney } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import type { ListedLocation } from '@/lib/locations/queries'
import { locationKinds } from '@/lib/locations/schemas'
import { locationHref } from '@/lib/locations/search'
import { openingAt } from '@/lib/locations/rules'
import { clockText, hoursText } from '@/lib/locations/words'
import { localTime } from '@/lib/time'
import { LocationLoad } from './location-load'
import { LocationState } from './location-state'
import { useHoursWords } from './use-hours'

type ListProps = {
  locations: readonly ListedLocation[]
  slug: string
  today: LocalDate
  timeZone: string
  currency: string
  now: Date
}

const columns =
  'lg:grid lg:grid-cols-[minmax(0,5fr)_minmax(0,5fr)_6rem_6rem_8.5rem] lg:items-start lg:gap-x-5'

/** The shop's places by what they are; those that are closed for good at the end. */
export function LocationList({ locations, ...rest }: ListProps) {
  const t = useTranslations('locations')
  const open = locations.filter(({ closedAt }) => closedAt === null)
  const closed = locations.filter(({ closedAt }) => closedAt !== null)
  return (
    <div className="border-b border-hairline max-lg:border-t">
      <div
        aria-hidden
        className={`border-y border-hairline bg-sunken px-3 py-2 text-xs font-medium text-ink-2 max-lg:hidden ${columns}`}
      >
        <span>{t('columns.name')}</span>
        <span>{t('columns.where')}</span>
        <span className="text-right">{t('columns.parcelCost')}</span>
        <span className="text-right">{t('columns.dayCost')}</span>
        <span>{t('columns.load')}</span>
      </div>
      {locationKinds.map((kind) => (
        <Group
          key={kind}
          {...rest}
          id={`locations-${kind}`}
          title={t(`kinds.${kind}.many`)}
          hint={t(`kindHints.${kind}`)}
          locations={open.filter((location) => location.kind === kind)}
        />
      ))}
      <Group
        {...rest}
        id="locations-closed"
        title={t('closedGroup.title')}
        hint={t('closedGroup.lead')}
        locations={closed}
      />
    </div>
  )
}

type GroupProps = ListProps & { id: string; title: string; hint: string }

function Group({ id, title, hint, locations, ...rest }: GroupProps) {
  if (locations.length === 0) return null
  return (
    <section aria-labelledby={id} className="border-hairline not-first:border-t">
      <div className="flex flex-wrap items-baseline gap-x-2.5 px-3 pt-5 pb-1.5">
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        <p className="text-sm text-ink-3">{hint}</p>
      </div>
      <ul className="divide-y divide-hairline">
        {locations.map((location) => (
          <Row key={location.id} {...rest} location={location} />
        ))}
      </ul>
    </section>
  )
}

function Row({
  location,
  slug,
  today,
  timeZone,
  currency,
  now,
}: Omit<ListProps, 'locations'> & { location: ListedLocation }) {
  const t = useTranslations('locations')
  const locale = parseLocale(useLocale())
  const hours = useHoursWords()
  const { id, code, name, city, address, supplier, parcelCost, storageDayCost } = location
  const opening = openingAt(location, today, localTime(now, timeZone))
  const money = (sum: number) => (
    <span className={`tabular whitespace-nowrap ${sum === 0 ? 'text-ink-3' : ''}`}>
      {formatMoney(sum, currency, locale)}
    </span>
  )
  return (
    <li className={`relative px-3 py-3 hover:bg-hover ${location.closedAt ? 'text-ink-2' : ''} ${columns}`}>
      <div className="min-w-0">
        <Link
          href={locationHref(slug, id) as Route}
          className="font-medium break-words -outline-offset-2 after:absolute after:inset-0 hover:underline"
        >
          {name}
        </Link>
        <p className="text-sm break-words text-ink-3">
          <span className="font-mono text-xs">{code}</span>
          {supplier ? <span> · {supplier}</span> : null}
        </p>
        <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 empty:hidden">
          <LocationState location={location} today={today} timeZone={timeZone} />
        </p>
      </div>
      <div className="min-w-0 max-lg:mt-1.5">
        <p className="break-words">{address ? `${city}, ${address}` : city}</p>
        <p className="text-sm text-ink-2">
          {hoursText(location.hours, hours)}
          {opening ? (
            <span className={opening.kind === 'open' ? 'text-green-ink' : 'text-ink-3'}>
              {' · '}
              {opening.kind === 'open'
                ? t('opening.open', { until: clockText(opening.until) })
                : opening.kind === 'later'
                  ? t('opening.later', { from: clockText(opening.from), to: clockText(opening.to) })
                  : t(`opening.${opening.kind}`)}
            </span>
          ) : null}
        </p>
      </div>
      <dl className="contents max-lg:mt-2 max-lg:grid max-lg:grid-cols-[repeat(2,minmax(0,auto))_minmax(0,1fr)] max-lg:gap-x-6">
        <Figure term={t('columns.parcelCost')} right>
          {money(parcelCost)}
        </Figure>
        <Figure term={t('columns.dayCost')} right>
          {money(storageDayCost)}
        </Figure>
        <Figure term={t('columns.load')}>
          {location.kind === 'hub' ? (
            <span className="text-ink-3">—</span>
          ) : (
            <LocationLoad location={location} slug={slug} />
          )}
        </Figure>
      </dl>
    </li>
  )
}

function Figure({ term, right = false, children }: { term: string; right?: boolean; children: ReactNode }) {
  return (
    <div className={`min-w-0 ${right ? 'lg:text-right' : ''}`}>
      <dt className="text-xs text-ink-3 lg:sr-only">{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}
