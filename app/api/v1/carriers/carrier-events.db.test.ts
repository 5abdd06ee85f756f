import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apiRequest, carrierRequest, freshKey } from '@/db/factories/api'
import { freshMerchant, type TestMerchant } from '@/db/factories/merchant'
import { freshPickup } from '@/db/factories/pickup'
import { testDatabase } from '@/db/testing/database'
import { brokenAt } from '@/lib/cases/chain'
import { foldCase } from '@/lib/cases/fold'
import { readEvents } from '@/lib/cases/store'
import { readMerchant } from '@/db/tenant'
import { newId } from '@/lib/ids'
import { GET as readCase } from '../returns/[id]/route'
import { GET as readTimeline } from '../returns/[id]/events/route'
import { POST } from './[carrier]/events/route'

const { owner } = await testDatabase()
const hour = 3_600_000
const began = new Date(Date.now() - 7 * 24 * hour)
const moment = (hours: number) => new Date(began.getTime() + hours * hour).toISOString()

type Told = { id: string; type: string; occurredAt: string; [field: string]: unknown }

const at = <T extends object>(params: T) => ({ params: Promise.resolve(params) })
const send = (request: Request, carrier = 'obratno-express') => POST(request, at({ carrier }))
const tell = (merchant: TestMerchant, events: unknown) => send(carrierRequest(merchant, events))
const told = async (answer: Response) => ({ status: answer.status, ...((await answer.json()) as object) })

/** A bad day that ends well, with everything a carrier may say of a task. */
function story(pickupId: string): Told[] {
  const one = (id: string, type: string, hours: number, more: object = {}): Told => ({
    id,
    type,
    occurredAt: moment(hours),
    pickupId,
    ...more,
  })
  return [
    one('1', 'pickup.accepted', 1),
    one('2', 'pickup.call_failed', 2, { reasonCode: 'recipient_absent' }),
    one('3', 'pickup.agreed', 3),
    one('4', 'pickup.on_way', 20),
    one('5', 'pickup.attempt_failed', 21, { reasonCode: 'recipient_absent' }),
    one('6', 'pickup.agreed', 22),
    one('7', 'pickup.on_way', 44),
    one('8', 'pickup.collected', 45, {
      items: [
        { sku: 'LAMP-1', quantity: 1 },
        { sku: 'SHADE', quantity: 1 },
      ],
    }),
    one('9', 'parcel.at_hub', 50),
    one('10', 'parcel.in_transit', 60),
    one('11', 'parcel.lost', 80),
    one('12', 'parcel.found', 100),
    one('13', 'parcel.in_transit', 101),
    one('14', 'parcel.received', 120, { location: { code: 'main' } }),
  ]
}

/** All that a person or a program can see of a case, without what differs between two cases. */
async function seen(key: string, caseId: string) {
  const [one, events] = await Promise.all([
    readCase(apiRequest('GET', '/', { key }), at({ id: caseId })),
    readTimeline(apiRequest('GET', '/api/v1/x?limit=200', { key }), at({ id: caseId })),
  ])
  type Item = { sku: string; collectedQuantity: number; receivedQuantity: number }
  type Case = Record<string, unknown> & { items: Item[]; pickup: Record<string, unknown> }
  const { stage, decision, custody, inspection, money, location, items, pickup } = (await one.json()) as Case
  const timeline = ((await events.json()) as { data: { type: string; occurredAt: string }[] }).data
  return {
    stage,
    decision,
    custody,
    inspection,
    money,
    location,
    items: items.map(({ sku, collectedQuantity, receivedQuantity }) => ({
      sku,
      collectedQuantity,
      receivedQuantity,
    })),
    pickup: { status: pickup.status, attempts: pickup.attempts, calls: pickup.calls, slot: pickup.slot },
    timeline: timeline.map(({ type, occurredAt }) => `${occurredAt} ${type}`),
  }
}

async function shop() {
  const merchant = await freshMerchant(owner)
  return { merchant, key: await freshKey(owner, merchant), ...(await freshPickup(merchant, began)) }
}

describe('what a carrier reports', () => {
  it('moves the case, and once only', async () => {
    const { merchant, key, pickupId, caseId } = await shop()
    const events = story(pickupId)
    expect(await told(await tell(merchant, events))).toEqual({
      status: 202,
      accepted: 14,
      duplicates: 0,
      parked: 0,
    })
    const after = await seen(key, caseId)
    expect(after).toMatchObject({
      stage: 'inspection',
      custody: 'received',
      location: { code: 'main' },
      items: [
        { sku: 'LAMP-1', collectedQuantity: 1, receivedQuantity: 1 },
        { sku: 'SHADE', collectedQuantity: 1, receivedQuantity: 1 },
      ],
      pickup: { status: 'collected', attempts: 1, calls: 1 },
    })
    expect(await told(await tell(merchant, [...events, ...events]))).toEqual({
      status: 202,
      accepted: 0,
      duplicates: 28,
      parked: 0,
    })
    expect(await seen(key, caseId)).toEqual(after)
  })

  it('gives one state and one timeline in any order, batches and repetition', async () => {
    const merchant = await freshMerchant(owner)
    const key = await freshKey(owner, merchant)
    const lived = async (arrange: (events: Told[]) => Told[][]) => {
      const { pickupId, caseId } = await freshPickup(merchant, began)
      // Each case's events need ids of their own.
      const events = story(pickupId).map((event) => ({ ...event, id: `${pickupId}-${event.id}` }))
      for (const batch of arrange(events)) {
        expect((await tell(merchant, batch)).status).toBe(202)
      }
      const sealed =
        (await readMerchant(merchant.system, (tx) => readEvents(tx, merchant.id, [caseId]))).get(caseId) ?? []
      expect(brokenAt(merchant.id, caseId, sealed)).toBeNull()
      const state = await seen(key, caseId)
      expect(foldCase(sealed).stage).toBe(state.stage)
      return state
    }
    const inOrder = await lived((events) => [events])
    expect(await lived((events) => events.toReversed().map((event) => [event]))).toEqual(inOrder)
    const count = story('').length
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(count - 1), { maxLength: count }),
        fc.infiniteStream(fc.nat(1000)),
        fc.array(fc.integer({ min: 1, max: 6 }), { minLength: count * 2, maxLength: count * 2 }),
        async (repeated, weights, sizes) => {
          const state = await lived((events) => {
            const all = [...events, ...repeated.flatMap((index) => events[index] ?? [])]
              .map((event) => ({ event, weight: weights.next().value as number }))
              .sort((a, b) => a.weight - b.weight)
              .map(({ event }) => event)
            const batches: Told[][] = []
            for (const size of sizes) if (all.length > 0) batches.push(all.splice(0, size))
            return batches
          })
          expect(state).toEqual(inOrder)
        },
      ),
      { numRuns: 12 },
    )
  })

  it('parks what nobody can place, and applies the rest', async () => {
    const { merchant, key, pickupId, caseId } = await shop()
    const strange = (id: string, more: object) => ({
      id,
      type: 'pickup.collected',
      occurredAt: moment(2),
      pickupId,
      ...more,
    })
    const answer = await tell(merchant, [
      strange('ok', { type: 'pickup.accepted' }),
      strange('future', { type: 'pickup.agreed', occurredAt: new Date(Date.now() + hour).toISOString() }),
      strange('type', { type: 'pickup.teleported' }),
      strange('pickup', { type: 'pickup.agreed', pickupId: newId() }),
      strange('item', { items: [{ sku: 'NONE', quantity: 1 }] }),
      strange('many', { items: [{ sku: 'SHADE', quantity: 2 }] }),
      strange('none', { items: [{ sku: 'SHADE', quantity: 0 }] }),
    ])
    expect(await told(answer)).toEqual({ status: 202, accepted: 1, duplicates: 0, parked: 6 })
    expect(await seen(key, caseId)).toMatchObject({
      stage: 'awaiting_pickup',
      pickup: { status: 'accepted' },
    })
    const kept = await owner<{ event_id: string; parked_reason: string }[]>`
      select event_id, parked_reason from carrier_messages where merchant_id = ${merchant.id} and status = 'parked'`
    expect(Object.fromEntries(kept.map((row) => [row.event_id, row.parked_reason]))).toEqual({
      future: 'future',
      type: 'unknown_type',
      pickup: 'unknown_pickup',
      item: 'unknown_item',
      many: 'too_many',
      none: 'incomplete',
    })
  })

  it('finds the task by the order’s number', async () => {
    const { merchant, key, caseId, orderNumber } = await shop()
    const events = [{ id: '1', type: 'pickup.accepted', occurredAt: moment(1), orderNumber }]
    expect(await told(await tell(merchant, events))).toMatchObject({ accepted: 1 })
    expect(await seen(key, caseId)).toMatchObject({ pickup: { status: 'accepted' } })
  })

  it('does not move another shop’s task', async () => {
    const [one, other] = [await shop(), await shop()]
    const answer = await tell(one.merchant, [
      { id: '1', type: 'pickup.accepted', occurredAt: moment(1), pickupId: other.pickupId },
      { id: '2', type: 'pickup.accepted', occurredAt: moment(1), orderNumber: other.orderNumber },
    ])
    expect(await told(answer)).toMatchObject({ accepted: 0, parked: 2 })
    expect(await seen(other.key, other.caseId)).toMatchObject({ pickup: { status: 'created' } })
  })
})

describe('a message that cannot be taken', () => {
  it('is 401 where the signature is not good, and leaves nothing', async () => {
    const [one, other] = [await shop(), await shop()]
    const events = story(one.pickupId)
    const good = carrierRequest(one.merchant, events)
    const body = await good.clone().text()
    const headers = Object.fromEntries(good.headers)
    const without = Object.fromEntries(
      Object.entries(headers).filter(([name]) => name !== 'webhook-signature'),
    )
    const path = '/api/v1/carriers/obratno-express/events'
    const refused = [
      carrierRequest(one.merchant, events, { at: new Date(Date.now() - 301_000) }),
      carrierRequest(one.merchant, events, { at: new Date(Date.now() + 600_000) }),
      carrierRequest(one.merchant, events, { secret: `whsec_${Buffer.alloc(24, 7).toString('base64')}` }),
      apiRequest('POST', path, { body: body.replace('accepted', 'agreed'), headers }),
      apiRequest('POST', path, { body, headers: without }),
      apiRequest('POST', path, { body, key: one.key }),
    ]
    for (const request of refused) {
      const answer = await send(request)
      expect(answer.status).toBe(401)
      expect(answer.headers.get('content-type')).toBe('application/problem+json')
    }
    for (const nobody of ['nobody', 'a\u0000', 'a\ud800']) {
      expect((await send(carrierRequest(one.merchant, events), nobody)).status).toBe(401)
    }
    // Signed well, but with the other shop's secret: it is the other shop's message, and this task is not there.
    expect(await told(await send(carrierRequest(other.merchant, events)))).toMatchObject({
      accepted: 0,
      parked: 14,
    })
    const left = await owner`select 1 from carrier_messages where merchant_id = ${one.merchant.id}`
    expect(left).toHaveLength(0)
    expect((await send(good)).status).toBe(202)
  })

  it('is refused whole where its shape is wrong, with the place', async () => {
    const { merchant, pickupId } = await shop()
    const one = { id: '1', type: 'pickup.accepted', occurredAt: moment(1), pickupId }
    const wrong: [unknown, string][] = [
      [[], 'events'],
      [[one, { ...one, id: undefined }], 'events[1].id'],
      [[{ ...one, occurredAt: '2026-11-17 10:00' }], 'events[0].occurredAt'],
      [[{ ...one, mood: 'good' }], 'events[0].mood'],
      [Array.from({ length: 501 }, (_, index) => ({ ...one, id: String(index) })), 'events'],
    ]
    for (const [events, path] of wrong) {
      const answer = await tell(merchant, events)
      expect(answer.status).toBe(422)
      expect(await answer.json()).toMatchObject({ errors: [{ path }] })
    }
    const left = await owner`select 1 from carrier_messages where merchant_id = ${merchant.id}`
    expect(left).toHaveLength(0)
  })

  it('is 413 over a megabyte', async () => {
    const { merchant, pickupId } = await shop()
    const events = [{ id: '1', type: 'x'.repeat(1_048_576), occurredAt: moment(1), pickupId }]
    expect((await tell(merchant, events)).status).toBe(413)
  })
})
