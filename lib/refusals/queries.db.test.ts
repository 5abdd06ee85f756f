import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { freshMerchant, type TestMerchant } from '@/db/factories/merchant'
import { actionsTo, freshPlace, freshRules, parcelOf, refusalOf, ruleOf, tell } from '@/db/factories/refusal'
import { readMerchant, withMerchant } from '@/db/tenant'
import { testDatabase } from '@/db/testing/database'
import { returnsQuery } from '@/lib/api/schemas'
import { casesAnswer } from '@/lib/cases/api'
import { listCases } from '@/lib/cases/queries'
import { parseCaseSearch } from '@/lib/cases/search'
import { newId } from '@/lib/ids'
import type { CarrierEvent } from '@/lib/carriers/schemas'
import { disputeRefusal, overrideRoute, scheduleRedelivery, settleRefusal } from './commands'
import { refusalList, refusalPanel, routeDestinations } from './queries'
import { pageSize, parseRefusalSearch, refusalTabs } from './search'

const { owner } = await testDatabase()
const now = new Date('2026-11-20T09:00:00Z')
const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000)
const soon = (minutes: number) => new Date(now.getTime() + minutes * 60_000)

type SearchParams = Parameters<typeof parseRefusalSearch>[0]

const list = (shop: TestMerchant, params: SearchParams = {}, at = now) =>
  refusalList(shop.callers.staff, parseRefusalSearch(params), at)
const orders = async (shop: TestMerchant, params: SearchParams = {}, at = now) =>
  (await list(shop, params, at)).rows.map(({ orderNumber }) => orderNumber)

/** One parcel refused that many hours ago, and told at once. */
async function refused(shop: TestMerchant, hours: number, more: Partial<CarrierEvent> = {}) {
  const order = await parcelOf(shop, { placedAt: ago(24 * 30).toISOString() })
  await tell(shop, [refusalOf(order.number, ago(hours), more)], ago(hours))
  const [row] = await readMerchant(shop.system, (tx) =>
    tx.execute<{ id: string; number: number; version: number }>(sql`
      select id, number, version from cases where merchant_id = ${shop.id} and order_id = ${order.id}`),
  )
  if (!row) throw new Error('The refusal made no case')
  return { order: order.number, caseId: row.id, number: row.number, version: row.version }
}

/** A shop whose rules send damaged parcels to a place, absent people's to the door again, and leave the rest to a person. */
async function routed() {
  const shop = await freshMerchant(owner)
  await freshPlace(shop, { code: 'MSK-1', name: 'Сортировка «Москва»', kind: 'hub' })
  const repair = await freshPlace(shop)
  const when = (field: 'packaging' | 'reason', value: string) => ({
    match: 'all' as const,
    of: [{ field, op: 'in' as const, values: [value] }],
  })
  const damaged = ruleOf(when('packaging', 'damaged'), actionsTo({ action: 'deliver', locationId: repair }), {
    name: 'Битое в ремонт',
  })
  const again = ruleOf(
    when('reason', 'recipient_absent'),
    actionsTo({ action: 'redeliver', afterDays: 1, window: null }),
  )
  await freshRules(shop, { rules: [damaged, again], otherwise: actionsTo({ action: 'ask' }) }, ago(24 * 30))
  return { shop, repair, damaged, again }
}

describe('the queue of refused parcels', () => {
  it('has each parcel where it waits, the longest waiting first, and no other shop’s', async () => {
    const [{ shop, damaged, again }, other] = await Promise.all([routed(), routed()])
    const late = await refused(shop, 1)
    const early = await refused(shop, 5)
    const broken = await refused(shop, 3, { packaging: 'damaged' })
    const absent = await refused(shop, 4, { reasonCode: 'recipient_absent' })
    const foreign = await refused(other.shop, 2)

    expect(await orders(shop)).toEqual([early.order, late.order])
    expect(await orders(shop, { tab: 'moving' })).toEqual([broken.order])
    expect(await orders(shop, { tab: 'redelivery' })).toEqual([absent.order])
    expect(await orders(shop, { tab: 'all' })).toEqual(
      [late, broken, absent, early].map(({ order }) => order),
    )
    for (const tab of refusalTabs) expect(await orders(shop, { tab })).not.toContain(foreign.order)
    expect(await orders(other.shop)).toEqual([foreign.order])

    const { counts, choices } = await list(shop)
    expect(counts).toMatchObject({
      needs_route: { count: 2, capped: false },
      redelivery: { count: 1 },
      moving: { count: 1 },
      arrived: { count: 0 },
      disputed: { count: 0 },
      all: { count: 4, capped: false },
    })
    expect(choices.rules).toEqual([
      { id: damaged.id, name: 'Битое в ремонт' },
      { id: again.id, name: '' },
    ])
    expect(choices.hubs).toEqual([{ code: 'MSK-1', name: 'Сортировка «Москва»' }])
  })

  it('shows what was refused, where it goes and which rule says so', async () => {
    const { shop } = await routed()
    await refused(shop, 2, {
      packaging: 'damaged',
      items: [{ sku: 'CUP-1', quantity: 1 }],
      courier: { id: 'K-7', name: 'Пётр' },
    })
    const { rows } = await list(shop, { tab: 'moving' })
    expect(rows).toMatchObject([
      {
        stage: 'in_transit',
        customerName: 'Мария Кузнецова',
        goods: 'Чашка',
        lines: 1,
        units: 1,
        amount: 50_000,
        refusal: {
          attempt: 1,
          extent: 'partial',
          reason: 'changed_mind',
          confirmedReason: null,
          differs: 0,
          hub: 'Сортировка «Москва»',
          courier: 'Пётр',
        },
        route: {
          action: 'deliver',
          place: 'Склад «Подольск»',
          by: 'rule',
          rule: { position: 1, name: 'Битое в ремонт' },
          version: 1,
          destinationClosed: false,
        },
      },
    ])
  })

  it('puts redeliveries that are still to be agreed before those that are, which go by their slot', async () => {
    const { shop } = await routed()
    const absent = { reasonCode: 'recipient_absent' }
    const later = await refused(shop, 30, absent)
    const sooner = await refused(shop, 20, absent)
    const open = await refused(shop, 2, absent)
    for (const [parcel, date] of [
      [later, '2026-11-24'],
      [sooner, '2026-11-23'],
    ] as const) {
      const agreed = await scheduleRedelivery(
        shop.callers.staff,
        {
          commandId: newId(),
          caseId: parcel.caseId,
          expectedVersion: parcel.version,
          slot: { date, from: '10:00', to: '14:00' },
        },
        now,
      )
      expect(agreed).toMatchObject({ ok: true })
    }
    expect(await orders(shop, { tab: 'redelivery' })).toEqual([open.order, sooner.order, later.order])
    const { rows } = await list(shop, { tab: 'redelivery' })
    expect(rows[1]?.refusal?.redelivery).toEqual({ date: '2026-11-23', from: '10:00:00', to: '14:00:00' })

    // A page may end anywhere, between the two kinds too.
    const search = parseRefusalSearch({ tab: 'redelivery' })
    const after = async (group: 0 | 1, at: Date, id: string) => {
      const cursor = { side: 'after' as const, group, at, id }
      const page = await refusalList(shop.callers.staff, { ...search, cursor }, now)
      return page.rows.map(({ orderNumber }) => orderNumber)
    }
    const [first, second] = rows
    if (!first || !second) throw new Error('The list lost its rows')
    expect(await after(0, first.stageSince, first.key)).toEqual([sooner.order, later.order])
    expect(await after(1, new Date('2026-11-23T10:00:00Z'), second.key)).toEqual([later.order])
  })

  it('has parcels whose storage runs out or is over, the soonest end first, while they lie', async () => {
    const { shop } = await routed()
    const fresh = await refused(shop, 1)
    const over = await refused(shop, 24 * 12)
    const nearly = await refused(shop, 24 * 6)
    expect(await orders(shop, { tab: 'storage' })).toEqual([over.order, nearly.order])
    await tell(
      shop,
      [
        {
          id: newId(),
          type: 'parcel.in_transit',
          occurredAt: ago(1).toISOString(),
          orderNumber: over.order,
        },
      ],
      now,
    )
    expect(await orders(shop, { tab: 'storage' })).toEqual([nearly.order])
    expect(await orders(shop, { tab: 'all' })).toContain(fresh.order)
  })

  it('has what is disputed until it is settled', async () => {
    const { shop } = await routed()
    const parcel = await refused(shop, 3)
    expect(await orders(shop, { tab: 'disputed' })).toEqual([])
    const disputed = await disputeRefusal(
      shop.callers.staff,
      {
        commandId: newId(),
        caseId: parcel.caseId,
        expectedVersion: parcel.version,
        comment: 'Мне не звонили',
      },
      soon(1),
    )
    if (!disputed.ok) throw new Error(disputed.error.detail)
    const { rows } = await list(shop, { tab: 'disputed' })
    expect(rows).toMatchObject([{ orderNumber: parcel.order, flags: ['disputed_refusal'] }])
    expect(rows[0]?.refusal?.signs.map(({ kind }) => kind)).toEqual(['customer_disagrees'])

    const panel = await refusalPanel(shop.callers.staff, parcel.caseId)
    expect(panel?.refusals[0]).toMatchObject({
      signs: [{ kind: 'customer_disagrees', words: 'Мне не звонили' }],
      settled: null,
    })
    const settled = await settleRefusal(
      shop.callers.support,
      {
        commandId: newId(),
        caseId: parcel.caseId,
        expectedVersion: disputed.data.version,
        as: 'not_refused',
        comment: 'Курьер перепутал подъезд',
      },
      soon(2),
    )
    expect(settled).toMatchObject({ ok: true })
    expect(await orders(shop, { tab: 'disputed' })).toEqual([])
    expect((await refusalPanel(shop.callers.staff, parcel.caseId))?.refusals[0].settled).toMatchObject({
      by: 'Сотрудник support',
      as: 'not_refused',
      comment: 'Курьер перепутал подъезд',
    })
  })

  it('is narrowed by rule, reason with those under it, courier, hub and day of the shop’s zone', async () => {
    const { shop, damaged } = await routed()
    const broken = await refused(shop, 3, { packaging: 'damaged', courier: { id: 'K-7' } })
    const small = await refused(shop, 30, { reasonCode: 'size' })
    const plain = await refused(shop, 2, { location: undefined })
    expect(await orders(shop, { rule: damaged.id })).toEqual([broken.order])
    expect(await orders(shop, { rule: 'default' })).toEqual([plain.order, small.order])
    expect(await orders(shop, { reason: 'not_fit' })).toEqual([small.order])
    expect(await orders(shop, { courier: 'K-7', carrier: 'obratno-express' })).toEqual([broken.order])
    expect(await orders(shop, { courier: 'K-7', carrier: 'cdek' })).toEqual([])
    expect(await orders(shop, { hub: 'MSK-1' })).toEqual([broken.order, small.order])
    expect(await orders(shop, { from: '2026-11-20' })).toEqual([plain.order, broken.order])
    expect(await orders(shop, { to: '2026-11-19' })).toEqual([small.order])
    const narrowed = await list(shop, { reason: 'changed_mind', tab: 'needs_route' })
    expect(narrowed.counts).toEqual({ needs_route: { count: 1, capped: false } })
  })

  it('goes by the reason that the hub has found, and counts by it', async () => {
    const { shop } = await routed()
    const [torn, plain] = [await refused(shop, 30), await refused(shop, 20)]
    const found = {
      id: newId(),
      type: 'parcel.at_hub',
      occurredAt: ago(10).toISOString(),
      orderNumber: torn.order,
    }
    await tell(shop, [{ ...found, reasonCode: 'goods' }], now)
    expect(await orders(shop, { reason: 'damaged_in_delivery' })).toEqual([torn.order])
    expect(await orders(shop, { reason: 'changed_mind' })).toEqual([plain.order])
    for (const reason of ['damaged_in_delivery', 'changed_mind']) {
      expect((await list(shop, { reason, tab: 'all' })).counts).toMatchObject({ all: { count: 1 } })
    }
    // Among all returns any voice counts, and the latest word is shown.
    const returns = async (reason: string) => {
      const page = await listCases(shop.callers.staff, parseCaseSearch({ reason }), now)
      return page.rows.map((row) => [row.orderNumber, row.reason])
    }
    expect(await returns('goods')).toEqual([[torn.order, 'goods']])
    expect(await returns('changed_mind')).toEqual(
      expect.arrayContaining([
        [torn.order, 'goods'],
        [plain.order, 'changed_mind'],
      ]),
    )
    const answer = await casesAnswer(shop.callers.manager, returnsQuery.parse({ reason: 'goods' }))
    expect(answer).toMatchObject({ data: { data: [{ order: { number: torn.order } }] } })
  })

  it('keeps a rule’s refusal with the rule only until a person chose otherwise', async () => {
    const { shop, damaged } = await routed()
    const parcel = await refused(shop, 3, { packaging: 'damaged' })
    const sent = await overrideRoute(
      shop.callers.support,
      {
        commandId: newId(),
        caseId: parcel.caseId,
        expectedVersion: parcel.version,
        to: { action: 'deliver', locationId: shop.locationId },
        comment: 'Ремонт переполнен',
      },
      soon(1),
    )
    expect(sent).toMatchObject({ ok: true })
    expect(await orders(shop, { rule: damaged.id })).toEqual([])
    const panel = await refusalPanel(shop.callers.staff, parcel.caseId)
    expect(panel?.routes).toMatchObject([
      { by: 'person', who: 'Сотрудник support', comment: 'Ремонт переполнен', place: 'Основной склад' },
      { by: 'rule', version: 1, answer: { rule: { position: 1 } }, place: 'Склад «Подольск»' },
    ])
    expect(panel?.asked.map(({ id }) => id)).toEqual([damaged.id])
  })

  it('turns pages both ways without losing or repeating a row', async () => {
    const { shop } = await routed()
    const parcels = await Promise.all(Array.from({ length: pageSize + 7 }, () => parcelOf(shop)))
    // Several at the same moment, so that the place between two rows is not told by time alone.
    await tell(
      shop,
      parcels.map(({ number }, at) => refusalOf(number, ago(Math.floor(at / 4)))),
      now,
    )
    for (const tab of ['needs_route', 'all'] as const) {
      const first = await list(shop, { tab })
      expect(first.rows).toHaveLength(pageSize)
      expect(first.previous).toBeNull()
      const search = parseRefusalSearch({ tab })
      const second = await refusalList(shop.callers.staff, { ...search, cursor: first.next }, now)
      expect(second.next).toBeNull()
      const seen = [...first.rows, ...second.rows].map(({ key }) => key)
      expect(new Set(seen).size).toBe(parcels.length)
      const back = await refusalList(shop.callers.staff, { ...search, cursor: second.previous }, now)
      expect(back.rows.map(({ key }) => key)).toEqual(first.rows.map(({ key }) => key))
    }
  })
})

describe('what is told of one parcel', () => {
  it('is nothing of another shop’s, and nothing where none is known', async () => {
    const [{ shop }, other] = await Promise.all([routed(), routed()])
    const parcel = await refused(shop, 3)
    expect(await refusalPanel(shop.callers.staff, parcel.caseId)).not.toBeNull()
    expect(await refusalPanel(other.shop.callers.staff, parcel.caseId)).toBeNull()
    expect(await refusalPanel(shop.callers.staff, newId())).toBeNull()
  })

  it('has every attempt with its route, the latest first', async () => {
    const { shop } = await routed()
    const parcel = await refused(shop, 30, { reasonCode: 'recipient_absent', comment: 'Никого' })
    await tell(shop, [refusalOf(parcel.order, ago(2), { attempt: 2, packaging: 'damaged' })], now)
    const panel = await refusalPanel(shop.callers.staff, parcel.caseId)
    expect(panel?.refusals).toMatchObject([
      { attempt: 2, packaging: 'damaged', reason: 'changed_mind', hub: { name: 'Сортировка «Москва»' } },
      { attempt: 1, reason: 'recipient_absent', comment: 'Никого' },
    ])
    expect(panel?.routes.map(({ attempt, action }) => [attempt, action])).toEqual([
      [2, 'deliver'],
      [1, 'redeliver'],
    ])
    expect((await list(shop, { tab: 'all' })).rows.map(({ refusal }) => refusal?.attempt)).toEqual([2, 1])
    expect((await list(shop, { tab: 'moving' })).rows.map(({ refusal }) => refusal?.attempt)).toEqual([2])
  })
})

describe('where a parcel may be sent', () => {
  it('is any place that is not closed for good, those that take nothing in today last', async () => {
    const { shop, repair } = await routed()
    const gone = await freshPlace(shop, { name: 'Старый склад' })
    await withMerchant(shop.system, async (tx) => {
      await tx.execute(sql`update locations set closed_at = ${now.toISOString()}::timestamptz
        where merchant_id = ${shop.id} and id = ${gone}`)
      const closures = JSON.stringify([{ from: '2026-11-19', to: '2026-11-25', note: '' }])
      await tx.execute(sql`update locations set closures = ${closures}::jsonb
        where merchant_id = ${shop.id} and id = ${shop.locationId}`)
    })
    const { destinations } = await routeDestinations(shop.callers.support, now)
    expect(destinations.map(({ id, closedUntil }) => [id, closedUntil])).toEqual([
      [repair, null],
      [shop.locationId, '2026-11-25'],
    ])
  })

  it('says until when a place takes goods in today', async () => {
    const { shop, repair } = await routed()
    const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
    const hours = JSON.stringify([{ days, from: '00:00', to: '23:59' }])
    await withMerchant(shop.system, (tx) =>
      tx.execute(
        sql`update locations set hours = ${hours}::jsonb where merchant_id = ${shop.id} and id = ${repair}`,
      ),
    )
    const { destinations } = await routeDestinations(shop.callers.support, now)
    expect(destinations.map(({ id, opening }) => [id, opening])).toEqual([
      [shop.locationId, null],
      [repair, { kind: 'open', until: '23:59' }],
    ])
  })

  it('says which place has no room for another', async () => {
    const { shop, repair } = await routed()
    await withMerchant(shop.system, (tx) =>
      tx.execute(sql`update locations set capacity = 2 where merchant_id = ${shop.id} and id = ${repair}`),
    )
    const roomAt = async () => {
      const { destinations } = await routeDestinations(shop.callers.support, now)
      return destinations.map(({ id, full }) => [id, full])
    }
    await refused(shop, 3, { packaging: 'damaged' })
    expect(await roomAt()).toContainEqual([repair, null])
    await refused(shop, 2, { packaging: 'damaged' })
    expect(await roomAt()).toContainEqual([repair, { load: 2, capacity: 2 }])
    expect(await roomAt()).toContainEqual([shop.locationId, null])
  })
})
