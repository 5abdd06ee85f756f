import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '@/lib/dates'
import { closedUntil, closureOn, comingClosure, isOpenOn, openingAt } from './rules'

const holidays = { from: '2026-12-31', to: '2027-01-08', note: 'Новый год' }
const audit = { from: '2026-11-30', to: '2026-11-30', note: 'Инвентаризация' }
const place = { closedAt: null, closures: [holidays, audit] }

describe('isOpenOn', () => {
  it.each([
    ['2026-11-29', true],
    ['2026-11-30', false],
    ['2026-12-01', true],
    ['2026-12-30', true],
    ['2026-12-31', false],
    ['2027-01-01', false],
    ['2027-01-08', false],
    ['2027-01-09', true],
  ])('on %s: %s', (day, open) => {
    expect(isOpenOn(place, day)).toBe(open)
  })

  it('takes nothing in once it is closed for good, on whatever day', () => {
    const closed = { closedAt: new Date('2026-11-20T09:00:00Z'), closures: [] }
    expect(isOpenOn(closed, '2026-11-01')).toBe(false)
    expect(isOpenOn(closed, '2026-12-01')).toBe(false)
  })

  it('is closed on exactly the days of its closures', () => {
    const offset = fc.integer({ min: 0, max: 400 })
    const day = (days: number) => addDays('2026-01-01', days)
    const ranges = fc.array(fc.tuple(offset, fc.integer({ min: 0, max: 40 })), { maxLength: 8 })
    fc.assert(
      fc.property(ranges, offset, (spans, at) => {
        const closures = spans.map(([from, days]) => ({ from: day(from), to: day(from + days), note: '' }))
        const inside = spans.some(([from, days]) => from <= at && at <= from + days)
        expect(isOpenOn({ closedAt: null, closures }, day(at))).toBe(!inside)
      }),
    )
  })
})

describe('closures', () => {
  it('names the one of a day that ends last', () => {
    const longer = { from: '2026-11-25', to: '2026-12-05', note: 'Ремонт' }
    expect(closureOn([audit, longer], '2026-11-30')).toEqual(longer)
    expect(closureOn([audit, longer], '2026-11-24')).toBeNull()
  })

  it('names the next to begin, not one that runs', () => {
    expect(comingClosure(place.closures, '2026-11-29')).toEqual(audit)
    expect(comingClosure(place.closures, '2026-11-30')).toEqual(holidays)
    expect(comingClosure(place.closures, '2026-12-31')).toBeNull()
  })
})

describe('closedUntil', () => {
  const repair = { from: '2026-11-28', to: '2026-12-05', note: 'Ремонт' }
  const moving = { from: '2026-12-06', to: '2026-12-07', note: 'Переезд' }
  const short = { from: '2026-11-29', to: '2026-11-29', note: '' }

  it('goes on through closures that overlap or follow each other', () => {
    const closures = [moving, short, repair, audit]
    expect(closedUntil(closures, '2026-11-27')).toBeNull()
    expect(closedUntil(closures, '2026-11-29')).toBe('2026-12-07')
    expect(closedUntil([audit, short], '2026-11-29')).toBe('2026-11-30')
    expect(closedUntil(closures, '2026-12-08')).toBeNull()
    expect(closedUntil([{ from: '2026-01-01', to: '9999-12-31', note: '' }], '2026-12-08')).toBe('9999-12-31')
  })
})

describe('openingAt', () => {
  const hours = [
    { days: ['mon' as const, 'tue' as const], from: '09:00', to: '18:30' },
    { days: ['wed' as const], from: '00:00', to: '24:00' },
    { days: ['thu' as const], from: '20:00', to: '24:00' },
  ]
  const shop = { closedAt: null, closures: [], hours }

  it.each([
    ['2026-11-23', '08:59', { kind: 'later', from: '09:00', to: '18:30' }],
    ['2026-11-23', '09:00', { kind: 'open', until: '18:30' }],
    ['2026-11-23', '18:29', { kind: 'open', until: '18:30' }],
    ['2026-11-23', '18:30', { kind: 'over' }],
    ['2026-11-25', '03:00', null],
    ['2026-11-26', '23:59', { kind: 'open', until: '24:00' }],
    ['2026-11-27', '12:00', { kind: 'day_off' }],
  ])('on %s at %s: %o', (day, time, opening) => {
    expect(openingAt(shop, day, time)).toEqual(opening)
  })

  it('says nothing of a place whose hours nobody knows, or that is closed that day', () => {
    expect(openingAt({ ...shop, hours: [] }, '2026-11-23', '12:00')).toBeNull()
    expect(openingAt({ ...shop, closures: [audit] }, audit.from, '12:00')).toBeNull()
    expect(openingAt({ ...shop, closedAt: new Date(0) }, '2026-11-23', '12:00')).toBeNull()
  })
})
