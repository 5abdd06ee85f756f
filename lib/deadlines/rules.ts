/** Which ends of clocks a filter or a count means, and how what is due is told. Pure. */
import { clockNotices, type Due as Telling } from '@/lib/cases/clocks'
import type { CaseEvent, ClockKind } from '@/lib/cases/events'
import { addDays, type LocalDate } from '@/lib/dates'
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
  if (due === 'storage_ended') return { storage: { after: null, upTo: now } }
  const found = dueDay(due)
  if (found) {
    const { day, clock } = found
    const span = { after: startOfDay(day, zone), upTo: endOfDay(day, zone) }
    return clock ? { [clock]: span } : { window: span, money: span, storage: span }
  }
  const span = { after: now, upTo: endOfDay(addDays(localDate(now, zone), warnDays), zone) }
  return { window: span, money: span, storage: span }
}

/** The event by which the shop is told: a notice before an end or the last attempt, a flag on the case at the end. */
export function tellingEvent(due: Telling, id: string, now: Date): CaseEvent {
  const base = { id, occurredAt: now, actor: { kind: 'system', id: null } } as const
  if (due.what === 'last_attempt') {
    return { ...base, type: 'notice.sent', data: { kind: 'last_attempt', pickupId: due.pickupId } }
  }
  const { kind, endsAt } = due.clock
  return due.what === 'before'
    ? { ...base, type: 'notice.sent', data: { kind: clockNotices[kind].before, endsAt } }
    : { ...base, type: 'case.flagged', data: { flag: clockNotices[kind].after, endsAt } }
}

/** The last day of a clock that ends at that moment, in the merchant's zone. */
export function lastDayOf(end: Date, zone: string): LocalDate {
  return localDate(new Date(end.getTime() - 1), zone)
}
