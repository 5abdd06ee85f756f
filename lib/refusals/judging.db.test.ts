import { expect, it } from 'vitest'
import { freshMerchant, type TestMerchant } from '@/db/factories/merchant'
import { parcelOf, refusalOf, tell } from '@/db/factories/refusal'
import { workQueue } from '@/db/queue'
import { testDatabase } from '@/db/testing/database'
import { addDays } from '@/lib/dates'
import { newId } from '@/lib/ids'
import { refusalTasks } from './jobs'
import { judgeCouriers, judgedDays } from './judging'
import type { CourierFigures, RefusalSign } from './refusal'

const { owner, ownerUrl } = await testDatabase()
const now = new Date('2026-11-20T09:00:00Z')
const today = '2026-11-20'

type Days = { courier: string; daysAgo: number; delivered: number; refused: number }

async function countedDays(shop: TestMerchant, days: Days[], day = today) {
  for (const { courier, daysAgo, delivered, refused } of days) {
    await owner`
      insert into couriers (merchant_id, carrier_id, code, name, seen_at)
      values (${shop.id}, ${shop.carrierId}, ${courier}, ${courier}, now()) on conflict do nothing`
    await owner`
      insert into courier_days (merchant_id, carrier_id, courier_code, day, delivered, refused)
      values (${shop.id}, ${shop.carrierId}, ${courier}, ${addDays(day, -daysAgo)}, ${delivered}, ${refused})`
  }
}

async function unusual(shop: TestMerchant) {
  const rows = await owner<{ code: string; unusual: CourierFigures }[]>`
    select code, unusual from couriers where merchant_id = ${shop.id} and unusual is not null order by code`
  return Object.fromEntries(rows.map((row) => [row.code, row.unusual]))
}

const others = ['K-1', 'K-2', 'K-3'].map((courier) => ({ courier, daysAgo: 5, delivered: 184, refused: 16 }))
const loud = { courier: 'K-9', daysAgo: 3, delivered: 30, refused: 20 }

it('keeps the figures of who stands out, and takes them from who no longer does', async () => {
  const shop = await freshMerchant(owner)
  await countedDays(shop, [...others, loud])
  expect(await judgeCouriers(shop.system, now)).toBe(1)
  const figures = { days: 90, attempts: 50, refused: 20, rate: 0.4, others: 0.08 }
  expect(await unusual(shop)).toMatchObject({ 'K-9': figures })
  expect(await judgeCouriers(shop.system, now)).toBe(1)

  await countedDays(shop, [{ courier: 'K-9', daysAgo: 1, delivered: 200, refused: 10 }])
  expect(await judgeCouriers(shop.system, now)).toBe(0)
  expect(await unusual(shop)).toEqual({})
})

it('goes by the last 90 days of the shop’s own calendar', async () => {
  const shop = await freshMerchant(owner)
  await countedDays(shop, [...others, { ...loud, daysAgo: judgedDays - 1 }])
  expect(await judgeCouriers(shop.system, now)).toBe(1)
  // Ten in the evening in London is the next day in Moscow.
  expect(await judgeCouriers(shop.system, new Date('2026-11-20T22:00:00Z'))).toBe(0)
  expect(await unusual(shop)).toEqual({})
})

it('looks at nobody else’s couriers', async () => {
  const [shop, neighbour] = [await freshMerchant(owner), await freshMerchant(owner)]
  await countedDays(shop, [...others, loud])
  await countedDays(neighbour, [...others, loud])
  expect(await judgeCouriers(shop.system, now)).toBe(1)
  expect(await unusual(neighbour)).toEqual({})
})

it('goes through all shops by a job, those too whose couriers have brought nothing for long', async () => {
  const [shop, quiet] = [await freshMerchant(owner), await freshMerchant(owner)]
  const day = new Date().toISOString().slice(0, 10)
  await countedDays(shop, [...others, loud], day)
  await countedDays(quiet, [...others, loud])
  await judgeCouriers(quiet.system, now)
  await owner`update courier_days set day = day - 400 where merchant_id = ${quiet.id}`
  expect(Object.keys(await unusual(quiet))).toEqual(['K-9'])
  await owner`select enqueue_job('refusals:sweep-couriers', '{}')`
  const stop = new AbortController()
  const ended = workQueue(
    { ownerUrl, taskList: refusalTasks, crontab: '', concurrency: 2, log: () => {} },
    stop.signal,
  )
  const standing = async () => [Object.keys(await unusual(shop)), Object.keys(await unusual(quiet))]
  await expect
    .poll(standing, { timeout: 15_000 })
    .toEqual([['K-9'], []])
    .finally(() => stop.abort())
  await ended
})

it('is put beside the courier’s next refusals, and never calls one into question alone', async () => {
  const shop = await freshMerchant(owner)
  await countedDays(shop, [...others, loud])
  await judgeCouriers(shop.system, now)
  const [first, second] = [await parcelOf(shop), await parcelOf(shop)]
  const refused = (order: string, courier: string) =>
    refusalOf(order, new Date(now.getTime() - 3_600_000), { id: newId(), courier: { id: courier } })
  await tell(shop, [refused(first.number, 'K-9'), refused(second.number, 'K-1')], now)
  const rows = await owner<{ courier_code: string; signs: RefusalSign[]; disputed_at: Date | null }[]>`
    select courier_code, signs, disputed_at from refusals where merchant_id = ${shop.id} order by courier_code desc`
  expect(rows).toMatchObject([
    {
      courier_code: 'K-9',
      signs: [{ kind: 'courier_unusual', attempts: 50, refused: 20 }],
      disputed_at: null,
    },
    { courier_code: 'K-1', signs: [], disputed_at: null },
  ])
})
