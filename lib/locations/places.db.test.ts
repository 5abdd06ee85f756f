import { beforeAll, describe, expect, it } from 'vitest'
import { freshMerchant, type TestMerchant } from '@/db/factories/merchant'
import { testDatabase } from '@/db/testing/database'
import { readMerchant } from '@/db/tenant'
import { newId } from '@/lib/ids'
import { readCosts, readPlaces } from './places'
import { defaultCosts } from './schemas'

const database = await testDatabase()
let shop: TestMerchant

beforeAll(async () => {
  shop = await freshMerchant(database.owner)
})

describe('readPlaces', () => {
  it('has every place of this shop and no other, with whether it is open that day', async () => {
    const other = await freshMerchant(database.owner)
    const id = newId()
    await database.owner`
      insert into locations (merchant_id, id, code, kind, name, city, closures, parcel_cost, storage_day_cost, created_at)
      values (${shop.id}, ${id}, 'far', 'storage', 'Дальний', 'Омск',
        ${JSON.stringify([{ from: '2026-12-01', to: '2026-12-03', note: '' }])}::text::jsonb, 12_300, 450, now())`
    const open = (day: string) =>
      readMerchant(shop.system, async (tx) => (await readPlaces(tx, shop.id, day)).get(id)?.open)
    const places = await readMerchant(shop.system, (tx) => readPlaces(tx, shop.id, '2026-12-04'))
    expect([...places.keys()].sort()).toEqual([shop.locationId, id].sort())
    expect(places.has(other.locationId)).toBe(false)
    expect(places.get(id)).toEqual({
      id,
      code: 'far',
      name: 'Дальний',
      kind: 'storage',
      parcelCost: 12_300,
      storageDayCost: 450,
      closures: [{ from: '2026-12-01', to: '2026-12-03', note: '' }],
      closedAt: null,
      open: true,
    })
    expect(await open('2026-12-01')).toBe(false)
    expect(await open('2026-12-03')).toBe(false)

    await database.owner`update locations set closed_at = '2026-11-20T10:00:00Z' where id = ${id}`
    expect(await open('2026-12-04')).toBe(false)
  })
})

describe('readCosts', () => {
  it('is what the shop has set, and nothing before', async () => {
    const read = () => readMerchant(shop.system, (tx) => readCosts(tx, shop.id))
    expect(await read()).toEqual(defaultCosts)
    await database.owner`
      insert into routing_settings (merchant_id, redelivery_cost, sorting_cost, repack_cost, storage_days, version,
        updated_by, updated_at)
      select merchant_id, 35_000, 5_000, 7_500, 10, 1, id, now() from members where merchant_id = ${shop.id} limit 1`
    expect(await read()).toEqual({ redelivery: 35_000, sorting: 5_000, repack: 7_500, storageDays: 10 })
  })
})
