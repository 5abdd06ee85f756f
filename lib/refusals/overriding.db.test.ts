import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { freshMerchant, type TestMerchant } from '@/db/factories/merchant'
import { actionsTo, freshPlace, freshRules, parcelOf, refusalOf, tell } from '@/db/factories/refusal'
import { readMerchant } from '@/db/tenant'
import { testDatabase } from '@/db/testing/database'
import { pickupSlots } from '@/lib/carriers/queries'
import type { CarrierEvent } from '@/lib/carriers/schemas'
import { caseAnswer } from '@/lib/cases/api'
import { newId } from '@/lib/ids'
import type { RouteActions } from '@/lib/routing/schemas'
import { overrideRoute, overrideRoutes, scheduleRedelivery } from './commands'
import { refusalList, refusalPanel } from './queries'
import { parseRefusalSearch } from './search'

const { owner } = await testDatabase()
const published = new Date('2026-11-15T09:00:00Z')
const refusedAt = new Date('2026-11-16T07:00:00Z')
const at = (time: string) => new Date(`2026-11-16T${time}:00Z`)
const comment = 'Договорились с поставщиком'

type State = {
  id: string
  version: number
  custody: string
  money: string
  location_id: string | null
  flags: string[]
  refusal_id: string
  route_id: string | null
  actions: RouteActions | null
}

async function stateOf(shop: TestMerchant, orderNumber: string): Promise<State> {
  const [row] = await readMerchant(shop.system, (tx) =>
    tx.execute<State>(sql`
      select c.id, c.version, c.custody, c.money, c.location_id, c.flags, f.id as refusal_id, t.id as route_id, t.actions
      from cases c join orders o on o.merchant_id = c.merchant_id and o.id = c.order_id
      join refusals f on f.merchant_id = c.merchant_id and f.case_id = c.id
      left join routes t on t.merchant_id = f.merchant_id and t.refusal_id = f.id
      where c.merchant_id = ${shop.id} and o.number = ${orderNumber}
      order by f.attempt desc, t.given_at desc, t.id desc limit 1`),
  )
  if (!row) throw new Error('There is no such refusal')
  return row
}

async function refused(shop: TestMerchant) {
  const { number } = await parcelOf(shop)
  await tell(shop, [refusalOf(number, refusedAt)], at('08:00'))
  return { number, ...(await stateOf(shop, number)) }
}

const moved = (orderNumber: string, when: string, type = 'parcel.in_transit'): CarrierEvent => ({
  id: newId(),
  type,
  occurredAt: at(when).toISOString(),
  orderNumber,
})

const sendTo = (parcel: State, to: { action: 'redeliver' } | { action: 'deliver'; locationId: string }) => ({
  commandId: newId(),
  caseId: parcel.id,
  expectedVersion: parcel.version,
  to,
  comment,
})

describe('sending a refused parcel elsewhere', () => {
  it('changes the place, not the work on the goods that the rule has asked for', async () => {
    const shop = await freshMerchant(owner)
    const [here, there] = [await freshPlace(shop), await freshPlace(shop)]
    const work = { storageDays: 3, sorting: true, repack: true }
    await freshRules(
      shop,
      {
        rules: [],
        otherwise: actionsTo({ action: 'deliver', locationId: here }, { ...work, tellCustomer: true }),
      },
      published,
    )
    const parcel = await refused(shop)
    await overrideRoute(
      shop.callers.support,
      sendTo(parcel, { action: 'deliver', locationId: there }),
      at('09:00'),
    )
    const after = await stateOf(shop, parcel.number)
    expect(after.location_id).toBe(there)
    // Nobody is told or paid a second time.
    expect(after.actions).toMatchObject({ ...work, tellCustomer: false, refund: false })
  })

  it('owes nothing while the parcel goes to the customer once more', async () => {
    const shop = await freshMerchant(owner)
    const here = await freshPlace(shop)
    await freshRules(
      shop,
      { rules: [], otherwise: actionsTo({ action: 'deliver', locationId: here }, { refund: true }) },
      published,
    )
    const parcel = await refused(shop)
    expect(parcel.money).toBe('due')
    await overrideRoute(shop.callers.support, sendTo(parcel, { action: 'redeliver' }), at('09:00'))
    expect(await stateOf(shop, parcel.number)).toMatchObject({ money: 'not_due' })
  })

  it('of many leaves those alone that were routed anew since they were seen, and says by whom', async () => {
    const shop = await freshMerchant(owner)
    const [here, there] = [await freshPlace(shop), await freshPlace(shop)]
    await freshRules(
      shop,
      { rules: [], otherwise: actionsTo({ action: 'deliver', locationId: here }) },
      published,
    )
    const parcels = [await refused(shop), await refused(shop)]
    const [first] = parcels
    if (!first) throw new Error('There are two')
    await overrideRoute(
      shop.callers.manager,
      sendTo(first, { action: 'deliver', locationId: there }),
      at('09:00'),
    )
    const many = {
      commandId: newId(),
      cases: parcels.map(({ id, route_id: routeId }) => ({ caseId: id, routeId })),
      to: { action: 'deliver' as const, locationId: shop.locationId },
      comment,
    }
    const done = await overrideRoutes(shop.callers.support, many, at('09:05'))
    expect(done).toMatchObject({
      ok: true,
      data: {
        done: 1,
        refused: [{ caseId: first.id, code: 'conflict', params: { who: 'Сотрудник manager' } }],
      },
    })
    expect(await stateOf(shop, first.number)).toMatchObject({ location_id: there })
  })

  it('that comes too late, as is learnt afterwards, leaves the parcel where it goes and asks a person to look', async () => {
    const shop = await freshMerchant(owner)
    const [here, there] = [await freshPlace(shop), await freshPlace(shop)]
    const third = { code: 'THIRD', id: await freshPlace(shop, { code: 'THIRD' }) }
    await freshRules(
      shop,
      { rules: [], otherwise: actionsTo({ action: 'deliver', locationId: here }) },
      published,
    )
    const parcel = await refused(shop)
    await overrideRoute(
      shop.callers.support,
      sendTo(parcel, { action: 'deliver', locationId: there }),
      at('09:00'),
    )
    expect(await stateOf(shop, parcel.number)).toMatchObject({ location_id: there, flags: [] })
    await tell(shop, [moved(parcel.number, '08:30')], at('09:05'))
    expect(await stateOf(shop, parcel.number)).toMatchObject({
      custody: 'in_transit',
      location_id: here,
      flags: ['override_too_late'],
    })
    const panel = await refusalPanel(shop.callers.staff, parcel.id)
    expect(panel?.routes.map(({ by }) => by)).toEqual(['default', 'person'])
    const [row] = (await refusalList(shop.callers.staff, parseRefusalSearch({ tab: 'moving' }), at('09:06')))
      .rows
    expect(row?.route).toMatchObject({ by: 'default', id: panel?.routes[0]?.id })
    const list = async () => {
      const search = parseRefusalSearch({ tab: 'all', rule: 'default' })
      return (await refusalList(shop.callers.staff, search, at('10:00'))).rows
    }
    expect(await list()).toMatchObject([{ caseId: parcel.id, route: { by: 'default' } }])

    // It arrives where nobody has sent it.
    await tell(
      shop,
      [{ ...moved(parcel.number, '09:30', 'parcel.received'), location: { code: third.code } }],
      at('10:00'),
    )
    expect(await stateOf(shop, parcel.number)).toMatchObject({ location_id: third.id })
    expect(await list()).toMatchObject([{ caseId: parcel.id, route: { by: 'default' } }])
    const after = await refusalPanel(shop.callers.staff, parcel.id)
    expect(after?.routes.map(({ by }) => by)).toEqual(['default', 'person'])
    expect(await caseAnswer(shop.callers.manager, parcel.id)).toMatchObject({ route: { locationId: here } })
  })

  it('is kept from being written by the database once the goods have left', async () => {
    const shop = await freshMerchant(owner)
    const parcel = await refused(shop)
    await overrideRoute(
      shop.callers.support,
      sendTo(parcel, { action: 'deliver', locationId: shop.locationId }),
      at('08:20'),
    )
    await tell(shop, [moved(parcel.number, '08:30')], at('08:31'))
    const written = owner.begin(async (tx) => {
      await tx`select set_config('app.merchant_id', ${shop.id}, true)`
      await tx`
        insert into routes (merchant_id, id, case_id, refusal_id, by, cause, action, location_id, actions, facts, note_id,
          member_id, given_at)
        select merchant_id, ${newId()}, case_id, refusal_id, by, cause, action, location_id, actions, facts, note_id,
          member_id, now()
        from routes where merchant_id = ${shop.id}`
    })
    await expect(written).rejects.toThrow(/have left the hub/)
  })

  it('at the very moment the carrier tells that it has left is either refused or known to be late', async () => {
    const shop = await freshMerchant(owner)
    const here = await freshPlace(shop)
    await freshRules(
      shop,
      { rules: [], otherwise: actionsTo({ action: 'deliver', locationId: here }) },
      published,
    )
    for (let round = 0; round < 8; round += 1) {
      const there = await freshPlace(shop)
      const parcel = await refused(shop)
      const [sent] = await Promise.all([
        overrideRoute(
          shop.callers.support,
          sendTo(parcel, { action: 'deliver', locationId: there }),
          at('09:00'),
        ),
        tell(shop, [moved(parcel.number, '08:30')], at('09:00')),
      ])
      const after = await stateOf(shop, parcel.number)
      expect(after).toMatchObject({ custody: 'in_transit', location_id: here })
      expect(after.flags).toEqual(sent.ok ? ['override_too_late'] : [])
    }
  })
})

describe('one more time to the door', () => {
  it('is offered and booked with the carrier that has the parcel', async () => {
    const shop = await freshMerchant(owner)
    const carrierId = newId()
    await owner`
      insert into carriers (merchant_id, id, code, name, secrets, schedule, created_at)
      select merchant_id, ${carrierId}, 'second', 'Второй', secrets, schedule, created_at
      from carriers where merchant_id = ${shop.id} and id = ${shop.carrierId}`
    await freshRules(
      shop,
      { rules: [], otherwise: actionsTo({ action: 'redeliver', afterDays: 1, window: null }) },
      published,
    )
    const { number } = await parcelOf(shop)
    await tell({ ...shop, carrierId }, [refusalOf(number, refusedAt)], at('08:00'))
    const parcel = await stateOf(shop, number)
    const offered = () =>
      pickupSlots(shop.callers.staff, { city: 'Москва', refusedCaseId: parcel.id }, at('09:00'))
    const before = await offered()
    expect(before?.carrier.id).toBe(carrierId)
    const slot = { date: '2026-11-18', from: '10:00', to: '14:00' }
    const agreed = await scheduleRedelivery(
      shop.callers.staff,
      { commandId: newId(), caseId: parcel.id, expectedVersion: parcel.version, slot },
      at('09:00'),
    )
    expect(agreed).toMatchObject({ ok: true })
    const booked = await readMerchant(shop.system, (tx) =>
      tx.execute<{ carrier_id: string; booked: number }>(
        sql`select carrier_id, booked from carrier_slots where merchant_id = ${shop.id}`,
      ),
    )
    expect([...booked]).toEqual([{ carrier_id: carrierId, booked: 1 }])
    // Its own place counts as free when it is moved.
    expect(await offered()).toEqual(before)
  })
})

describe('what a rule has done besides', () => {
  const eventsOf = async (shop: TestMerchant) => {
    const rows = await readMerchant(shop.system, (tx) =>
      tx.execute<{ type: string }>(
        sql`select type from case_events where merchant_id = ${shop.id} order by seq`,
      ),
    )
    return rows.map(({ type }) => type)
  }
  it.each([
    [{ action: 'redeliver' as const, afterDays: 1, window: null }, ['notice.sent']],
    // Where a person is still to say, only the money needs no place.
    [{ action: 'ask' as const }, ['refund.due']],
  ])('is what can be done on the way %j', async (to, expected) => {
    const shop = await freshMerchant(owner)
    const otherwise = actionsTo(to, { refund: true, tellCustomer: true })
    await freshRules(shop, { rules: [], otherwise }, published)
    await refused(shop)
    const besides = (await eventsOf(shop)).filter((type) => /^(refund|notice)\./.test(type))
    expect(besides).toEqual(expected)
  })

  it('is how long it may lie, by the days of the rule', async () => {
    const shop = await freshMerchant(owner)
    const otherwise = actionsTo({ action: 'deliver', locationId: shop.locationId }, { storageDays: 3 })
    await freshRules(shop, { rules: [], otherwise }, published)
    const parcel = await refused(shop)
    const [row] = await owner<{ due: Date }[]>`
      select storage_due_at as due from cases where merchant_id = ${shop.id} and id = ${parcel.id}`
    // The third day after the refusal, in the shop's zone, belongs to it whole.
    expect(row?.due).toEqual(new Date('2026-11-19T21:00:00Z'))
  })
})
