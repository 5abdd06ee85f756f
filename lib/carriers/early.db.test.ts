import { describe, expect, it } from 'vitest'
import { freshMerchant, type TestMerchant } from '@/db/factories/merchant'
import { actionsTo, freshRules, parcelOf, refusalOf, tell } from '@/db/factories/refusal'
import { workQueue } from '@/db/queue'
import { testDatabase } from '@/db/testing/database'
import { applyEarly } from './early'
import { carrierTasks } from './jobs'

const { owner, ownerUrl } = await testDatabase()
const now = new Date('2026-11-20T09:00:10Z')
const ahead = (minutes: number, from = now) => new Date(from.getTime() + minutes * 60_000)

async function shopWithRules() {
  const shop = await freshMerchant(owner)
  const otherwise = actionsTo({ action: 'deliver', locationId: shop.locationId })
  await freshRules(shop, { rules: [], otherwise }, new Date('2026-11-01T00:00:00Z'))
  return shop
}

async function messages(shop: TestMerchant) {
  const rows = await owner<{ event_id: string; parked_reason: string | null }[]>`
    select event_id, parked_reason from carrier_messages where merchant_id = ${shop.id} order by event_id`
  return Object.fromEntries(rows.map((row) => [row.event_id, row.parked_reason ?? 'applied']))
}

async function jobs(shop: TestMerchant) {
  const rows = await owner<{ payload: { merchantId: string; until?: string }; run_at: Date }[]>`
    select payload, run_at from graphile_worker._private_jobs order by run_at`
  return rows.filter(({ payload }) => payload.merchantId === shop.id && payload.until !== undefined)
}

describe('what a carrier tells whose clock is fast', () => {
  it('is asked again when its moment has come: one job a minute, however often it is told', async () => {
    const shop = await shopWithRules()
    const { number } = await parcelOf(shop)
    const one = refusalOf(number, ahead(12), { id: 'one' })
    const other = { ...refusalOf('LATER-1', ahead(12.5), { id: 'other' }), type: 'parcel.at_hub' }
    await tell(shop, [one, other], now)
    await tell(shop, [one], ahead(1))
    await tell(shop, [refusalOf(number, ahead(30), { id: 'third' })], now)
    expect(await messages(shop)).toEqual({ one: 'future', other: 'future', third: 'future' })
    const moments = [new Date('2026-11-20T09:13:00Z'), new Date('2026-11-20T09:31:00Z')]
    expect((await jobs(shop)).map(({ run_at }) => run_at)).toEqual(moments)
    // Whatever the clock of the machine that works says: the moment has come.
    expect(await applyEarly(shop.system, shop.carrierId, ahead(12.9), () => now)).toBe(1)
    expect(await messages(shop)).toEqual({ one: 'applied', other: 'unknown_pickup', third: 'future' })
    expect(await tell(shop, [one], ahead(20))).toEqual({ accepted: 0, duplicates: 1, parked: 0 })
    expect(await applyEarly(shop.system, shop.carrierId, ahead(12.9), () => ahead(20))).toBe(0)
  })

  it('becomes a case with its route by the job, and what waited for it follows', async () => {
    const shop = await shopWithRules()
    const { number } = await parcelOf(shop, { placedAt: new Date(Date.now() - 86_400_000).toISOString() })
    const before = ahead(-20, new Date())
    const hub = { ...refusalOf(number, ahead(-2, new Date()), { id: 'hub' }), type: 'parcel.at_hub' }
    await tell(shop, [refusalOf(number, ahead(12, before), { id: 'door' })], before)
    await tell(shop, [hub], new Date())
    expect(await messages(shop)).toEqual({ door: 'future', hub: 'unknown_pickup' })
    const stop = new AbortController()
    const ended = workQueue(
      { ownerUrl, taskList: carrierTasks, crontab: '', concurrency: 2, log: () => {} },
      stop.signal,
    )
    await expect
      .poll(() => messages(shop), { timeout: 15_000 })
      .toEqual({ door: 'applied', hub: 'applied' })
      .finally(() => stop.abort())
    await ended
    const rows = await owner`select stage, custody, location_id from cases where merchant_id = ${shop.id}`
    expect([...rows]).toEqual([{ stage: 'in_transit', custody: 'hub', location_id: shop.locationId }])
  })
})
