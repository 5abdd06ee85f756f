import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { freshMerchant, type TestMerchant } from '@/db/factories/merchant'
import { actionsTo, freshPlace, freshRules, parcelOf, refusalOf, tell } from '@/db/factories/refusal'
import { readMerchant } from '@/db/tenant'
import { testDatabase } from '@/db/testing/database'
import { newId } from '@/lib/ids'
import { overrideRoute } from '@/lib/refusals/commands'
import { refusalPanel } from '@/lib/refusals/queries'
import { startRoutingReplay } from './commands'
import { routingReplayChanges, routingReplayOf } from './queries'
import { runRoutingReplay } from './run'
import { everyChange } from './search'

const { owner } = await testDatabase()
const now = new Date('2026-11-16T09:00:00Z')
const hours = (count: number) => new Date(now.getTime() + count * 3_600_000)

type Told = readonly [type: string, at: number, more?: object]

/** Refused three hours ago, sent elsewhere by a person an hour ago, and what the carrier tells of it only now. */
async function overridden(shop: TestMerchant, place: string, late: readonly Told[]) {
  const { number } = await parcelOf(shop)
  await tell(shop, [refusalOf(number, hours(-3))], hours(-3))
  const [found] = await readMerchant(shop.system, (tx) =>
    tx.execute<{ id: string; version: number }>(sql`
      select c.id, c.version from cases c join orders o on o.merchant_id = c.merchant_id and o.id = c.order_id
      where c.merchant_id = ${shop.id} and o.number = ${number}`),
  )
  const caseId = found?.id ?? ''
  const input = { commandId: newId(), caseId, expectedVersion: found?.version ?? 0, comment: 'Так решили' }
  const to = { action: 'deliver' as const, locationId: place }
  expect(await overrideRoute(shop.callers.support, { ...input, to }, hours(-1))).toMatchObject({ ok: true })
  const about = { orderNumber: number }
  const events = late.map(([type, at, more]) =>
    type === 'delivery.refused'
      ? refusalOf(number, hours(at), more)
      : { id: newId(), type, occurredAt: hours(at).toISOString(), ...about, ...more },
  )
  if (events.length > 0) expect(await tell(shop, events, hours(-0.1))).toMatchObject({ parked: 0 })
  return caseId
}

async function replayed(shop: TestMerchant) {
  const otherwise = actionsTo({ action: 'deliver', locationId: shop.locationId })
  const input = { commandId: newId(), days: 30 as const, content: { rules: [], otherwise } }
  const started = await startRoutingReplay(shop.callers.manager, input, now)
  if (!started.ok) throw new Error(started.error.detail)
  const { id } = started.data
  await runRoutingReplay({ caller: shop.system, replayId: id, now: () => now })
  const stay = `deliver:${shop.locationId}` as const
  const search = { ...everyChange, from: [stay], to: [stay] }
  const staying = (await routingReplayChanges(shop.callers.staff, id, search)).rows
  return { flows: (await routingReplayOf(shop.callers.staff, id))?.flows, staying }
}

describe('an override in a replay', () => {
  const elsewhere = { location: { code: 'MSK-1' } }
  const inTime: [string, Told[]][] = [
    ['nothing else', []],
    ['that it left afterwards', [['parcel.in_transit', -0.5]]],
    ['that it came back before', [['parcel.in_transit', -2], ['parcel.at_hub', -1.5, elsewhere]]],
    ['that it was lost and found before', [['parcel.lost', -2], ['parcel.found', -1.5, elsewhere]]],
  ] // prettier-ignore
  it.each(inTime)('counts where the carrier tells %s', async (_name, late) => {
    const shop = await freshMerchant(owner)
    const otherwise = actionsTo({ action: 'deliver', locationId: shop.locationId })
    await freshRules(shop, { rules: [], otherwise }, hours(-500))
    const place = await freshPlace(shop)
    const caseId = await overridden(shop, place, late)
    expect((await refusalPanel(shop.callers.staff, caseId))?.routes[0]).toMatchObject({ by: 'person' })
    const { flows, staying } = await replayed(shop)
    expect(flows).toEqual({ [`deliver:${place}>deliver:${shop.locationId}`]: 1 })
    expect(staying).toEqual([])
  })

  const tooLate: [string, Told[], number][] = [
    ['that it had left', [['parcel.in_transit', -2]], 1],
    ['that it was lost', [['parcel.lost', -2]], 1],
    ['that the customer took it', [['delivery.redelivered', -2]], 1],
    ['that it had arrived', [['parcel.in_transit', -2], ['parcel.received', -1.5, elsewhere]], 1],
    ['that it had left, and was refused again', [['parcel.in_transit', -2], ['delivery.refused', -0.5, { attempt: 2 }]], 2],
  ] // prettier-ignore
  it.each(tooLate)('is nothing where the carrier tells %s', async (_name, late, many) => {
    const shop = await freshMerchant(owner)
    const otherwise = actionsTo({ action: 'deliver', locationId: shop.locationId })
    await freshRules(shop, { rules: [], otherwise }, hours(-500))
    await overridden(shop, await freshPlace(shop), late)
    const { flows, staying } = await replayed(shop)
    expect(flows).toEqual({ [`deliver:${shop.locationId}>deliver:${shop.locationId}`]: many })
    expect(staying).toHaveLength(many)
    for (const row of staying) expect(row).toMatchObject({ byPerson: false })
  })
})
