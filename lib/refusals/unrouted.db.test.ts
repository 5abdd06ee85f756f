import { expect, it } from 'vitest'
import { freshMerchant, type TestMerchant } from '@/db/factories/merchant'
import { actionsTo, freshPlace, freshRules, parcelOf, refusalOf, ruleOf, tell } from '@/db/factories/refusal'
import { workQueue } from '@/db/queue'
import { testDatabase } from '@/db/testing/database'
import { newId } from '@/lib/ids'
import { changeLocation } from '@/lib/locations/commands'
import { locationNow } from '@/lib/locations/queries'
import { refusalTasks } from './jobs'
import { routeUnrouted } from './unrouted'

const { owner, ownerUrl } = await testDatabase()
const at = new Date('2026-11-16T09:00:00Z')
const hours = (count: number) => new Date(at.getTime() + count * 3_600_000)

async function refused(shop: TestMerchant, reasonCode = 'changed_mind') {
  const { number } = await parcelOf(shop)
  await tell(shop, [refusalOf(number, hours(1), { reasonCode })], hours(1))
  return number
}

async function stateOf(shop: TestMerchant, orderNumber: string) {
  const [row] = await owner<Record<string, unknown>[]>`
    select c.stage, c.location_id,
      array(select t.cause from routes t where t.merchant_id = c.merchant_id and t.case_id = c.id order by t.given_at, t.id) as causes
    from cases c join orders o on o.merchant_id = c.merchant_id and o.id = c.order_id
    where c.merchant_id = ${shop.id} and o.number = ${orderNumber}`
  return row
}

async function change(shop: TestMerchant, locationId: string, what: 'close' | 'reopen', now: Date) {
  const place = await locationNow(shop.callers.manager, locationId)
  const done = await changeLocation(
    shop.callers.manager,
    { commandId: newId(), locationId, expectedVersion: place?.version ?? 0, change: what },
    now,
  )
  if (!done.ok) throw new Error(done.error.detail)
}

it('parcels that had no rules to go by are routed when the first rules begin, by the worker', async () => {
  const shop = await freshMerchant(owner)
  const place = await freshPlace(shop)
  const parcel = await refused(shop)
  expect(await stateOf(shop, parcel)).toMatchObject({ stage: 'needs_route', causes: [] })
  await freshRules(
    shop,
    { rules: [], otherwise: actionsTo({ action: 'deliver', locationId: place }) },
    hours(2),
  )
  const stop = new AbortController()
  const ended = workQueue(
    { ownerUrl, taskList: refusalTasks, crontab: '', concurrency: 2, log: () => {} },
    stop.signal,
  )
  await expect
    .poll(() => stateOf(shop, parcel), { timeout: 15_000 })
    .toMatchObject({ stage: 'in_transit', location_id: place, causes: ['waited'] })
    .finally(() => stop.abort())
  await ended
})

it('parcels refused before the first rules and told of after them go by these', async () => {
  const shop = await freshMerchant(owner)
  const place = await freshPlace(shop)
  const home = actionsTo({ action: 'deliver', locationId: place })
  await freshRules(shop, { rules: [], otherwise: home }, hours(2))
  const { number } = await parcelOf(shop)
  await tell(shop, [refusalOf(number, hours(1))], hours(3))
  expect(await stateOf(shop, number)).toMatchObject({ stage: 'in_transit', location_id: place })
})

it('parcels whose only way was closed go on when it opens, once; those that a person is to decide on wait', async () => {
  const shop = await freshMerchant(owner)
  const place = await freshPlace(shop)
  const defective = { field: 'reason' as const, op: 'in' as const, values: ['defective'] }
  await freshRules(
    shop,
    {
      rules: [ruleOf({ match: 'all', of: [defective] }, actionsTo({ action: 'ask' }))],
      otherwise: actionsTo({ action: 'deliver', locationId: place }),
    },
    at,
  )
  await change(shop, place, 'close', at)
  const [stranded, asked] = [await refused(shop), await refused(shop, 'defective')]
  for (const parcel of [stranded, asked]) {
    expect(await stateOf(shop, parcel)).toMatchObject({ stage: 'needs_route', causes: ['refused'] })
  }
  expect(await routeUnrouted(shop.system, null, hours(2))).toEqual({ routed: 0, next: null })
  await change(shop, place, 'reopen', hours(3))
  const [queued] = await owner<{ count: number }[]>`
    select count(*)::int as count from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id
    where t.identifier = 'refusals:unrouted' and j.payload->>'merchantId' = ${shop.id} and j.run_at >= ${hours(3)}`
  expect(queued?.count).toBe(2)
  expect(await routeUnrouted(shop.system, null, hours(3))).toEqual({ routed: 1, next: null })
  expect(await routeUnrouted(shop.system, null, hours(3))).toEqual({ routed: 0, next: null })
  expect(await stateOf(shop, stranded)).toMatchObject({
    stage: 'in_transit',
    location_id: place,
    causes: ['refused', 'waited'],
  })
  expect(await stateOf(shop, asked)).toMatchObject({ stage: 'needs_route', causes: ['refused'] })
})
