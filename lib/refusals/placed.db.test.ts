import { describe, expect, it } from 'vitest'
import { freshMerchant } from '@/db/factories/merchant'
import { freshRules, actionsTo, parcelOf, refusalOf, tell } from '@/db/factories/refusal'
import { testDatabase } from '@/db/testing/database'

const { owner } = await testDatabase()
const now = new Date('2026-11-20T09:00:00Z')
const placedAt = '2026-11-15T12:00:00+03:00'

async function parcel() {
  const shop = await freshMerchant(owner)
  const otherwise = actionsTo({ action: 'deliver', locationId: shop.locationId })
  await freshRules(shop, { rules: [], otherwise }, new Date('2026-11-01T00:00:00Z'))
  const { number } = await parcelOf(shop, { placedAt, trackingNumber: 'T-1' })
  const kept = async () => {
    const [row] = await owner`
      select (select count(*)::int from cases where merchant_id = ${shop.id}) as cases,
        (select json_agg(parked_reason) from carrier_messages where merchant_id = ${shop.id}) as reasons`
    return row
  }
  return { shop, number, kept }
}

describe('a refusal that is dated before its order was placed', () => {
  it.each(['2000-01-01T00:00:00Z', '2026-11-15T08:59:59.999Z'])(
    'waits for a person as a delivery would, by either number, and begins nothing: %s',
    async (at) => {
      const { shop, number, kept } = await parcel()
      const tracked = { orderNumber: 'X-1', trackingNumber: 'T-1' }
      const told = [refusalOf(number, at), refusalOf(number, at, tracked)]
      const delivered = { ...refusalOf(number, at), type: 'delivery.delivered' }
      expect(await tell(shop, [...told, delivered], now)).toEqual({ accepted: 0, duplicates: 0, parked: 3 })
      const reason = 'unknown_pickup'
      expect(await kept()).toEqual({ cases: 0, reasons: [reason, reason, reason] })
      // The order is not used up by it.
      expect(await tell(shop, [refusalOf(number, now)], now)).toMatchObject({ accepted: 1 })
    },
  )

  it('is none from that very moment on', async () => {
    const { shop, number, kept } = await parcel()
    expect(await tell(shop, [refusalOf(number, placedAt)], now)).toMatchObject({ accepted: 1, parked: 0 })
    expect(await kept()).toEqual({ cases: 1, reasons: [null] })
  })
})
