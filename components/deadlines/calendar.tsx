import type { Route } from 'next'
import Link from 'next/link'
import { Icon } from '@/components/ui/icon'
import { caseListHref, parseCaseSearch } from '@/lib/cases/search'
import { clockKinds } from '@/lib/cases/events'
import { addDays, dayOfWeek, weekdays } from '@/lib/dates'
import type { DeadlineDay } from '@/lib/deadlines/queries'
import { clockIcon, DayEnds } from './day-ends'
import type { DeadlineWords } from './words'

type CalendarProps = {
  slug: string
  days: DeadlineDay[]
  words: DeadlineWords
  /** Days before an end on which the shop wants to be warned. */
  warnDays: number
}

/**
 * The coming days as the weeks of a wall calendar; on a narrow screen as a list of those days on which something ends,
 * and today.
 */
export function Calendar({ slug, days, words, warnDays }: CalendarProps) {
  const { t } = words
  const [first] = days
  const last = days.at(-1)
  if (!first || !last) return null
  const lead = weekdays.indexOf(dayOfWeek(first.date))
  const tail = weekdays.length - 1 - weekdays.indexOf(dayOfWeek(last.date))
  return (
    <>
      <ul className="mb-3 flex flex-wrap gap-x-6 gap-y-1 text-sm text-ink-2">
        {clockKinds.map((kind) => (
          <li key={kind} className="flex items-center gap-1.5">
            <Icon name={clockIcon[kind]} size={14} className="text-ink-3" />
            {t(`legend.${kind}`)}
          </li>
        ))}
      </ul>
      <div className="overflow-hidden rounded-lg border border-hairline bg-surface">
        <div
          aria-hidden
          className="grid grid-cols-7 border-b border-hairline text-sm text-ink-3 max-lg:hidden"
        >
          {weekdays.map((day) => (
            <span key={day} className="px-3 py-1.5">
              {t(`weekday.${day}`)}
            </span>
          ))}
        </div>
        <ol className="-mr-px -mb-px grid lg:grid-cols-7">
          <Filler count={lead} />
          {days.map((day, place) => (
            <Day
              key={day.date}
              slug={slug}
              day={day}
              words={words}
              today={place === 0}
              pressing={place <= warnDays}
            />
          ))}
          <Filler count={tail} />
        </ol>
      </div>
    </>
  )
}

const cell = 'border-hairline lg:border-r lg:border-b'

function Filler({ count }: { count: number }) {
  return Array.from({ length: count }, (_, place) => (
    <li key={place} aria-hidden className={`bg-sunken max-lg:hidden ${cell}`} />
  ))
}

type DayProps = { slug: string; day: DeadlineDay; words: DeadlineWords; today: boolean; pressing: boolean }

function Day({ slug, day, words, today, pressing }: DayProps) {
  const { t, longDate, weekday } = words
  const number = Number(day.date.slice(8))
  // A new month says its name.
  const short = number === 1 || today ? weekday(day.date).replace(/^.*?,\s*/, '') : `${number}`
  const rest = restOf(day, words)
  const label = (
    <>
      <span className="lg:hidden">{weekday(day.date)}</span>
      <span className="max-lg:hidden">{short}</span>
    </>
  )
  const look = `tabular inline-flex h-6 items-center rounded-full text-sm ${
    today ? 'bg-accent px-2 font-semibold text-on-accent' : day.working ? 'text-ink' : 'text-ink-3'
  }`
  return (
    <li
      aria-current={today ? 'date' : undefined}
      className={`min-w-0 border-b px-3 py-2 max-lg:flex max-lg:items-start max-lg:gap-3 max-lg:last:border-b-0 lg:min-h-28 ${cell} ${
        day.working ? '' : 'lg:bg-sunken'
      } ${day.total === 0 && !today ? 'max-lg:hidden' : ''}`}
    >
      <div className="min-w-0 max-lg:w-28 max-lg:shrink-0">
        <time dateTime={day.date} title={longDate(day.date)}>
          {day.total > 0 ? (
            <Link
              href={caseListHref(slug, parseCaseSearch({ due: day.date })) as Route}
              prefetch={false}
              className={`${look} underline-offset-2 hover:underline`}
            >
              <span aria-hidden>{label}</span>
              <span className="sr-only">
                {t('ends.any', {
                  count: day.total,
                  shown: words.number(day.total),
                  date: longDate(day.date),
                })}
              </span>
            </Link>
          ) : (
            <span className={look}>{label}</span>
          )}
        </time>
        {today ? (
          <span className="ml-1.5 text-xs text-ink-2 max-lg:ml-0 max-lg:block">{t('today')}</span>
        ) : null}
        {rest ? <span className="mt-0.5 block text-xs text-pretty text-ink-3">{rest}</span> : null}
      </div>
      <div className="min-w-0 lg:mt-1.5">
        {day.total > 0 ? (
          <DayEnds slug={slug} day={day} words={words} pressing={pressing} />
        ) : today ? (
          <span className="text-sm text-ink-3 lg:hidden">{t('nothingToday')}</span>
        ) : null}
      </div>
    </li>
  )
}

/** What a day is where its name does not say so: a holiday, a weekday off, a worked Saturday, a year without a decree. */
function restOf({ date, working, holiday, confirmed }: DeadlineDay, { t, locale }: DeadlineWords): string {
  const weekend = ['sat', 'sun'].includes(dayOfWeek(date))
  if (holiday) return locale === 'ru' ? holiday : t('holiday')
  if (working && weekend) return t('workingWeekend')
  if (!working && !weekend) return t('dayOff')
  if (!confirmed && addDays(date, -1).slice(0, 4) !== date.slice(0, 4)) return t('unconfirmed')
  return ''
}
