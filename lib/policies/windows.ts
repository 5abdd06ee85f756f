import { addDays, addMonths, dateOf, workingDayFrom, type DayNumber } from '@/lib/calendar/days'
import type { LocalDate } from '@/lib/dates'
import type { Window } from './verdict'

/** How long: days or months, of which one is given (ГК РФ ст. 190). */
export type Length = { days: number } | { months: number }

/** A window with what its days decide. */
export type Span = {
  window: Window
  /** The last day as it is shown: shifted where that is known, else by count. */
  last: DayNumber
  /** Up to this day it surely runs. */
  atLeast: DayNumber
  /** After this day it surely does not. */
  atMost: DayNumber
}

/**
 * Days or months after a day (ГК РФ ст. 191–194): the count begins on the day after it, a month that lacks the day ends it
 * with its last one, an end on a day off moves to the next working day when `shifts`, and the last day belongs to it whole.
 */
export function spanAfter(from: DayNumber, length: Length, shifts: boolean): Span {
  const end = 'days' in length ? addDays(from, length.days) : addMonths(from, length.months)
  const shift = shifts ? workingDayFrom(end) : { day: end, atLeast: end, atMost: end, confirmed: true }
  return {
    window: {
      from: dateOf(from),
      days: 'days' in length ? length.days : null,
      months: 'months' in length ? length.months : null,
      calendarEnd: dateOf(end),
      shiftedEnd: shift.day === null ? null : dateOf(shift.day),
      shifts,
      confirmed: shift.confirmed,
    },
    last: shift.day ?? end,
    atLeast: shift.atLeast,
    atMost: shift.atMost,
  }
}

/** Whether the window still runs on that day; null where a calendar that is not there decides. */
export function runsOn(span: Span, day: DayNumber): boolean | null {
  if (day <= span.atLeast) return true
  return day > span.atMost ? false : null
}

/** The last day as it is shown and warned about: shifted where that is known, else by count. */
export function lastDayOf(window: Window): LocalDate {
  return window.shiftedEnd ?? window.calendarEnd
}
