/** An instant from a date and a time of day in a zone without a library, for client components; servers take `lib/time`. */
import { isLocalDate, isTimeOfDay, type LocalDate, type TimeOfDay } from './dates'

/** Milliseconds that the zone's clock is ahead of UTC at that instant. */
function offsetAt(instant: number, format: Intl.DateTimeFormat): number {
  const parts = Object.fromEntries(
    format.formatToParts(instant).map(({ type, value }) => [type, Number(value)] as const),
  )
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000
}

/**
 * The same as `instantAt` of `lib/time`: where the clocks go forward and the time does not exist, it is as much later as
 * the clocks jumped; where they go back and it exists twice, the first one is meant. Null for no date or no time.
 */
export function zonedInstant(date: LocalDate, time: TimeOfDay, timeZone: string): Date | null {
  if (!isLocalDate(date) || !isTimeOfDay(time)) return null
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const wall = Date.parse(`${date}T${time}:00Z`)
  const day = 86_400_000
  // Whatever the clocks do, they do it once within these two days.
  const [before, after] = [offsetAt(wall - day, format), offsetAt(wall + day, format)]
  const found = [wall - before, wall - after].filter(
    (instant) => instant + offsetAt(instant, format) === wall,
  )
  return new Date(found.length > 0 ? Math.min(...found) : wall - before)
}
