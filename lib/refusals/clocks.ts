/** Until when a refused parcel may lie, and the money may wait. Pure. */
import { dayNumber } from '@/lib/calendar/days'
import type { EventDataOf } from '@/lib/cases/events'
import { addDays, type LocalDate } from '@/lib/dates'
import { lawOnlyTerms } from '@/lib/policies/schemas'
import { lastDayOf, spanAfter } from '@/lib/policies/windows'
import { endOfDay, localDate, startOfDay } from '@/lib/time'

type Clock = EventDataOf<'verdict.given'>['clocks'][number]

/** Days that a parcel may lie, from the day of the refusal; the last one belongs to it whole. */
export function storageClock(refusedAt: Date, days: number, zone: string): Clock {
  const day = localDate(refusedAt, zone)
  return ofDay(`storage ${days} ${day} ${zone}`, () => {
    const last = addDays(day, days)
    const warned = addDays(last, -Math.min(days, lawOnlyTerms.warning.daysBefore))
    return clockOf('storage', last, warned, zone)
  })
}

/** What was paid is owed within 10 days of the refusal (ЗоЗПП ст. 26.1 п. 4); an end on a day off moves. */
export function moneyClock(refusedAt: Date, zone: string): Clock {
  const day = localDate(refusedAt, zone)
  return ofDay(`money ${day} ${zone}`, () => {
    const { window } = spanAfter(dayNumber(day), { days: 10 }, true)
    return clockOf('money', lastDayOf(window), addDays(window.calendarEnd, -3), zone)
  })
}

function clockOf(kind: Clock['kind'], last: LocalDate, warned: LocalDate, zone: string): Clock {
  return {
    kind,
    endsAt: endOfDay(last, zone).toISOString(),
    warnAt: startOfDay(warned, zone).toISOString(),
  }
}

// The refusals of a call share a few days, and reckoning with zones costs more than all else that is done for one of them.
const known = new Map<string, Clock>()
const keptClocks = 1000

function ofDay(key: string, reckon: () => Clock): Clock {
  const clock = known.get(key) ?? reckon()
  if (known.size >= keptClocks) known.clear()
  known.set(key, clock)
  return clock
}
