import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  compareLocal,
  datesBetween,
  dayOfWeek,
  daysBetween,
  isLocalDate,
  isTimeOfDay,
  minutesOfDay,
} from './dates'

const anyDate = fc
  .integer({ min: -10_000, max: 60_000 })
  .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10))

describe('isLocalDate', () => {
  it.each([
    ['2026-11-21', true],
    ['2024-02-29', true],
    ['2000-02-29', true],
    ['2026-02-29', false],
    ['2100-02-29', false],
    ['2026-02-30', false],
    ['2026-04-31', false],
    ['2026-13-01', false],
    ['2026-00-10', false],
    ['2026-01-00', false],
    ['2026-1-1', false],
    ['21.11.2026', false],
    ['2026-11-21T00:00:00Z', false],
    [' 2026-11-21', false],
    ['+12026-11-21', false],
    ['', false],
  ])('%s: %s', (text, expected) => expect(isLocalDate(text)).toBe(expected))
})

describe('times of day', () => {
  it.each([
    ['00:00', true],
    ['09:05', true],
    ['23:59', true],
    ['24:00', false],
    ['9:05', false],
    ['10:60', false],
    ['10:00:00', false],
    ['', false],
  ])('%s: %s', (text, expected) => expect(isTimeOfDay(text)).toBe(expected))

  it('counts minutes and orders like the clock', () => {
    expect(minutesOfDay('18:30')).toBe(1110)
    expect(compareLocal('09:59', '10:00')).toBeLessThan(0)
    expect(compareLocal('10:00', '10:00')).toBe(0)
    expect(() => minutesOfDay('25:00')).toThrow(RangeError)
  })
})

describe('arithmetic of days', () => {
  it.each([
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-02-28', 1, '2026-03-01'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2026-03-29', 1, '2026-03-30'],
    ['2026-01-01', -1, '2025-12-31'],
  ])('%s + %d = %s', (date, days, expected) => expect(addDays(date, days)).toBe(expected))

  it('refuses what is no date, no whole number of days, or past the calendar', () => {
    expect(() => addDays('2026-02-30', 1)).toThrow(RangeError)
    expect(() => addDays('2026-01-01', 1.5)).toThrow(RangeError)
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError)
    expect(() => dayOfWeek('yesterday')).toThrow(RangeError)
  })

  it.each([
    ['2026-11-21', 'sat'],
    ['2026-11-22', 'sun'],
    ['2026-11-23', 'mon'],
    ['2024-02-29', 'thu'],
    ['1969-12-31', 'wed'],
  ])('%s is a %s', (date, expected) => expect(dayOfWeek(date)).toBe(expected))

  it('adds and counts back to the same', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -5000, max: 5000 }), (date, days) => {
        expect(daysBetween(date, addDays(date, days))).toBe(days)
        expect(addDays(addDays(date, days), -days)).toBe(date)
        expect(Math.sign(compareLocal(addDays(date, days), date))).toBe(Math.sign(days))
        expect(dayOfWeek(addDays(date, days * 7))).toBe(dayOfWeek(date))
      }),
    )
  })

  it('lists both ends, and nothing backwards', () => {
    expect(datesBetween('2026-02-27', '2026-03-02')).toEqual([
      '2026-02-27',
      '2026-02-28',
      '2026-03-01',
      '2026-03-02',
    ])
    expect(datesBetween('2026-03-02', '2026-02-27')).toEqual([])
  })
})
