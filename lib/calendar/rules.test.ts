import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, datesBetween, dayOfWeek } from '@/lib/dates'
import { calendarDay, dayKind, isWorkingDay, workingDayOnOrAfter } from './rules'
import { transferYears } from './ru'

const anyKnownDate = fc
  .integer({ min: 0, max: 1460 })
  .map((day) => addDays('2024-01-01', day))
  .filter((date) => date < '2028-01-01')

function daysOf(year: number) {
  return datesBetween(`${year}-01-01`, `${year}-12-31`).map(calendarDay)
}

describe('dayKind', () => {
  it.each([
    // Worked Saturdays, and how long they are.
    ['2024-04-27', 'working'],
    ['2024-11-02', 'shortened'],
    ['2024-12-28', 'working'],
    ['2025-11-01', 'shortened'],
    ['2027-02-20', 'shortened'],
    // Weekdays that decrees made days off.
    ['2024-04-29', 'weekend'],
    ['2024-04-30', 'weekend'],
    ['2024-05-10', 'weekend'],
    ['2024-12-30', 'weekend'],
    ['2024-12-31', 'weekend'],
    ['2025-05-02', 'weekend'],
    ['2025-05-08', 'weekend'],
    ['2025-06-13', 'weekend'],
    ['2025-11-03', 'weekend'],
    ['2025-12-31', 'weekend'],
    ['2026-01-09', 'weekend'],
    ['2026-12-31', 'weekend'],
    ['2027-02-22', 'weekend'],
    ['2027-11-05', 'weekend'],
    ['2027-12-31', 'weekend'],
    // Weekends that met a holiday and moved by art. 112 itself.
    ['2026-03-09', 'weekend'],
    ['2026-05-11', 'weekend'],
    ['2027-05-03', 'weekend'],
    ['2027-05-10', 'weekend'],
    ['2027-06-14', 'weekend'],
    // A decree sent them elsewhere, so the next day is worked.
    ['2025-02-24', 'working'],
    ['2025-03-10', 'working'],
    // Holidays, on weekdays and on weekends.
    ['2024-01-01', 'holiday'],
    ['2024-01-07', 'holiday'],
    ['2025-02-23', 'holiday'],
    ['2026-05-09', 'holiday'],
    ['2026-11-04', 'holiday'],
    ['2027-01-08', 'holiday'],
    // Eves of holidays.
    ['2024-02-22', 'shortened'],
    ['2025-03-07', 'shortened'],
    ['2026-04-30', 'shortened'],
    ['2026-05-08', 'shortened'],
    ['2026-11-03', 'shortened'],
    // Ordinary days.
    ['2026-01-12', 'working'],
    ['2026-11-20', 'working'],
    ['2026-11-21', 'weekend'],
    ['2026-11-22', 'weekend'],
    ['2026-02-20', 'working'],
    // Years without a decree in the data.
    ['2023-12-29', 'unknown'],
    ['2028-01-01', 'unknown'],
    ['2011-03-01', 'unknown'],
  ])('%s: %s', (date, expected) => expect(dayKind(date)).toBe(expected))

  it('throws on what is no date', () => {
    expect(() => dayKind('2026-02-29')).toThrow(RangeError)
  })
})

describe('a whole year', () => {
  // Published norms of the 40-hour week.
  it.each([
    [2024, 248, 118, 1979],
    [2025, 247, 118, 1972],
    [2026, 247, 118, 1972],
    [2027, 247, 118, 1972],
  ])('%d has %d working days, %d days off and %d hours', (year, working, off, hours) => {
    const kinds = daysOf(year).map(({ kind }) => kind)
    const full = kinds.filter((kind) => kind === 'working').length
    const short = kinds.filter((kind) => kind === 'shortened').length
    expect([full + short, kinds.length - full - short, full * 8 + short * 7]).toEqual([working, off, hours])
  })

  it.each([
    [2024, ['02-22', '03-07', '05-08', '06-11', '11-02']],
    [2025, ['03-07', '04-30', '06-11', '11-01']],
    [2026, ['04-30', '05-08', '06-11', '11-03']],
    [2027, ['02-20', '04-30', '06-11', '11-03']],
  ])('%d is an hour shorter on %j', (year, expected) => {
    const short = daysOf(year).filter(({ kind }) => kind === 'shortened')
    expect(short.map(({ date }) => date.slice(5))).toEqual(expected)
  })

  it('has data that fit together: real days off go to working weekdays, each once', () => {
    for (const { year, transfers, source } of transferYears) {
      expect(source.act).toContain(`в ${year} году`)
      expect(new Set(transfers.map(({ from }) => from)).size).toBe(transfers.length)
      expect(new Set(transfers.map(({ to }) => to)).size).toBe(transfers.length)
      for (const { from, to } of transfers) {
        expect([from.slice(0, 4), to.slice(0, 4)]).toEqual([String(year), String(year)])
        expect(['sat', 'sun']).toContain(dayOfWeek(from))
        expect(['sat', 'sun']).not.toContain(dayOfWeek(to))
        expect(calendarDay(to).kind).toBe('weekend')
      }
    }
  })
})

describe('calendarDay', () => {
  it('says where a day of rest came from and where it went, and by which act', () => {
    expect(calendarDay('2025-11-03')).toMatchObject({
      kind: 'weekend',
      restMovedFrom: '2025-11-01',
      confirmed: true,
      source: { act: expect.stringContaining('№ 1335') },
    })
    expect(calendarDay('2025-11-01')).toMatchObject({ kind: 'shortened', restMovedTo: '2025-11-03' })
    expect(calendarDay('2026-05-11')).toMatchObject({
      restMovedFrom: '2026-05-09',
      source: { act: expect.stringContaining('ст. 112') },
    })
    expect(calendarDay('2027-11-05').source.act).toContain('№ 1187')
    expect(calendarDay('2026-05-09').holiday).toBe('День Победы')
  })

  it('answers unknown years from the Labour Code and says that a decree may change it', () => {
    expect(calendarDay('2028-02-23')).toMatchObject({ kind: 'holiday', confirmed: false })
    expect(calendarDay('2028-02-22')).toMatchObject({ kind: 'shortened', confirmed: false })
    expect(calendarDay('2028-11-06')).toMatchObject({
      kind: 'weekend',
      restMovedFrom: '2028-11-04',
      confirmed: false,
    })
    expect(calendarDay('2028-03-01')).toMatchObject({ kind: 'working', confirmed: false })
  })
})

describe('workingDayOnOrAfter', () => {
  it.each([
    ['2026-11-20', '2026-11-20', true],
    ['2026-11-21', '2026-11-23', true],
    ['2025-11-01', '2025-11-01', true],
    ['2025-11-02', '2025-11-05', true],
    ['2024-12-29', '2025-01-09', true],
    ['2025-12-31', '2026-01-12', true],
    ['2026-12-31', '2027-01-11', true],
    ['2027-12-31', '2028-01-10', false],
  ])('%s: %s', (date, expected, confirmed) => {
    expect(workingDayOnOrAfter(date)).toEqual({ date: expected, confirmed })
  })

  it('is a working day, the first one, and never more than 12 days away', () => {
    fc.assert(
      fc.property(anyKnownDate, (date) => {
        const found = workingDayOnOrAfter(date).date
        expect(isWorkingDay(found).working).toBe(true)
        expect(found <= addDays(date, 12)).toBe(true)
        expect(datesBetween(date, addDays(found, -1)).some((day) => isWorkingDay(day).working)).toBe(false)
      }),
    )
  })
})
