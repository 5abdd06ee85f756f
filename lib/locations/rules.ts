import { addDays, dayOfWeek, type LocalDate, type TimeOfDay } from '@/lib/dates'
import type { Closure, OpeningHours } from './schemas'

/** When a place takes goods in. Days are those of the merchant's zone. */

/**
 * Whether goods may be sent there on a day: it is not closed for good, and no closure has the day. Weekly hours do not
 * count: a day off only makes a parcel wait until the morning.
 */
export function isOpenOn(
  location: { closedAt: Date | null; closures: readonly Closure[] },
  day: LocalDate,
): boolean {
  return location.closedAt === null && closureOn(location.closures, day) === null
}

/** The closure that has a day, both its ends included; of several the one that ends last. */
export function closureOn(closures: readonly Closure[], day: LocalDate): Closure | null {
  return closures.reduce<Closure | null>(
    (found, closure) =>
      closure.from <= day && day <= closure.to && (!found || found.to < closure.to) ? closure : found,
    null,
  )
}

const farthestDay = '9999-12-31'

/** The last day on which it is closed, where closures overlap or follow each other without a day between; null: it is open. */
export function closedUntil(closures: readonly Closure[], day: LocalDate): LocalDate | null {
  let last: LocalDate | null = null
  let running = closureOn(closures, day)
  while (running) {
    last = running.to
    if (last >= farthestDay) break
    running = closureOn(closures, addDays(last, 1))
  }
  return last
}

/** The next closure that begins after a day. */
export function comingClosure(closures: readonly Closure[], day: LocalDate): Closure | null {
  return closures.reduce<Closure | null>(
    (next, closure) => (closure.from > day && (!next || closure.from < next.from) ? closure : next),
    null,
  )
}

export type Opening =
  | { kind: 'open'; until: TimeOfDay }
  | { kind: 'later'; from: TimeOfDay; to: TimeOfDay }
  | { kind: 'over' | 'day_off' }

/**
 * How a place stands at a time of a day; null where that says nothing: its hours are not known, it never shuts that day, or
 * it is closed the whole day for another reason than its weekly hours.
 */
export function openingAt(
  place: { closedAt: Date | null; closures: readonly Closure[]; hours: OpeningHours },
  day: LocalDate,
  time: TimeOfDay,
): Opening | null {
  if (place.hours.length === 0 || !isOpenOn(place, day)) return null
  const entry = place.hours.find(({ days }) => days.includes(dayOfWeek(day)))
  if (!entry) return { kind: 'day_off' }
  const { from, to } = entry
  if (from === '00:00' && to === '24:00') return null
  if (time < from) return { kind: 'later', from, to }
  return time < to ? { kind: 'open', until: to } : { kind: 'over' }
}
