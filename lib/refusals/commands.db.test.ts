import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { freshMerchant, type TestMerchant } from '@/db/factories/merchant'
import { actionsTo, freshPlace, freshRules, parcelOf, refusalOf, tell } from '@/db/factories/refusal'
import { readMerchant, withMerchant } from '@/db/tenant'
import { testDatabase } from '@/db/testing/database'
import type { CarrierEvent } from '@/lib/carriers/schemas'
import { newId } from '@/lib/ids'
import { disputeRefusal, overrideRoute, overrideRoutes, scheduleRedelivery, settleRefusal } from './commands'

const { owner } = await testDatabase()
const now = new Date('2026-11-16T09:00:00Z')
const refusedAt = new Date('2026-11-16T07:00:00Z')
const slot = { date: '2026-11-18', from: '10:00', to: '14:00' }

type State = {
  id: string
  version: number
  stage: string
  location_id: string | null
  flags: string[]
  refusal_id: string
}

async function stateOf(shop: TestMerchant, orderNumber: string): Promise<State> {
  const [row] = await readMerchant(shop.system, (tx) =>
    tx.execute<State>(sql`
      select c.id, c.version, c.stage, c.location_id, c.flags, f.id as refusal_id
      from cases c join orders o on o.merchant_id = c.merchant_id and o.id = c.order_id
      join refusals f on f.merchant_id = c.merchant_id and f.case_id = c.id
      where c.merchant_id = ${shop.id} and o.number = ${orderNumber} order by f.attempt desc limit 1`),
  )
  if (!row) throw new Error('There is no such refusal')
  return row
}

async function refused(shop: TestMerchant, more: Partial<CarrierEvent> = {}) {
  const { number } = await parcelOf(shop)
  await tell(shop, [refusalOf(number, refusedAt, more)], now)
  return { number, ...(await stateOf(shop, number)) }
}

const moved = (orderNumber: string): CarrierEvent => ({
  id: newId(),
  type: 'parcel.in_transit',
  occurredAt: now.toISOString(),
  orderNumber,
})

const booked = (shop: TestMerchant) =>
  readMerchant(shop.system, async (tx) => [
    ...(await tx.execute<{ date: string; booked: number }>(sql`
      select date::text, booked from carrier_slots where merchant_id = ${shop.id} order by date`)),
  ])

describe('sending a refused parcel elsewhere', () => {
  it('takes a reason and keeps it with the route, until the goods have left the hub', async () => {
    const shop = await freshMerchant(owner)
    const place = await freshPlace(shop)
    const parcel = await refused(shop)
    const input = {
      commandId: newId(),
      caseId: parcel.id,
      expectedVersion: parcel.version,
      to: { action: 'deliver' as const, locationId: place },
      comment: 'Договорились с поставщиком',
    }
    const done = await overrideRoute(shop.callers.support, input, now)
    expect(done).toMatchObject({ ok: true, data: { stage: 'in_transit' } })
    // The same button pressed twice is one decision.
    expect(await overrideRoute(shop.callers.support, input, now)).toEqual(done)
    const routes = await readMerchant(shop.system, (tx) =>
      tx.execute<Record<string, unknown>>(sql`
        select t.by, t.cause, t.location_id, n.body, t.member_id is not null as by_member
        from routes t join notes n on n.merchant_id = t.merchant_id and n.id = t.note_id
        where t.merchant_id = ${shop.id}`),
    )
    expect([...routes]).toEqual([
      {
        by: 'person',
        cause: 'person',
        location_id: place,
        body: 'Договорились с поставщиком',
        by_member: true,
      },
    ])
    await tell(shop, [moved(parcel.number)], now)
    const state = await stateOf(shop, parcel.number)
    expect(
      await overrideRoute(
        shop.callers.support,
        { ...input, commandId: newId(), expectedVersion: state.version },
        now,
      ),
    ).toMatchObject({ ok: false, error: { code: 'not_allowed_now' } })
  })

  it('is refused to who may not, for a place of another shop, a closed one, a hub, and a state that has changed', async () => {
    const [shop, other] = await Promise.all([freshMerchant(owner), freshMerchant(owner)])
    const foreign = await freshPlace(other)
    const closed = await freshPlace(shop)
    const hub = await freshPlace(shop, { kind: 'hub' })
    await owner.begin(async (tx) => {
      await tx`select set_config('app.merchant_id', ${shop.id}, true)`
      await tx`update locations set closed_at = ${refusedAt} where merchant_id = ${shop.id} and id = ${closed}`
    })
    const parcel = await refused(shop)
    const wish = (locationId: string, expectedVersion = parcel.version) => ({
      commandId: newId(),
      caseId: parcel.id,
      expectedVersion,
      to: { action: 'deliver' as const, locationId },
      comment: 'x',
    })
    expect(await overrideRoute(shop.callers.staff, wish(shop.locationId), now)).toMatchObject({
      error: { code: 'forbidden' },
    })
    expect(await overrideRoute(shop.callers.support, wish(foreign), now)).toMatchObject({
      error: { code: 'invalid', fields: [{ path: 'to.locationId', code: 'unknown_location' }] },
    })
    expect(await overrideRoute(shop.callers.support, wish(closed), now)).toMatchObject({
      error: { code: 'invalid', fields: [{ path: 'to.locationId', code: 'closed_location' }] },
    })
    expect(await overrideRoute(shop.callers.support, wish(hub), now)).toMatchObject({
      error: { code: 'invalid', fields: [{ path: 'to.locationId', code: 'hub_location' }] },
    })
    expect(await overrideRoute(shop.callers.support, wish(shop.locationId, 9), now)).toMatchObject({
      error: { code: 'conflict' },
    })
    expect(await overrideRoute(other.callers.support, wish(foreign), now)).toMatchObject({
      error: { code: 'not_found' },
    })
    expect(await stateOf(shop, parcel.number)).toMatchObject({
      stage: 'needs_route',
      version: parcel.version,
    })
  })

  it('of many says which were not sent and why, and loses none', async () => {
    const shop = await freshMerchant(owner)
    const parcels = [await refused(shop), await refused(shop), await refused(shop)]
    await tell(shop, [moved(parcels[1]?.number ?? '')], now)
    const stray = newId()
    const done = await overrideRoutes(
      shop.callers.support,
      {
        commandId: newId(),
        cases: [...parcels.map(({ id }) => id), stray].map((caseId) => ({ caseId, routeId: null })),
        to: { action: 'redeliver' },
        comment: 'Перевозчик просит повторить',
      },
      now,
    )
    expect(done).toMatchObject({ ok: true, data: { done: 2 } })
    const left = done.ok ? done.data.refused.map(({ caseId, code }) => [caseId, code]) : []
    expect(left).toHaveLength(2)
    expect(left).toContainEqual([parcels[1]?.id, 'not_allowed_now'])
    expect(left).toContainEqual([stray, 'not_found'])
    for (const at of [0, 2]) {
      expect(await stateOf(shop, parcels[at]?.number ?? '')).toMatchObject({ stage: 'redelivery' })
    }
  })
})

describe('one more time to the door', () => {
  it('books the slot, gives the one before back, and may be refused again', async () => {
    const shop = await freshMerchant(owner)
    const again = actionsTo({ action: 'redeliver', afterDays: 1, window: null })
    await freshRules(shop, { rules: [], otherwise: again }, new Date('2026-11-15T09:00:00Z'))
    const parcel = await refused(shop)
    expect(parcel.stage).toBe('redelivery')
    const wish = (expectedVersion: number, date: string) => ({
      commandId: newId(),
      caseId: parcel.id,
      expectedVersion,
      slot: { ...slot, date },
    })
    const first = await scheduleRedelivery(shop.callers.staff, wish(parcel.version, '2026-11-18'), now)
    expect(first).toMatchObject({ ok: true, data: { stage: 'redelivery' } })
    const version = first.ok ? first.data.version : 0
    expect(await scheduleRedelivery(shop.callers.staff, wish(version, '2026-11-17'), now)).toMatchObject({
      ok: true,
    })
    expect(await booked(shop)).toEqual([
      { date: '2026-11-17', booked: 1 },
      { date: '2026-11-18', booked: 0 },
    ])
    const later = new Date('2026-11-17T12:00:00Z')
    await tell(shop, [refusalOf(parcel.number, later)], later)
    const state = await stateOf(shop, parcel.number)
    expect(state).toMatchObject({ id: parcel.id, stage: 'redelivery' })
    expect(state.refusal_id).not.toBe(parcel.refusal_id)
  })

  it('is not agreed where the parcel goes somewhere else, or in a slot that is over', async () => {
    const shop = await freshMerchant(owner)
    const parcel = await refused(shop)
    const wish = { commandId: newId(), caseId: parcel.id, expectedVersion: parcel.version, slot }
    expect(await scheduleRedelivery(shop.callers.staff, wish, now)).toMatchObject({
      error: { code: 'not_allowed_now' },
    })
    expect(await booked(shop)).toEqual([])
  })
})

describe('a disputed refusal', () => {
  it('stands with what the customer says beside it, until support has settled it', async () => {
    const shop = await freshMerchant(owner)
    const parcel = await refused(shop)
    const disputed = await disputeRefusal(
      shop.callers.staff,
      {
        commandId: newId(),
        caseId: parcel.id,
        expectedVersion: parcel.version,
        comment: 'Никто не приезжал',
      },
      now,
    )
    expect(disputed).toMatchObject({ ok: true })
    expect(await stateOf(shop, parcel.number)).toMatchObject({ flags: ['disputed_refusal'] })
    const settle = {
      commandId: newId(),
      caseId: parcel.id,
      expectedVersion: disputed.ok ? disputed.data.version : 0,
      as: 'not_refused' as const,
      comment: 'Запись звонка: курьер не доехал',
    }
    expect(await settleRefusal(shop.callers.staff, settle, now)).toMatchObject({
      error: { code: 'forbidden' },
    })
    expect(await settleRefusal(shop.callers.support, settle, now)).toMatchObject({ ok: true })
    expect(await stateOf(shop, parcel.number)).toMatchObject({ flags: [] })
    const [row] = await readMerchant(shop.system, (tx) =>
      tx.execute<Record<string, unknown>>(sql`
        select settled_as, settled_at is not null as settled, signs->0->>'kind' as sign from refusals
        where merchant_id = ${shop.id}`),
    )
    expect(row).toEqual({ settled_as: 'not_refused', settled: true, sign: 'customer_disagrees' })
  })

  it('cannot be settled where nobody has called it into question', async () => {
    const shop = await freshMerchant(owner)
    const parcel = await refused(shop)
    const settle = { commandId: newId(), caseId: parcel.id, expectedVersion: parcel.version, comment: 'x' }
    expect(await settleRefusal(shop.callers.support, { ...settle, as: 'unclear' }, now)).toMatchObject({
      error: { code: 'not_allowed_now' },
    })
  })
})

describe('the database', () => {
  it('keeps what the courier claimed, and every route, as they are', async () => {
    const shop = await freshMerchant(owner)
    await freshRules(
      shop,
      { rules: [], otherwise: actionsTo({ action: 'ask' }) },
      new Date('2026-11-15T09:00:00Z'),
    )
    await refused(shop)
    const change = (statement: ReturnType<typeof sql>) =>
      withMerchant(shop.system, (tx) => tx.execute(statement))
    await expect(
      change(sql`update refusals set packaging = 'intact' where merchant_id = ${shop.id}`),
    ).rejects.toThrow()
    await expect(change(sql`delete from refusals where merchant_id = ${shop.id}`)).rejects.toThrow()
    await expect(
      change(sql`update routes set action = 'redeliver' where merchant_id = ${shop.id}`),
    ).rejects.toThrow()
    await expect(
      owner.begin(async (tx) => {
        await tx`select set_config('app.merchant_id', ${shop.id}, true)`
        await tx`delete from routes where merchant_id = ${shop.id}`
      }),
    ).rejects.toThrow()
  })
})
