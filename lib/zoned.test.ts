import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from './dates'
import { instantAt } from './time'
import { zonedInstant } from './zoned'

const zones = [
  'Europe/Moscow',
  'Asia/Vladivostok',
  'Europe/Berlin',
  'America/New_York',
  'Pacific/Apia',
  'Asia/Kolkata',
]

test('says what lib/time says, gaps and repeated hours included', () => {
  for (const [date, time] of [
    ['2026-03-29', '02:30'],
    ['2026-10-25', '02:30'],
    ['2026-03-08', '02:30'],
    ['2026-11-01', '01:30'],
  ] as const) {
    for (const zone of zones) {
      expect([date, zone, zonedInstant(date, time, zone)]).toEqual([date, zone, instantAt(date, time, zone)])
    }
  }
  const two = (value: number) => String(value).padStart(2, '0')
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 3650 }),
      fc.integer({ min: 0, max: 23 }),
      fc.integer({ min: 0, max: 59 }),
      fc.constantFrom(...zones),
      (day, hour, minute, zone) => {
        const [date, time] = [addDays('2024-01-01', day), `${two(hour)}:${two(minute)}`]
        expect(zonedInstant(date, time, zone)).toEqual(instantAt(date, time, zone))
      },
    ),
  )
})

test('is nothing without a date or a time', () => {
  expect(zonedInstant('', '10:00', 'Europe/Moscow')).toBeNull()
  expect(zonedInstant('2026-11-20', '', 'Europe/Moscow')).toBeNull()
})
