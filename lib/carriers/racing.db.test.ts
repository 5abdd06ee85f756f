import { beforeEach, describe, expect, it } from 'vitest'
import { freshMerchant, type TestMerchant } from '@/db/factories/merchant'
import { parcelOf, refusalOf, tell } from '@/db/factories/refusal'
import { workQueue } from '@/db/queue'
import { withMerchant } from '@/db/tenant'
import { testDatabase } from '@/db/testing/database'
import { upsertOrders } from '@/lib/orders/commands'
import { orderInput } from '@/lib/orders/schemas'
import { applyAwaited } from './awaited'
import { carrierTasks } from './jobs'

const { owner, ownerUrl } = await testDatabase()
const now = new Date('2026-11-20T09:00:00Z')
const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000)

let shop: TestMerchant
beforeEach(async () => {
  shop = await freshMerchant(owner)
})

async function messages() {
  const rows = await owner<{ event_id: string; parked_reason: string | null }[]>`
    select event_id, parked_reason from carrier_messages where merchant_id = ${shop.id} order by event_id`
  return Object.fromEntries(rows.map((row) => [row.event_id, row.parked_reason ?? 'applied']))
}

/** Until the messages are so and no job is left: one that is stopped in its last step would come again. */
async function worked(expected: Record<string, string>) {
  const stop = new AbortController()
  const ended = workQueue(
    { ownerUrl, taskList: carrierTasks, crontab: '', concurrency: 2, log: () => {} },
    stop.signal,
  )
  await expect
    .poll(async () => [await messages(), await jobs()], { timeout: 15_000 })
    .toEqual([expected, []])
    .finally(() => stop.abort())
  await ended
}

async function jobs() {
  const rows = await owner<{ payload: { merchantId: string }; run_at: Date }[]>`
    select payload, run_at from graphile_worker._private_jobs`
  return rows.filter(({ payload }) => payload.merchantId === shop.id)
}

/** How many transactions wait for a lock. */
async function blocked() {
  const [row] = await owner<{ count: number }[]>`
    select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  return row?.count
}

const hub = (id: string, orderNumber: string) => ({
  id,
  type: 'parcel.at_hub',
  occurredAt: ago(1).toISOString(),
  orderNumber,
})

describe('told at the same moment', () => {
  it('an order and its refusal find each other a minute later, by one job', async () => {
    const order = orderInput.parse({
      number: 'RACE-1',
      placedAt: '2026-11-10T10:00:00+03:00',
      payment: 'prepaid',
      currency: 'RUB',
      customer: { name: 'Мария Кузнецова', phone: '+79123456789' },
      lines: [{ sku: 'LAMP-1', name: 'Лампа', quantity: 1, unitPrice: 199_000 }],
    })
    await withMerchant(shop.system, async (tx) => {
      await upsertOrders(tx, shop.system, [order], now)
      await tell(shop, [refusalOf('RACE-1', ago(2), { id: 'door' })], now)
      await tell(shop, [hub('hub', 'RACE-1')], now)
    })
    expect(await messages()).toEqual({ door: 'unknown_pickup', hub: 'unknown_pickup' })
    expect(await jobs()).toMatchObject([{ run_at: new Date(now.getTime() + 60_000) }])
    await worked({ door: 'applied', hub: 'applied' })
  })

  it('a refusal and what the hub says find each other', async () => {
    const [held, order] = [await parcelOf(shop), await parcelOf(shop)]
    await tell(shop, [refusalOf(held.number, ago(4), { id: 'a' })], now)
    let said: Promise<unknown> = Promise.resolve()
    await owner.begin(async (other) => {
      await other`select from cases where merchant_id = ${shop.id} for update`
      // Has looked for the refusal, and waits for the other parcel's case.
      said = tell(shop, [hub('b', held.number), hub('c', order.number)], now)
      await expect.poll(() => blocked()).toBe(1)
      await tell(shop, [refusalOf(order.number, ago(3), { id: 'd' })], now)
    })
    await said
    expect(await messages()).toMatchObject({ c: 'unknown_pickup', d: 'applied' })
    await worked({ a: 'applied', b: 'applied', c: 'applied', d: 'applied' })
  })

  it('a delivery is counted once', async () => {
    const order = await parcelOf(shop)
    const event = { ...hub('same', order.number), type: 'delivery.delivered', courier: { id: 'K-1' } }
    let both: Promise<{ accepted: number; duplicates: number }[]> = Promise.resolve([])
    await owner.begin(async (other) => {
      await other`select from orders where merchant_id = ${shop.id} for update`
      both = Promise.all([tell(shop, [event], now), tell(shop, [event], now)])
      await expect.poll(() => blocked()).toBe(2)
    })
    const taken = (await both).toSorted((a, b) => a.accepted - b.accepted)
    expect(taken).toMatchObject([
      { accepted: 0, duplicates: 1 },
      { accepted: 1, duplicates: 0 },
    ])
    const days = await owner`select delivered from courier_days where merchant_id = ${shop.id}`
    expect(days).toEqual([{ delivered: 1 }])
  })
})

describe('more than one step takes', () => {
  it('what the hub said is applied, though it stands before its refusals', async () => {
    const order = await parcelOf(shop)
    // 600 words of the hub, then the refusal: the list is gone through by the ids.
    await owner`
      insert into carrier_messages (merchant_id, carrier_id, event_id, received_at, raw, status, parked_reason, order_number)
      select ${shop.id}, ${shop.carrierId}, id, ${now}, jsonb_build_object('id', id, 'type', type, 'occurredAt',
        ${ago(1).toISOString()}::text, 'orderNumber', ${order.number}::text), 'parked', 'unknown_pickup', ${order.number}
      from (
        select 'a' || lpad(n::text, 4, '0') as id, 'parcel.at_hub' as type from generate_series(1, 600) n
        union all select 'z', 'delivery.refused'
      ) told`
    expect(await applyAwaited(shop.system, shop.carrierId, [{ orderNumber: order.number }], () => now)).toBe(
      601,
    )
    expect(new Set(Object.values(await messages()))).toEqual(new Set(['applied']))
  })
})
