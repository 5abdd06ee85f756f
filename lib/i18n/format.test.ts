import { describe, expect, test } from 'vitest'
import {
  formatBytes,
  formatCapped,
  formatDate,
  formatDateTime,
  formatLongDate,
  formatMoney,
  formatNumber,
  formatPercent,
  formatPhone,
  formatPlainDate,
  formatRelative,
  formatSlot,
  formatTime,
} from './format'

/** Thin and no-break spaces as visible signs, so that an expectation can be read. */
function seen(text: string): string {
  return text.replaceAll('\u202f', '·').replaceAll('\u00a0', '_')
}

const moscow = { locale: 'ru', timeZone: 'Europe/Moscow' } as const

describe('money', () => {
  test.each([
    [123_400, 'RUB', 'ru', '1·234_₽'],
    [123_450, 'RUB', 'ru', '1·234,50_₽'],
    [0, 'RUB', 'ru', '0_₽'],
    [5, 'RUB', 'ru', '0,05_₽'],
    [-123_400, 'RUB', 'ru', '−1·234_₽'],
    [1_234_567_800, 'RUB', 'ru', '12·345·678_₽'],
    [123_450, 'GBP', 'ru', '1·234,50_£'],
    [1_234, 'JPY', 'ru', '1·234_¥'],
    [123_450, 'GBP', 'en', '£1,234.50'],
    [-123_400, 'GBP', 'en', '−£1,234'],
  ] as const)('%i %s in %s is %s', (minor, currency, locale, expected) => {
    expect(seen(formatMoney(minor, currency, locale))).toBe(expected)
    expect(seen(formatMoney(BigInt(minor), currency, locale))).toBe(expected)
  })
})

describe('numbers', () => {
  test('are grouped by thin spaces from four digits on', () => {
    expect(seen(formatNumber(1234, 'ru'))).toBe('1·234')
    expect(seen(formatNumber(1234.56, 'ru', 1))).toBe('1·234,6')
    expect(formatNumber(1234, 'en')).toBe('1,234')
  })
  test('a count that stopped at its limit says so', () => {
    expect(seen(formatCapped(1000, 1000, 'ru'))).toBe('1·000+')
    expect(formatCapped(999, 1000, 'ru')).toBe('999')
  })
  test('percents and bytes', () => {
    expect(seen(formatPercent(0.125, 'ru', 1))).toBe('12,5_%')
    expect(seen(formatBytes(0, 'ru'))).toBe('0_Б')
    expect(seen(formatBytes(4_404_019, 'ru'))).toBe('4,2_МБ')
    expect(seen(formatBytes(1023, 'en'))).toBe('1,023_B')
  })
})

describe('dates', () => {
  const moment = '2026-11-21T21:05:00Z'
  test('stand in the given zone', () => {
    expect(seen(formatDate(moment, moscow))).toBe('22_нояб._2026')
    expect(seen(formatDate(moment, { locale: 'ru', timeZone: 'UTC' }))).toBe('21_нояб._2026')
    expect(formatTime(moment, moscow)).toBe('00:05')
    expect(seen(formatDate(moment, { locale: 'en', timeZone: 'UTC' }))).toBe('21_Nov_2026')
  })
  test('May is in the genitive and September in three letters', () => {
    expect(seen(formatPlainDate('2026-05-03', 'ru'))).toBe('3_мая_2026')
    expect(seen(formatPlainDate('2026-09-03', 'en'))).toBe('3_Sep_2026')
  })
  test('the year is said when it is another one', () => {
    expect(seen(formatDateTime(moment, { ...moscow, now: '2026-12-31T00:00:00Z' }))).toBe('22_нояб., 00:05')
    expect(seen(formatDateTime(moment, { ...moscow, now: '2026-12-31T21:30:00Z' }))).toBe(
      '22_нояб._2026, 00:05',
    )
  })
  test('a slot', () => {
    expect(seen(formatSlot({ date: '2026-11-21', from: '18:00:00', to: '21:00' }, 'ru'))).toBe(
      'сб, 21_нояб., 18:00–21:00',
    )
  })
})

describe('relative time', () => {
  const now = new Date('2026-11-21T12:00:00Z').getTime()
  test.each([
    [-20, 'сейчас', 'now'],
    [-60, '1_минуту назад', '1_minute ago'],
    [-5 * 60, '5_минут назад', '5_minutes ago'],
    [-3 * 3600 - 59 * 60, '3_часа назад', '3_hours ago'],
    [2 * 86_400, 'через 2_дня', 'in 2_days'],
    [-400 * 86_400, '1_год назад', '1_year ago'],
  ])('%i seconds', (seconds, ru, en) => {
    expect(seen(formatRelative(now + seconds * 1000, now, 'ru'))).toBe(ru)
    expect(seen(formatRelative(now + seconds * 1000, now, 'en'))).toBe(en)
  })
})

test('phones', () => {
  expect(seen(formatPhone('+79123456789'))).toBe('+7_912_345-67-89')
  expect(formatPhone('+442079460958')).toBe('+442079460958')
  expect(formatPhone('')).toBe('')
})

test('a date in a sentence has its month in full', () => {
  expect(seen(formatLongDate('2026-03-10', 'ru'))).toBe('10_марта_2026')
  expect(seen(formatLongDate('2026-03-10', 'en'))).toBe('10_March_2026')
  expect(seen(formatLongDate('2028-02-29', 'ru', { year: false }))).toBe('29_февраля')
})
