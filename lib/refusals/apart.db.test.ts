import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { freshMerchant, type TestMerchant } from '@/db/factories/merchant'
import { actionsTo, freshPlace, freshRules, parcelOf, refusalOf, ruleOf, tell } from '@/db/factories/refusal'
import { readMerchant } from '@/db/tenant'
import { testDatabase } from '@/db/testing/database'
import type { CarrierEvent } from '@/lib/carriers/schemas'
import { foldCase } from '@/lib/cases/fold'
import { readEvents } from '@/lib/cases/store'
import { newId } from '@/lib/ids'
import type { RouteActions } from '@/lib/routing/schemas'

// Two lamps do not work, the cup is the wrong size: one parcel, one visit, two reasons, two messages, two ways.
const { owner } = await testDatabase()
const now = new Date('2026-11-20T09:00:00Z')
const at = (hours: number) => new Date(now.getTime() - hours * 3_600_000)
const lamps = [{ sku: 'LAMP-1', quantity: 2 }]
const cup = [{ sku: 'CUP-1', quantity: 1 }]

let shop: TestMerchant
let repair: string
let number: string

/** What does not work goes to repair, and its money back at once; the rest as told. */
async function shopWhere(others: (own: TestMerchant) => RouteActions['to']) {
  shop = await freshMerchant(owner)
  repair = await freshPlace(shop)
  const broken = ruleOf(
    { match: 'all', of: [{ field: 'reason', op: 'in', values: ['defective'] }] },
    actionsTo({ action: 'deliver', locationId: repair }, { refund: true }),
  )
  await freshRules(shop, { rules: [broken], otherwise: actionsTo(others(shop)) }, at(300))
  number = (await parcelOf(shop)).number
}
beforeEach(() => shopWhere((own) => ({ action: 'deliver', locationId: own.locationId })))

const says = (type: string, hours: number, more: Partial<CarrierEvent> = {}): CarrierEvent => ({
  id: newId(),
  type,
  occurredAt: at(hours).toISOString(),
  orderNumber: number,
  ...more,
})
const broken = () => refusalOf(number, at(8), { attempt: 1, items: lamps, reasonCode: 'defective' })
const small = () => refusalOf(number, at(7.99), { attempt: 1, items: cup, reasonCode: 'size' })

/** The state of each refusal by its article, and what is kept of it. */
async function refusals() {
  return readMerchant(shop.system, async (tx) => {
    const rows = await tx.execute<{
      id: string
      sku: string
      stage: string
      custody: string
      money: string
      flags: string[]
    }>(sql`
      select c.id, l.sku, c.stage, c.custody, c.money, c.flags from cases c
      join case_items i on i.merchant_id = c.merchant_id and i.case_id = c.id
      join order_lines l on l.merchant_id = i.merchant_id and l.id = i.order_line_id
      join orders o on o.merchant_id = c.merchant_id and o.id = c.order_id
      where c.merchant_id = ${shop.id} and c.kind = 'refusal' and o.number = ${number}`)
    const events = await readEvents(
      tx,
      shop.id,
      rows.map(({ id }) => id),
    )
    return Object.fromEntries(
      rows.map(({ id, sku, stage, custody, money, flags }) => {
        const state = foldCase(events.get(id) ?? [])
        expect({ stage: state.stage, custody: state.custody }).toEqual({ stage, custody })
        const [item] = Object.values(state.items)
        const { attempt, locationId, anomalies } = state
        const pieces = [item?.claimed, item?.collected, item?.received]
        return [sku, { stage, custody, money, attempt, locationId, pieces, flags, anomalies }]
      }),
    )
  })
}

const told = (events: CarrierEvent[]) => tell(shop, events, now)

describe('articles that were refused for different reasons', () => {
  it('go where each belongs, and travel together', async () => {
    expect(await told([broken(), small()])).toMatchObject({ accepted: 2, parked: 0 })
    expect(await refusals()).toMatchObject({
      'LAMP-1': { custody: 'courier', locationId: repair, pieces: [2, 2, 0] },
      'CUP-1': { custody: 'courier', locationId: shop.locationId, pieces: [1, 1, 0] },
    })
    await told([says('parcel.at_hub', 5)])
    expect(await refusals()).toMatchObject({ 'LAMP-1': { custody: 'hub' }, 'CUP-1': { custody: 'hub' } })
    await told([says('parcel.in_transit', 4), says('parcel.received', 1)])
    expect(await refusals()).toMatchObject({
      'LAMP-1': { stage: 'inspection', pieces: [2, 2, 2], anomalies: [] },
      'CUP-1': { stage: 'inspection', pieces: [1, 1, 1], anomalies: [] },
    })
  })

  it('are counted each for itself, by one list or by two', async () => {
    await told([broken(), small()])
    const counted = [...cup, ...lamps]
    expect(await told([says('parcel.at_hub', 5, { items: counted })])).toMatchObject({ parked: 0 })
    expect(await refusals()).toMatchObject({
      'LAMP-1': { custody: 'hub', pieces: [2, 2, 0], flags: [] },
      'CUP-1': { custody: 'hub', pieces: [1, 1, 0], flags: [] },
    })
    expect(await told([says('parcel.received', 2, { items: lamps })])).toMatchObject({ parked: 0 })
    expect(await refusals()).toMatchObject({ 'LAMP-1': { custody: 'received' }, 'CUP-1': { custody: 'hub' } })
    expect(await told([says('parcel.received', 1, { items: cup })])).toMatchObject({ parked: 0 })
    expect(await refusals()).toMatchObject({ 'CUP-1': { stage: 'inspection', pieces: [1, 1, 1] } })
  })

  it('wait for a person together where the hub tells of an article that nobody ordered', async () => {
    await told([broken(), small()])
    const items = [...lamps, { sku: 'VASE', quantity: 1 }]
    expect(await told([says('parcel.received', 1, { items })])).toMatchObject({ parked: 1 })
    expect(await refusals()).toMatchObject({
      'LAMP-1': { custody: 'courier' },
      'CUP-1': { custody: 'courier' },
    })
  })

  it('come to the same, in whatever order it is told', async () => {
    const tellIn = async (order: number[]) => {
      number = (await parcelOf(shop)).number
      const story = [broken(), small(), says('parcel.at_hub', 5), says('parcel.in_transit', 4)]
      for (const index of order) await told(story.slice(index, index + 1))
      return refusals()
    }
    const expected = await tellIn([0, 1, 2, 3])
    expect(expected).toMatchObject({
      'LAMP-1': { custody: 'in_transit' },
      'CUP-1': { custody: 'in_transit' },
    })
    expect(await tellIn([1, 0, 3, 2])).toEqual(expected)
    expect(await tellIn([0, 2, 3, 1])).toEqual(expected)
    expect(await tellIn([1, 3, 0, 2])).toEqual(expected)
    expect(await tellIn([3, 2, 1, 0])).toEqual(expected)
  })

  it('go to the door again together, and back', async () => {
    await told([broken(), small()])
    expect(await told([refusalOf(number, at(2), { attempt: 2 })])).toMatchObject({ accepted: 1 })
    expect(await refusals()).toMatchObject({ 'LAMP-1': { attempt: 2 }, 'CUP-1': { attempt: 2 } })
    await told([says('delivery.redelivered', 1)])
    expect(await refusals()).toMatchObject({ 'LAMP-1': { stage: 'closed' }, 'CUP-1': { stage: 'closed' } })
  })

  it('may be refused again one of them alone, the older one too', async () => {
    await told([broken(), small()])
    const again = refusalOf(number, at(2), { attempt: 2, items: lamps, reasonCode: 'defective' })
    expect(await told([again])).toMatchObject({ accepted: 1, parked: 0 })
    expect(await told([{ ...again, id: newId() }])).toMatchObject({ duplicates: 1 })
    expect(await refusals()).toMatchObject({ 'LAMP-1': { attempt: 2 }, 'CUP-1': { attempt: 1 } })
  })

  it('are taken together or not at all', async () => {
    await told([broken(), small()])
    const items = [...cup, { sku: 'LAMP-1', quantity: 3 }]
    const wrong = refusalOf(number, at(2), { attempt: 2, items })
    expect(await told([wrong])).toMatchObject({ parked: 1 })
    expect(await refusals()).toMatchObject({ 'LAMP-1': { attempt: 1 }, 'CUP-1': { attempt: 1 } })
  })

  it('are one visit of the courier where they are told as one', async () => {
    await told([broken(), small()])
    await told([refusalOf(number, at(2), { attempt: 2, courier: { id: 'K-1' } })])
    const [counted] = await owner`
      select sum(refused)::int as refused from courier_days where merchant_id = ${shop.id} and courier_code = 'K-1'`
    expect(counted).toEqual({ refused: 1 })
  })
})

describe('of articles that were sent apart, some of them to the door again', () => {
  beforeEach(() => shopWhere(() => ({ action: 'redeliver', afterDays: 1, window: null })))

  it('those that the customer takes after all are closed, the others are paid back all the same', async () => {
    await told([broken(), small(), says('parcel.at_hub', 5), says('delivery.redelivered', 1)])
    expect(await refusals()).toMatchObject({
      'LAMP-1': { custody: 'hub', money: 'due' },
      'CUP-1': { custody: 'customer', stage: 'closed' },
    })
  })

  it('only those can be refused again, and only the others leave for their place', async () => {
    await told([broken(), small(), says('parcel.at_hub', 5)])
    await told([says('parcel.in_transit', 4), refusalOf(number, at(2), { attempt: 2 })])
    expect(await refusals()).toMatchObject({
      'LAMP-1': { custody: 'in_transit', attempt: 1 },
      'CUP-1': { custody: 'courier', attempt: 2 },
    })
    await told([says('parcel.received', 1)])
    expect(await refusals()).toMatchObject({
      'LAMP-1': { custody: 'received', anomalies: [] },
      'CUP-1': { custody: 'courier' },
    })
  })

  it('what is told last was not taken with the first', async () => {
    await told([small(), says('delivery.redelivered', 1)])
    await told([broken()])
    expect(await refusals()).toMatchObject({
      'LAMP-1': { custody: 'courier', money: 'due' },
      'CUP-1': { custody: 'customer' },
    })
  })
})
