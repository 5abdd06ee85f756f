/** Which ends of clocks a filter or a count means. Pure. */
import type { ClockKind } from '@/lib/cases/events'
import { addDays } from '@/lib/dates'
import { endOfDay, localDate, startOfDay } from '@/lib/time'
import { dueDay, type Due } from './search'

/**
 * Ends later than `after` (null: however long ago) and not later than `upTo`. The end of a clock is the first instant
 * that is past its last day, so a day owns the ends from right after its beginning to the next day's beginning.
 */
export type Span = { after: Date | null; upTo: Date }
export type Spans = Partial<Record<ClockKind, Span>>

/**
 * @param at.zone IANA zone of the merchant
 * @param at.warnDays days before an end on which the shop wants to be warned, today not counted
 */
export function dueSpans(due: Due, at: { now: Date; zone: string; warnDays: number }): Spans {
  const { now, zone, warnDays } = at
  if (due === 'money_overdue') return { money: { after: null, upTo: now } }
  if (due === 'window_ended') return { window: { after: null, upTo: now } }
  const found = dueDay(due)
  if (found) {
    const { day, clock } = found
    const span = { after: startOfDay(day, zone), upTo: endOfDay(day, zone) }
    return clock ? { [clock]: span } : { window: span, money: span }
  }
  const span = { after: now, upTo: endOfDay(addDays(localDate(now, zone), warnDays), zone) }
  return { window: span, money: span }
}
