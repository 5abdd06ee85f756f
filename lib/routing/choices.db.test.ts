import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { freshMerchant } from '@/db/factories/merchant'
import { actionsTo, freshPlace, freshRules, parcelOf, refusalOf, tell } from '@/db/factories/refusal'
import { withMerchant } from '@/db/tenant'
import { testDatabase } from '@/db/testing/database'
import { routingChoices } from './queries'

const { owner } = await testDatabase()
const now = new Date('2026-11-20T09:00:00Z')
const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000)

it('says which place has no room for another, and of no other that it is full', async () => {
  const shop = await freshMerchant(owner)
  const repair = await freshPlace(shop)
  const otherwise = actionsTo({ action: 'deliver', locationId: repair })
  await freshRules(shop, { rules: [], otherwise }, ago(24 * 30))
  await withMerchant(shop.system, (tx) =>
    tx.execute(sql`update locations set capacity = 2 where merchant_id = ${shop.id} and id = ${repair}`),
  )
  const refused = async (hours: number) => {
    const { number } = await parcelOf(shop)
    await tell(shop, [refusalOf(number, ago(hours))], ago(hours))
  }
  const room = async () => {
    const { locations } = await routingChoices(shop.callers.manager)
    return new Map(locations.map(({ id, full }) => [id, full]))
  }
  await refused(3)
  expect((await room()).get(repair)).toBeNull()
  await refused(2)
  expect((await room()).get(repair)).toEqual({ load: 2, capacity: 2 })
  expect((await room()).get(shop.locationId)).toBeNull()
})
