import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { againFrom, attemptOf, refusalFacts, takeRefused, type ParcelLine } from './facts'

const line = (sku: string, more: Partial<ParcelLine> = {}): ParcelLine => ({
  id: `line-${sku}`,
  sku,
  quantity: 2,
  left: 2,
  unitPrice: 100_000,
  category: 'Свет',
  supplier: null,
  weight: 500,
  stocked: false,
  ...more,
})
const lamp = line('LAMP')
const cup = line('CUP', { quantity: 1, left: 1, unitPrice: 50_000, category: null, stocked: true })

describe('what was refused', () => {
  it('is the whole parcel unless articles are told', () => {
    expect(takeRefused([lamp, cup], undefined)).toEqual({
      ok: true,
      extent: 'whole',
      refused: [
        { line: lamp, quantity: 2 },
        { line: cup, quantity: 1 },
      ],
    })
  })

  it.each([
    ['one piece of two', [{ sku: 'LAMP', quantity: 1 }], 'partial'],
    ['one article of two', [{ sku: 'LAMP', quantity: 2 }], 'partial'],
    [
      'everything, told article by article',
      [
        { sku: 'LAMP', quantity: 1 },
        { sku: 'CUP', quantity: 1 },
        { sku: 'LAMP', quantity: 1 },
      ],
      'whole',
    ],
  ] as const)('%s', (_, told, extent) => {
    expect(takeRefused([lamp, cup], [...told])).toMatchObject({ ok: true, extent })
  })

  it.each([
    ['an article that is not in the parcel', [{ sku: 'NONE', quantity: 1 }], 'unknown_item'],
    ['more than there is', [{ sku: 'LAMP', quantity: 3 }], 'too_many'],
    ['nothing at all', [{ sku: 'LAMP', quantity: 0 }], 'too_many'],
  ] as const)('waits for a person when it is %s', (_, told, parked) => {
    expect(takeRefused([lamp, cup], [...told])).toEqual({ ok: false, parked })
  })

  it('never takes more of a line than is left, and one article of two lines in their order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('A', 'B'), fc.nat(3), fc.nat(3)), { minLength: 1, maxLength: 5 }),
        fc.array(fc.record({ sku: fc.constantFrom('A', 'B'), quantity: fc.nat(4) }), { maxLength: 4 }),
        (shape, told) => {
          const lines = shape.map(([sku, quantity, left], at) =>
            line(sku, { id: String(at), quantity: quantity + 1, left: Math.min(left, quantity + 1) }),
          )
          const taken = takeRefused(lines, told)
          if (!taken.ok) return
          for (const { line: of, quantity } of taken.refused) expect(quantity).toBeLessThanOrEqual(of.left)
          for (const sku of ['A', 'B']) {
            const sum = (all: { quantity: number }[]) => all.reduce((total, one) => total + one.quantity, 0)
            expect(sum(taken.refused.filter((one) => one.line.sku === sku))).toBe(
              sum(told.filter((one) => one.sku === sku)),
            )
          }
        },
      ),
    )
  })
})

const how = {
  reasons: ['size', 'not_fit'],
  hub: 'MSK',
  carrier: 'fast',
  attempt: 1,
  extent: 'whole' as const,
  packaging: 'intact' as const,
  zone: 'Asia/Vladivostok',
}
const from = { payment: 'cod' as const, region: null, city: 'Москва' }

describe('what the rules look at', () => {
  const refused = [
    { line: lamp, quantity: 2 },
    { line: cup, quantity: 1 },
  ]
  it('adds up the pieces and knows the day of the week where the shop is', () => {
    expect(
      refusalFacts(from, refused, { ...how, refusedAt: new Date('2026-11-20T20:00:00Z') }),
    ).toMatchObject({
      skus: ['LAMP', 'CUP'],
      categories: ['Свет'],
      suppliers: [],
      price: 100_000,
      parcelValue: 250_000,
      weight: 1500,
      // Friday evening in London is Saturday morning there.
      weekday: 'sat',
      stocked: 'some',
      region: null,
    })
  })

  it('does not know the weight as soon as one article has none', () => {
    const unknown = [...refused, { line: line('X', { weight: null }), quantity: 1 }]
    expect(refusalFacts(from, unknown, { ...how, refusedAt: new Date() }).weight).toBeNull()
  })
})

describe('which time at the door it is', () => {
  const first = new Date('2026-11-16T10:00:00Z')
  const at = (text: string) => new Date(text)
  const told = (text: string, attempt?: number) => ({ occurredAt: at(text), attempt })
  const known = (from: Date | null) => ({ attempts: new Map([[1, first]]), againFrom: () => from })

  it.each([
    ['the first, when nothing was known', told('2026-11-16T10:00:00Z'), null, false, 1, false],
    ['the first again, when it was not sent there', told('2026-11-18T10:00:00Z'), null, true, 1, true],
    [
      'the second, once it may have been there',
      told('2026-11-18T10:00:00Z'),
      at('2026-11-18T00:00:00Z'),
      true,
      2,
      false,
    ],
    ['the first again, before that', told('2026-11-17T10:00:00Z'), at('2026-11-18T00:00:00Z'), true, 1, true],
    ['what the carrier says', told('2026-11-16T11:00:00Z', 3), null, true, 3, false],
    ['what the carrier says again', told('2026-11-16T11:00:00Z', 1), null, true, 1, true],
  ])('%s', (_, event, from, before, attempt, repeated) => {
    const facts = before ? known(from) : { attempts: new Map<number, Date>(), againFrom: () => from }
    expect(attemptOf(event, facts)).toEqual({ attempt, repeated })
  })

  it('can be another one on the agreed day, however early, from the day after a rule, or once it was handed over', () => {
    const zone = 'Europe/Moscow'
    const state = { custody: 'hub' as const, route: 'redeliver' as const, redelivery: null, sameDay: false }
    expect(againFrom(state, first, zone)).toEqual(at('2026-11-16T21:00:00Z'))
    expect(againFrom({ ...state, redelivery: { date: '2026-11-19' } }, first, zone)).toEqual(
      at('2026-11-18T21:00:00Z'),
    )
    expect(againFrom({ ...state, custody: 'customer', route: 'deliver' }, first, zone)).toEqual(
      new Date(first.getTime() + 1),
    )
    expect(againFrom({ ...state, route: 'deliver' }, first, zone)).toBeNull()
  })

  it('can be another one on the same day where that was agreed or ruled, but not of the same visit', () => {
    const zone = 'Europe/Moscow'
    const soonest = new Date(first.getTime() + 3_600_000)
    const state = { custody: 'hub' as const, route: 'redeliver' as const, redelivery: null, sameDay: true }
    expect(againFrom(state, first, zone)).toEqual(soonest)
    expect(againFrom({ ...state, redelivery: { date: '2026-11-16' } }, first, zone)).toEqual(soonest)
  })
})
