import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { freshMerchant, freshOrder, type TestMerchant } from '@/db/factories/merchant'
import { everydaySchedule } from '@/db/seed/merchant'
import { readMerchant } from '@/db/tenant'
import { testDatabase } from '@/db/testing/database'
import { carrierCaller } from '@/lib/caller'
import { brokenAt } from '@/lib/cases/chain'
import { foldCase, inOrder } from '@/lib/cases/fold'
import { readEvents } from '@/lib/cases/store'
import { newId } from '@/lib/ids'
import { createPickup } from '@/lib/pickups/commands'
import { createPickupInput } from '@/lib/pickups/schemas'
import { takeCarrierEvents } from './commands'
import type { CarrierEvent } from './schemas'

const { owner } = await testDatabase()
const now = new Date('2026-11-16T09:00:00Z')
const later = new Date('2026-11-20T09:00:00Z')

/** Room for as many tasks as a property wants to make. */
const roomy = {
  ...everydaySchedule,
  windows: everydaySchedule.windows.map((window) => ({ ...window, capacity: 10_000 })),
}

async function task(shop: TestMerchant) {
  const order = await freshOrder(shop, {
    lines: [
      { sku: 'LAMP-1', name: 'Лампа', quantity: 2, unitPrice: 199_000 },
      { sku: 'CUP-1', name: 'Чашка', quantity: 1, unitPrice: 50_000 },
    ],
  })
  const lines = await readMerchant(shop.system, (tx) =>
    tx.execute<{ id: string; quantity: number }>(
      sql`select id, quantity from order_lines where merchant_id = ${shop.id} and order_id = ${order.id} order by position`,
    ),
  )
  const made = await createPickup(
    shop.callers.staff,
    createPickupInput.parse({
      commandId: newId(),
      orderId: order.id,
      items: lines.map((line) => ({ orderLineId: line.id, quantity: line.quantity, reason: 'size' })),
      recipient: { name: 'Мария', phone: '+79123456789' },
      address: { city: 'Москва', line: 'ул. Лесная, 5' },
      slot: { date: '2026-11-18', from: '10:00', to: '14:00' },
    }),
    now,
  )
  if (!made.ok) throw new Error(made.error.detail)
  return { ...made.data, orderNumber: order.number }
}

const report = (shop: TestMerchant) => {
  const merchant = shop.system.merchant
  return (events: CarrierEvent[], at = later) =>
    takeCarrierEvents(carrierCaller(merchant, shop.carrierId), events, at)
}

function goodStory(pickupId: string): CarrierEvent[] {
  const at = (hour: number) => `2026-11-18T${String(hour).padStart(2, '0')}:00:00+03:00`
  return [
    { id: 'e1', type: 'pickup.accepted', occurredAt: at(1), pickupId },
    { id: 'e2', type: 'pickup.call_failed', occurredAt: at(2), pickupId, reasonCode: 'no_answer' },
    { id: 'e3', type: 'pickup.agreed', occurredAt: at(3), pickupId },
    { id: 'e4', type: 'pickup.on_way', occurredAt: at(4), pickupId },
    { id: 'e5', type: 'pickup.attempt_failed', occurredAt: at(5), pickupId, reasonCode: 'absent' },
    { id: 'e6', type: 'pickup.agreed', occurredAt: at(6), pickupId },
    { id: 'e7', type: 'pickup.on_way', occurredAt: at(7), pickupId },
    {
      id: 'e8',
      type: 'pickup.collected',
      occurredAt: at(8),
      pickupId,
      items: [
        { sku: 'LAMP-1', quantity: 1 },
        { sku: 'CUP-1', quantity: 1 },
      ],
    },
    { id: 'e9', type: 'parcel.at_hub', occurredAt: at(9), pickupId },
    { id: 'e10', type: 'parcel.lost', occurredAt: at(10), pickupId },
    { id: 'e11', type: 'parcel.found', occurredAt: at(11), pickupId },
    { id: 'e12', type: 'parcel.in_transit', occurredAt: at(12), pickupId },
    { id: 'e13', type: 'parcel.received', occurredAt: at(13), pickupId, location: { code: 'main' } },
  ]
}

/** Everything that is cached of a case, without what names this very case. */
async function picture(shop: TestMerchant, caseId: string) {
  return readMerchant(shop.system, async (tx) => {
    const [row] = await tx.execute(sql`
      select decision, custody, inspection, money, stage, location_id is not null as located from cases
      where merchant_id = ${shop.id} and id = ${caseId}`)
    const items = await tx.execute(sql`
      select l.sku, i.quantity, collected_quantity, received_quantity from case_items i
      join order_lines l on l.merchant_id = i.merchant_id and l.id = i.order_line_id
      where i.merchant_id = ${shop.id} and i.case_id = ${caseId} order by l.sku`)
    const pickups = await tx.execute(sql`
      select status, attempts, calls from pickup_tasks where merchant_id = ${shop.id} and case_id = ${caseId}`)
    const events = (await readEvents(tx, shop.id, [caseId])).get(caseId) ?? []
    expect(brokenAt(shop.id, caseId, events)).toBeNull()
    expect(foldCase(events).stage).toBe(row?.stage)
    return {
      row,
      items: [...items],
      pickups: [...pickups],
      timeline: inOrder(events).map((event) => event.type),
    }
  })
}

describe('takeCarrierEvents', () => {
  it('brings goods home, with a partial pickup on the way', async () => {
    const shop = await freshMerchant(owner)
    const made = await task(shop)
    expect(await report(shop)(goodStory(made.pickupId))).toEqual({
      ok: true,
      data: { accepted: 13, duplicates: 0, parked: 0 },
    })
    expect(await picture(shop, made.caseId)).toMatchObject({
      row: { custody: 'received', inspection: 'awaiting', stage: 'inspection', located: true },
      items: [
        { sku: 'CUP-1', collected_quantity: 1, received_quantity: 1 },
        { sku: 'LAMP-1', quantity: 2, collected_quantity: 1, received_quantity: 1 },
      ],
      pickups: [{ status: 'collected', attempts: 1, calls: 1 }],
    })
  })

  it('gives one result for any order, repetition and batching', async () => {
    const shop = await freshMerchant(owner, {
      carrier: { code: 'roomy', name: 'Просторный', schedule: roomy },
    })
    const first = await task(shop)
    await report(shop)(goodStory(first.pickupId))
    const expected = await picture(shop, first.caseId)
    const shuffled = fc
      .shuffledSubarray(
        goodStory('').map((_, index) => index),
        { minLength: 13, maxLength: 13 },
      )
      .chain((order) =>
        fc.tuple(fc.constant(order), fc.array(fc.nat(12), { maxLength: 8 }), fc.integer({ min: 1, max: 13 })),
      )
    await fc.assert(
      fc.asyncProperty(shuffled, async ([order, repeated, size]) => {
        const made = await task(shop)
        const story = goodStory(made.pickupId).map((event) => ({
          ...event,
          id: `${made.pickupId}:${event.id}`,
        }))
        const told = [...order, ...repeated].flatMap((index) => story[index] ?? [])
        for (let start = 0; start < told.length; start += size) {
          const result = await report(shop)(told.slice(start, start + size))
          expect(result.ok).toBe(true)
        }
        expect(await picture(shop, made.caseId)).toEqual(expected)
      }),
      { numRuns: 25 },
    )
  })

  it('takes the same events from two requests at once only once', async () => {
    const shop = await freshMerchant(owner)
    const made = await task(shop)
    const story = goodStory(made.pickupId)
    const results = await Promise.all([
      report(shop)(story),
      report(shop)(story),
      report(shop)([...story].reverse()),
    ])
    const accepted = results.reduce((sum, result) => sum + (result.ok ? result.data.accepted : 0), 0)
    expect(accepted).toBe(13)
    expect((await picture(shop, made.caseId)).timeline).toHaveLength(17)
  })

  it('parks what is unknown, foreign, too much or from the future', async () => {
    const [shop, other] = [await freshMerchant(owner), await freshMerchant(owner)]
    const [made, foreign] = [await task(shop), await task(other)]
    const occurredAt = '2026-11-18T10:00:00+03:00'
    const { pickupId } = made
    expect(
      await report(shop)([
        { id: 'a', type: 'pickup.levitated', occurredAt, pickupId },
        { id: 'b', type: 'pickup.accepted', occurredAt, pickupId: foreign.pickupId },
        { id: 'c', type: 'pickup.collected', occurredAt, pickupId, items: [{ sku: 'LAMP-1', quantity: 3 }] },
        { id: 'd', type: 'pickup.collected', occurredAt, pickupId, items: [{ sku: 'GHOST', quantity: 1 }] },
        { id: 'e', type: 'pickup.accepted', occurredAt: '2026-11-20T09:06:00Z', pickupId },
        { id: 'f', type: 'pickup.collected', occurredAt, pickupId, items: [] },
      ]),
    ).toEqual({ ok: true, data: { accepted: 0, duplicates: 0, parked: 6 } })
    const parked = await readMerchant(shop.system, (tx) =>
      tx.execute<{ event_id: string; parked_reason: string }>(
        sql`select event_id, parked_reason from carrier_messages where merchant_id = ${shop.id} order by event_id`,
      ),
    )
    expect(parked.map((row) => row.parked_reason)).toEqual([
      'unknown_type',
      'unknown_pickup',
      'too_many',
      'unknown_item',
      'future',
      'incomplete',
    ])
    expect((await picture(shop, made.caseId)).timeline).toHaveLength(4)
    expect((await picture(other, foreign.caseId)).timeline).toHaveLength(4)
  })

  it('fails the task after the third attempt, and lets no one but a carrier report', async () => {
    const shop = await freshMerchant(owner)
    const made = await task(shop)
    const { pickupId } = made
    await report(shop)(
      [10, 11, 12].map((hour) => ({
        id: `t${hour}`,
        type: 'pickup.attempt_failed',
        occurredAt: `2026-11-18T${hour}:00:00+03:00`,
        pickupId,
      })),
    )
    expect(await picture(shop, made.caseId)).toMatchObject({
      row: { stage: 'pickup_problem' },
      pickups: [{ status: 'failed', attempts: 3 }],
    })
    expect(await takeCarrierEvents(shop.callers.admin, goodStory(pickupId), later)).toMatchObject({
      error: { code: 'forbidden' },
    })
  })

  it('finds the parcel by the order’s number', async () => {
    const shop = await freshMerchant(owner)
    const made = await task(shop)
    await report(shop)([
      { id: 'x', type: 'pickup.collected', occurredAt: '2026-11-18T10:00:00+03:00', pickupId: made.pickupId },
      {
        id: 'y',
        type: 'parcel.at_hub',
        occurredAt: '2026-11-18T12:00:00+03:00',
        orderNumber: made.orderNumber,
      },
    ])
    expect(await picture(shop, made.caseId)).toMatchObject({ row: { custody: 'hub' } })
  })
})
