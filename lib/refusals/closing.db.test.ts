import { beforeEach, expect, it } from 'vitest'
import { freshMerchant, type TestMerchant } from '@/db/factories/merchant'
import { actionsTo, freshPlace, freshRules, parcelOf, refusalOf, ruleOf, tell } from '@/db/factories/refusal'
import { workQueue } from '@/db/queue'
import { readMerchant } from '@/db/tenant'
import { testDatabase } from '@/db/testing/database'
import { foldCase } from '@/lib/cases/fold'
import { readEvents } from '@/lib/cases/store'
import { newId } from '@/lib/ids'
import { changeLocation, saveLocation } from '@/lib/locations/commands'
import { locationDetails, locationNow } from '@/lib/locations/queries'
import type { RuleSetContent } from '@/lib/routing/schemas'
import { leaveClosedPlace } from './closing'
import { overrideRoute } from './commands'
import { refusalTasks } from './jobs'
import { unflagReopened } from './reopened'

const { owner, ownerUrl } = await testDatabase()
const at = new Date('2026-11-16T09:00:00Z')
const hours = (count: number) => new Date(at.getTime() + count * 3_600_000)

let shop: TestMerchant
let closing: string
let other: string
let content: RuleSetContent

beforeEach(async () => {
  shop = await freshMerchant(owner)
  closing = await freshPlace(shop, { name: 'Закрывается' })
  other = await freshPlace(shop, { name: 'Запасной' })
  const anything = {
    match: 'all' as const,
    of: [{ field: 'attempt' as const, op: 'between' as const, from: 1, to: null }],
  }
  content = {
    rules: [ruleOf(anything, actionsTo({ action: 'deliver', locationId: closing }), { name: 'Всё туда' })],
    otherwise: actionsTo({ action: 'deliver', locationId: other }),
  }
  await freshRules(shop, content, at)
})

type Parcel = { order: string; caseId: string }

async function refused(...after: string[]): Promise<Parcel> {
  const order = await parcelOf(shop)
  await tell(shop, [refusalOf(order.number, hours(1))], hours(1))
  for (const [index, type] of after.entries()) {
    const event = { id: newId(), type, occurredAt: hours(2 + index).toISOString(), orderNumber: order.number }
    await tell(shop, [event], hours(2 + index))
  }
  const [row] = await owner<{ id: string }[]>`
    select id from cases where merchant_id = ${shop.id} and order_id = ${order.id}`
  if (!row) throw new Error('No case was made')
  return { order: order.number, caseId: row.id }
}

async function stateOf({ caseId }: Parcel) {
  const events = await readMerchant(shop.system, (tx) => readEvents(tx, shop.id, [caseId]))
  const own = events.get(caseId) ?? []
  const { locationId, flags } = foldCase(own)
  const [row] = await owner<{ version: number }[]>`
    select version from cases where merchant_id = ${shop.id} and id = ${caseId}`
  return { locationId, flags, version: row?.version ?? 0 }
}

async function close(now: Date, change: 'close' | 'reopen' = 'close') {
  const place = await locationNow(shop.callers.manager, closing)
  const done = await changeLocation(
    shop.callers.manager,
    { commandId: newId(), locationId: closing, expectedVersion: place?.version ?? 0, change },
    now,
  )
  expect(done).toMatchObject({ ok: true })
}

/** Lets the worker run until the parcel has these flags. */
async function worked(parcel: Parcel, flags: string[]) {
  const stop = new AbortController()
  const ended = workQueue(
    { ownerUrl, taskList: refusalTasks, crontab: '', concurrency: 2, log: () => {} },
    stop.signal,
  )
  await expect
    .poll(async () => (await stateOf(parcel)).flags, { timeout: 15_000 })
    .toEqual(flags)
    .finally(() => stop.abort())
  await ended
}

it('routes anew what has not left the hub, and flags what has, once', async () => {
  const atDoor = await refused()
  const atHub = await refused('parcel.at_hub')
  const onRoad = await refused('parcel.at_hub', 'parcel.in_transit')
  const there = await refused('parcel.at_hub', 'parcel.in_transit', 'parcel.received')
  await close(hours(8))

  expect(await leaveClosedPlace(shop.system, closing, null, hours(9))).toEqual({
    rerouted: 2,
    flagged: 1,
    next: null,
  })
  expect(await stateOf(atDoor)).toMatchObject({ locationId: other, flags: [] })
  expect(await stateOf(atHub)).toMatchObject({ locationId: other, flags: [] })
  expect(await stateOf(onRoad)).toMatchObject({ locationId: closing, flags: ['destination_closed'] })
  expect(await stateOf(there)).toMatchObject({ flags: [] })
  const routes = await owner<{ cause: string; closed: string }[]>`
    select cause, answer->'passed'->0->>'why' as closed from routes
    where merchant_id = ${shop.id} and case_id = ${atHub.caseId} order by given_at`
  expect(routes.map(({ cause, closed }) => [cause, closed])).toEqual([
    ['refused', null],
    ['destination_closed', 'closed'],
  ])

  const before = await Promise.all([atDoor, atHub, onRoad].map(stateOf))
  expect(await leaveClosedPlace(shop.system, closing, null, hours(10))).toMatchObject({
    rerouted: 0,
    flagged: 0,
  })
  expect(await Promise.all([atDoor, atHub, onRoad].map(stateOf))).toEqual(before)
})

it('leaves a person’s choice to a person', async () => {
  const chosen = await refused('parcel.at_hub')
  const { version } = await stateOf(chosen)
  const overridden = await overrideRoute(
    shop.callers.support,
    {
      commandId: newId(),
      caseId: chosen.caseId,
      expectedVersion: version,
      to: { action: 'deliver', locationId: closing },
      comment: 'Заберут оттуда',
    },
    hours(5),
  )
  expect(overridden).toMatchObject({ ok: true })
  await close(hours(8))
  expect(await leaveClosedPlace(shop.system, closing, null, hours(9))).toMatchObject({
    rerouted: 0,
    flagged: 1,
  })
  expect(await stateOf(chosen)).toMatchObject({ locationId: closing, flags: ['destination_closed'] })
})

it('takes the flag away when the place opens again, once, and sends nothing elsewhere', async () => {
  const onRoad = await refused('parcel.at_hub', 'parcel.in_transit')
  await close(hours(8))
  await leaveClosedPlace(shop.system, closing, null, hours(9))
  expect(await unflagReopened(shop.system, null, hours(10))).toEqual({ unflagged: 0, next: null })
  await close(hours(11), 'reopen')
  const routes = () => owner`select id from routes where merchant_id = ${shop.id} order by id`
  const before = await routes()
  await worked(onRoad, [])
  const after = await stateOf(onRoad)
  expect(after).toMatchObject({ locationId: closing, flags: [] })
  const [row] =
    await owner`select flagged, flags from cases where merchant_id = ${shop.id} and id = ${onRoad.caseId}`
  expect(row).toEqual({ flagged: false, flags: [] })
  expect(await unflagReopened(shop.system, null, hours(12))).toEqual({ unflagged: 0, next: null })
  expect(await stateOf(onRoad)).toEqual(after)
  expect(await routes()).toEqual(before)
  // Closed once more, it is flagged once more.
  await close(hours(13))
  expect(await leaveClosedPlace(shop.system, closing, null, hours(14))).toMatchObject({ flagged: 1 })
})

it('takes the flag away after the last day of a closure, in the shop’s zone, also where it was lost meanwhile', async () => {
  const onRoad = await refused('parcel.at_hub', 'parcel.in_transit')
  const lost = await refused('parcel.at_hub', 'parcel.in_transit')
  const place = await locationNow(shop.callers.manager, closing)
  if (!place) throw new Error('The place is gone')
  const { id: _id, version, isDefault: _isDefault, closedAt: _closedAt, ...fields } = place
  const closures = [{ from: '2026-11-16', to: '2026-11-17', note: 'Инвентаризация' }]
  await saveLocation(
    shop.callers.manager,
    { commandId: newId(), locationId: closing, expectedVersion: version, fields: { ...fields, closures } },
    hours(5),
  )
  expect(await leaveClosedPlace(shop.system, closing, null, hours(6))).toMatchObject({ flagged: 2 })
  const gone = {
    id: newId(),
    type: 'parcel.lost',
    occurredAt: hours(7).toISOString(),
    orderNumber: lost.order,
  }
  await tell(shop, [gone], hours(7))
  const midnight = new Date('2026-11-17T21:00:00Z')
  const before = new Date(midnight.getTime() - 1000)
  expect(await unflagReopened(shop.system, null, before)).toMatchObject({ unflagged: 0 })
  expect(await unflagReopened(shop.system, null, midnight)).toMatchObject({ unflagged: 2 })
  expect((await stateOf(onRoad)).flags).toEqual([])
  expect((await stateOf(lost)).flags).toEqual([])
})

it('goes by the version in force when it closes', async () => {
  const parcel = await refused('parcel.at_hub')
  await freshRules(shop, { rules: [], otherwise: actionsTo({ action: 'ask' }) }, hours(4))
  await close(hours(8))
  await leaveClosedPlace(shop.system, closing, null, hours(9))
  expect(await stateOf(parcel)).toMatchObject({ locationId: null, flags: [] })
})

it('does nothing while the place is open, and follows a closure from its first day in the shop’s zone', async () => {
  const parcel = await refused('parcel.at_hub')
  expect(await leaveClosedPlace(shop.system, closing, null, hours(5))).toMatchObject({ rerouted: 0 })
  const place = await locationNow(shop.callers.manager, closing)
  if (!place) throw new Error('The place is gone')
  const { id: _id, version, isDefault: _isDefault, closedAt: _closedAt, ...fields } = place
  const closures = [{ from: '2026-11-20', to: '2026-11-21', note: 'Инвентаризация' }]
  await saveLocation(
    shop.callers.manager,
    { commandId: newId(), locationId: closing, expectedVersion: version, fields: { ...fields, closures } },
    hours(5),
  )
  const midnight = new Date('2026-11-19T21:00:00Z')
  const before = new Date(midnight.getTime() - 1000)
  expect(await leaveClosedPlace(shop.system, closing, null, before)).toMatchObject({ rerouted: 0 })
  expect(await leaveClosedPlace(shop.system, closing, null, midnight)).toMatchObject({ rerouted: 1 })
  expect(await stateOf(parcel)).toMatchObject({ locationId: other })
})

it('is done by the worker once the closing is there, and tells beforehand how many it is about', async () => {
  const atHub = await refused('parcel.at_hub')
  const onRoad = await refused('parcel.at_hub', 'parcel.in_transit')
  const told = await locationDetails(shop.callers.manager, closing, hours(7))
  expect(told).toMatchObject({ headed: { waiting: 1, onTheWay: 1 }, location: { load: 2 } })
  expect(told?.senders).toEqual([
    {
      state: 'in_force',
      number: 1,
      effectiveAt: at,
      rules: [{ position: 1, name: 'Всё туда' }],
      otherwise: false,
    },
  ])
  await close(hours(8))
  await worked(onRoad, ['destination_closed'])
  expect(await stateOf(atHub)).toMatchObject({ locationId: other })
})

it('walks on over a place with more parcels than one step takes', async () => {
  const [first, second] = [await refused('parcel.at_hub'), await refused('parcel.at_hub')]
  await owner`
    insert into cases (merchant_id, id, number, kind, order_id, customer_id, channel, requested_at, decision, custody,
      inspection, money, stage, stage_since, location_id, event_count, last_hash, version, created_at, updated_at)
    select merchant_id, gen_random_uuid(), 900000 + n, kind, order_id, customer_id, channel, requested_at, decision, custody,
      inspection, money, stage, stage_since, location_id, 1, 'x', 1, created_at + n * interval '1 ms', updated_at
    from cases, generate_series(1, 199) n where merchant_id = ${shop.id} and id = ${first.caseId}`
  await owner`update cases set created_at = created_at + interval '1 day' where merchant_id = ${shop.id} and id = ${second.caseId}`
  await close(hours(8))
  const one = await leaveClosedPlace(shop.system, closing, null, hours(9))
  expect(one.next).not.toBeNull()
  expect(await stateOf(second)).toMatchObject({ locationId: closing })
  const two = await leaveClosedPlace(shop.system, closing, one.next, hours(9))
  expect(two).toMatchObject({ rerouted: 1, next: null })
  expect(await stateOf(second)).toMatchObject({ locationId: other })
})
