import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { baseReasons } from '@/lib/cases/reasons'
import { addDays } from '@/lib/dates'
import { localDate, startOfDay } from '@/lib/time'
import { judgeCase, judgeItem } from './rules'
import { countFroms, exclusionBases, lawOnlyTerms, outsides, type PolicyTerms } from './schemas'
import {
  buyers,
  grounds,
  requirements,
  type ItemFacts,
  type ItemVerdict,
  type JudgeInput,
  type OrderFacts,
  type Outcome,
} from './verdict'

const zones = ['Europe/Kaliningrad', 'Europe/Moscow', 'Asia/Yekaterinburg', 'Asia/Kamchatka'] as const
const hourMs = 3_600_000
const dayMs = 24 * hourMs
const now = new Date('2035-01-01T00:00:00Z')
const categories = ['Обувь', 'Шапки'] as const
const channels = ['site', 'market'] as const

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })
const way = fc.constantFrom(...baseReasons).map(({ code, parent }) => (parent ? [code, parent] : [code]))
const days = fc.integer({ min: 7, max: 60 })

const exception = fc.record({
  category: maybe(fc.constantFrom(...categories)),
  priceFrom: maybe(fc.integer({ min: 0, max: 500 })),
  priceTo: maybe(fc.integer({ min: 1, max: 1000 })),
  channel: maybe(fc.constantFrom(...channels)),
  reason: maybe(fc.constantFrom('not_fit', 'size', 'defective', 'other')),
  days,
})
const terms: fc.Arbitrary<PolicyTerms> = fc.record({
  days,
  exceptions: fc.array(exception, { maxLength: 3 }),
  countFrom: fc.constantFrom(...countFroms),
  extendToWorkingDay: fc.boolean(),
  writtenTerms: fc.constantFrom('every_order', 'as_recorded'),
  outside: fc.constantFrom(...outsides),
  autoApprove: maybe(fc.record({ upTo: maybe(fc.integer({ min: 0, max: 3000 })) })),
  pickupAttempts: fc.constant(3),
  warning: fc.constant(lawOnlyTerms.warning),
  exclusions: fc.array(
    fc.record({
      category: fc.constantFrom(...categories),
      sku: fc.constant(null),
      basis: fc.constantFrom(...exclusionBases),
    }),
    { maxLength: 1 },
  ),
})

const placedAt = fc.date({ min: new Date('2023-06-01'), max: new Date('2028-03-01'), noInvalidDate: true })
const after = (from: Date, hours: number | null) => (hours === null ? null : new Date(+from + hours * hourMs))
const order: fc.Arbitrary<OrderFacts> = fc
  .record({
    placedAt,
    ready: maybe(fc.nat(400)),
    handedOver: maybe(fc.nat(600)),
    given: maybe(fc.nat(900)),
    channel: fc.constantFrom(...channels),
    buyer: fc.constantFrom(...buyers),
  })
  .map(({ placedAt: placed, ready, handedOver, given, channel, buyer }) => ({
    placedAt: placed,
    readyForCollectionAt: after(placed, ready),
    handedOverAt: after(placed, handedOver),
    returnTermsGivenAt: after(placed, given),
    channel,
    buyer,
  }))

const input: fc.Arbitrary<JudgeInput> = fc
  .record({
    zone: fc.constantFrom(...zones),
    order,
    later: fc.integer({ min: 0, max: 24 * 1000 }),
    policy: maybe(terms.map((own) => ({ number: 1, terms: own }))),
  })
  .map(({ zone, order: facts, later, policy }) => ({
    zone,
    order: facts,
    demandedAt: new Date(+facts.placedAt + later * hourMs),
    now,
    policy,
  }))

const item: fc.Arbitrary<ItemFacts> = fc.record({
  id: fc.uuid(),
  sku: fc.constantFrom('A', 'B'),
  category: maybe(fc.constantFrom(...categories)),
  quantity: fc.integer({ min: 1, max: 3 }),
  unitPrice: fc.nat(1000),
  madeToOrder: fc.boolean(),
  technicallyComplex: fc.boolean(),
  reasons: fc.oneof(way, fc.constant([])),
})

const worth: Record<Outcome, number> = { within: 3, review: 2, outside: 1, not_returnable: 0 }
const certain = (holds: boolean | null) => (holds ? 2 : holds === null ? 1 : 0)
const all = { numRuns: 400 }

describe('of any order, terms and demand', () => {
  it('every condition is listed, in one order, and what decides holds', () => {
    fc.assert(
      fc.property(input, item, (asked, facts) => {
        const verdict = judgeItem(asked, facts)
        expect(verdict.conditions.map(({ code }) => code)).toEqual([...grounds, ...requirements])
        const deciding = verdict.conditions.find(({ code }) => code === verdict.ground)
        expect(deciding?.holds ?? true).toBe(true)
        if (verdict.outcome === 'within') expect(verdict.ground).not.toBeNull()
        if (verdict.outcome === 'outside') expect(verdict.ground).toBeNull()
        for (const { ground } of verdict.open) {
          expect(ground).not.toBe(verdict.ground)
          expect(verdict.conditions.find(({ code }) => code === ground)?.holds).toBe(true)
        }
      }),
      all,
    )
  })

  it('more days never make an outcome worse or end it sooner', () => {
    fc.assert(
      fc.property(input, terms, item, fc.nat(40), (asked, own, facts, more) => {
        const longer = {
          ...own,
          days: own.days + more,
          exceptions: own.exceptions.map((one) => ({ ...one, days: one.days + more })),
        }
        const short = judgeItem({ ...asked, policy: { number: 1, terms: own } }, facts)
        const long = judgeItem({ ...asked, policy: { number: 1, terms: longer } }, facts)
        expect(worth[long.outcome]).toBeGreaterThanOrEqual(worth[short.outcome])
        if (short.endsOn && long.endsOn) expect(long.endsOn >= short.endsOn).toBe(true)
      }),
      all,
    )
  })

  it('no consumer’s verdict ends before the law’s 7 days, and within them it is never outside', () => {
    fc.assert(
      fc.property(input, item, fc.nat(7), (asked, facts, day) => {
        const { handedOverAt } = asked.order
        if (!handedOverAt || facts.madeToOrder) return
        const handedOver = localDate(handedOverAt, asked.zone)
        const demandedAt = new Date(+startOfDay(addDays(handedOver, day), asked.zone) + 23 * hourMs)
        // Handed over in the day's last hour, it was demanded before.
        fc.pre(demandedAt >= handedOverAt)
        const consumer = { ...asked, demandedAt, order: { ...asked.order, buyer: 'consumer' as const } }
        const verdict = judgeItem(consumer, facts)
        expect(verdict.outcome).not.toBe('outside')
        const made = consumer.policy?.terms.exclusions.some(
          ({ basis, category }) => basis === 'made_to_order' && category === facts.category,
        )
        if (!made) expect((verdict.endsOn ?? '9') >= addDays(handedOver, 7)).toBe(true)
      }),
      all,
    )
  })

  it('the later the demand, the less holds', () => {
    fc.assert(
      fc.property(input, item, fc.nat(300), (asked, facts, later) => {
        const sooner = judgeItem(asked, facts)
        const demandedAt = new Date(+asked.demandedAt + later * dayMs)
        const then = judgeItem({ ...asked, demandedAt }, facts)
        expect(worth[then.outcome]).toBeLessThanOrEqual(worth[sooner.outcome])
        sooner.conditions.forEach(({ holds }, index) => {
          expect(certain(then.conditions[index]?.holds ?? null)).toBeLessThanOrEqual(certain(holds))
        })
      }),
      all,
    )
  })

  it('a case is the same in whatever order its items come, and each item as if it were alone', () => {
    const shuffled = fc
      .array(item, { minLength: 1, maxLength: 5 })
      .chain((items) => fc.tuple(fc.constant(items), fc.shuffledSubarray(items, { minLength: items.length })))
    const byId = (items: ItemVerdict[]) => items.toSorted((a, b) => (a.id < b.id ? -1 : 1))
    fc.assert(
      fc.property(input, shuffled, (asked, [items, mixed]) => {
        const verdict = judgeCase(asked, items)
        const other = judgeCase(asked, mixed)
        expect({ ...other, items: byId(other.items) }).toEqual({ ...verdict, items: byId(verdict.items) })
        expect(verdict.items).toEqual(items.map((one) => judgeItem(asked, one)))
      }),
      all,
    )
  })

  it('nothing is declined by itself that is open, disputed or mixed', () => {
    fc.assert(
      fc.property(input, fc.array(item, { minLength: 1, maxLength: 3 }), (asked, items) => {
        const verdict = judgeCase(asked, items)
        if (verdict.next !== 'decline') return
        expect(['outside', 'not_returnable']).toContain(verdict.outcome)
        for (const { outcome, ground } of verdict.items)
          expect([outcome, ground]).toEqual([verdict.outcome, null])
      }),
      all,
    )
  })

  it('the same question has the same answer, which survives being stored', () => {
    fc.assert(
      fc.property(input, fc.array(item, { maxLength: 2 }), (asked, items) => {
        const verdict = judgeCase(asked, items)
        expect(judgeCase(asked, items)).toEqual(verdict)
        expect(JSON.parse(JSON.stringify(verdict))).toEqual(verdict)
      }),
      { numRuns: 200 },
    )
  })
})
