import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { freshMerchant, type TestMerchant } from '@/db/factories/merchant'
import { actionsTo, freshPlace, freshRules, parcelOf, refusalOf, tell } from '@/db/factories/refusal'
import { readMerchant } from '@/db/tenant'
import { testDatabase } from '@/db/testing/database'
import type { CarrierEvent } from '@/lib/carriers/schemas'
import { newId } from '@/lib/ids'
import { overrideRoute, scheduleRedelivery } from './commands'

const { owner } = await testDatabase()
const now = new Date('2026-11-16T09:00:00Z')
const hours = (count: number) => new Date(now.getTime() + count * 3_600_000)
const slot = { date: '2026-11-18', from: '10:00', to: '14:00' }
const inSlot = new Date('2026-11-18T08:00:00Z')

async function stateOf(shop: TestMerchant, number: string) {
  const [row] = await readMerchant(shop.system, (tx) =>
    tx.execute<{ id: string; version: number; stage: string }>(sql`
      select c.id, c.version, c.stage from cases c
      join orders o on o.merchant_id = c.merchant_id and o.id = c.order_id
      where c.merchant_id = ${shop.id} and o.number = ${number}`),
  )
  if (!row) throw new Error('There is no such refusal')
  return row
}

async function booked(shop: TestMerchant): Promise<number | undefined> {
  const [row] = await readMerchant(shop.system, (tx) =>
    tx.execute<{ booked: number }>(sql`
      select booked from carrier_slots where merchant_id = ${shop.id} and date = ${slot.date}::date`),
  )
  return row?.booked
}

async function agree(shop: TestMerchant, number: string, at = now): Promise<void> {
  const { id, version } = await stateOf(shop, number)
  const wish = { commandId: newId(), caseId: id, expectedVersion: version, slot }
  expect(await scheduleRedelivery(shop.callers.support, wish, at)).toMatchObject({ ok: true })
}

async function sendAway(shop: TestMerchant, number: string, at: Date): Promise<void> {
  const { id, version } = await stateOf(shop, number)
  const to = { action: 'deliver' as const, locationId: await freshPlace(shop) }
  const input = { commandId: newId(), caseId: id, expectedVersion: version, to, comment: 'Так решили' }
  expect(await overrideRoute(shop.callers.support, input, at)).toMatchObject({ ok: true })
}

/** Two parcels that go to the door again in one slot; the first one's number. */
async function agreed(): Promise<{ shop: TestMerchant; number: string }> {
  const shop = await freshMerchant(owner)
  const otherwise = actionsTo({ action: 'redeliver', afterDays: 1, window: null })
  await freshRules(shop, { rules: [], otherwise }, hours(-500))
  const [first, other] = [await parcelOf(shop), await parcelOf(shop)]
  await tell(shop, [refusalOf(first.number, hours(-3)), refusalOf(other.number, hours(-3))], hours(-3))
  await agree(shop, first.number)
  await agree(shop, other.number)
  expect(await booked(shop)).toBe(2)
  return { shop, number: first.number }
}

const says = (type: string, orderNumber: string, at: Date): CarrierEvent => ({
  id: newId(),
  type,
  occurredAt: at.toISOString(),
  orderNumber,
  location: { code: 'MSK-1' },
})
const again = (number: string, at: Date) => refusalOf(number, at, { attempt: 2 })

describe('the slot of a parcel that was to go to the door again', () => {
  const gone: [string, (number: string) => CarrierEvent][] = [
    ['refused again', (number) => again(number, hours(4))],
    ['lost', (number) => says('parcel.lost', number, hours(4))],
    ['on its way elsewhere', (number) => says('parcel.in_transit', number, hours(4))],
    ['taken by the customer', (number) => says('delivery.redelivered', number, hours(4))],
    ['back at the shop', (number) => says('parcel.received', number, hours(4))],
  ]
  it.each(gone)(
    'is free for others once the parcel is %s before it, and free once only',
    async (_name, told) => {
      const { shop, number } = await agreed()
      const event = told(number)
      await tell(shop, [event], hours(5))
      expect(await booked(shop)).toBe(1)
      await tell(shop, [event, { ...event, id: newId() }], hours(6))
      expect(await booked(shop)).toBe(1)
      await tell(shop, [again(number, hours(7))], hours(8))
      expect(await booked(shop)).toBe(1)
      if ((await stateOf(shop, number)).stage !== 'redelivery') return
      await sendAway(shop, number, hours(9))
      expect(await booked(shop)).toBe(1)
    },
  )

  it('may be agreed anew for the next attempt, and is given back by whoever sends that elsewhere', async () => {
    const { shop, number } = await agreed()
    await tell(shop, [again(number, hours(4))], hours(5))
    await agree(shop, number, hours(6))
    expect(await booked(shop)).toBe(2)
    await sendAway(shop, number, hours(7))
    expect(await booked(shop)).toBe(1)
  })

  it('stays taken when the courier was there in it', async () => {
    const { shop, number } = await agreed()
    await tell(shop, [refusalOf(number, inSlot)], inSlot)
    expect(await booked(shop)).toBe(2)
    await sendAway(shop, number, inSlot)
    expect(await booked(shop)).toBe(2)
  })

  it('is its own again when it comes back to the hub in time', async () => {
    const { shop, number } = await agreed()
    await tell(shop, [says('parcel.lost', number, hours(4))], hours(5))
    expect(await booked(shop)).toBe(1)
    await tell(shop, [says('parcel.found', number, hours(6))], hours(7))
    expect(await booked(shop)).toBe(2)
    await tell(shop, [says('parcel.in_transit', number, hours(8))], hours(9))
    await tell(shop, [says('parcel.at_hub', number, hours(10))], hours(11))
    expect(await booked(shop)).toBe(2)
    await sendAway(shop, number, hours(12))
    expect(await booked(shop)).toBe(1)
  })

  it('is free too where it was agreed before the shop learnt that the parcel had been refused again', async () => {
    const { shop, number } = await agreed()
    await tell(shop, [again(number, hours(-1))], hours(1))
    expect(await booked(shop)).toBe(1)
    await sendAway(shop, number, hours(2))
    expect(await booked(shop)).toBe(1)
  })
})
