import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { freshMerchant, freshOrder, type TestMerchant } from '@/db/factories/merchant'
import { actionsTo, freshPlace, freshRules, parcelOf, refusalOf, ruleOf, tell } from '@/db/factories/refusal'
import { readMerchant } from '@/db/tenant'
import { testDatabase } from '@/db/testing/database'
import { brokenAt } from '@/lib/cases/chain'
import { foldCase } from '@/lib/cases/fold'
import { readEvents } from '@/lib/cases/store'
import type { CarrierEvent } from '@/lib/carriers/schemas'
import type { RefusalFacts } from '@/lib/routing/route'
import type { RouteActions } from '@/lib/routing/schemas'
import type { KeptAnswer } from './passed'

const { owner } = await testDatabase()
const now = new Date('2026-11-20T09:00:00Z')
const at = (hours: number) => new Date(now.getTime() - hours * 3_600_000).toISOString()
const hours = (count: number) => new Date(now.getTime() + count * 3_600_000)

type Row = {
  case_id: string
  stage: string
  custody: string
  decision: string
  flags: string[]
  location_id: string | null
  storage_due_at: string | null
  money_due_at: string | null
  attempt: number
  extent: string
  reason: string | null
  facts: RefusalFacts
  confirmed_at: string | null
  disputed_at: string | null
}

function refusalsOf(shop: TestMerchant): Promise<Row[]> {
  return readMerchant(shop.system, async (tx) => [
    ...(await tx.execute<Row>(sql`
      select c.id as case_id, c.stage, c.custody, c.decision, c.flags, c.location_id, c.storage_due_at, c.money_due_at,
        f.attempt, f.extent, f.reason, f.facts, f.confirmed_at, f.disputed_at
      from cases c join refusals f on f.merchant_id = c.merchant_id and f.case_id = c.id
      where c.merchant_id = ${shop.id} order by c.number, f.attempt`)),
  ])
}

type Route = {
  by: string
  cause: string
  action: string
  location_id: string | null
  number: number | null
  answer: KeptAnswer | null
}

function routesOf(shop: TestMerchant): Promise<Route[]> {
  return readMerchant(shop.system, async (tx) => [
    ...(await tx.execute<Route>(sql`
      select t.by, t.cause, t.action, t.location_id, s.number, t.answer
      from routes t left join rule_sets s on s.merchant_id = t.merchant_id and s.id = t.rule_set_id
      where t.merchant_id = ${shop.id} order by t.given_at, t.id`)),
  ])
}

const any = {
  match: 'all' as const,
  of: [{ field: 'attempt' as const, op: 'between' as const, from: 1, to: null }],
}
const when = (of: Parameters<typeof ruleOf>[0]['of']) => ({ match: 'all' as const, of })

/** A shop whose damaged parcels go to a second place, and all others to its warehouse. */
async function routed() {
  const shop = await freshMerchant(owner)
  const repair = await freshPlace(shop)
  const damaged = ruleOf(
    when([{ field: 'packaging', op: 'in', values: ['damaged'] }]),
    actionsTo({ action: 'deliver', locationId: repair }, { sorting: true }),
  )
  const again = ruleOf(
    when([
      { field: 'reason', op: 'in', values: ['recipient_absent'] },
      { field: 'attempt', op: 'between', from: null, to: 3 },
    ]),
    actionsTo({ action: 'redeliver', afterDays: 1, window: null }),
  )
  const home = { action: 'deliver' as const, locationId: shop.locationId }
  const content = { rules: [damaged, again], otherwise: actionsTo(home) }
  await freshRules(shop, content, hours(-200))
  return { shop, repair, content, damaged, again }
}

describe('a refusal', () => {
  it('is a case with its route and the rule that fired, in the same transaction', async () => {
    const { shop, repair, damaged } = await routed()
    const order = await parcelOf(shop)
    const told = refusalOf(order.number, at(1), {
      packaging: 'damaged',
      comment: 'Коробка мокрая',
      courier: { id: 'K-7', name: 'Пётр' },
      evidence: [{ kind: 'photo', reference: 'https://carrier.test/1.jpg' }],
    })
    expect(await tell(shop, [told], now)).toEqual({ accepted: 1, duplicates: 0, parked: 0 })
    const [refusal, ...others] = await refusalsOf(shop)
    expect(others).toEqual([])
    expect(refusal).toMatchObject({
      stage: 'in_transit',
      custody: 'courier',
      decision: 'approved',
      location_id: repair,
      attempt: 1,
      extent: 'whole',
      reason: 'changed_mind',
      disputed_at: null,
      flags: [],
      facts: {
        reasons: ['changed_mind'],
        categories: ['Свет', 'Посуда'],
        suppliers: ['Луч'],
        price: 199_000,
        parcelValue: 448_000,
        weight: null,
        payment: 'prepaid',
        region: 'Москва',
        city: 'Москва',
        hub: 'MSK-1',
        carrier: 'obratno-express',
        packaging: 'damaged',
        weekday: 'fri',
        stocked: 'none',
      },
    })
    // Seven days from the day of the refusal, and ten for the money: the last ones whole, in Moscow.
    expect(new Date(refusal?.storage_due_at ?? '')).toEqual(new Date('2026-11-27T21:00:00Z'))
    expect(new Date(refusal?.money_due_at ?? '')).toEqual(new Date('2026-11-30T21:00:00Z'))
    expect(await routesOf(shop)).toEqual([
      {
        by: 'rule',
        cause: 'refused',
        action: 'deliver',
        location_id: repair,
        number: 1,
        answer: expect.objectContaining({ rule: { id: damaged.id, position: 1, name: '' }, passed: [] }),
      },
    ])
  })

  it('waits for a person where the shop has no rules, and owes nothing where nothing was paid', async () => {
    const shop = await freshMerchant(owner)
    const order = await parcelOf(shop, { payment: 'cod' })
    await tell(shop, [refusalOf(order.number, at(1))], now)
    expect(await refusalsOf(shop)).toMatchObject([{ stage: 'needs_route', money_due_at: null }])
    expect(await routesOf(shop)).toEqual([])
  })

  it('of a part leaves what was kept with the customer, to be asked back another time', async () => {
    const { shop } = await routed()
    const order = await parcelOf(shop)
    await tell(shop, [refusalOf(order.number, at(1), { items: [{ sku: 'LAMP-1', quantity: 1 }] })], now)
    expect(await refusalsOf(shop)).toMatchObject([
      { extent: 'partial', facts: { skus: ['LAMP-1'], parcelValue: 199_000, extent: 'partial' } },
    ])
    const claimed = await readMerchant(shop.system, (tx) =>
      tx.execute<{ sku: string; claimed_quantity: number }>(
        sql`select sku, claimed_quantity from order_lines where merchant_id = ${shop.id} order by position`,
      ),
    )
    expect([...claimed]).toEqual([
      { sku: 'LAMP-1', claimed_quantity: 1 },
      { sku: 'CUP-1', claimed_quantity: 0 },
    ])
  })

  it('told again under another id is the same refusal; a second time at the door is another attempt', async () => {
    const { shop } = await routed()
    const order = await parcelOf(shop)
    const absent = { reasonCode: 'recipient_absent' }
    await tell(shop, [refusalOf(order.number, at(30), absent)], now)
    expect(await tell(shop, [refusalOf(order.number, at(29), absent)], now)).toEqual({
      accepted: 0,
      duplicates: 1,
      parked: 0,
    })
    expect(await refusalsOf(shop)).toMatchObject([{ stage: 'redelivery', attempt: 1 }])
    await tell(shop, [refusalOf(order.number, at(2), absent)], now)
    await tell(shop, [refusalOf(order.number, at(1), { ...absent, attempt: 3 })], hours(1))
    expect(await refusalsOf(shop)).toMatchObject([
      { attempt: 1 },
      { attempt: 2 },
      { attempt: 3, stage: 'in_transit', location_id: shop.locationId },
    ])
    expect((await routesOf(shop)).map(({ action, by }) => [action, by])).toEqual([
      ['redeliver', 'rule'],
      ['redeliver', 'rule'],
      ['deliver', 'default'],
    ])
  })

  it('after the delivery was reported is taken, and flagged', async () => {
    const { shop } = await routed()
    const order = await freshOrder(shop, { handedOverAt: '2026-11-15T15:00:00+03:00' })
    await tell(shop, [refusalOf(order.number, at(1))], now)
    expect(await refusalsOf(shop)).toMatchObject([{ flags: ['refused_after_delivery'] }])
  })

  it('of what is being returned already waits for a person, and changes nothing', async () => {
    const { shop } = await routed()
    const order = await parcelOf(shop)
    const all = refusalOf(order.number, at(1), { items: [{ sku: 'LAMP-1', quantity: 3 }] })
    expect(await tell(shop, [all], now)).toMatchObject({ parked: 1 })
    expect(await refusalsOf(shop)).toEqual([])
  })

  it('with a code that nobody knows waits, and says so', async () => {
    const { shop } = await routed()
    const order = await parcelOf(shop)
    expect(await tell(shop, [refusalOf(order.number, at(1), { reasonCode: 'zz-99' })], now)).toMatchObject({
      parked: 1,
    })
    const [message] = await readMerchant(shop.system, (tx) =>
      tx.execute<{ parked_reason: string }>(
        sql`select parked_reason from carrier_messages where merchant_id = ${shop.id}`,
      ),
    )
    expect(message).toEqual({ parked_reason: 'unknown_code' })
  })

  it('is called into question by what the carrier itself has logged', async () => {
    const { shop } = await routed()
    const order = await parcelOf(shop)
    const visit = { arrivedAt: at(1), leftAt: new Date(Date.parse(at(1)) + 40_000).toISOString(), calls: 0 }
    await tell(shop, [refusalOf(order.number, at(1), { visit })], now)
    const [refusal] = await refusalsOf(shop)
    expect(refusal).toMatchObject({ flags: ['disputed_refusal'] })
    expect(refusal?.disputed_at).not.toBeNull()
  })

  it('goes past a place that is closed that day, by the clocks of the shop', async () => {
    const { shop, repair } = await routed()
    await owner.begin(async (tx) => {
      await tx`select set_config('app.merchant_id', ${shop.id}, true)`
      await tx`update locations set closures = ${tx.json([{ from: '2026-11-20', to: '2026-11-22', note: '' }])}
        where merchant_id = ${shop.id} and id = ${repair}`
    })
    const order = await parcelOf(shop)
    await tell(shop, [refusalOf(order.number, at(1), { packaging: 'damaged' })], now)
    const [route] = await routesOf(shop)
    expect(route).toMatchObject({ by: 'default', location_id: shop.locationId })
    expect(route?.answer?.passed[0]).toEqual({ why: 'closed', fields: [], rules: [[1, 1]] })
  })
})

describe('the hub', () => {
  it('stands beside what was claimed, and sends elsewhere by the version that answered before', async () => {
    const { shop, repair, content } = await routed()
    const order = await parcelOf(shop)
    await tell(shop, [refusalOf(order.number, at(5), { packaging: 'intact' })], hours(-4.9))
    // What is published in between does not touch a parcel that has its route.
    await freshRules(shop, { rules: [], otherwise: content.otherwise }, hours(-4))
    const found: CarrierEvent = {
      id: 'hub-1',
      type: 'parcel.at_hub',
      occurredAt: at(2),
      orderNumber: order.number,
      packaging: 'damaged',
      items: [{ sku: 'LAMP-1', quantity: 2 }],
      location: { code: 'MSK-1' },
    }
    await tell(shop, [found], now)
    const [refusal] = await refusalsOf(shop)
    expect(refusal).toMatchObject({
      custody: 'hub',
      location_id: repair,
      facts: { packaging: 'damaged', extent: 'partial' },
    })
    expect(refusal?.confirmed_at).not.toBeNull()
    expect(
      (await routesOf(shop)).map(({ cause, number, location_id }) => [cause, number, location_id]),
    ).toEqual([
      ['refused', 1, shop.locationId],
      ['confirmed', 1, repair],
    ])
    // The next one goes by the new version.
    const next = await parcelOf(shop)
    await tell(shop, [refusalOf(next.number, at(1), { packaging: 'damaged' })], now)
    expect((await routesOf(shop)).at(-1)).toMatchObject({ number: 2, by: 'default' })
  })
})

describe('whatever the order and repetition', () => {
  it('one story of a parcel ends in one state, and its journal holds', async () => {
    const { shop, repair } = await routed()
    const told = (number: string): CarrierEvent[] => [
      refusalOf(number, at(50), { id: `${number}-1`, reasonCode: 'recipient_absent', attempt: 1 }),
      refusalOf(number, at(20), { id: `${number}-2`, reasonCode: 'changed_mind', attempt: 2 }),
      {
        id: `${number}-3`,
        type: 'parcel.at_hub',
        occurredAt: at(10),
        orderNumber: number,
        packaging: 'damaged',
        location: { code: 'MSK-1' },
      },
    ]
    await fc.assert(
      fc.asyncProperty(
        fc
          .shuffledSubarray([0, 1, 2], { minLength: 3 })
          .chain((order) =>
            fc.tuple(fc.constant(order), fc.array(fc.nat(2), { maxLength: 3 }), fc.boolean()),
          ),
        async ([order, repeated, together]) => {
          const { number } = await parcelOf(shop)
          const story = told(number)
          const events = [...order, ...repeated].flatMap((index) => story[index] ?? [])
          if (together) await tell(shop, events, now)
          else for (const event of events) await tell(shop, [event], now)
          const [found] = await readMerchant(shop.system, (tx) =>
            tx.execute<{
              id: string
              stage: string
              location_id: string
              custody: string
              version: number
            }>(sql`
              select c.id, c.stage, c.location_id, c.custody, c.version from cases c
              join orders o on o.merchant_id = c.merchant_id and o.id = c.order_id
              where c.merchant_id = ${shop.id} and o.number = ${number}`),
          )
          expect(found).toMatchObject({ stage: 'in_transit', custody: 'hub', location_id: repair })
          const sealed =
            (await readMerchant(shop.system, (tx) => readEvents(tx, shop.id, [found?.id ?? '']))).get(
              found?.id ?? '',
            ) ?? []
          expect(brokenAt(shop.id, found?.id ?? '', sealed)).toBeNull()
          expect(foldCase(sealed)).toMatchObject({ attempt: 2, stage: 'in_transit', locationId: repair })
        },
      ),
      { numRuns: 12 },
    )
  })

  it('the same refusals told twice at the same moment make one case each', async () => {
    const { shop } = await routed()
    const orders = await Promise.all([parcelOf(shop), parcelOf(shop)])
    const events = orders.map(({ number }) => refusalOf(number, at(1)))
    await Promise.all([tell(shop, events, now), tell(shop, events.toReversed(), now)])
    expect(await refusalsOf(shop)).toHaveLength(2)
    expect(await routesOf(shop)).toHaveLength(2)
  })
})

describe('two carriers’ messages at the same moment', () => {
  it('about one parcel make one case, and neither waits for a person', async () => {
    const { shop } = await routed()
    const order = await parcelOf(shop)
    const taken = await Promise.all(
      [1, 2, 3].map((hour) => tell(shop, [refusalOf(order.number, at(hour))], now)),
    )
    expect(taken.map(({ parked }) => parked)).toEqual([0, 0, 0])
    expect(await refusalsOf(shop)).toHaveLength(1)
  })
})

describe('what rules say besides', () => {
  const typesOf = async (shop: TestMerchant, then: (shop: TestMerchant) => RouteActions) => {
    const rule = ruleOf(any, then(shop))
    await freshRules(shop, { rules: [rule], otherwise: actionsTo({ action: 'ask' }) }, hours(-9))
    const order = await parcelOf(shop)
    await tell(shop, [refusalOf(order.number, at(1))], now)
    const [refusal] = await refusalsOf(shop)
    const id = refusal?.case_id ?? ''
    const events = (await readMerchant(shop.system, (tx) => readEvents(tx, shop.id, [id]))).get(id) ?? []
    return { refusal, events, types: events.map(({ type }) => type) }
  }
  const more = { refund: true, tellCustomer: true, storageDays: 3 }
  const known = ['case.created', 'delivery.refused', 'route.given']

  it('the money is due at once, and the customer is to be told', async () => {
    const shop = await freshMerchant(owner)
    const home = (own: TestMerchant) => actionsTo({ action: 'deliver', locationId: own.locationId }, more)
    const { refusal, events, types } = await typesOf(shop, home)
    expect(new Date(refusal?.storage_due_at ?? '')).toEqual(new Date('2026-11-23T21:00:00Z'))
    expect(types).toEqual([...known, 'refund.due', 'notice.sent'])
    expect(events.find(({ type }) => type === 'refund.due')?.data).toEqual({
      amount: 448_000,
      currency: 'RUB',
    })
  })

  it('there is nothing to tell while a person is asked, and nothing to pay back to whom it is brought again', async () => {
    const [asked, brought] = [await freshMerchant(owner), await freshMerchant(owner)]
    const { refusal, types } = await typesOf(asked, () => actionsTo({ action: 'ask' }, more))
    expect(refusal).toMatchObject({ stage: 'needs_route' })
    expect(types).toEqual([...known, 'refund.due'])
    const again = () => actionsTo({ action: 'redeliver', afterDays: 1, window: null }, more)
    expect((await typesOf(brought, again)).types).toEqual([...known, 'notice.sent'])
  })
})
