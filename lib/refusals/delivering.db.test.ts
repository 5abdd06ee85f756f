import { beforeEach, describe, expect, it } from 'vitest'
import { freshMerchant, type TestMerchant } from '@/db/factories/merchant'
import { parcelOf, refusalOf, tell } from '@/db/factories/refusal'
import { testDatabase } from '@/db/testing/database'
import type { CarrierEvent } from '@/lib/carriers/schemas'
import { newId } from '@/lib/ids'

const { owner } = await testDatabase()
const now = new Date('2026-11-20T09:00:00Z')
const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000)

let shop: TestMerchant
beforeEach(async () => {
  shop = await freshMerchant(owner)
})

const delivered = (orderNumber: string, hours: number, more: Partial<CarrierEvent> = {}): CarrierEvent => ({
  id: newId(),
  type: 'delivery.delivered',
  occurredAt: ago(hours).toISOString(),
  orderNumber,
  courier: { id: 'K-1' },
  ...more,
})

const counted = () => owner<{ courier_code: string; delivered: number }[]>`
  select courier_code, delivered from courier_days where merchant_id = ${shop.id} order by courier_code`

async function flags() {
  const rows = await owner<{ flags: string[] }[]>`
    select flags from cases where merchant_id = ${shop.id} order by number`
  return rows.map((row) => row.flags)
}

describe('a delivery', () => {
  it('is counted once a call, under whatever ids it is told, and though the shop has told the handover', async () => {
    const first = await parcelOf(shop)
    const second = await parcelOf(shop, { trackingNumber: 'T-7', handedOverAt: ago(3).toISOString() })
    const parcel = { orderNumber: undefined, trackingNumber: 'T-7' }
    await tell(
      shop,
      [
        delivered(first.number, 3),
        delivered(first.number, 2),
        delivered(second.number, 3),
        delivered('', 3, parcel),
      ],
      now,
    )
    expect(await counted()).toEqual([{ courier_code: 'K-1', delivered: 2 }])
  })

  it('of many orders is taken by two at once in any order', async () => {
    const orders: string[] = []
    for (let at = 0; at < 40; at += 1) orders.push((await parcelOf(shop)).number)
    const told = orders.map((number) => delivered(number, 3))
    await Promise.all([tell(shop, told, now), tell(shop, told.toReversed(), now)])
    expect(await counted()).toEqual([{ courier_code: 'K-1', delivered: 40 }])
  })

  it('is counted once though it is told again under another id in a later call, by the courier told first', async () => {
    const order = await parcelOf(shop, { trackingNumber: 'T-9' })
    await tell(shop, [delivered(order.number, 3)], now)
    await tell(shop, [delivered(order.number, 30, { courier: { id: 'K-2' } })], now)
    await tell(shop, [delivered('', 2, { orderNumber: undefined, trackingNumber: 'T-9' })], now)
    expect(await counted()).toEqual([{ courier_code: 'K-1', delivered: 1 }])
    const kept = await owner`
      select order_id, carrier_id, courier_code, delivered_at from deliveries where merchant_id = ${shop.id}`
    expect(kept).toEqual([
      { order_id: order.id, carrier_id: shop.carrierId, courier_code: 'K-1', delivered_at: ago(3) },
    ])
  })

  it('of one call belongs to the courier who was there first, in whatever order it is told', async () => {
    const [order, again] = [await parcelOf(shop), await parcelOf(shop)]
    const by = (number: string, hours: number, id: string) => delivered(number, hours, { courier: { id } })
    const told = [by(order.number, 2, 'K-1'), by(order.number, 4, 'K-2'), by(order.number, 3, 'K-3')]
    await tell(shop, told, now)
    await tell(shop, [by(again.number, 4, 'K-2'), by(again.number, 2, 'K-1')], now)
    expect(await counted()).toEqual([{ courier_code: 'K-2', delivered: 2 }])
  })

  it('that names no courier counts for nobody, and the one who is named later has it', async () => {
    const order = await parcelOf(shop)
    await tell(shop, [delivered(order.number, 3, { courier: undefined })], now)
    expect(await counted()).toEqual([])
    await tell(shop, [delivered(order.number, 3)], now)
    expect(await counted()).toEqual([{ courier_code: 'K-1', delivered: 1 }])
  })

  it('that two carriers claim belongs to one of them, at the same moment too', async () => {
    const carrierId = newId()
    await owner`
      insert into carriers (merchant_id, id, code, name, secrets, schedule, created_at)
      select merchant_id, ${carrierId}, 'second', 'Второй', secrets, schedule, created_at
      from carriers where merchant_id = ${shop.id} and id = ${shop.carrierId}`
    const second = { ...shop, carrierId }
    const orders: string[] = []
    for (let at = 0; at < 20; at += 1) orders.push((await parcelOf(shop)).number)
    await Promise.all([
      tell(
        shop,
        orders.map((number) => delivered(number, 3)),
        now,
      ),
      tell(
        second,
        orders.toReversed().map((number) => delivered(number, 3, { courier: { id: 'K-2' } })),
        now,
      ),
    ])
    const days = await counted()
    expect(days.reduce((sum, day) => sum + day.delivered, 0)).toBe(20)
    const kept = await owner<{ courier_code: string; delivered: number }[]>`
      select courier_code, count(*)::int as delivered from deliveries where merchant_id = ${shop.id}
      group by 1 order by 1`
    expect(days).toEqual([...kept])
  })

  it('before a refusal of the whole parcel flags it once, whichever is told first', async () => {
    const [early, late] = [await parcelOf(shop), await parcelOf(shop)]
    await tell(shop, [delivered(early.number, 3)], now)
    await tell(shop, [refusalOf(early.number, ago(2))], now)
    await tell(shop, [refusalOf(late.number, ago(2))], now)
    expect(await flags()).toEqual([['refused_after_delivery'], []])
    await tell(shop, [delivered(late.number, 3)], now)
    await tell(shop, [delivered(late.number, 3), delivered(early.number, 3)], now)
    expect(await flags()).toEqual([['refused_after_delivery'], ['refused_after_delivery']])
    const events = await owner`
      select actor_kind from case_events where merchant_id = ${shop.id} and type = 'case.flagged'`
    expect(events).toEqual([{ actor_kind: 'system' }, { actor_kind: 'system' }])
  })

  it('of what was kept, or after an attempt that failed, flags nothing', async () => {
    const [part, again] = [await parcelOf(shop), await parcelOf(shop)]
    await tell(
      shop,
      [
        refusalOf(part.number, ago(2), { items: [{ sku: 'CUP-1', quantity: 1 }] }),
        refusalOf(again.number, ago(30)),
      ],
      now,
    )
    await tell(shop, [delivered(part.number, 2), delivered(again.number, 3)], now)
    expect(await flags()).toEqual([[], []])
  })
})
