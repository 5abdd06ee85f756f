import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayNumber } from '@/lib/calendar/days'
import { lastDayOf, runsOn, spanAfter, type Length } from './windows'

const window = (from: string, length: Length, shifts = true) =>
  spanAfter(dayNumber(from), length, shifts).window
const ends = (from: string, length: Length, shifts = true) => {
  const { calendarEnd, shiftedEnd } = window(from, length, shifts)
  return [calendarEnd, shiftedEnd]
}

describe('a window of days', () => {
  it.each([
    // An ordinary week; the day of the handover is not counted (ст. 191).
    ['2026-11-10', '2026-11-17', '2026-11-17'],
    // 8 March, a Sunday in 2026: Monday is a day off for it.
    ['2026-03-01', '2026-03-08', '2026-03-10'],
    // 8 March, a Saturday in 2025, its rest moved to 13 June: Monday is worked.
    ['2025-03-01', '2025-03-08', '2025-03-10'],
    // 8 March on a Friday.
    ['2024-03-01', '2024-03-08', '2024-03-11'],
    ['2027-03-01', '2027-03-08', '2027-03-09'],
    // 31 December is a day off by decree: over the holidays into the next year.
    ['2024-12-24', '2024-12-31', '2025-01-09'],
    ['2025-12-24', '2025-12-31', '2026-01-12'],
    ['2026-12-24', '2026-12-31', '2027-01-11'],
    // Saturdays that are worked end a window themselves; the next weekend does not.
    ['2024-04-20', '2024-04-27', '2024-04-27'],
    ['2024-10-26', '2024-11-02', '2024-11-02'],
    ['2024-12-21', '2024-12-28', '2024-12-28'],
    ['2025-10-25', '2025-11-01', '2025-11-01'],
    ['2027-02-13', '2027-02-20', '2027-02-20'],
    ['2024-10-19', '2024-10-26', '2024-10-28'],
    // 29 February, and the same days of a year without one.
    ['2024-02-22', '2024-02-29', '2024-02-29'],
    ['2024-02-29', '2024-03-07', '2024-03-07'],
    ['2026-02-22', '2026-03-01', '2026-03-02'],
  ])('of 7 from %s ends on %s, shifted %s', (from, calendarEnd, shiftedEnd) => {
    expect(ends(from, { days: 7 })).toEqual([calendarEnd, shiftedEnd])
  })

  it('keeps its end on a day off where it does not shift', () => {
    expect(window('2026-03-01', { days: 7 }, false)).toEqual({
      from: '2026-03-01',
      days: 7,
      months: null,
      calendarEnd: '2026-03-08',
      shiftedEnd: '2026-03-08',
      shifts: false,
      confirmed: true,
    })
  })

  it('says that the calendar of a year is not there instead of guessing', () => {
    expect(window('2028-02-28', { days: 7 })).toMatchObject({
      calendarEnd: '2028-03-06',
      shiftedEnd: null,
      confirmed: false,
    })
    expect(window('2027-12-24', { days: 7 })).toMatchObject({
      calendarEnd: '2027-12-31',
      shiftedEnd: null,
      confirmed: false,
    })
    expect(lastDayOf(window('2028-02-28', { days: 7 }))).toBe('2028-03-06')
    expect(lastDayOf(window('2026-03-01', { days: 7 }))).toBe('2026-03-10')
  })
})

describe('a window of months', () => {
  it.each([
    // The same day of the last month, whole.
    ['2026-01-20', 3, '2026-04-20', '2026-04-20'],
    // A month without that day ends it with its last one (ст. 192 п. 3).
    ['2025-11-30', 3, '2026-02-28', '2026-03-02'],
    ['2023-11-30', 3, '2024-02-29', '2024-02-29'],
    ['2026-01-31', 3, '2026-04-30', '2026-04-30'],
    ['2026-08-31', 3, '2026-11-30', '2026-11-30'],
    // A day off there moves it on.
    ['2026-02-09', 3, '2026-05-09', '2026-05-12'],
    ['2026-09-30', 3, '2026-12-30', '2026-12-30'],
    ['2026-10-01', 3, '2027-01-01', '2027-01-11'],
    // Two years.
    ['2024-02-29', 24, '2026-02-28', '2026-03-02'],
    ['2025-03-08', 24, '2027-03-08', '2027-03-09'],
  ])('from %s, %d months: %s, shifted %s', (from, months, calendarEnd, shiftedEnd) => {
    expect(ends(from, { months })).toEqual([calendarEnd, shiftedEnd])
  })
})

describe('runsOn', () => {
  it('holds to the end of the shifted day and not on the next', () => {
    const span = spanAfter(dayNumber('2026-03-01'), { days: 7 }, true)
    const on = (date: string) => runsOn(span, dayNumber(date))
    expect([on('2026-03-08'), on('2026-03-10'), on('2026-03-11')]).toEqual([true, true, false])
  })

  it('does not know after an end in a year without a calendar, but knows when no days off reach that far', () => {
    const span = spanAfter(dayNumber('2028-02-28'), { days: 7 }, true)
    const on = (date: string) => runsOn(span, dayNumber(date))
    expect([on('2028-03-06'), on('2028-03-07'), on('2028-03-30'), on('2028-03-31')]).toEqual([
      true,
      null,
      null,
      false,
    ])
  })

  it('is certain through holidays of the Labour Code in a year without a decree', () => {
    const span = spanAfter(dayNumber('2027-12-24'), { days: 7 }, true)
    const on = (date: string) => runsOn(span, dayNumber(date))
    expect([on('2028-01-09'), on('2028-01-10'), on('2028-02-01')]).toEqual([true, null, false])
  })

  it('never ends before its days are over and never runs again once it ended', () => {
    const day = fc.integer({ min: dayNumber('2023-06-01'), max: dayNumber('2029-01-01') })
    const length = fc.oneof(
      fc.record({ days: fc.integer({ min: 1, max: 400 }) }),
      fc.record({ months: fc.integer({ min: 1, max: 36 }) }),
    )
    const rank = (holds: boolean | null) => (holds ? 2 : holds === null ? 1 : 0)
    fc.assert(
      fc.property(day, length, fc.boolean(), fc.nat(60), (from, lasting, shifts, later) => {
        const span = spanAfter(from, lasting, shifts)
        const end = dayNumber(span.window.calendarEnd)
        expect(runsOn(span, end)).toBe(true)
        expect(rank(runsOn(span, end + later))).toBeGreaterThanOrEqual(rank(runsOn(span, end + later + 1)))
        expect(runsOn(span, end + 40)).toBe(false)
        expect(lastDayOf(span.window) >= span.window.calendarEnd).toBe(true)
        if ('days' in lasting) expect(end).toBe(from + lasting.days)
      }),
    )
  })
})
