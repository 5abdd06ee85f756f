/** Until when a refused parcel may lie, and the money may wait. Pure. */
import { dayNumber } from '@/lib/calendar/days'
import type { EventDataOf } from '@/lib/cases/events'
import { addDays } from '@/lib/dates'
import { lawOnlyTerms } from '@/lib/policies/schemas'
import { lastDayOf, spanAfter } from '@/lib/policies/windows'
import { endOfDay, localDate, startOfDay } from '@/lib/time'

type Clock = EventDataOf<'verdict.given'>['clocks'][number]

/** Days that a parcel may lie, from the day of the refusal; the last one belongs to it whole. */
export function storageClock(refusedAt: Date, days: number, zone: string): Clock {
  const last = addDays(localDate(refusedAt, zone), days)
  const warned = addDays(last, -Math.min(days, lawOnlyTerms.warning.daysBefore))
  return {
    kind: 'storage',
    endsAt: endOfDay(last, zone).toISOString(),
    warnAt: startOfDay(warned, zone).toISOString(),
  }
}

/** What was paid is owed within 10 days of the refusal (ЗоЗПП ст. 26.1 п. 4); an end on a day off moves. */
export function moneyClock(refusedAt: Date, zone: string): Clock {
  const { window } = spanAfter(dayNumber(localDate(refusedAt, zone)), { days: 10 }, true)
  return {
    kind: 'money',
    endsAt: endOfDay(lastDayOf(window), zone).toISOString(),
    warnAt: startOfDay(addDays(window.calendarEnd, -3), zone).toISOString(),
  }
}
