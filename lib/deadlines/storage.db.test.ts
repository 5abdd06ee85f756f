import { describe, expect, it } from 'vitest'
import { freshMerchant } from '@/db/factories/merchant'
import { parcelOf, refusalOf, tell } from '@/db/factories/refusal'
import { testDatabase } from '@/db/testing/database'
import { listCases } from '@/lib/cases/queries'
import { parseCaseSearch } from '@/lib/cases/search'
import { endOfDay } from '@/lib/time'
import { tellDue } from './commands'
import { deadlineCounts, deadlineDays, notices } from './queries'

const { owner } = await testDatabase()
const zone = 'Europe/Moscow'
const refusedAt = new Date('2026-11-16T09:00:00Z')
const lastDay = '2026-11-23'
const end = endOfDay(lastDay, zone)
const hours = (from: Date, count: number) => new Date(from.getTime() + count * 3_600_000)

describe('the storage of a refused parcel', () => {
  it('is warned of and counted where it opens exactly that parcel, until it has left the hub', async () => {
    const shop = await freshMerchant(owner)
    const { number } = await parcelOf(shop, { payment: 'cod' })
    await tell(shop, [refusalOf(number, refusedAt)], hours(refusedAt, 1))
    const kinds = async () => (await notices(shop.callers.support, 20)).map(({ kind }) => kind)

    const warned = new Date('2026-11-20T09:00:00Z')
    await tellDue(shop.system, warned)
    expect(await kinds()).toEqual(['storage_ends'])
    expect((await deadlineCounts(shop.callers.staff, warned)).soon).toEqual({ count: 1, first: end })
    const day = (await deadlineDays(shop.callers.staff, warned)).find(({ date }) => date === lastDay)
    expect(day).toMatchObject({ storage: 1, window: 0, money: 0, total: 1 })

    const over = hours(end, 1)
    await tellDue(shop.system, over)
    expect(await kinds()).toEqual(['storage_ended'])
    expect((await deadlineCounts(shop.callers.staff, over)).storage_ended.count).toBe(1)
    const listed = await listCases(shop.callers.staff, parseCaseSearch({ due: 'storage_ended' }), over)
    expect(listed.rows.map(({ flags }) => flags)).toEqual([['storage_ended']])

    const gone = hours(over, 1)
    await tell(
      shop,
      [{ id: 'moves', type: 'parcel.in_transit', occurredAt: gone.toISOString(), orderNumber: number }],
      gone,
    )
    expect(await kinds()).toEqual([])
    expect((await deadlineCounts(shop.callers.staff, gone)).storage_ended.count).toBe(0)
    const after = await listCases(shop.callers.staff, parseCaseSearch({}), gone)
    expect(after.rows.map(({ flags }) => flags)).toEqual([[]])
  })
})
