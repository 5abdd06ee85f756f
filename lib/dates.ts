/**
 * Calendar dates (`YYYY-MM-DD`) and times of day (`HH:MM`) without a time zone and without dependencies, so that client
 * components may use them. Whatever needs a zone is in `lib/time`.
 */

/** A day of the Gregorian calendar as `YYYY-MM-DD`. Sorts as text. */
export type LocalDate = string
/** A time of day as `HH:MM`, 00:00–23:59. Sorts as text. */
export type TimeOfDay = string

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof weekdays)[number]

const dayMs = 86_400_000
const datePattern = /^(\d{4})-(\d{2})-(\d{2})$/
const timePattern = /^([01]\d|2[0-3]):[0-5]\d$/

/** UTC midnight of the date in milliseconds, or undefined when the text is no day of the calendar (2026-02-30). */
function utcMidnight(text: string): number | undefined {
  const match = datePattern.exec(text)
  if (!match) return undefined
  const ms = Date.parse(`${text}T00:00:00Z`)
  // Date.parse rolls 2026-02-30 over to 2 March in some engines instead of refusing it.
  if (Number.isNaN(ms) || new Date(ms).getUTCDate() !== Number(match[3])) return undefined
  return ms
}

function knownMidnight(date: LocalDate): number {
  const ms = utcMidnight(date)
  if (ms === undefined) throw new RangeError(`Not a calendar date (YYYY-MM-DD): ${JSON.stringify(date)}`)
  return ms
}

/** Whether the text is a day that exists, written `YYYY-MM-DD` (years 0000–9999). */
export function isLocalDate(text: string): text is LocalDate {
  return utcMidnight(text) !== undefined
}

/** Whether the text is a time of day written `HH:MM`. 24:00 is not one. */
export function isTimeOfDay(text: string): text is TimeOfDay {
  return timePattern.test(text)
}

/** Negative, zero or positive: the order of two dates or of two times of day, both well formed. */
export function compareLocal(a: LocalDate | TimeOfDay, b: LocalDate | TimeOfDay): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Minutes since midnight of `HH:MM`. @throws RangeError on anything else */
export function minutesOfDay(time: TimeOfDay): number {
  if (!isTimeOfDay(time)) throw new RangeError(`Not a time of day (HH:MM): ${JSON.stringify(time)}`)
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}

/** The date `days` (whole, may be negative) after `date`. @throws RangeError on a bad date or past year 9999 */
export function addDays(date: LocalDate, days: number): LocalDate {
  const moved = new Date(knownMidnight(date) + days * dayMs)
  const year = moved.getUTCFullYear()
  if (!Number.isInteger(days) || !(year >= 0 && year <= 9999)) {
    throw new RangeError(`Cannot add ${days} days to ${date}`)
  }
  return moved.toISOString().slice(0, 10)
}

/** Whole days from `from` to `to`, negative when `to` is earlier. @throws RangeError on a bad date */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((knownMidnight(to) - knownMidnight(from)) / dayMs)
}

/** The day of the week of a date. @throws RangeError on a bad date */
export function dayOfWeek(date: LocalDate): Weekday {
  return weekdays[(new Date(knownMidnight(date)).getUTCDay() + 6) % 7]!
}

/** Every date from `from` to `to`, both included; none when `to` is earlier. @throws RangeError on a bad date */
export function datesBetween(from: LocalDate, to: LocalDate): LocalDate[] {
  return Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, day) => addDays(from, day))
}
