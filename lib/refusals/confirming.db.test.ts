import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { freshMerchant, type TestMerchant } from '@/db/factories/merchant'
import { actionsTo, freshPlace, freshRules, parcelOf, refusalOf, ruleOf, tell } from '@/db/factories/refusal'
import { readMerchant } from '@/db/tenant'
import { testDatabase } from '@/db/testing/database'
import type { CarrierEvent } from '@/lib/carriers/schemas'
import { newId } from '@/lib/ids'
import type { RefusalFacts } from '@/lib/routing/route'

const { owner } = await testDatabase()
const now = new Date('2026-11-20T09:00:00Z')
const at = (hoursAgo: number) => new Date(now.getTime() - hoursAgo * 3_600_000)

type Row = { location_id: string | null; hub_code: string | null; facts: RefusalFacts }

async function refusalIn(shop: TestMerchant, number: string): Promise<Row> {
  const [row] = await readMerchant(shop.system, (tx) =>
    tx.execute<Row>(sql`
      select c.location_id, f.hub_code, f.facts
      from cases c
      join orders o on o.merchant_id = c.merchant_id and o.id = c.order_id
      join refusals f on f.merchant_id = c.merchant_id and f.case_id = c.id
      where c.merchant_id = ${shop.id} and o.number = ${number} order by f.attempt desc limit 1`),
  )
  if (!row) throw new Error('There is no such refusal')
  return row
}

function atHub(orderNumber: string, hoursAgo: number, more: Partial<CarrierEvent> = {}): CarrierEvent {
  return {
    id: newId(),
    type: 'parcel.at_hub',
    occurredAt: at(hoursAgo).toISOString(),
    orderNumber,
    ...more,
  }
}

/** A shop whose parcels at one hub go to a second place, and all others to its warehouse. */
async function byHub() {
  const shop = await freshMerchant(owner)
  await freshPlace(shop, { code: 'SPB-7', kind: 'hub' })
  const near = await freshPlace(shop)
  const there = {
    match: 'all' as const,
    of: [{ field: 'hub' as const, op: 'in' as const, values: ['SPB-7'] }],
  }
  const home = actionsTo({ action: 'deliver', locationId: shop.locationId })
  const rules = [ruleOf(there, actionsTo({ action: 'deliver', locationId: near }))]
  await freshRules(shop, { rules, otherwise: home }, at(300))
  return { shop, near }
}

describe('the code of a hub', () => {
  it('means the shop’s own place in whatever letters the courier says it, and is kept as he said it', async () => {
    const { shop, near } = await byHub()
    const { number } = await parcelOf(shop)
    await tell(shop, [refusalOf(number, at(5), { location: { code: 'spb-7' } })], now)
    const refusal = await refusalIn(shop, number)
    expect(refusal).toMatchObject({ location_id: near, hub_code: 'spb-7', facts: { hub: 'SPB-7' } })
  })

  it('means it in the hub’s own mouth too, and stays a word where the shop has no such place', async () => {
    const { shop, near } = await byHub()
    const { number } = await parcelOf(shop)
    await tell(shop, [refusalOf(number, at(5), { location: { code: 'ekb-1' } })], now)
    expect(await refusalIn(shop, number)).toMatchObject({
      location_id: shop.locationId,
      facts: { hub: 'ekb-1' },
    })
    await tell(shop, [atHub(number, 4, { packaging: 'intact', location: { code: 'Spb-7' } })], now)
    expect(await refusalIn(shop, number)).toMatchObject({
      location_id: near,
      hub_code: 'ekb-1',
      facts: { hub: 'SPB-7' },
    })
  })
})
