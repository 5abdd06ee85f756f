import { beforeEach, describe, expect, it } from 'vitest'
import { freshMerchant, type TestMerchant } from '@/db/factories/merchant'
import { parcelOf, refusalOf, tell } from '@/db/factories/refusal'
import { workQueue } from '@/db/queue'
import { withMerchant } from '@/db/tenant'
import { testDatabase } from '@/db/testing/database'
import { newId } from '@/lib/ids'
import { enqueueAsking, type About } from './asking'
import { applyAwaited } from './awaited'
import { mapCode } from './commands'
import { carrierTasks } from './jobs'
import type { CarrierEvent } from './schemas'

const { owner, ownerUrl } = await testDatabase()
const now = new Date('2026-11-20T09:00:10Z')
const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000)
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)

let shop: TestMerchant
beforeEach(async () => {
  shop = await freshMerchant(owner)
})

async function messages() {
  const rows = await owner<{ event_id: string; parked_reason: string | null }[]>`
    select event_id, parked_reason from carrier_messages where merchant_id = ${shop.id} order by event_id`
  return Object.fromEntries(rows.map((row) => [row.event_id, row.parked_reason ?? 'applied']))
}

async function parked() {
  const rows = await owner`
    select from carrier_messages where merchant_id = ${shop.id} and status = 'parked'`
  return rows.length
}

async function jobs() {
  const rows = await owner<{ payload: { merchantId: string; orders: About[] }; run_at: Date }[]>`
    select payload, run_at from graphile_worker._private_jobs order by run_at`
  return rows.filter(({ payload }) => payload.merchantId === shop.id)
}

const about = (parcel: About): Pick<CarrierEvent, 'orderNumber' | 'trackingNumber'> => ({
  orderNumber: undefined,
  ...parcel,
})
const hub = (id: string, parcel: About): CarrierEvent => ({
  id,
  type: 'parcel.at_hub',
  occurredAt: ago(1).toISOString(),
  ...about(parcel),
})
const refusal = (id: string, parcel: About, more: Partial<CarrierEvent> = {}): CarrierEvent => ({
  ...refusalOf('', ago(3), { id, ...more }),
  ...about(parcel),
})

describe('a refusal and what waits for it', () => {
  const number = { orderNumber: 'BOTH-1' }
  const tracking = { trackingNumber: 'T-1' }

  it.each([
    ['the parcel’s number, the hub by the order’s', tracking, number],
    ['the order’s number, the hub by the parcel’s', number, tracking],
  ])('find each other when it is told by %s', async (_, door, other) => {
    await parcelOf(shop, { number: 'BOTH-1', trackingNumber: 'T-1' })
    await tell(shop, [hub('hub', other)], now)
    expect(await messages()).toEqual({ hub: 'unknown_pickup' })
    await tell(shop, [refusal('door', door)], now)
    expect(await messages()).toEqual({ door: 'applied', hub: 'applied' })
  })

  it('find each other by a job that was asked by one of the numbers', async () => {
    await tell(shop, [refusal('door', tracking), hub('a-hub', number)], now)
    await parcelOf(shop, { number: 'BOTH-1', trackingNumber: 'T-1' })
    expect(await messages()).toEqual({ 'a-hub': 'unknown_pickup', door: 'unknown_pickup' })
    expect(await applyAwaited(shop.system, shop.carrierId, [tracking], () => now)).toBe(2)
    expect(await messages()).toEqual({ 'a-hub': 'applied', door: 'applied' })
  })

  it('find each other once somebody has said what its code means', async () => {
    await parcelOf(shop, { number: 'BOTH-1', trackingNumber: 'T-1' })
    await tell(shop, [hub('hub', number), refusal('door', tracking, { reasonCode: 'X-17' })], now)
    expect(await messages()).toEqual({ door: 'unknown_code', hub: 'unknown_pickup' })
    const word = { carrierId: shop.carrierId, kind: 'reason', code: 'X-17', meaning: 'style' } as const
    const mapped = await mapCode(shop.callers.support, { commandId: newId(), ...word }, now)
    expect(mapped).toMatchObject({ ok: true, data: { applied: 2 } })
    expect(await messages()).toEqual({ door: 'applied', hub: 'applied' })
  })
})

describe('more than one step takes', () => {
  it('goes on at once by a job that is there with the refusal', async () => {
    const order = await parcelOf(shop, { trackingNumber: 'T-2' })
    await owner`
      insert into carrier_messages (merchant_id, carrier_id, event_id, received_at, raw, status, parked_reason, order_number)
      select ${shop.id}, ${shop.carrierId}, id, ${now}, jsonb_build_object('id', id, 'type', 'parcel.at_hub', 'occurredAt',
        ${ago(1).toISOString()}::text, 'orderNumber', ${order.number}::text), 'parked', 'unknown_pickup', ${order.number}
      from (select 'w' || lpad(n::text, 4, '0') as id from generate_series(1, 600) n) told`
    const before = new Date()
    await tell(shop, [refusal('door', { trackingNumber: 'T-2' })], now)
    expect(await parked()).toBe(100)
    const queued = await jobs()
    expect(queued.map(({ payload }) => payload.orders)).toEqual([
      [{ orderNumber: order.number, trackingNumber: 'T-2' }],
    ])
    expect(queued[0]?.run_at.getTime()).toBeLessThan(before.getTime() + 30_000)
    const stop = new AbortController()
    const ended = workQueue(
      { ownerUrl, taskList: carrierTasks, crontab: '', concurrency: 2, log: () => {} },
      stop.signal,
    )
    await expect
      .poll(() => parked(), { timeout: 15_000 })
      .toBe(0)
      .finally(() => stop.abort())
    await ended
    const [row] = await owner`select custody from cases where merchant_id = ${shop.id}`
    expect(row).toEqual({ custody: 'hub' })
  })
})

describe('asking again', () => {
  const ask = (orders: About[], after: Date | null) =>
    withMerchant(shop.system, (tx) => enqueueAsking(tx, shop.id, shop.carrierId, orders, after))

  it('is one job a minute about the same numbers, in whatever order they are named', async () => {
    const [one, two] = [{ orderNumber: 'A-1' }, { trackingNumber: 'T-1' }]
    await ask([one, two], now)
    await ask([two, one, two], later(30))
    expect((await jobs()).map(({ run_at }) => run_at)).toEqual([later(90)])
    // However often the same is told, each minute's job comes in its time.
    await ask([one, two], later(55))
    await ask([one, two], later(80))
    expect((await jobs()).map(({ run_at }) => run_at)).toEqual([later(90), later(140)])
  })

  it('at once does not take the place of asking later, nor the other way round', async () => {
    await ask([{ orderNumber: 'A-1' }], now)
    await ask([{ orderNumber: 'A-1' }], null)
    await ask([{ orderNumber: 'A-1' }], null)
    const queued = await jobs()
    expect(queued.length).toBe(2)
    expect(queued.map(({ run_at }) => run_at.getTime())).toContain(later(60).getTime())
  })

  it('asks for nothing where nothing is named, and not again for what still waits', async () => {
    await ask([{}], null)
    expect(await jobs()).toEqual([])
    await tell(shop, [hub('stray', { orderNumber: 'NEVER-1' })], now)
    const queued = await jobs()
    expect(queued.length).toBe(1)
    const asked = [{ orderNumber: 'NEVER-1' }]
    expect(await applyAwaited(shop.system, shop.carrierId, asked, () => later(60))).toBe(0)
    expect(await jobs()).toEqual(queued)
  })
})
