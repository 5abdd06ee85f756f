/** What the list of returns may be narrowed to by its clocks: read here and nowhere else. */
import type { ClockKind } from '@/lib/cases/events'
import { isLocalDate, type LocalDate } from '@/lib/dates'

/** Ends within the days of the warning; the money is late; the window is over and the goods are still with the customer. */
export const dueQueues = ['soon', 'money_overdue', 'window_ended', 'storage_ended'] as const
export type DueQueue = (typeof dueQueues)[number]

/** A queue, or a day on which a clock ends: any, or one of them. As it stands in the address. */
export type Due = DueQueue | LocalDate | `${ClockKind}-${LocalDate}`

const dayShape = /^(?:(window|money|storage)-)?(20\d\d-\d\d-\d\d)$/

/** The day and the clock that a filter is about; null for a queue. */
export function dueDay(due: Due): { day: LocalDate; clock: ClockKind | null } | null {
  const [, clock, day] = dayShape.exec(due) ?? []
  return day !== undefined && isLocalDate(day)
    ? { day, clock: (clock as ClockKind | undefined) ?? null }
    : null
}

/** What is no filter is none. */
export function readDue(text: string): Due | null {
  return dueQueues.find((queue) => queue === text) ?? (dueDay(text) ? text : null)
}
