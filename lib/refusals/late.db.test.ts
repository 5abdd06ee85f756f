import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { freshMerchant, type TestMerchant } from '@/db/factories/merchant'
import { actionsTo, freshPlace, freshRules, parcelOf, refusalOf, ruleOf, tell } from '@/db/factories/refusal'
import { readMerchant, withMerchant } from '@/db/tenant'
import { testDatabase } from '@/db/testing/database'
import type { CarrierEvent } from '@/lib/carriers/schemas'
import { createCase } from '@/lib/cases/commands'
import { lastDue } from '@/lib/cases/due'
import { foldCase } from '@/lib/cases/fold'
import { readEvents } from '@/lib/cases/store'
import { newId } from '@/lib/ids'
import type { RouteActions } from '@/lib/routing/schemas'
import { routeAgain } from './again'
import { disputeRefusal, overrideRoute, scheduleRedelivery, settleRefusal } from './commands'

const { owner } = await testDatabase()
const now = new Date('2026-11-20T09:00:00Z')
const at = (hours: number) => new Date(now.getTime() - hours * 3_600_000)

async function shopOf(otherwise: (shop: TestMerchant) => RouteActions = home) {
  const shop = await freshMerchant(owner)
  await freshRules(shop, { rules: [], otherwise: otherwise(shop) }, at(300))
  return shop
}
const home = (shop: TestMerchant) => actionsTo({ action: 'deliver', locationId: shop.locationId })
const again = () => actionsTo({ action: 'redeliver', afterDays: 1, window: null })

const says = (type: string, orderNumber: string, hours: number, more: Partial<CarrierEvent> = {}) => ({
  id: newId(),
  type,
  occurredAt: at(hours).toISOString(),
  orderNumber,
  ...more,
})

type Found = {
  id: string
  version: number
  stage: string
  custody: string
  money: string
  location_id: string | null
  flags: string[]
}

async function caseOf(shop: TestMerchant, number: string) {
  return readMerchant(shop.system, async (tx) => {
    const [row, ...others] = await tx.execute<Found>(sql`
      select c.id, c.version, c.stage, c.custody, c.money, c.location_id, c.flags from cases c
      join orders o on o.merchant_id = c.merchant_id and o.id = c.order_id
      where c.merchant_id = ${shop.id} and o.number = ${number} and c.kind = 'refusal'`)
    if (!row) throw new Error('There is no such refusal')
    expect(others).toEqual([])
    const events = (await readEvents(tx, shop.id, [row.id])).get(row.id) ?? []
    const { stage, custody, money, locationId } = foldCase(events)
    expect({ stage, custody, money, locationId }).toEqual({
      stage: row.stage,
      custody: row.custody,
      money: row.money,
      locationId: row.location_id,
    })
    return { ...row, due: lastDue(events) }
  })
}

async function stateOf(shop: TestMerchant, number: string) {
  const { id } = await caseOf(shop, number)
  const events = await readMerchant(shop.system, (tx) => readEvents(tx, shop.id, [id]))
  return foldCase(events.get(id) ?? [])
}

const claimed = (shop: TestMerchant, number: string) =>
  readMerchant(shop.system, async (tx) => {
    const rows = await tx.execute<{ id: string; sku: string; claimed_quantity: number }>(sql`
      select l.id, l.sku, l.claimed_quantity from order_lines l
      join orders o on o.merchant_id = l.merchant_id and o.id = l.order_id
      where l.merchant_id = ${shop.id} and o.number = ${number} order by l.position`)
    return [...rows]
  })

async function returned(shop: TestMerchant, number: string) {
  const lines = await claimed(shop, number)
  const [order] = await readMerchant(shop.system, (tx) =>
    tx.execute<{ id: string }>(
      sql`select id from orders where merchant_id = ${shop.id} and number = ${number}`,
    ),
  )
  const items = [{ orderLineId: lines[0]?.id ?? '', quantity: 1, reason: 'size' }]
  return createCase(
    shop.callers.staff,
    { commandId: newId(), orderId: order?.id ?? '', items, channel: 'cabinet' },
    now,
  )
}

describe('what the customer took after all', () => {
  it('may be asked back, and a word that comes late about the refusal harms nobody', async () => {
    const shop = await shopOf(again)
    const { number } = await parcelOf(shop, { handedOverAt: undefined })
    await tell(shop, [refusalOf(number, at(60)), says('delivery.redelivered', number, 30)], now)
    expect(await caseOf(shop, number)).toMatchObject({ stage: 'closed', custody: 'customer' })
    expect((await claimed(shop, number)).map((line) => line.claimed_quantity)).toEqual([0, 0])
    await withMerchant(shop.system, (tx) =>
      tx.execute(sql`update orders set handed_over_at = ${at(30).toISOString()}::timestamptz
        where merchant_id = ${shop.id} and number = ${number}`),
    )
    expect(await returned(shop, number)).toMatchObject({ ok: true })
    const late = [
      says('parcel.at_hub', number, 20),
      says('parcel.received', number, 10),
      refusalOf(number, at(5), { attempt: 2 }),
    ]
    expect(await tell(shop, late, now)).toMatchObject({ accepted: 2, parked: 1 })
    expect(await caseOf(shop, number)).toMatchObject({ custody: 'customer' })
  })

  it('is free piece by piece where a part was refused again', async () => {
    const shop = await shopOf(again)
    const { number } = await parcelOf(shop)
    await tell(
      shop,
      [
        refusalOf(number, at(60), { attempt: 1 }),
        refusalOf(number, at(20), { attempt: 2, items: [{ sku: 'LAMP-1', quantity: 1 }] }),
      ],
      now,
    )
    expect((await claimed(shop, number)).map((line) => line.claimed_quantity)).toEqual([1, 0])
  })
})

describe('one visit or two', () => {
  const slot = { date: '2026-11-20', from: '10:00', to: '14:00' }

  it('is another one where the courier was early for the slot that was agreed', async () => {
    const shop = await shopOf(again)
    const { number } = await parcelOf(shop)
    await tell(shop, [refusalOf(number, at(48))], at(48))
    const { id: caseId, version } = await caseOf(shop, number)
    const agreed = await scheduleRedelivery(
      shop.callers.support,
      { commandId: newId(), caseId, expectedVersion: version, slot },
      at(40),
    )
    expect(agreed.ok).toBe(true)
    // The slot begins at 7:00 UTC, two hours ago.
    expect(await tell(shop, [refusalOf(number, at(2.2))], now)).toMatchObject({ accepted: 1, duplicates: 0 })
    expect((await stateOf(shop, number)).attempt).toBe(2)
  })

  it('is another one on the same day where the rules sent it to the door at once', async () => {
    const shop = await shopOf(() => actionsTo({ action: 'redeliver', afterDays: 0, window: null }))
    const { number } = await parcelOf(shop)
    await tell(shop, [refusalOf(number, at(8))], at(8))
    expect(await tell(shop, [refusalOf(number, at(7.9))], at(7))).toMatchObject({ duplicates: 1 })
    expect(await tell(shop, [refusalOf(number, at(1))], now)).toMatchObject({ accepted: 1, duplicates: 0 })
    expect((await stateOf(shop, number)).attempt).toBe(2)
  })

  it('waits for a person where it was a part at first and then, of the same visit, all of the parcel', async () => {
    const shop = await shopOf()
    const { number } = await parcelOf(shop)
    const items = [{ sku: 'LAMP-1', quantity: 1 }]
    await tell(shop, [refusalOf(number, at(8), { items })], at(8))
    expect(await tell(shop, [refusalOf(number, at(8), { items })], at(7))).toMatchObject({ duplicates: 1 })
    expect(await tell(shop, [refusalOf(number, at(8))], at(7))).toMatchObject({ duplicates: 0, parked: 1 })
    expect((await claimed(shop, number)).map((line) => line.claimed_quantity)).toEqual([1, 0])
  })

  it('come to the same where the second is told first, as all of a parcel of which only a part was refused', async () => {
    const shop = await shopOf((own) => ({ ...home(own), refund: true }))
    const told = async (order: number[]) => {
      const { number } = await parcelOf(shop)
      const items = [{ sku: 'LAMP-1', quantity: 1 }]
      const story = [
        refusalOf(number, at(8), { attempt: 1, items }),
        refusalOf(number, at(2), { attempt: 2 }),
        says('parcel.at_hub', number, 1),
      ]
      for (const index of order) await tell(shop, story.slice(index, index + 1), now)
      const { id: _id, version: _version, ...found } = await caseOf(shop, number)
      const { items: pieces, attempt } = await stateOf(shop, number)
      const facts = await readMerchant(shop.system, (tx) =>
        tx.execute(sql`
          select f.attempt, f.facts->'parcelValue' as value, f.facts->'extent' as extent from refusals f
          join cases c on c.merchant_id = f.merchant_id and c.id = f.case_id
          join orders o on o.merchant_id = c.merchant_id and o.id = c.order_id
          where f.merchant_id = ${shop.id} and o.number = ${number} order by f.attempt`),
      )
      const left = (await claimed(shop, number)).map((line) => line.claimed_quantity)
      const here = Object.values(pieces).map((item) => item.collected)
      return { ...found, attempt, left, pieces: here.filter((count) => count > 0), facts: [...facts] }
    }
    const expected = await told([0, 1, 2])
    expect(expected).toMatchObject({ attempt: 2, left: [1, 0], pieces: [1], due: 199_000, money: 'due' })
    expect(await told([1, 0, 2])).toEqual(expected)
    expect(await told([2, 1, 0])).toEqual(expected)
  })

  it('leaves in the parcel what the hub has found beyond the claim', async () => {
    const shop = await shopOf((own) => ({ ...home(own), refund: true }))
    const { number } = await parcelOf(shop)
    const items = [{ sku: 'LAMP-1', quantity: 1 }]
    const all = [
      { sku: 'LAMP-1', quantity: 2 },
      { sku: 'CUP-1', quantity: 1 },
    ]
    await tell(shop, [refusalOf(number, at(8), { attempt: 1, items })], now)
    await tell(shop, [says('parcel.at_hub', number, 6, { items: all })], now)
    await tell(shop, [refusalOf(number, at(2), { attempt: 2 }), says('parcel.at_hub', number, 1)], now)
    expect((await claimed(shop, number)).map((line) => line.claimed_quantity)).toEqual([2, 1])
    expect(await caseOf(shop, number)).toMatchObject({ due: 448_000 })
  })

  it('is told twice although the customer has taken it meanwhile', async () => {
    const shop = await shopOf()
    const { number } = await parcelOf(shop)
    await tell(shop, [refusalOf(number, at(8), { attempt: 1 }), says('delivery.redelivered', number, 2)], now)
    expect(await tell(shop, [refusalOf(number, at(8), { attempt: 1 })], now)).toMatchObject({ duplicates: 1 })
  })
})

describe('the money of a refused parcel', () => {
  it.each([
    ['in time', [0, 1], true],
    ['at once', [0, 1], false],
    ['at once and in another order', [1, 0], false],
  ])('is not owed for what the customer has taken after all, told %s', async (_, order, inTime) => {
    const shop = await shopOf((own) => ({ ...home(own), refund: true }))
    const { number } = await parcelOf(shop)
    const told = [refusalOf(number, at(8)), says('delivery.redelivered', number, 2)]
    if (inTime) for (const index of order) await tell(shop, [told[index]!], at(index === 0 ? 8 : 2))
    else
      await tell(
        shop,
        order.map((index) => told[index]!),
        now,
      )
    expect(await caseOf(shop, number)).toMatchObject({
      custody: 'customer',
      stage: 'closed',
      money: 'not_due',
    })
  })

  it('follows what was refused last, and is not owed once the parcel was taken', async () => {
    const shop = await shopOf((own) => ({ ...home(own), refund: true }))
    const { number } = await parcelOf(shop)
    await tell(shop, [refusalOf(number, at(60), { attempt: 1 })], at(59))
    expect(await caseOf(shop, number)).toMatchObject({ money: 'due', due: 448_000 })
    const part = { attempt: 2, items: [{ sku: 'CUP-1', quantity: 1 }] }
    await tell(shop, [refusalOf(number, at(20), part)], at(19))
    expect(await caseOf(shop, number)).toMatchObject({ money: 'due', due: 50_000 })
    await tell(shop, [says('delivery.redelivered', number, 5)], now)
    expect(await caseOf(shop, number)).toMatchObject({ stage: 'closed', money: 'not_due' })
  })

  it('is put right by what the hub has found', async () => {
    const shop = await shopOf((own) => ({ ...home(own), refund: true }))
    const { number } = await parcelOf(shop)
    await tell(shop, [refusalOf(number, at(60))], at(59))
    const found = says('parcel.at_hub', number, 50, { items: [{ sku: 'LAMP-1', quantity: 2 }] })
    await tell(shop, [found], at(49))
    expect(await caseOf(shop, number)).toMatchObject({ money: 'due', due: 398_000 })
  })
})

describe('where it goes', () => {
  it('is nowhere once a person has it brought to the door, and no closing sends it elsewhere', async () => {
    const shop = await shopOf()
    const { number } = await parcelOf(shop)
    await tell(shop, [refusalOf(number, at(60))], at(59))
    const { id, version } = await caseOf(shop, number)
    const to = { action: 'redeliver' as const }
    const input = { commandId: newId(), caseId: id, expectedVersion: version, to, comment: 'Просит ещё раз' }
    expect(await overrideRoute(shop.callers.support, input, now)).toMatchObject({ ok: true })
    expect(await caseOf(shop, number)).toMatchObject({ location_id: null })
    const rerouted = await withMerchant(shop.system, (tx) =>
      routeAgain(tx, shop.system, [id], 'destination_closed', now),
    )
    expect(rerouted).toBe(0)
  })

  it('stays with what was agreed with the customer, whatever the hub says', async () => {
    const shop = await freshMerchant(owner)
    const repair = await freshPlace(shop)
    const damaged = ruleOf(
      { match: 'all', of: [{ field: 'packaging', op: 'in', values: ['damaged'] }] },
      actionsTo({ action: 'deliver', locationId: repair }),
    )
    await freshRules(shop, { rules: [damaged], otherwise: again() }, at(300))
    const { number } = await parcelOf(shop)
    await tell(shop, [refusalOf(number, at(30))], at(29))
    const { id, version } = await caseOf(shop, number)
    const slot = { date: '2026-11-24', from: '10:00', to: '14:00' }
    const wish = { commandId: newId(), caseId: id, expectedVersion: version, slot }
    expect(await scheduleRedelivery(shop.callers.staff, wish, at(20))).toMatchObject({ ok: true })
    await tell(shop, [says('parcel.at_hub', number, 10, { packaging: 'damaged' })], now)
    expect(await caseOf(shop, number)).toMatchObject({ stage: 'redelivery', location_id: null })
  })

  it('is what the rules say when a lost parcel turns up at the door, and stays that when it is lost again', async () => {
    const shop = await shopOf()
    const moments = [40, 20, 10] as const
    for (const order of [
      [40, 20, 10],
      [40, 10, 20],
      [20, 10, 40],
    ]) {
      const { number } = await parcelOf(shop)
      await tell(shop, [refusalOf(number, at(60), { attempt: 1 })], at(59))
      const told = [
        says('parcel.lost', number, moments[0]),
        refusalOf(number, at(moments[1]), { attempt: 2 }),
        says('parcel.lost', number, moments[2]),
      ]
      const [first, second, third] = order.map((hours) =>
        told.filter((_one, index) => moments[index] === hours),
      )
      await tell(shop, first ?? [], at(8))
      await tell(shop, second ?? [], at(7))
      if (order[2] === 10) {
        expect(await stateOf(shop, number)).toMatchObject({
          stage: 'in_transit',
          custody: 'courier',
          attempt: 2,
        })
        expect(await caseOf(shop, number)).toMatchObject({ location_id: shop.locationId })
      }
      await tell(shop, third ?? [], at(6))
      const { stage, route, routeId, locationId } = await stateOf(shop, number)
      expect({ stage, route, locationId }).toEqual({
        stage: 'lost',
        route: 'deliver',
        locationId: shop.locationId,
      })
      const [row] = await readMerchant(shop.system, (tx) =>
        tx.execute<{ attempt: number }>(sql`
          select f.attempt from routes t join refusals f on f.merchant_id = t.merchant_id and f.id = t.refusal_id
          where t.merchant_id = ${shop.id} and t.id = ${routeId}`),
      )
      expect(row).toEqual({ attempt: 2 })
    }
  })

  it('follows the reason that the hub has found', async () => {
    const shop = await freshMerchant(owner)
    const repair = await freshPlace(shop)
    const broken = ruleOf(
      { match: 'all', of: [{ field: 'reason', op: 'in', values: ['damaged_in_delivery'] }] },
      actionsTo({ action: 'deliver', locationId: repair }),
    )
    await freshRules(shop, { rules: [broken], otherwise: home(shop) }, at(300))
    const { number } = await parcelOf(shop)
    await tell(shop, [refusalOf(number, at(30))], at(29))
    expect(await caseOf(shop, number)).toMatchObject({ location_id: shop.locationId })
    await tell(shop, [says('parcel.at_hub', number, 10, { reasonCode: 'goods' })], now)
    expect(await caseOf(shop, number)).toMatchObject({ location_id: repair })
  })
})

describe('attempts', () => {
  it('may be told the last one first, and of more than was refused then', async () => {
    const shop = await shopOf(again)
    const { number } = await parcelOf(shop)
    const second = refusalOf(number, at(20), { attempt: 2, items: [{ sku: 'LAMP-1', quantity: 1 }] })
    const first = refusalOf(number, at(60), {
      attempt: 1,
      items: [
        { sku: 'LAMP-1', quantity: 2 },
        { sku: 'CUP-1', quantity: 1 },
      ],
    })
    expect(await tell(shop, [second], at(19))).toMatchObject({ accepted: 1 })
    expect(await tell(shop, [first], now)).toMatchObject({ accepted: 1, parked: 0 })
    await caseOf(shop, number)
    expect((await claimed(shop, number)).map((line) => line.claimed_quantity)).toEqual([1, 0])
  })

  it('told again with more articles wait for a person and make no second case', async () => {
    const shop = await shopOf()
    const { number } = await parcelOf(shop)
    await tell(shop, [refusalOf(number, at(60), { items: [{ sku: 'LAMP-1', quantity: 1 }] })], at(59))
    const fuller = refusalOf(number, at(60), {
      items: [
        { sku: 'LAMP-1', quantity: 1 },
        { sku: 'CUP-1', quantity: 1 },
      ],
    })
    expect(await tell(shop, [fuller], now)).toMatchObject({ parked: 1 })
    await caseOf(shop, number)
  })

  it('beyond the twentieth wait for a person and stop nobody else', async () => {
    const shop = await shopOf(again)
    const [{ number }, other] = [await parcelOf(shop), await parcelOf(shop)]
    const told = [
      refusalOf(number, at(60), { attempt: 20 }),
      refusalOf(number, at(5)),
      refusalOf(other.number, at(5)),
    ]
    expect(await tell(shop, told, now)).toMatchObject({ accepted: 2, parked: 1 })
  })

  it('are settled one by one, the earlier ones too', async () => {
    const shop = await shopOf(again)
    const { number } = await parcelOf(shop)
    await tell(shop, [refusalOf(number, at(60), { attempt: 1, visit: { calls: 0 } })], at(59))
    await tell(shop, [refusalOf(number, at(20), { attempt: 2 })], at(19))
    const settle = async () => {
      const { id, version } = await caseOf(shop, number)
      const input = { commandId: newId(), caseId: id, expectedVersion: version, comment: 'Выяснили' }
      return settleRefusal(shop.callers.support, { ...input, as: 'unclear' }, now)
    }
    const { id, version } = await caseOf(shop, number)
    const words = { commandId: newId(), caseId: id, expectedVersion: version, comment: 'Никто не приезжал' }
    expect(await disputeRefusal(shop.callers.staff, words, now)).toMatchObject({ ok: true })
    expect(await settle()).toMatchObject({ ok: true })
    expect((await caseOf(shop, number)).flags).toEqual(['disputed_refusal'])
    expect(await settle()).toMatchObject({ ok: true })
    expect((await caseOf(shop, number)).flags).toEqual([])
    expect(await settle()).toMatchObject({ error: { code: 'not_allowed_now' } })
  })
})
