import { beforeEach, describe, expect, it } from 'vitest'
import { freshMerchant, type TestMerchant } from '@/db/factories/merchant'
import { parcelOf, refusalOf, tell } from '@/db/factories/refusal'
import { testDatabase } from '@/db/testing/database'

const { owner } = await testDatabase()
const now = new Date('2026-11-20T09:00:00Z')
const after = (minutes: number) => new Date(now.getTime() + minutes * 60_000)

let shop: TestMerchant
beforeEach(async () => {
  shop = await freshMerchant(owner)
})

async function refused(at: Date, courier: { id: string; name?: string }) {
  const { number } = await parcelOf(shop)
  return tell(shop, [refusalOf(number, new Date(at.getTime() - 3_600_000), { courier })], at)
}

const couriers = () => owner<{ code: string; name: string | null; seen_at: Date }[]>`
  select code, name, seen_at from couriers where merchant_id = ${shop.id} order by code`

describe('a courier', () => {
  it('keeps the latest name that was told, and when he was seen, to the hour', async () => {
    await refused(now, { id: 'K-1' })
    expect(await couriers()).toEqual([{ code: 'K-1', name: null, seen_at: now }])
    await refused(after(1), { id: 'K-1', name: 'Сабир Латыпов' })
    await refused(after(30), { id: 'K-1' })
    expect(await couriers()).toEqual([{ code: 'K-1', name: 'Сабир Латыпов', seen_at: after(1) }])
    await refused(after(90), { id: 'K-1' })
    expect(await couriers()).toEqual([{ code: 'K-1', name: 'Сабир Латыпов', seen_at: after(90) }])
  })

  it('who is as he was is not waited for while somebody else writes about him', async () => {
    await refused(now, { id: 'K-1', name: 'Сабир Латыпов' })
    const { number } = await parcelOf(shop)
    await owner.begin(async (other) => {
      await other`select from couriers where merchant_id = ${shop.id} for no key update`
      const told = [refusalOf(number, now, { courier: { id: 'K-1', name: 'Сабир Латыпов' } })]
      expect(await tell(shop, told, after(1))).toMatchObject({ accepted: 1 })
    })
  })
})
