import { expect, it } from 'vitest'
import ru from '@/lib/i18n/messages/ru/locations.json'
import type { OpeningHours } from './schemas'
import { daysText, hoursText } from './words'

const words = { days: ru.days, ...ru.hours }
const cases: [OpeningHours, string][] = [
  [[], 'Часы не указаны'],
  [[{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '18:00' }], 'пн–пт 9–18'],
  [
    [
      { days: ['sat'], from: '10:00', to: '15:00' },
      { days: ['fri', 'mon', 'tue', 'wed', 'thu'], from: '09:30', to: '18:00' },
    ],
    'пн–пт 9:30–18:00, сб 10–15',
  ],
  [[{ days: ['mon', 'wed', 'thu', 'sun'], from: '00:00', to: '24:00' }], 'пн, ср, чт, вс круглосуточно'],
  [
    [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '00:00', to: '24:00' }],
    'круглосуточно',
  ],
  [
    [
      { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '10:00', to: '20:00' },
      { days: ['sat', 'sun'], from: '10:00', to: '20:00' },
    ],
    'ежедневно 10–20',
  ],
]

it.each(cases)('%j is %s', (hours, said) => {
  expect(hoursText(hours, words)).toBe(said)
})

it.each([
  ['2026-12-12', '2026-12-21', '12–21 декабря'],
  ['2026-12-12', '2026-12-12', '12 декабря'],
  ['2026-12-31', '2027-01-08', '31 декабря – 8 января 2027'],
  ['2027-01-01', '2027-01-08', '1–8 января 2027'],
  ['2027-02-27', '2027-03-02', '27 февраля – 2 марта 2027'],
])('%s to %s is %s', (from, to, said) => {
  expect(daysText({ from, to }, '2026-11-16', 'ru').replaceAll('\u00a0', ' ')).toBe(said)
})
