import { Temporal } from 'temporal-polyfill'
import { isLocalDate, isTimeOfDay, type LocalDate, type TimeOfDay } from './dates'

/**
 * Instants and the local calendar of an IANA zone. Instants are `Date`s (what the database gives), zones are names such
 * as `Europe/Moscow`. Client components take `lib/dates`, which carries no library.
 */

const zonePattern = /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/

/** Whether the name is an IANA time zone this runtime knows. Offsets such as `+03:00` are not zones. */
export function isZone(zone: string): boolean {
  if (!zonePattern.test(zone)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

function zoned(instant: Date, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone)
}

function plainDate(date: LocalDate): Temporal.PlainDate {
  if (!isLocalDate(date)) throw new RangeError(`Not a calendar date (YYYY-MM-DD): ${JSON.stringify(date)}`)
  return Temporal.PlainDate.from(date)
}

/** The calendar date in `zone` at that instant. @throws RangeError on an unknown zone or an invalid Date */
export function localDate(instant: Date, zone: string): LocalDate {
  return zoned(instant, zone).toPlainDate().toString()
}

/** The time of day in `zone` at that instant, seconds cut off. @throws RangeError on an unknown zone */
export function localTime(instant: Date, zone: string): TimeOfDay {
  return zoned(instant, zone).toPlainTime().toString({ smallestUnit: 'minute', roundingMode: 'trunc' })
}

/**
 * The instant of a local date and time. Where the clocks go forward and the time does not exist, it is as much later as
 * the clocks jumped; where they go back and it exists twice, the first one is meant.
 * @throws RangeError on a bad date or time, or an unknown zone
 */
export function instantAt(date: LocalDate, time: TimeOfDay, zone: string): Date {
  if (!isTimeOfDay(time)) throw new RangeError(`Not a time of day (HH:MM): ${JSON.stringify(time)}`)
  const plainTime = Temporal.PlainTime.from(time)
  const at = plainDate(date)
    .toPlainDateTime(plainTime)
    .toZonedDateTime(zone, { disambiguation: 'compatible' })
  return new Date(at.epochMilliseconds)
}

/** The first instant of a local day, which is not always 00:00. @throws RangeError on a bad date or zone */
export function startOfDay(date: LocalDate, zone: string): Date {
  return new Date(plainDate(date).toZonedDateTime(zone).epochMilliseconds)
}

/**
 * The end of a local day: the first instant that no longer belongs to it (compare with `<`). Days last 23 to 25 hours.
 * @throws RangeError on a bad date or zone
 */
export function endOfDay(date: LocalDate, zone: string): Date {
  return new Date(plainDate(date).add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds)
}

/**
 * The local date `months` later; a day the month lacks becomes its last one (31 Jan + 1 month = 28 or 29 Feb).
 * @throws RangeError on a bad date
 */
export function addMonths(date: LocalDate, months: number): LocalDate {
  return plainDate(date).add({ months }).toString()
}
