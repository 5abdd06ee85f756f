import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, weekdays } from '@/lib/dates'
import { localDate } from '@/lib/time'
import {
  checkSlot,
  scheduleSchema,
  slotKey,
  slotsBetween,
  type Schedule,
  type SlotContext,
  type SlotRefusal,
  type SlotTimes,
} from './schedule'

const zone = 'Europe/Moscow'
const weekdaysOnly = ['mon', 'tue', 'wed', 'thu', 'fri'] as const

const schedule = scheduleSchema.parse({
  horizonDays: 14,
  cutoff: { hour: '18:00', daysBefore: 1 },
  windows: [
    { from: '10:00', to: '14:00', days: [...weekdaysOnly], capacity: 2 },
    { from: '14:00', to: '18:00', days: ['working'], capacity: 3 },
    {
      from: '18:00',
      to: '22:00',
      days: ['working'],
      capacity: 1,
      kind: 'evening',
      cities: ['Москва', 'Орёл'],
    },
    { from: '11:00', to: '15:00', days: ['weekend'], capacity: 1, holidays: true },
  ],
})

function context(now: string, more: Partial<SlotContext> = {}): SlotContext {
  return { now: new Date(now), zone, booked: new Map(), city: 'Москва', ...more }
}

function shown(date: string, ctx: SlotContext, plan = schedule) {
  return slotsBetween(plan, { ...ctx, from: date, to: date }).map(
    ({ from, state, reason, free }) => `${from} ${state}${reason ? ` ${reason}` : ` ${free}`}`,
  )
}

function refusal(wanted: SlotTimes, ctx: SlotContext, plan = schedule): SlotRefusal | undefined {
  const checked = checkSlot(plan, wanted, ctx)
  return checked.ok ? undefined : checked.reason
}

describe('slotsBetween', () => {
  it('offers the windows of the day with their instants and cut-off in the zone of the merchant', () => {
    const [slot] = slotsBetween(schedule, {
      ...context('2026-11-23T09:00:00+03:00'),
      from: '2026-11-24',
      to: '2026-11-24',
    })
    expect(slot).toEqual({
      date: '2026-11-24',
      from: '10:00',
      to: '14:00',
      kind: 'day',
      startsAt: new Date('2026-11-24T10:00:00+03:00'),
      endsAt: new Date('2026-11-24T14:00:00+03:00'),
      cutoffAt: new Date('2026-11-23T18:00:00+03:00'),
      capacity: 2,
      free: 2,
      state: 'open',
    })
  })

  it.each([
    ['an ordinary Tuesday', '2026-11-24', '2026-11-20', ['10:00 open 2', '14:00 open 3', '18:00 open 1']],
    ['a Saturday', '2026-11-28', '2026-11-20', ['11:00 open 1']],
    ['a Saturday that is worked', '2025-11-01', '2025-10-28', ['14:00 open 3', '18:00 open 1']],
    [
      'a Monday that a decree made a day off',
      '2025-11-03',
      '2025-10-28',
      ['10:00 closed holiday', '11:00 open 1', '14:00 closed holiday', '18:00 closed holiday'],
    ],
    [
      'a public holiday on a Wednesday',
      '2026-11-04',
      '2026-10-28',
      ['10:00 closed holiday', '11:00 open 1', '14:00 closed holiday', '18:00 closed holiday'],
    ],
    [
      'the new year, across the two years',
      '2027-01-08',
      '2026-12-29',
      ['10:00 closed holiday', '11:00 open 1', '14:00 closed holiday', '18:00 closed holiday'],
    ],
  ])('%s', (_, date, today, expected) => {
    expect(shown(date, context(`${today}T12:00:00+03:00`))).toEqual(expected)
  })

  it('closes at the hour, to the millisecond, and not an hour early or late elsewhere', () => {
    expect(shown('2026-11-24', context('2026-11-23T14:59:59.999Z'))[0]).toBe('10:00 open 2')
    expect(shown('2026-11-24', context('2026-11-23T15:00:00.000Z'))[0]).toBe('10:00 closed cutoff')
    const kamchatka = context('2026-11-23T15:00:00Z', { zone: 'Asia/Kamchatka' })
    expect(shown('2026-11-24', kamchatka)[0]).toBe('10:00 closed cutoff')
    expect(shown('2026-11-25', kamchatka)[0]).toBe('10:00 open 2')
  })

  it('counts the lead days from the day of booking, whatever the hour', () => {
    const plan: Schedule = { ...schedule, leadDays: 2, cutoff: { hour: '23:00', daysBefore: 0 } }
    expect(shown('2026-11-25', context('2026-11-23T23:59:00+03:00'), plan)[0]).toBe('10:00 open 2')
    expect(shown('2026-11-25', context('2026-11-24T00:00:00+03:00'), plan)[0]).toBe('10:00 closed cutoff')
  })

  it('takes a cut-off later than the slot itself as its beginning', () => {
    const plan: Schedule = { ...schedule, cutoff: { hour: '20:00', daysBefore: 0 } }
    expect(shown('2026-11-23', context('2026-11-23T13:59:00+03:00'), plan)).toEqual([
      '14:00 open 3',
      '18:00 open 1',
    ])
  })

  it('keeps the local hours and the cut-off over a change of the clocks', () => {
    const [slot] = slotsBetween(
      { ...schedule, calendar: 'none' },
      {
        ...context('2026-03-27T08:00:00Z', { zone: 'Europe/Berlin' }),
        from: '2026-03-30',
        to: '2026-03-30',
      },
    )
    expect(slot?.startsAt.toISOString()).toBe('2026-03-30T08:00:00.000Z')
    expect(slot?.cutoffAt.toISOString()).toBe('2026-03-29T16:00:00.000Z')
  })

  it('says full when the capacity is taken, also when more was booked than there is now', () => {
    const times = { date: '2026-11-24', from: '10:00', to: '14:00' }
    const now = '2026-11-20T12:00:00+03:00'
    expect(shown('2026-11-24', context(now, { booked: new Map([[slotKey(times), 1]]) }))[0]).toBe(
      '10:00 open 1',
    )
    for (const count of [2, 7]) {
      expect(shown('2026-11-24', context(now, { booked: new Map([[slotKey(times), count]]) }))[0]).toBe(
        '10:00 full 0',
      )
    }
  })

  it('shows a window of certain cities to those cities, however they are written', () => {
    const now = '2026-11-20T12:00:00+03:00'
    for (const city of ['москва', ' г. Москва', 'г.Москва', 'город Орел', 'ОРЁЛ']) {
      expect(shown('2026-11-24', context(now, { city }))).toContain('18:00 open 1')
    }
    for (const city of ['Казань', '', undefined]) {
      expect(shown('2026-11-24', context(now, { city }))).not.toContain('18:00 open 1')
    }
  })

  it('goes neither back before today nor past the horizon', () => {
    const found = slotsBetween(schedule, {
      ...context('2026-11-20T12:00:00+03:00'),
      from: '2025-01-01',
      to: '2030-01-01',
    })
    expect(found[0]).toMatchObject({ date: '2026-11-20', from: '14:00', state: 'closed', reason: 'cutoff' })
    expect(found.at(-1)).toMatchObject({ date: '2026-12-04', from: '18:00' })
  })

  it('knows no holidays where the schedule has no calendar', () => {
    const plan: Schedule = { ...schedule, calendar: 'none' }
    expect(shown('2026-11-04', context('2026-10-28T12:00:00Z', { zone: 'Europe/London' }), plan)[0]).toBe(
      '10:00 open 2',
    )
  })
})

describe('checkSlot', () => {
  const times = { from: '10:00', to: '14:00' }
  const now = '2026-11-20T12:00:00+03:00'
  it.each<[string, SlotTimes, SlotContext, SlotRefusal | undefined]>([
    ['a free slot', { date: '2026-11-24', ...times }, context(now), undefined],
    ['yesterday', { date: '2026-11-19', ...times }, context(now), 'past'],
    ['today, already begun', { date: '2026-11-20', ...times }, context(now), 'past'],
    ['today, too late to book', { date: '2026-11-20', from: '14:00', to: '18:00' }, context(now), 'cutoff'],
    ['after the cut-off', { date: '2026-11-24', ...times }, context('2026-11-23T18:00:00+03:00'), 'cutoff'],
    ['the last day of the horizon', { date: '2026-12-04', ...times }, context(now), undefined],
    ['a day too far', { date: '2026-12-05', ...times }, context(now), 'beyond_horizon'],
    ['other hours', { date: '2026-11-24', from: '10:00', to: '13:00' }, context(now), 'no_such_slot'],
    ['a weekday window on a Sunday', { date: '2026-11-22', ...times }, context(now), 'no_such_slot'],
    ['a date that is none', { date: '2026-11-31', ...times }, context(now), 'no_such_slot'],
    [
      'another city',
      { date: '2026-11-24', from: '18:00', to: '22:00' },
      context(now, { city: 'Казань' }),
      'no_such_slot',
    ],
    ['a holiday', { date: '2026-11-04', ...times }, context('2026-10-30T12:00:00+03:00'), 'holiday'],
    [
      'a full slot',
      { date: '2026-11-24', ...times },
      context(now, { booked: new Map([['2026-11-24 10:00-14:00', 2]]) }),
      'full',
    ],
  ])('%s', (_, wanted, ctx, expected) => expect(refusal(wanted, ctx)).toBe(expected))

  it('gives a refusal that names the field and the reason', () => {
    const checked = checkSlot(schedule, { date: '2026-11-19', ...times }, context(now))
    expect(checked).toMatchObject({
      ok: false,
      error: {
        code: 'slot_closed',
        params: { reason: 'past', date: '2026-11-19' },
        fields: [{ path: 'slot', code: 'past' }],
      },
    })
    const full = context(now, { booked: new Map([['2026-11-24 10:00-14:00', 2]]) })
    expect(checkSlot(schedule, { date: '2026-11-24', ...times }, full)).toMatchObject({
      error: { code: 'slot_full' },
    })
  })
})

describe('any schedule, any moment', () => {
  const hours = ['08:00', '10:00', '12:00', '14:00', '18:00', '20:00', '22:00', '23:30']
  const anyWindow = fc
    .record({
      times: fc.subarray(hours, { minLength: 2, maxLength: 2 }),
      days: fc.subarray([...weekdays, 'working', 'weekend'] as const, { minLength: 1 }),
      capacity: fc.integer({ min: 0, max: 3 }),
      holidays: fc.boolean(),
      cities: fc.option(fc.subarray(['Москва', 'Казань'], { minLength: 1 }), { nil: undefined }),
      kind: fc.constantFrom('day' as const, 'evening' as const),
    })
    .map(({ times: [from, to], ...window }) => ({ ...window, from: from!, to: to! }))
  const anySchedule = fc
    .record({
      calendar: fc.constantFrom('ru' as const, 'none' as const),
      leadDays: fc.integer({ min: 0, max: 3 }),
      horizonDays: fc.integer({ min: 0, max: 12 }),
      cutoff: fc.record({ hour: fc.constantFrom(...hours), daysBefore: fc.integer({ min: 0, max: 3 }) }),
      windows: fc.array(anyWindow, { minLength: 1, maxLength: 6 }),
    })
    .filter((plan) => scheduleSchema.safeParse(plan).success)
  const anyNow = fc
    .integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2027, 11, 20) })
    .map((ms) => new Date(ms))
  const anyContext = fc.record({
    now: anyNow,
    zone: fc.constantFrom('Europe/Moscow', 'Europe/Berlin', 'Asia/Kamchatka', 'America/New_York'),
    city: fc.constantFrom('Москва', 'Казань', undefined),
  })

  it('offers nothing in the past, nothing beyond the horizon, and what is open can be booked in time', () => {
    fc.assert(
      fc.property(anySchedule, anyContext, (plan, ctx) => {
        const today = localDate(ctx.now, ctx.zone)
        const found = slotsBetween(plan, {
          ...ctx,
          booked: new Map(),
          from: addDays(today, -2),
          to: addDays(today, 20),
        })
        for (const slot of found) {
          expect(slot.startsAt > ctx.now).toBe(true)
          expect(slot.endsAt > slot.startsAt).toBe(true)
          expect(slot.cutoffAt <= slot.startsAt).toBe(true)
          expect(slot.date <= addDays(today, plan.horizonDays)).toBe(true)
          expect(slot.free >= 0 && slot.free <= slot.capacity).toBe(true)
          if (slot.state === 'open') {
            expect(ctx.now < slot.cutoffAt && slot.free > 0).toBe(true)
            expect(slot.date >= addDays(today, plan.leadDays)).toBe(true)
          }
        }
        expect(new Set(found.map(slotKey)).size).toBe(found.length)
        const order = found.map(slotKey)
        expect(order).toEqual([...order].sort())
      }),
      { numRuns: 150 },
    )
  })

  it('books exactly the capacity, however often people try', () => {
    fc.assert(
      fc.property(anySchedule, anyContext, (plan, ctx) => {
        const today = localDate(ctx.now, ctx.zone)
        const booked = new Map<string, number>()
        const found = slotsBetween(plan, { ...ctx, booked, from: today, to: addDays(today, 12) })
        for (const slot of found.slice(0, 6)) {
          for (let attempt = 0; attempt < 5; attempt++) {
            if (checkSlot(plan, slot, { ...ctx, booked }).ok) {
              booked.set(slotKey(slot), (booked.get(slotKey(slot)) ?? 0) + 1)
            }
          }
          expect(booked.get(slotKey(slot)) ?? 0).toBe(slot.state === 'open' ? slot.capacity : 0)
        }
      }),
      { numRuns: 100 },
    )
  })

  it('says of every slot, listed or not, the same in checkSlot as in slotsBetween', () => {
    fc.assert(
      fc.property(
        anySchedule,
        anyContext,
        fc.integer({ min: -2, max: 15 }),
        fc.subarray(hours, { minLength: 2, maxLength: 2 }),
        fc.integer({ min: 0, max: 4 }),
        (plan, rest, day, [from, to], count) => {
          const wanted = { date: addDays(localDate(rest.now, rest.zone), day), from: from!, to: to! }
          const ctx = { ...rest, booked: new Map([[slotKey(wanted), count]]) }
          const listed = slotsBetween(plan, { ...ctx, from: wanted.date, to: wanted.date }).find(
            (slot) => slotKey(slot) === slotKey(wanted),
          )
          const checked = checkSlot(plan, wanted, ctx)
          if (!listed)
            expect(['past', 'beyond_horizon', 'no_such_slot']).toContain(!checked.ok && checked.reason)
          else if (listed.state === 'open') expect(checked).toEqual({ ok: true, data: listed })
          else expect(!checked.ok && checked.reason).toBe(listed.reason ?? 'full')
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('scheduleSchema', () => {
  const good = {
    horizonDays: 14,
    cutoff: { hour: '18:00', daysBefore: 1 },
    windows: [{ from: '10:00', to: '14:00', days: ['working'], capacity: 5 }],
  }
  const window = good.windows[0]!
  it.each([
    ['a field it does not know', { ...good, zone: 'Europe/Moscow' }],
    ['no window', { ...good, windows: [] }],
    [
      'a window that ends before it begins',
      { ...good, windows: [{ ...window, from: '14:00', to: '10:00' }] },
    ],
    ['24:00', { ...good, windows: [{ ...window, to: '24:00' }] }],
    ['a day that is none', { ...good, windows: [{ ...window, days: ['пн'] }] }],
    ['half a place', { ...good, windows: [{ ...window, capacity: 0.5 }] }],
    ['the same window twice', { ...good, windows: [window, window] }],
    ['two capacities of one slot', { ...good, windows: [window, { ...window, days: ['sat'], capacity: 7 }] }],
    ['no cut-off', { ...good, cutoff: undefined }],
    ['a horizon without end', { ...good, horizonDays: 1000 }],
  ])('refuses %s', (_, schedule) => expect(scheduleSchema.safeParse(schedule).success).toBe(false))

  it('takes the same times for working days and weekends apart', () => {
    const windows = [window, { ...window, days: ['weekend'], capacity: 1, holidays: true }]
    expect(scheduleSchema.safeParse({ ...good, windows }).success).toBe(true)
    expect(
      shown('2026-11-04', context('2026-10-30T12:00:00+03:00'), scheduleSchema.parse({ ...good, windows })),
    ).toEqual(['10:00 open 1'])
  })

  it('takes a time of day that the database gives with seconds', () => {
    expect(slotKey({ date: '2026-11-24', from: '10:00:00', to: '14:00:00' })).toBe('2026-11-24 10:00-14:00')
  })
})
