import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMonths, endOfDay, instantAt, isZone, localDate, localTime, startOfDay } from './time'

const zones = [
  'Europe/Moscow',
  'Europe/Kaliningrad',
  'Asia/Kamchatka',
  'Asia/Yekaterinburg',
  'Europe/London',
  'Europe/Berlin',
  'America/New_York',
  'Africa/Cairo',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'UTC',
]
const anyZone = fc.constantFrom(...zones)
const anyDate = fc
  .integer({ min: 15_340, max: 22_000 })
  .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10))
const anyTime = fc
  .integer({ min: 0, max: 1439 })
  .map((m) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`)
const hour = 3_600_000

describe('isZone', () => {
  it.each([...zones, 'Europe/Kiev', 'America/Argentina/Buenos_Aires', 'Etc/GMT+3'])('knows %s', (zone) =>
    expect(isZone(zone)).toBe(true),
  )
  it.each(['', 'Moscow', 'Europe/Atlantis', '+03:00', '03:00', 'Europe/Moscow ', '../etc/passwd', 'МСК'])(
    'refuses %j',
    (zone) => expect(isZone(zone)).toBe(false),
  )
})

describe('instant and local date', () => {
  it.each([
    ['2026-11-20T21:00:00Z', 'Europe/Moscow', '2026-11-21', '00:00'],
    ['2026-11-20T20:59:59.999Z', 'Europe/Moscow', '2026-11-20', '23:59'],
    ['2026-11-20T12:00:00Z', 'Asia/Kamchatka', '2026-11-21', '00:00'],
    ['2026-03-29T00:59:00Z', 'Europe/Berlin', '2026-03-29', '01:59'],
    ['2026-03-29T01:00:00Z', 'Europe/Berlin', '2026-03-29', '03:00'],
    ['2026-12-31T21:30:00Z', 'Europe/Moscow', '2027-01-01', '00:30'],
    ['2024-02-28T22:00:00Z', 'Europe/Moscow', '2024-02-29', '01:00'],
  ])('%s in %s is %s %s', (instant, zone, date, time) => {
    expect(localDate(new Date(instant), zone)).toBe(date)
    expect(localTime(new Date(instant), zone)).toBe(time)
  })

  it('moves a time the clocks skip as far as they jump, and takes the first of two', () => {
    expect(instantAt('2026-03-29', '02:30', 'Europe/Berlin').toISOString()).toBe('2026-03-29T01:30:00.000Z')
    expect(instantAt('2026-10-25', '02:30', 'Europe/Berlin').toISOString()).toBe('2026-10-25T00:30:00.000Z')
    expect(instantAt('2026-10-25', '03:00', 'Europe/Berlin').toISOString()).toBe('2026-10-25T02:00:00.000Z')
  })

  it.each([
    ['2026-11-21', 'Europe/Moscow', 24],
    ['2026-03-29', 'Europe/Berlin', 23],
    ['2026-10-25', 'Europe/Berlin', 25],
    ['2026-10-04', 'Australia/Lord_Howe', 23.5],
    ['2014-10-26', 'Europe/Moscow', 25],
    ['2026-03-29', 'Europe/Moscow', 24],
  ])('%s in %s lasts %d hours', (date, zone, hours) => {
    expect((endOfDay(date, zone).getTime() - startOfDay(date, zone).getTime()) / hour).toBe(hours)
  })

  it('starts a day at its first instant where midnight does not exist', () => {
    expect(localTime(startOfDay('2026-04-24', 'Africa/Cairo'), 'Africa/Cairo')).toBe('01:00')
  })

  it('holds for any day of any zone: the day is [start, end) and days touch', () => {
    fc.assert(
      fc.property(anyDate, anyZone, (date, zone) => {
        const start = startOfDay(date, zone)
        const end = endOfDay(date, zone)
        expect(localDate(start, zone)).toBe(date)
        expect(localDate(new Date(end.getTime() - 1), zone)).toBe(date)
        expect(localDate(new Date(start.getTime() - 1), zone) < date).toBe(true)
        expect(startOfDay(localDate(end, zone), zone)).toEqual(end)
      }),
    )
  })

  it('holds for any local time: it comes back unless the clocks skipped it', () => {
    fc.assert(
      fc.property(anyDate, anyTime, anyZone, (date, time, zone) => {
        const at = instantAt(date, time, zone)
        expect(localDate(at, zone)).toBe(date)
        const back = localTime(at, zone)
        const jumped = endOfDay(date, zone).getTime() - startOfDay(date, zone).getTime() < 24 * hour
        if (jumped) expect(back >= time).toBe(true)
        else expect(back).toBe(time)
      }),
    )
  })

  it('throws on what is no date, time or zone', () => {
    expect(() => startOfDay('2026-02-30', 'Europe/Moscow')).toThrow(RangeError)
    expect(() => instantAt('2026-02-28', '24:00', 'Europe/Moscow')).toThrow(RangeError)
    expect(() => localDate(new Date(0), 'Europe/Atlantis')).toThrow(RangeError)
    expect(() => localDate(new Date(Number.NaN), 'UTC')).toThrow(RangeError)
  })
})

describe('addMonths', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-03-15', -3, '2025-12-15'],
  ])('%s + %d = %s', (date, months, expected) => expect(addMonths(date, months)).toBe(expected))
})
