import type { LocalDate } from '@/lib/dates'
import type { Closure } from './schemas'

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

/** The next closure that begins after a day. */
export function comingClosure(closures: readonly Closure[], day: LocalDate): Closure | null {
  return closures.reduce<Closure | null>(
    (next, closure) => (closure.from > day && (!next || closure.from < next.from) ? closure : next),
    null,
  )
}
