import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { idFrom } from '@/lib/ids'
import { brokenAt, chainStart, seal } from './chain'
import { canonicalJson } from '@/lib/canonical'
import { eventData, eventTypes, type CaseEvent, type EventType } from './events'
import { foldCase, inOrder } from './fold'

const itemId = idFrom('item')
const pickupId = idFrom('pickup')
const actor = { kind: 'system', id: null } as const
const slot = { date: '2026-11-18', from: '10:00', to: '14:00' }

/** Data that fits each type, with small quantities so that they collide. */
const dataOf: Record<EventType, fc.Arbitrary<object>> = {
  ...(Object.fromEntries(eventTypes.map((type) => [type, fc.constant({})])) as Record<
    EventType,
    fc.Arbitrary<object>
  >),
  'case.assigned': fc.constant({ memberId: null }),
  'case.noted': fc.constant({ noteId: idFrom('note') }),
  'case.flagged': fc.constantFrom({ flag: 'late' }, { flag: 'late', lifted: true }),
  'verdict.given': fc.constant({
    verdictId: idFrom('v'),
    outcome: 'within',
    policyNumber: null,
    clocks: [],
    warn: [],
  }),
  'pickup.created': fc.constant({
    pickupId,
    number: 1,
    carrierId: idFrom('c'),
    slot,
    items: [{ caseItemId: itemId, quantity: 3 }],
    requirements: { packagingCheck: false, photos: false, act: false },
    maxAttempts: 2,
  }),
  'pickup.accepted': fc.constant({ pickupId }),
  'pickup.call_failed': fc.constant({ pickupId }),
  'pickup.agreed': fc.constant({ pickupId }),
  'pickup.rescheduled': fc.constant({ pickupId, slot }),
  'pickup.on_way': fc.constant({ pickupId }),
  'pickup.attempt_failed': fc.constant({ pickupId }),
  'pickup.collected': fc.nat(4).map((quantity) => ({ pickupId, items: [{ caseItemId: itemId, quantity }] })),
  'pickup.failed': fc.constant({ pickupId }),
  'pickup.cancelled': fc.constant({ pickupId }),
  'delivery.refused': fc.tuple(fc.integer({ min: 1, max: 3 }), fc.nat(4)).map(([attempt, quantity]) => ({
    attempt,
    items: [{ caseItemId: itemId, quantity }],
  })),
  'delivery.refusal_settled': fc.constant({ refusalId: idFrom('f'), as: 'unclear' }),
  'delivery.redelivery_scheduled': fc.constant({ slot }),
  'route.given': fc.constant({ routeId: idFrom('r'), action: 'deliver', locationId: null }),
  'route.overridden': fc.constant({ routeId: idFrom('r'), action: 'redeliver', locationId: null }),
  'parcel.found': fc.constant({ custody: 'hub' }),
  'parcel.received': fc
    .option(fc.nat(4), { nil: undefined })
    .map((quantity) => (quantity === undefined ? {} : { items: [{ caseItemId: itemId, quantity }] })),
  'inspection.done': fc.constant({ items: [{ caseItemId: itemId, quantity: 2, disposition: 'restock' }] }),
  'refund.due': fc.nat(2).map((amount) => ({ amount, currency: 'RUB' })),
  'evidence.added': fc.constant({ kind: 'photo', reference: 'x' }),
  'notice.sent': fc.constant({ kind: 'x' }),
}

const created = {
  id: idFrom('created'),
  type: 'case.created',
  occurredAt: new Date('2026-11-18T10:00:00Z'),
  actor,
  data: {
    kind: 'client_return',
    orderId: idFrom('order'),
    items: [{ caseItemId: itemId, orderLineId: idFrom('line'), quantity: 3, reason: null }],
    channel: 'cabinet',
  },
} satisfies CaseEvent

/** Histories with few distinct moments, so that ranks and ids have to decide. */
const histories: fc.Arbitrary<CaseEvent[]> = fc
  .array(
    fc
      .constantFrom(...eventTypes.filter((type) => type !== 'case.created'))
      .chain((type) => fc.tuple(fc.constant(type), dataOf[type], fc.nat(5), fc.nat(1000))),
    { maxLength: 25 },
  )
  .chain((rows) => fc.tuple(fc.constant(rows), fc.boolean()))
  .map(([rows, refusal]) => [
    refusal ? { ...created, data: { ...created.data, kind: 'refusal' as const } } : created,
    ...rows.map(
      ([type, data, minute, salt], index) =>
        ({
          id: idFrom(String(index), String(salt)),
          type,
          occurredAt: new Date(Date.UTC(2026, 10, 18, 9, minute)),
          actor,
          data: eventData[type].parse(data),
        }) as CaseEvent,
    ),
  ])

describe('foldCase', () => {
  it('is the same for any permutation and any repetition', () => {
    fc.assert(
      fc.property(
        histories.chain((events) =>
          fc.tuple(
            fc.constant(events),
            fc.shuffledSubarray(events, { minLength: events.length, maxLength: events.length }),
            fc.subarray(events),
          ),
        ),
        ([events, shuffled, repeated]) => {
          expect(foldCase([...repeated, ...shuffled])).toEqual(foldCase(events))
          expect(inOrder([...shuffled, ...repeated]).map((event) => event.id)).toEqual(
            inOrder(events).map((event) => event.id),
          )
        },
      ),
      { numRuns: 500 },
    )
  })

  it('keeps asked ≥ collected ≥ received ≥ disposed whatever was told', () => {
    fc.assert(
      fc.property(histories, (events) => {
        for (const item of Object.values(foldCase(events).items)) {
          expect(item.quantity).toBeGreaterThanOrEqual(item.collected)
          expect(item.collected).toBeGreaterThanOrEqual(item.received)
          expect(item.received).toBeGreaterThanOrEqual(item.disposed)
          expect(item.disposed).toBeGreaterThanOrEqual(0)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('does not touch its input', () => {
    const events = [created]
    const before = canonicalJson(events)
    foldCase(events)
    expect(canonicalJson(events)).toBe(before)
  })
})

describe('the hash chain', () => {
  const chain = { merchantId: idFrom('m'), caseId: idFrom('case'), count: 0, head: chainStart }
  const recordedAt = new Date('2026-11-18T12:00:00Z')

  it('holds for what was sealed, in any order of reading, also after a round trip through JSON', () => {
    fc.assert(
      fc.property(histories, (events) => {
        const sealed = seal(chain, events, recordedAt)
        const read = sealed.map((event) => ({
          ...event,
          data: JSON.parse(JSON.stringify(event.data)) as never,
        }))
        expect(brokenAt(chain.merchantId, chain.caseId, read.reverse())).toBeNull()
      }),
    )
  })

  it('breaks where an event was changed, taken out or moved to another case', () => {
    const sealed = seal(
      chain,
      [created, { ...created, id: idFrom('n'), type: 'refund.due', data: { amount: 5, currency: 'RUB' } }],
      recordedAt,
    )
    const [first, second] = sealed
    if (!first || second?.type !== 'refund.due') throw new Error('two were sealed')
    expect(
      brokenAt(chain.merchantId, chain.caseId, [first, { ...second, data: { amount: 6, currency: 'RUB' } }]),
    ).toBe(2)
    expect(brokenAt(chain.merchantId, chain.caseId, [second])).toBe(1)
    expect(brokenAt(chain.merchantId, idFrom('other'), sealed)).toBe(1)
  })
})
