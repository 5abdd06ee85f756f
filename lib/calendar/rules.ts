import { addDays, dayOfWeek, type LocalDate } from '@/lib/dates'
import { holidays, labourCode112, transferYears, type Source, type TransferYear } from './ru'

/** `weekend` is a Saturday or Sunday, or a weekday that a decree or art. 112 made a day off. */
export type DayKind = 'working' | 'shortened' | 'weekend' | 'holiday'

export type CalendarDay = {
  date: LocalDate
  kind: DayKind
  /** The name of a holiday, in Russian. */
  holiday?: string
  /** The day whose rest is taken on this one (a weekday that became a day off). */
  restMovedFrom?: LocalDate
  /** The day the rest went to (a Saturday or Sunday that is worked, or a holiday on a weekend). */
  restMovedTo?: LocalDate
  /**
   * False where the year's decree is not in the data (or only as a draft): then `kind` follows from the weekday and the
   * Labour Code alone, and a decree may still move days.
   */
  confirmed: boolean
  source: Source
}

type Year = {
  known: TransferYear | undefined
  restTo: Map<LocalDate, LocalDate>
  restFrom: Map<LocalDate, LocalDate>
}

const years = new Map<number, Year>()

function holidayName(date: LocalDate): string | undefined {
  return holidays[date.slice(5)]
}

function isWeekendDay(date: LocalDate): boolean {
  const day = dayOfWeek(date)
  return day === 'sat' || day === 'sun'
}

/** Where the year's days off went: by its decree, and by art. 112 part 2 for the other weekends that met a holiday. */
function yearOf(number: number): Year {
  const cached = years.get(number)
  if (cached) return cached

  const known = transferYears.find(({ year }) => year === number)
  const restTo = new Map(known?.transfers.map(({ from, to }) => [from, to]))
  const restFrom = new Map(known?.transfers.map(({ from, to }) => [to, from]))
  const prefix = String(number).padStart(4, '0')
  for (const monthDay of Object.keys(holidays)) {
    const date = `${prefix}-${monthDay}`
    // Weekends within 1–8 January are moved by the Government alone.
    if (monthDay.startsWith('01-') || !isWeekendDay(date) || restTo.has(date)) continue
    let to = addDays(date, 1)
    while (isWeekendDay(to) || holidayName(to) || restFrom.has(to)) to = addDays(to, 1)
    restTo.set(date, to)
    restFrom.set(to, date)
  }

  const year = { known, restTo, restFrom }
  years.set(number, year)
  return year
}

function isWorked(date: LocalDate): boolean {
  if (holidayName(date)) return false
  const { restTo, restFrom } = yearOf(Number(date.slice(0, 4)))
  return isWeekendDay(date) ? restTo.has(date) : !restFrom.has(date)
}

/**
 * A day of the Russian production calendar for a five-day week, with where its kind comes from. Years without a decree in
 * the data are answered from the Labour Code with `confirmed: false`.
 * @throws RangeError when `date` is no calendar date
 */
export function calendarDay(date: LocalDate): CalendarDay {
  const weekend = isWeekendDay(date)
  const { known, restTo, restFrom } = yearOf(Number(date.slice(0, 4)))
  const confirmed = known?.confirmed === true
  const source = known?.source ?? labourCode112
  const movedTo = restTo.get(date)
  const movedFrom = restFrom.get(date)
  const moved = {
    ...(movedFrom !== undefined && { restMovedFrom: movedFrom }),
    ...(movedTo !== undefined && { restMovedTo: movedTo }),
  }

  const holiday = holidayName(date)
  if (holiday) return { date, kind: 'holiday', holiday, ...moved, confirmed, source: labourCode112 }
  if (!isWorked(date)) {
    const byLaw = movedFrom === undefined || !known?.transfers.some(({ to }) => to === date)
    return { date, kind: 'weekend', ...moved, confirmed, source: byLaw ? labourCode112 : source }
  }
  // Art. 95: an hour less on the day before a holiday. A worked day off is as long as the day it was swapped with
  // (Порядок исчисления нормы рабочего времени, приказ Минздравсоцразвития РФ от 13.08.2009 № 588н).
  const asLongAs = weekend && movedTo !== undefined ? movedTo : date
  const shortened = holidayName(addDays(asLongAs, 1)) !== undefined
  return { date, kind: shortened ? 'shortened' : 'working', ...moved, confirmed, source }
}

/**
 * The kind of a day, or `unknown` for a year whose decree is not in the data: use it where a guess is worse than none,
 * and `calendarDay` where the Labour Code's answer with `confirmed: false` serves.
 * @throws RangeError when `date` is no calendar date
 */
export function dayKind(date: LocalDate): DayKind | 'unknown' {
  const day = calendarDay(date)
  return yearOf(Number(date.slice(0, 4))).known ? day.kind : 'unknown'
}

/** Whether people work on that day; with `confirmed` as in `calendarDay`. */
export function isWorkingDay(date: LocalDate): { working: boolean; confirmed: boolean } {
  const { kind, confirmed } = calendarDay(date)
  return { working: kind === 'working' || kind === 'shortened', confirmed }
}

/**
 * The day itself when it is worked, otherwise the next one that is (ГК РФ ст. 193). `confirmed` is false when any day
 * looked at lies in a year without a signed decree.
 * @throws RangeError when `date` is no calendar date
 */
export function workingDayOnOrAfter(date: LocalDate): { date: LocalDate; confirmed: boolean } {
  let confirmed = true
  for (let day = date; ; day = addDays(day, 1)) {
    const answer = isWorkingDay(day)
    confirmed &&= answer.confirmed
    if (answer.working) return { date: day, confirmed }
  }
}
