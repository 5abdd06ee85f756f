import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { freshMerchant, freshOrder, type TestMerchant } from '@/db/factories/merchant'
import { everydaySchedule } from '@/db/seed/merchant'
import { readMerchant } from '@/db/tenant'
import { testDatabase } from '@/db/testing/database'
import { newId } from '@/lib/ids'
import { cancelPickup, createPickup, reschedulePickup } from './commands'
import { createPickupInput, type CreatePickupInput } from './schemas'

const { owner } = await testDatabase()
/** A Monday, 12:00 in Moscow. */
const now = new Date('2026-11-16T09:00:00Z')

async function linesOf(shop: TestMerchant, orderId: string) {
  return readMerchant(shop.system, (tx) =>
    tx.execute<{ id: string; claimed_quantity: number }>(sql`
      select id, claimed_quantity from order_lines
      where merchant_id = ${shop.id} and order_id = ${orderId} order by position`),
  )
}

async function wish(shop: TestMerchant, more: Partial<CreatePickupInput> = {}): Promise<CreatePickupInput> {
  const order = await freshOrder(shop)
  const [line] = await linesOf(shop, order.id)
  return createPickupInput.parse({
    commandId: newId(),
    orderId: order.id,
    items: [{ orderLineId: line?.id, quantity: 1, reason: 'size' }],
    recipient: { name: 'Мария Кузнецова', phone: '+7 912 345-67-89' },
    address: { city: 'Москва', line: 'ул. Лесная, 5' },
    slot: { date: '2026-11-18', from: '10:00', to: '14:00' },
    requirements: { packagingCheck: true, photos: false, act: false },
    ...more,
  })
}

async function caseRow(shop: TestMerchant, caseId: string) {
  const [row] = await readMerchant(shop.system, (tx) =>
    tx.execute<{ stage: string; decision: string; version: number; event_count: number }>(
      sql`select stage, decision, version, event_count from cases where merchant_id = ${shop.id} and id = ${caseId}`,
    ),
  )
  return row
}

async function booked(shop: TestMerchant) {
  const rows = await readMerchant(shop.system, (tx) =>
    tx.execute<{ day: string; booked: number }>(
      sql`select date::text as day, booked from carrier_slots where merchant_id = ${shop.id} order by date`,
    ),
  )
  return [...rows]
}

describe('createPickup', () => {
  it('opens an approved case that waits for its pickup', async () => {
    const shop = await freshMerchant(owner)
    const result = await createPickup(shop.callers.staff, await wish(shop), now)
    if (!result.ok) throw new Error(result.error.detail)
    expect(await caseRow(shop, result.data.caseId)).toEqual({
      stage: 'awaiting_pickup',
      decision: 'approved',
      version: 1,
      event_count: 4,
    })
    expect(await booked(shop)).toEqual([{ day: '2026-11-18', booked: 1 }])
  })

  it('answers a double click with the first task', async () => {
    const shop = await freshMerchant(owner)
    const input = await wish(shop)
    const [first, second] = await Promise.all([
      createPickup(shop.callers.staff, input, now),
      createPickup(shop.callers.staff, input, now),
    ])
    expect(first.ok).toBe(true)
    expect(second).toEqual(first)
    expect(await booked(shop)).toEqual([{ day: '2026-11-18', booked: 1 }])
  })

  it('gives the last piece to one of two and tells the other who has it', async () => {
    const shop = await freshMerchant(owner)
    const input = await wish(shop)
    const line = input.items[0]
    if (!line) throw new Error('no line')
    const both = { ...input, items: [{ ...line, quantity: 2 }] }
    const results = await Promise.all([
      createPickup(shop.callers.staff, both, now),
      createPickup(shop.callers.support, { ...both, commandId: newId() }, now),
    ])
    const won = results.find((result) => result.ok)
    const lost = results.find((result) => !result.ok)
    expect(won).toBeDefined()
    expect(lost).toMatchObject({
      error: {
        code: 'not_enough_left',
        params: { left: 0, asked: 2, who: expect.stringMatching(/^Сотрудник /), caseNumber: 10_001 },
        fields: [{ path: 'items[0].quantity' }],
      },
    })
    // The one who lost left nothing behind: no case, no place in the slot.
    expect(await booked(shop)).toEqual([{ day: '2026-11-18', booked: 1 }])
  })

  it('sells the last place of a slot once', async () => {
    const shop = await freshMerchant(owner, {
      carrier: {
        code: 'one',
        name: 'Один',
        schedule: {
          ...everydaySchedule,
          windows: [
            { from: '10:00', to: '14:00', days: ['working'], capacity: 1, holidays: false, kind: 'day' },
          ],
        },
      },
    })
    const inputs = [await wish(shop), await wish(shop), await wish(shop)]
    const results = await Promise.all(inputs.map((input) => createPickup(shop.callers.staff, input, now)))
    expect(results.filter((result) => result.ok)).toHaveLength(1)
    for (const result of results) if (!result.ok) expect(result.error.code).toBe('slot_full')
    expect(await booked(shop)).toEqual([{ day: '2026-11-18', booked: 1 }])
  })

  it('refuses yesterday, another shop’s order, an unknown reason, a line of another order', async () => {
    const [shop, other] = [await freshMerchant(owner), await freshMerchant(owner)]
    const input = await wish(shop)
    const foreign = await wish(other)
    const run = (more: Partial<CreatePickupInput>) =>
      createPickup(shop.callers.staff, { ...input, commandId: newId(), ...more }, now)
    expect(await run({ slot: { date: '2026-11-15', from: '10:00', to: '14:00' } })).toMatchObject({
      error: { code: 'slot_closed', params: { reason: 'past' } },
    })
    expect(await run({ orderId: foreign.orderId, items: foreign.items })).toMatchObject({
      error: { code: 'not_found' },
    })
    expect(await run({ items: input.items.map((item) => ({ ...item, reason: 'nope' })) })).toMatchObject({
      error: { fields: [{ path: 'items[0].reason' }] },
    })
    expect(await run({ items: foreign.items })).toMatchObject({
      error: { fields: [{ path: 'items[0].orderLineId' }] },
    })
    expect(await booked(shop)).toEqual([])
  })
})

describe('reschedule and cancel', () => {
  it('moves the place from slot to slot and frees everything on cancelling', async () => {
    const shop = await freshMerchant(owner)
    const made = await createPickup(shop.callers.staff, await wish(shop), now)
    if (!made.ok) throw new Error(made.error.detail)
    const { pickupId, caseId } = made.data
    const moved = await reschedulePickup(
      shop.callers.staff,
      {
        commandId: newId(),
        pickupId,
        expectedVersion: 1,
        slot: { date: '2026-11-19', from: '18:00', to: '22:00' },
        reason: 'Попросил покупатель',
      },
      now,
    )
    expect(moved).toMatchObject({ ok: true, data: { version: 2 } })
    expect(await booked(shop)).toEqual([
      { day: '2026-11-18', booked: 0 },
      { day: '2026-11-19', booked: 1 },
    ])
    const stale = await cancelPickup(
      shop.callers.staff,
      { commandId: newId(), pickupId, expectedVersion: 1, reason: 'x' },
      now,
    )
    expect(stale).toMatchObject({ error: { code: 'conflict', params: { event: 'pickup.rescheduled' } } })
    const cancelled = await cancelPickup(
      shop.callers.staff,
      { commandId: newId(), pickupId, expectedVersion: 2, reason: 'Передумал' },
      now,
    )
    expect(cancelled.ok).toBe(true)
    expect((await booked(shop)).map((slot) => slot.booked)).toEqual([0, 0])
    expect(await caseRow(shop, caseId)).toMatchObject({ stage: 'needs_pickup' })
    const again = await createPickup(
      shop.callers.staff,
      { ...(await wish(shop)), orderId: undefined, items: [], caseId },
      now,
    )
    expect(again).toMatchObject({ ok: true, data: { caseId } })
    expect(await caseRow(shop, caseId)).toMatchObject({ stage: 'awaiting_pickup' })
  })

  it('is closed to another shop', async () => {
    const [shop, other] = [await freshMerchant(owner), await freshMerchant(owner)]
    const made = await createPickup(shop.callers.staff, await wish(shop), now)
    if (!made.ok) throw new Error(made.error.detail)
    const input = { commandId: newId(), pickupId: made.data.pickupId, expectedVersion: 1, reason: 'x' }
    expect(await cancelPickup(other.callers.admin, input, now)).toMatchObject({
      error: { code: 'not_found' },
    })
  })
})
