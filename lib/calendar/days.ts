import type { LocalDate } from '@/lib/dates'
import { calendarDay, dayKind } from './rules'

/**
 * Calendar days as whole numbers, for rules that count often: the same answers as `lib/dates` and `lib/time`, without
 * their parsing. Days past the years 0000–9999 become the first or last of them, so that counting never throws.
 */

/** Days since 1970-01-01. */
export type DayNumber = number

const dayMs = 86_400_000
const firstDay: DayNumber = -719_528
const lastDay: DayNumber = 2_932_896

/** More remembered days than anybody judges at once; past it the memory begins anew. */
const mostRemembered = 20_000

const within = (day: number): DayNumber => Math.min(Math.max(day, firstDay), lastDay)

/** The day of a well-formed date. @throws RangeError on anything else */
export function dayNumber(date: LocalDate): DayNumber {
  const ms = Date.parse(`${date}T00:00:00Z`)
  if (Number.isNaN(ms)) throw new RangeError(`Not a calendar date (YYYY-MM-DD): ${JSON.stringify(date)}`)
  return ms / dayMs
}

const dates = new Map<DayNumber, LocalDate>()

export function dateOf(day: DayNumber): LocalDate {
  const known = dates.get(day)
  if (known !== undefined) return known
  const date = new Date(within(day) * dayMs).toISOString().slice(0, 10)
  if (dates.size >= mostRemembered) dates.clear()
  dates.set(day, date)
  return date
}

export function addDays(day: DayNumber, days: number): DayNumber {
  return within(day + days)
}

/** The same day of the month `months` later, or that month's last day where it has no such day (ГК РФ ст. 192 п. 3). */
export function addMonths(day: DayNumber, months: number): DayNumber {
  const from = new Date(day * dayMs)
  const month = from.getUTCFullYear() * 12 + from.getUTCMonth() + months
  const length = new Date(0).setUTCFullYear(Math.floor(month / 12), (month % 12) + 1, 0)
  const date = Math.min(from.getUTCDate(), new Date(length).getUTCDate())
  return within(new Date(0).setUTCFullYear(Math.floor(month / 12), month % 12, date) / dayMs)
}

type Zone = {
  clock: Intl.DateTimeFormat
  /** What its clocks are ahead of UTC all through a day of UTC, in ms; null for days on which that changes. */
  ahead: Map<DayNumber, number | null>
}

const zones = new Map<string, Zone>()

function zoneOf(name: string): Zone {
  const known = zones.get(name)
  if (known) return known
  const numeric = 'numeric'
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    hourCycle: 'h23',
    era: 'short',
    ...{ year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric, second: numeric },
  })
  const zone = { clock, ahead: new Map<DayNumber, number | null>() }
  zones.set(name, zone)
  return zone
}

/** What the zone's clocks are ahead of UTC at an instant, in ms; negative west of it. */
function aheadAt(ms: number, { clock }: Zone): number {
  const parts = new Map(clock.formatToParts(ms).map(({ type, value }) => [type, value]))
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type))
  const year = parts.get('era') === 'BC' ? 1 - part('year') : part('year')
  const shown = new Date(0)
  shown.setUTCFullYear(year, part('month') - 1, part('day'))
  shown.setUTCHours(part('hour'), part('minute'), part('second'))
  return shown.getTime() - Math.floor(ms / 1000) * 1000
}

function aheadOn(day: DayNumber, zone: Zone): number | null {
  const known = zone.ahead.get(day)
  if (known !== undefined) return known
  const atStart = aheadAt(day * dayMs, zone)
  const found = atStart === aheadAt((day + 1) * dayMs - 1, zone) ? atStart : null
  if (zone.ahead.size >= mostRemembered) zone.ahead.clear()
  zone.ahead.set(day, found)
  return found
}

/** The day in `zone` at that instant. @throws RangeError on an unknown zone or an invalid Date */
export function localDay(instant: Date, zone: string): DayNumber {
  const ms = instant.getTime()
  const place = zoneOf(zone)
  const ahead = aheadOn(Math.floor(ms / dayMs), place) ?? aheadAt(ms, place)
  return within(Math.floor((ms + ahead) / dayMs))
}

/** The end of a count of days when days off are skipped, as far as the production calendar is known. */
export type ShiftedDay = {
  /** Null where a year without a decree decides. */
  day: DayNumber | null
  /** Surely not past the end: the end itself where that is known. */
  atLeast: DayNumber
  /** Surely not before the end: the end itself where that is known. */
  atMost: DayNumber
  /** False where any day looked at lies in a year without a signed decree. */
  confirmed: boolean
}

/** Twice as long as people were ever off in a row by art. 112 and a decree: from 31 December 2025 to 11 January 2026. */
const longestRest = 24

const shifted = new Map<DayNumber, ShiftedDay>()

function shiftOf(end: DayNumber): ShiftedDay {
  let confirmed = true
  for (let day = end; ; day = addDays(day, 1)) {
    const { kind, confirmed: signed } = calendarDay(dateOf(day))
    confirmed &&= signed
    const known = dayKind(dateOf(day)) !== 'unknown'
    // A holiday is no working day whatever a decree says; of other days of such a year nothing is sure.
    if (!known && kind !== 'holiday') return { day: null, atLeast: day, atMost: end + longestRest, confirmed }
    if (known && (kind === 'working' || kind === 'shortened'))
      return { day, atLeast: day, atMost: day, confirmed }
  }
}

/** The day itself when it is worked, otherwise the next one that is (ГК РФ ст. 193). */
export function workingDayFrom(end: DayNumber): ShiftedDay {
  const known = shifted.get(end)
  if (known) return known
  const found = shiftOf(end)
  if (shifted.size >= mostRemembered) shifted.clear()
  shifted.set(end, found)
  return found
}
