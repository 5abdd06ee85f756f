import { beforeEach, describe, expect, it } from 'vitest'
import { freshMerchant, type TestMerchant } from '@/db/factories/merchant'
import { freshPickup } from '@/db/factories/pickup'
import { parcelOf, refusalOf, tell } from '@/db/factories/refusal'
import { withMerchant } from '@/db/tenant'
import { testDatabase } from '@/db/testing/database'
import { newId } from '@/lib/ids'
import { readParcels } from '@/lib/refusals/parcels'
import type { CarrierEvent } from './schemas'

const { owner } = await testDatabase()
const now = new Date('2026-11-20T09:00:00Z')
const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000)

let shop: TestMerchant
/** The same shop, spoken to by its second carrier. */
let second: TestMerchant
beforeEach(async () => {
  shop = await freshMerchant(owner)
  const carrierId = newId()
  await owner`
    insert into carriers (merchant_id, id, code, name, secrets, schedule, created_at)
    select merchant_id, ${carrierId}, 'second', 'Второй', secrets, schedule, created_at
    from carriers where merchant_id = ${shop.id} and id = ${shop.carrierId}`
  second = { ...shop, carrierId }
})

const event = (type: string, orderNumber: string, more: Partial<CarrierEvent> = {}): CarrierEvent => ({
  id: newId(),
  type,
  occurredAt: ago(1).toISOString(),
  orderNumber,
  ...more,
})

async function custody(): Promise<Record<string, string>> {
  const rows = await owner<{ kind: string; custody: string }[]>`
    select kind, custody from cases where merchant_id = ${shop.id}`
  return Object.fromEntries(rows.map((row) => [row.kind, row.custody]))
}

describe('a refused parcel', () => {
  it('is moved by the carrier that told of it, by nobody else', async () => {
    const order = await parcelOf(shop)
    await tell(shop, [refusalOf(order.number, ago(3))], now)
    expect(await tell(second, [event('parcel.lost', order.number)], now)).toMatchObject({ parked: 1 })
    const [message] = await owner`
      select parked_reason from carrier_messages where merchant_id = ${shop.id} and carrier_id = ${second.carrierId}`
    expect(message).toEqual({ parked_reason: 'unknown_pickup' })
    expect(await custody()).toEqual({ refusal: 'courier' })
    expect(await tell(shop, [event('parcel.at_hub', order.number)], now)).toMatchObject({ accepted: 1 })
    expect(await custody()).toEqual({ refusal: 'hub' })
    const asked = [{ orderNumber: order.number }]
    const caseOf = (carrierId: string) =>
      withMerchant(shop.system, async (tx) =>
        (await readParcels(tx, shop.id, asked, carrierId)).of({ ...asked[0] }),
      )
    expect(await caseOf(shop.carrierId)).toMatchObject({ caseIds: [expect.any(String)] })
    expect(await caseOf(second.carrierId)).toMatchObject({ caseIds: [] })
  })

  it('is moved by the carrier that brings it to the door again', async () => {
    const order = await parcelOf(shop)
    await tell(shop, [refusalOf(order.number, ago(3))], now)
    await owner`
      update refusals set redelivery_carrier_id = ${second.carrierId}, redelivery_date = '2026-11-20',
        redelivery_from = '10:00', redelivery_to = '12:00' where merchant_id = ${shop.id}`
    expect(await tell(second, [event('delivery.redelivered', order.number)], now)).toMatchObject({
      accepted: 1,
    })
  })

  it('of which no refusal is kept is still reached', async () => {
    const order = await parcelOf(shop)
    await tell(shop, [refusalOf(order.number, ago(3))], now)
    await owner`delete from routes where merchant_id = ${shop.id}`
    await owner`delete from refusals where merchant_id = ${shop.id}`
    expect(await tell(second, [event('parcel.at_hub', order.number)], now)).toMatchObject({ accepted: 1 })
  })

  it('that was handed over in the end is meant, though the customer has asked something back since', async () => {
    const { number, id } = await parcelOf(shop)
    await tell(shop, [refusalOf(number, ago(30))], ago(30))
    const { orderNumber } = await freshPickup(shop, ago(10))
    await owner`
      update cases set order_id = (select id from orders where merchant_id = ${shop.id} and number = ${orderNumber})
      where merchant_id = ${shop.id} and order_id = ${id}`
    await tell(shop, [event('delivery.redelivered', orderNumber)], now)
    expect(await custody()).toEqual({ refusal: 'customer', client_return: 'customer' })
    const [told] = await owner<{ kind: string }[]>`
      select c.kind from case_events e join cases c on c.merchant_id = e.merchant_id and c.id = e.case_id
      where e.merchant_id = ${shop.id} and e.type = 'delivery.redelivered'`
    expect(told).toEqual({ kind: 'refusal' })
  })
})

describe('the code of a place', () => {
  it('is the same in large and small letters', async () => {
    const order = await parcelOf(shop)
    const [place] = await owner<{ code: string }[]>`
      update locations set code = 'Msk-7' where merchant_id = ${shop.id} and id = ${shop.locationId} returning code`
    expect(place).toEqual({ code: 'Msk-7' })
    await tell(shop, [refusalOf(order.number, ago(3), { location: { code: 'mSK-7' } })], now)
    const [row] = await owner`select hub_location_id from refusals where merchant_id = ${shop.id}`
    expect(row).toEqual({ hub_location_id: shop.locationId })
  })
})
