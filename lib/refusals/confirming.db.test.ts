import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { freshMerchant, type TestMerchant } from '@/db/factories/merchant'
import { actionsTo, freshPlace, freshRules, parcelOf, refusalOf, ruleOf, tell } from '@/db/factories/refusal'
import { readMerchant } from '@/db/tenant'
import { testDatabase } from '@/db/testing/database'
import type { CarrierEvent } from '@/lib/carriers/schemas'
import { newId } from '@/lib/ids'
import { readEvents } from '@/lib/cases/store'
import { lastDue } from '@/lib/cases/due'
import { foldCase } from '@/lib/cases/fold'
import { createCase } from '@/lib/cases/commands'
import { eventsAnswer } from '@/lib/cases/api-events'
import { evidenceOf } from '@/lib/cases/evidence'
import { refusalPanel } from './queries'
import type { CountedItem } from './refusal'
import type { RefusalFacts } from '@/lib/routing/route'

const { owner } = await testDatabase()
const now = new Date('2026-11-20T09:00:00Z')
const at = (hoursAgo: number) => new Date(now.getTime() - hoursAgo * 3_600_000)

type Row = {
  case_id: string
  version: number
  custody: string
  money: string
  flags: string[]
  location_id: string | null
  hub_code: string | null
  facts: RefusalFacts
  items: CountedItem[]
  confirmed_items: CountedItem[] | null
}

async function refusalIn(shop: TestMerchant, number: string): Promise<Row> {
  const [row] = await readMerchant(shop.system, (tx) =>
    tx.execute<Row>(sql`
      select c.id as case_id, c.version, c.custody, c.money, c.flags, c.location_id, f.hub_code, f.facts, f.items,
        f.confirmed_items
      from cases c
      join orders o on o.merchant_id = c.merchant_id and o.id = c.order_id
      join refusals f on f.merchant_id = c.merchant_id and f.case_id = c.id
      where c.merchant_id = ${shop.id} and o.number = ${number} order by f.attempt desc limit 1`),
  )
  if (!row) throw new Error('There is no such refusal')
  return row
}

function atHub(orderNumber: string, hoursAgo: number, more: Partial<CarrierEvent> = {}): CarrierEvent {
  return {
    id: newId(),
    type: 'parcel.at_hub',
    occurredAt: at(hoursAgo).toISOString(),
    orderNumber,
    ...more,
  }
}

/** A shop whose parcels at one hub go to a second place, and all others to its warehouse. */
async function byHub() {
  const shop = await freshMerchant(owner)
  await freshPlace(shop, { code: 'SPB-7', kind: 'hub' })
  const near = await freshPlace(shop)
  const there = {
    match: 'all' as const,
    of: [{ field: 'hub' as const, op: 'in' as const, values: ['SPB-7'] }],
  }
  const home = actionsTo({ action: 'deliver', locationId: shop.locationId })
  const rules = [ruleOf(there, actionsTo({ action: 'deliver', locationId: near }))]
  await freshRules(shop, { rules, otherwise: home }, at(300))
  return { shop, near }
}

describe('the code of a hub', () => {
  it('means the shop’s own place in whatever letters the courier says it, and is kept as he said it', async () => {
    const { shop, near } = await byHub()
    const { number } = await parcelOf(shop)
    await tell(shop, [refusalOf(number, at(5), { location: { code: 'spb-7' } })], now)
    const refusal = await refusalIn(shop, number)
    expect(refusal).toMatchObject({ location_id: near, hub_code: 'spb-7', facts: { hub: 'SPB-7' } })
  })

  it('means it in the hub’s own mouth too, and stays a word where the shop has no such place', async () => {
    const { shop, near } = await byHub()
    const { number } = await parcelOf(shop)
    await tell(shop, [refusalOf(number, at(5), { location: { code: 'ekb-1' } })], now)
    expect(await refusalIn(shop, number)).toMatchObject({
      location_id: shop.locationId,
      facts: { hub: 'ekb-1' },
    })
    await tell(shop, [atHub(number, 4, { packaging: 'intact', location: { code: 'Spb-7' } })], now)
    expect(await refusalIn(shop, number)).toMatchObject({
      location_id: near,
      hub_code: 'ekb-1',
      facts: { hub: 'SPB-7' },
    })
  })
})

const lamp = (quantity: number) => ({ sku: 'LAMP-1', quantity })
const cup = (quantity: number) => ({ sku: 'CUP-1', quantity })

/** What the case has of each article, as the fold says and as it stands in the rows; and what the order has claimed. */
async function heldOf(shop: TestMerchant, number: string) {
  const { case_id: caseId, ...row } = await refusalIn(shop, number)
  const [events, items] = await readMerchant(shop.system, async (tx) => [
    (await readEvents(tx, shop.id, [caseId])).get(caseId) ?? [],
    [
      ...(await tx.execute<{
        id: string
        sku: string
        quantity: number
        collected: number
        kept: number
        claimed: number
      }>(sql`
        select i.id, l.sku, i.quantity, i.collected_quantity as collected, i.kept_quantity as kept,
          l.claimed_quantity as claimed
        from case_items i join order_lines l on l.merchant_id = i.merchant_id and l.id = i.order_line_id
        where i.merchant_id = ${shop.id} and i.case_id = ${caseId} order by l.position`)),
    ],
  ])
  const { items: folded } = foldCase(events)
  for (const { id, quantity, collected, kept } of items)
    expect(folded[id]).toMatchObject({ quantity, collected, kept })
  expect(Object.keys(folded)).toHaveLength(items.length)
  const held = items.map(({ sku, quantity, collected, kept, claimed }) => [
    sku,
    quantity,
    collected,
    kept,
    claimed,
  ])
  return { ...row, caseId, events, held, due: lastDue(events) }
}

/** Whole parcels go to a second place, parts home; what was paid is due at once. */
async function byExtent() {
  const shop = await freshMerchant(owner)
  const far = await freshPlace(shop)
  const whole = {
    match: 'all' as const,
    of: [{ field: 'extent' as const, op: 'in' as const, values: ['whole' as const] }],
  }
  const home = actionsTo({ action: 'deliver', locationId: shop.locationId }, { refund: true })
  const rules = [ruleOf(whole, actionsTo({ action: 'deliver', locationId: far }, { refund: true }))]
  await freshRules(shop, { rules, otherwise: home }, at(300))
  return { shop, far }
}

async function returned(shop: TestMerchant, number: string, sku: string): Promise<boolean> {
  const lines = await readMerchant(shop.system, (tx) =>
    tx.execute<{ id: string; order_id: string }>(sql`
      select l.id, l.order_id from order_lines l join orders o on o.merchant_id = l.merchant_id and o.id = l.order_id
      where l.merchant_id = ${shop.id} and o.number = ${number} and l.sku = ${sku}`),
  )
  const items = [{ orderLineId: lines[0]?.id ?? '', quantity: 1, reason: 'size' }]
  const orderId = lines[0]?.order_id ?? ''
  const input = { commandId: newId(), orderId, items, channel: 'cabinet' as const }
  return (await createCase(shop.callers.staff, input, now)).ok
}

describe('what the hub finds beyond the claim', () => {
  it('is of the parcel: one piece more of an article, and an article that was said to be kept', async () => {
    const { shop, far } = await byExtent()
    const { number } = await parcelOf(shop)
    await tell(shop, [refusalOf(number, at(5), { items: [lamp(1)] })], at(5))
    expect(await heldOf(shop, number)).toMatchObject({ location_id: shop.locationId, due: 199_000 })
    const taken = await tell(shop, [atHub(number, 4, { items: [lamp(2), cup(1)] })], now)
    expect(taken).toEqual({ accepted: 1, duplicates: 0, parked: 0 })
    const found = await heldOf(shop, number)
    expect(found).toMatchObject({
      custody: 'hub',
      flags: [],
      location_id: far,
      money: 'due',
      due: 448_000,
      facts: { extent: 'whole', parcelValue: 448_000, skus: ['LAMP-1', 'CUP-1'] },
      held: [
        ['LAMP-1', 2, 2, 0, 2],
        ['CUP-1', 1, 1, 0, 1],
      ],
    })
    // The claim is as it was; what was confirmed stands beside it.
    expect(found.items.map(({ quantity }) => quantity)).toEqual([1])
    expect(found.confirmed_items?.map(({ quantity }) => quantity)).toEqual([2, 1])
    // The warehouse may take in all of it.
    const home = {
      id: newId(),
      type: 'parcel.received',
      occurredAt: at(1).toISOString(),
      orderNumber: number,
    }
    expect(await tell(shop, [{ ...home, items: [lamp(2), cup(1)] }], now)).toMatchObject({ accepted: 1 })
    expect(await heldOf(shop, number)).toMatchObject({ custody: 'received' })
  })

  it('is the same told twice, told first, and told with the refusal and the arrival in one call', async () => {
    const { shop, far } = await byExtent()
    const story = (number: string) => [
      refusalOf(number, at(5), { items: [lamp(1)] }),
      atHub(number, 4, { items: [lamp(2), cup(1)] }),
      atHub(number, 3, { items: [cup(1), lamp(2)] }),
    ]
    const held = [
      ['LAMP-1', 2, 2, 0, 2],
      ['CUP-1', 1, 1, 0, 1],
    ]
    for (const order of [
      [0, 1, 2],
      [1, 2, 0],
      [2, 0, 1],
      [0, 2, 1, 0],
    ]) {
      const { number } = await parcelOf(shop)
      const events = story(number)
      for (const index of order) await tell(shop, events.slice(index, index + 1), now)
      expect(await heldOf(shop, number)).toMatchObject({ custody: 'hub', flags: [], location_id: far, held })
    }
    const { number } = await parcelOf(shop)
    const received: CarrierEvent = {
      ...atHub(number, 2, { items: [lamp(2), cup(1)] }),
      type: 'parcel.received',
    }
    expect(await tell(shop, [...story(number), received], now)).toMatchObject({ accepted: 4, parked: 0 })
    expect(await heldOf(shop, number)).toMatchObject({ custody: 'received', held })
  })

  it('goes by the hub’s latest word: what it takes back was kept after all', async () => {
    const { shop } = await byExtent()
    const { number } = await parcelOf(shop)
    await tell(shop, [refusalOf(number, at(5), { items: [lamp(1)] })], now)
    await tell(shop, [atHub(number, 2, { items: [lamp(1)] })], now)
    await tell(shop, [atHub(number, 4, { items: [lamp(2), cup(1)] })], now)
    expect(await heldOf(shop, number)).toMatchObject({
      location_id: shop.locationId,
      due: 199_000,
      facts: { extent: 'partial', parcelValue: 199_000 },
      held: [
        ['LAMP-1', 2, 1, 1, 1],
        ['CUP-1', 1, 0, 1, 0],
      ],
    })
  })

  it('owes nothing while it finds nothing, and all of it once it finds it', async () => {
    const { shop } = await byExtent()
    const { number } = await parcelOf(shop)
    await tell(shop, [refusalOf(number, at(5), { items: [lamp(1)] })], now)
    await tell(shop, [atHub(number, 4, { items: [{ sku: 'ALIEN-9', quantity: 1 }] })], now)
    expect(await heldOf(shop, number)).toMatchObject({ money: 'not_due', due: 0 })
    await tell(shop, [atHub(number, 3, { items: [lamp(1)] })], now)
    expect(await heldOf(shop, number)).toMatchObject({ money: 'due', due: 199_000, flags: [] })
  })

  it('beyond what the order has left stays a word that a person is to look at, and nothing is invented', async () => {
    const { shop } = await byExtent()
    const { number } = await parcelOf(shop)
    await tell(shop, [refusalOf(number, at(5), { items: [lamp(1)] })], now)
    await owner`update orders set handed_over_at = ${at(4)} where merchant_id = ${shop.id} and number = ${number}`
    expect(await returned(shop, number, 'CUP-1')).toBe(true)
    const stranger = { sku: 'ALIEN-9', quantity: 2 }
    const taken = await tell(shop, [atHub(number, 3, { items: [lamp(4), cup(1), stranger] })], now)
    expect(taken).toMatchObject({ accepted: 1, parked: 0 })
    const found = await heldOf(shop, number)
    expect(found).toMatchObject({
      custody: 'hub',
      flags: ['found_more'],
      due: 398_000,
      facts: { extent: 'partial', parcelValue: 398_000, skus: ['LAMP-1'] },
      held: [['LAMP-1', 2, 2, 0, 2]],
    })
    expect(found.confirmed_items?.map(({ quantity }) => quantity)).toEqual([4])
    expect(found.events.find(({ type }) => type === 'parcel.at_hub')?.data).toMatchObject({
      extra: [cup(1), stranger],
    })
    // A later count that fits answers the question.
    await tell(shop, [atHub(number, 2, { items: [lamp(2)] })], now)
    expect(await heldOf(shop, number)).toMatchObject({ flags: [] })
  })

  it('brings back what a second attempt had left with the customer, unless that is asked back elsewhere', async () => {
    const { shop } = await byExtent()
    for (const elsewhere of [false, true]) {
      const { number } = await parcelOf(shop)
      await tell(
        shop,
        [
          refusalOf(number, at(60), { attempt: 1, items: [lamp(2)] }),
          refusalOf(number, at(20), { attempt: 2, items: [lamp(1)] }),
        ],
        at(19),
      )
      expect(await heldOf(shop, number)).toMatchObject({ held: [['LAMP-1', 2, 1, 1, 1]] })
      await owner`update orders set handed_over_at = ${at(18)} where merchant_id = ${shop.id} and number = ${number}`
      if (elsewhere) expect(await returned(shop, number, 'LAMP-1')).toBe(true)
      await tell(shop, [atHub(number, 10, { items: [lamp(2)] })], now)
      expect(await heldOf(shop, number)).toMatchObject(
        elsewhere
          ? { flags: ['found_more'], held: [['LAMP-1', 2, 1, 1, 2]], facts: { parcelValue: 199_000 } }
          : { flags: [], held: [['LAMP-1', 2, 2, 0, 2]], facts: { parcelValue: 398_000 } },
      )
    }
  })

  it('told late of an earlier attempt is what went to the door again, whatever was told first', async () => {
    const { shop } = await byExtent()
    const again = { attempt: 2, items: [lamp(1)] }
    for (const order of [
      [0, 1, 2],
      [0, 2, 1],
      [2, 0, 1],
    ]) {
      const { number } = await parcelOf(shop)
      const events = [
        refusalOf(number, at(60), { attempt: 1, items: [lamp(1)] }),
        atHub(number, 40, { items: [lamp(1), cup(1)] }),
        refusalOf(number, at(20), again),
      ]
      for (const index of order) await tell(shop, events.slice(index, index + 1), now)
      const { held } = await heldOf(shop, number)
      expect(held).toEqual([
        ['LAMP-1', 1, 1, 0, 1],
        ['CUP-1', 1, 0, 1, 0],
      ])
    }
  })

  it('harms nothing that came after: goods that left, and a parcel that the customer took', async () => {
    const { shop } = await byExtent()
    const { number } = await parcelOf(shop)
    await tell(shop, [refusalOf(number, at(5), { items: [lamp(1)] })], now)
    await tell(shop, [{ ...atHub(number, 3), type: 'parcel.in_transit' }], now)
    await tell(shop, [atHub(number, 4, { items: [lamp(2), cup(1)] })], now)
    expect(await heldOf(shop, number)).toMatchObject({
      custody: 'in_transit',
      location_id: shop.locationId,
      due: 448_000,
      facts: { extent: 'whole' },
      held: [
        ['LAMP-1', 2, 2, 0, 2],
        ['CUP-1', 1, 1, 0, 1],
      ],
    })
    const other = await parcelOf(shop)
    await tell(shop, [refusalOf(other.number, at(60), { items: [lamp(1)] })], now)
    await tell(shop, [{ ...atHub(other.number, 30), type: 'delivery.redelivered' }], now)
    await owner`update orders set handed_over_at = ${at(30)} where merchant_id = ${shop.id} and number = ${other.number}`
    expect(await returned(shop, other.number, 'CUP-1')).toBe(true)
    await tell(shop, [atHub(other.number, 20, { items: [lamp(1), cup(1)] })], now)
    expect(await heldOf(shop, other.number)).toMatchObject({ custody: 'customer' })
    // Another refusal in between would make the word count; it must not stop the carrier's other messages.
    const fresh = await parcelOf(shop)
    const late = [
      refusalOf(other.number, at(25), { attempt: 2, items: [lamp(1)] }),
      refusalOf(fresh.number, at(1)),
    ]
    expect(await tell(shop, late, now)).toMatchObject({ accepted: 2, parked: 0 })
    expect(await heldOf(shop, other.number)).toMatchObject({ custody: 'hub' })
  })

  it('is promised once where another return asks for it at the same moment', async () => {
    const { shop } = await byExtent()
    for (let time = 0; time < 3; time += 1) {
      const { number } = await parcelOf(shop, { handedOverAt: at(6).toISOString() })
      await tell(shop, [refusalOf(number, at(5), { items: [lamp(1)] })], now)
      const [asked, taken] = await Promise.all([
        returned(shop, number, 'CUP-1'),
        tell(shop, [atHub(number, 4, { items: [lamp(1), cup(1)] })], now),
      ])
      expect(taken).toMatchObject({ accepted: 1, parked: 0 })
      const lampIn = ['LAMP-1', 1, 1, 0, 1]
      expect(await heldOf(shop, number)).toMatchObject(
        asked
          ? { flags: ['found_more'], held: [lampIn] }
          : { flags: [], held: [lampIn, ['CUP-1', 1, 1, 0, 1]] },
      )
    }
  })
})

describe('what was told besides', () => {
  it('is kept piece by piece, the courier’s and the hub’s apart, and stands on the timeline', async () => {
    const { shop } = await byHub()
    const { number } = await parcelOf(shop)
    const photo = (name: string) => ({ kind: 'photo', reference: `https://carrier.test/${name}.jpg` })
    const refusal = refusalOf(number, at(5), {
      comment: 'Не открыл',
      evidence: [photo('door'), photo('box')],
    })
    const later = { ...atHub(number, 4, { evidence: ['a', 'b', 'c'].map(photo) }), type: 'evidence.added' }
    const hub = atHub(number, 3, { comment: 'Коробка мятая', evidence: [photo('hub-1'), photo('hub-2')] })
    expect(await tell(shop, [hub, later, refusal, hub], now)).toMatchObject({ accepted: 3, duplicates: 1 })
    const { caseId, events } = await heldOf(shop, number)
    const [latest] = (await refusalPanel(shop.callers.staff, caseId))?.refusals ?? []
    expect(latest).toMatchObject({
      comment: 'Не открыл',
      evidence: ['door', 'box', 'a', 'b', 'c'].map(photo),
    })
    expect(latest?.hubWords).toEqual({
      evidence: ['hub-1', 'hub-2'].map(photo),
      comments: ['Коробка мятая'],
      extra: [],
    })
    expect(events.flatMap(evidenceOf)).toEqual(
      expect.arrayContaining(['door', 'box', 'a', 'b', 'c', 'hub-1', 'hub-2'].map(photo)),
    )
    const answer = await eventsAnswer(shop.callers.admin, caseId, { limit: 50 })
    expect(answer).toMatchObject({
      data: { data: expect.arrayContaining([expect.objectContaining({ comment: 'Коробка мятая' })]) },
    })
    // Free words about people are not part of what is hashed.
    expect(JSON.stringify(events.map(({ data }) => data))).not.toContain('мятая')
  })

  it('belongs to the attempt that it was told of, whatever sort of event', async () => {
    const { shop } = await byHub()
    const { number } = await parcelOf(shop)
    const photo = { kind: 'photo', reference: 'https://carrier.test/1.jpg' }
    const road = { ...atHub(number, 10, { comment: 'Увезли', evidence: [photo] }), type: 'parcel.in_transit' }
    await tell(
      shop,
      [refusalOf(number, at(60), { attempt: 1 }), refusalOf(number, at(20), { attempt: 2 })],
      now,
    )
    await tell(shop, [atHub(number, 40, { evidence: [photo] }), road], now)
    const { caseId, events } = await heldOf(shop, number)
    const panel = await refusalPanel(shop.callers.staff, caseId)
    expect(panel?.refusals.map(({ hubWords }) => hubWords.evidence.length)).toEqual([0, 1])
    expect(events.find(({ type }) => type === 'parcel.in_transit')?.data).toMatchObject({
      evidence: [photo],
      noteId: expect.any(String),
    })
  })
})
