import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as dates from '@/lib/dates'
import * as time from '@/lib/time'
import { addDays, addMonths, dateOf, dayNumber, localDay, workingDayFrom } from './days'
import { workingDayOnOrAfter } from './rules'

const anyDate = fc.integer({ min: -200_000, max: 200_000 }).map(dateOf)
const anyZone = fc.constantFrom(
  'UTC',
  'Europe/Kaliningrad',
  'Europe/Moscow',
  'Europe/Samara',
  'Asia/Yekaterinburg',
  'Asia/Kamchatka',
  'Asia/Anadyr',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'America/Havana',
  'Pacific/Apia',
  'Africa/Casablanca',
)

describe('days as numbers', () => {
  it('are the dates of lib/dates', () => {
    expect([dayNumber('1970-01-01'), dateOf(0), dateOf(-1), dateOf(20_000)]).toEqual([
      0,
      '1970-01-01',
      '1969-12-31',
      dates.addDays('1970-01-01', 20_000),
    ])
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -5000, max: 5000 }), (date, days) => {
        expect(dateOf(dayNumber(date))).toBe(date)
        expect(dateOf(addDays(dayNumber(date), days))).toBe(dates.addDays(date, days))
      }),
    )
  })

  it('counts months as lib/time does', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 0, max: 60 }), (date, months) => {
        expect(dateOf(addMonths(dayNumber(date), months))).toBe(time.addMonths(date, months))
      }),
      { numRuns: 500 },
    )
  })

  it('stays in the years 0000–9999', () => {
    expect(dateOf(addDays(dayNumber('9999-12-30'), 3650))).toBe('9999-12-31')
    expect(dateOf(addMonths(dayNumber('9999-12-30'), 3))).toBe('9999-12-31')
    expect(dateOf(addDays(dayNumber('0000-01-02'), -5))).toBe('0000-01-01')
  })

  it('refuses what is no date', () => {
    expect(() => dayNumber('tomorrow')).toThrow(RangeError)
  })
})

describe('localDay', () => {
  it.each([
    ['2026-03-10T20:59:59.999Z', 'Europe/Moscow', '2026-03-10'],
    ['2026-03-10T21:00:00Z', 'Europe/Moscow', '2026-03-11'],
    ['2026-03-10T21:59:59Z', 'Europe/Kaliningrad', '2026-03-10'],
    ['2026-03-10T22:00:00Z', 'Europe/Kaliningrad', '2026-03-11'],
    ['2026-03-10T11:59:59Z', 'Asia/Kamchatka', '2026-03-10'],
    ['2026-03-10T12:00:00Z', 'Asia/Kamchatka', '2026-03-11'],
    // Moscow kept summer time until 2011 and another winter time until 2014.
    ['2010-07-01T20:00:00Z', 'Europe/Moscow', '2010-07-02'],
    ['2013-01-01T20:30:00Z', 'Europe/Moscow', '2013-01-02'],
    ['2015-01-01T20:30:00Z', 'Europe/Moscow', '2015-01-01'],
    // Samoa left out 30 December 2011.
    ['2011-12-30T09:59:59Z', 'Pacific/Apia', '2011-12-29'],
    ['2011-12-30T10:00:00Z', 'Pacific/Apia', '2011-12-31'],
    // Clocks of St John's went back at one minute past midnight: the day before came once more.
    ['1990-10-28T02:30:30Z', 'America/St_Johns', '1990-10-28'],
    ['1990-10-28T02:31:30Z', 'America/St_Johns', '1990-10-27'],
  ])('%s in %s is %s', (instant, zone, expected) => {
    expect(time.localDate(new Date(instant), zone)).toBe(expected)
    expect(dateOf(localDay(new Date(instant), zone))).toBe(expected)
  })

  it('is the day of lib/time in every zone and year', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
        anyZone,
        (instant, zone) => {
          expect(dateOf(localDay(instant, zone))).toBe(time.localDate(instant, zone))
        },
      ),
      { numRuns: 1500 },
    )
  })

  it('throws on what is no zone and no moment', () => {
    expect(() => localDay(new Date(0), 'Mars/Olympus')).toThrow(RangeError)
    expect(() => localDay(new Date(NaN), 'UTC')).toThrow(RangeError)
  })
})

describe('workingDayFrom', () => {
  it('is the first working day where the calendar is known', () => {
    const known = fc.integer({ min: dayNumber('2024-01-01'), max: dayNumber('2027-12-30') })
    fc.assert(
      fc.property(known, (day) => {
        const found = workingDayFrom(day)
        const expected = workingDayOnOrAfter(dateOf(day))
        expect(found).toEqual({
          day: dayNumber(expected.date),
          atLeast: found.day,
          atMost: found.day,
          confirmed: true,
        })
      }),
    )
  })

  it('does not guess in a year without a decree, and says between which days the end lies', () => {
    expect(workingDayFrom(dayNumber('2028-03-01'))).toEqual({
      day: null,
      atLeast: dayNumber('2028-03-01'),
      atMost: dayNumber('2028-03-25'),
      confirmed: false,
    })
    // Off by the decree of 2027, then the holidays of the Labour Code: 9 January is the first that might be worked.
    expect(workingDayFrom(dayNumber('2027-12-31'))).toMatchObject({
      day: null,
      atLeast: dayNumber('2028-01-09'),
    })
  })
})
