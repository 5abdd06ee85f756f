/** Opening hours as people say them: «пн–пт 9–18, сб 10–15». Pure. */
import { weekdays, type LocalDate, type TimeOfDay, type Weekday } from '@/lib/dates'
import { formatLongDate } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locale'
import type { OpeningHours } from './schemas'

export type HoursWords = { days: Record<Weekday, string>; everyDay: string; always: string; unknown: string }

/** «9:00»; midnight as the end of a day is «24:00». */
export function clockText(time: TimeOfDay): string {
  return time.replace(/^0(?=\d)/, '')
}

/** «9–18» where both are whole hours, else «9:30–18:00». */
function times(from: string, to: string): string {
  const whole = from.endsWith(':00') && to.endsWith(':00')
  const shown = (time: string) => (whole ? clockText(time).replace(':00', '') : clockText(time))
  return `${shown(from)}–${shown(to)}`
}

/** «пн–ср, пт»: three and more days in a row become a range. */
function dayRanges(days: readonly Weekday[], names: HoursWords['days']): string {
  const runs: Weekday[][] = []
  for (const day of days) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    if (run && last && weekdays.indexOf(day) === weekdays.indexOf(last) + 1) run.push(day)
    else runs.push([day])
  }
  return runs
    .flatMap((run) => {
      const [first, last] = [run[0], run.at(-1)]
      if (!first || !last || run.length < 3) return run.map((day) => names[day])
      return [`${names[first]}–${names[last]}`]
    })
    .join(', ')
}

/** Days with the same hours stand together, in the order of their first day. */
export function hoursText(hours: OpeningHours, words: HoursWords): string {
  if (hours.length === 0) return words.unknown
  const byTimes = new Map<string, Set<Weekday>>()
  for (const day of weekdays) {
    const entry = hours.find(({ days }) => days.includes(day))
    if (!entry) continue
    const key = `${entry.from} ${entry.to}`
    byTimes.set(key, (byTimes.get(key) ?? new Set()).add(day))
  }
  return [...byTimes]
    .map(([key, days]) => {
      const [from = '', to = ''] = key.split(' ')
      const when = from === '00:00' && to === '24:00' ? words.always : times(from, to)
      if (days.size < weekdays.length) return `${dayRanges([...days], words.days)} ${when}`
      return when === words.always ? words.always : `${words.everyDay} ${when}`
    })
    .join(', ')
}

/** «12–21 декабря», «31 декабря – 8 января 2027»; one day stands alone. The year is said where it is not that of `today`. */
export function daysText(
  { from, to }: { from: LocalDate; to: LocalDate },
  today: LocalDate,
  locale: Locale,
): string {
  const thisYear = (date: LocalDate) => date.slice(0, 4) === today.slice(0, 4)
  const last = formatLongDate(to, locale, { year: !thisYear(to) })
  if (from === to) return last
  if (from.slice(0, 7) === to.slice(0, 7)) return `${Number(from.slice(8))}–${last}`
  const year = !thisYear(from) && from.slice(0, 4) !== to.slice(0, 4)
  return `${formatLongDate(from, locale, { year })} – ${last}`
}
