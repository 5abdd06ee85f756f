import { describe, expect, it } from 'vitest'
import { freshMerchant, freshOrder, type TestMerchant } from '@/db/factories/merchant'
import { testDatabase } from '@/db/testing/database'
import { carrierCaller } from '@/lib/caller'
import { takeCarrierEvents } from '@/lib/carriers/commands'
import { newId } from '@/lib/ids'
import { orderForReturn } from '@/lib/orders/queries'
import { createPickup } from '@/lib/pickups/commands'
import { createPickupInput } from '@/lib/pickups/schemas'
import { changeCase, createCase } from './commands'
import type { CaseCommand } from './machine'
import {
  casePage,
  caseVersion,
  latestEventId,
  listCases,
  neighbours,
  overview,
  queueCounts,
  recentEvents,
} from './queries'
import { parseCaseSearch, type SearchParams } from './search'

const { owner, app } = await testDatabase()
const start = new Date('2026-11-20T09:00:00Z')
const minute = (count: number) => new Date(start.getTime() + count * 60_000)

type OrderShape = Parameters<typeof freshOrder>[1]

async function freshCase(shop: TestMerchant, at: Date, order: OrderShape = {}, reason = 'size') {
  const { id: orderId } = await freshOrder(shop, order)
  const lines = (await orderForReturn(shop.system, orderId))?.lines ?? []
  const made = await createCase(
    shop.callers.support,
    {
      commandId: newId(),
      orderId,
      channel: 'cabinet',
      items: lines.map(({ id, quantity }) => ({ orderLineId: id, quantity, reason })),
    },
    at,
  )
  if (!made.ok) throw new Error(made.error.detail)
  return made.data
}

async function change(
  shop: TestMerchant,
  caseId: string,
  version: number,
  command: CaseCommand,
  at = minute(200),
) {
  const result = await changeCase(
    shop.callers.manager,
    { commandId: newId(), caseId, expectedVersion: version, command, comment: 'Потому что' },
    at,
  )
  if (!result.ok) throw new Error(result.error.detail)
  return result.data
}

const find = (shop: TestMerchant, params: SearchParams) =>
  listCases(shop.callers.staff, parseCaseSearch(params), start)
const numbers = async (shop: TestMerchant, params: SearchParams) =>
  (await find(shop, params)).rows.map((row) => row.number)

/** Cases as an import would leave many: straight into the tables, all within one shop. */
async function manyCases(shop: TestMerchant, count: number, from: Date) {
  const { id: orderId } = await freshOrder(shop)
  await owner.begin(async (tx) => {
    await tx`select set_config('app.merchant_id', ${shop.id}, true)`
    await tx`insert into cases (merchant_id, id, number, kind, order_id, channel, requested_at, decision, custody,
        inspection, money, stage, stage_since, location_id, event_count, last_hash, version, created_at, updated_at)
      select ${shop.id}, ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 20000 + n, case when n % 4 = 0 then 'refusal' else 'client_return' end,
        ${orderId}, 'site', ${from}, 'approved', 'received', 'done', 'paid',
        case when n % 5 = 0 then 'refund' else 'closed' end, ${from}, ${shop.locationId}, 1, 'x', 1,
        ${from}::timestamptz + (n / 3) * interval '1 second', ${from}::timestamptz - n * interval '1 second'
      from generate_series(1, ${count}::int) n`
  })
}

describe('paging', () => {
  it('gives every case once, forwards and backwards, also those of one moment, while more are added', async () => {
    const shop = await freshMerchant(owner)
    await manyCases(shop, 120, start)
    for (const sort of ['-created', 'created', '-updated', 'updated']) {
      const seen: number[][] = []
      let list = await find(shop, { sort })
      for (;;) {
        seen.push(list.rows.map((row) => row.number))
        if (!list.next) break
        if (sort === '-created' && seen.length === 1) await freshCase(shop, minute(60))
        list = await listCases(shop.callers.staff, { ...parseCaseSearch({ sort }), cursor: list.next }, start)
      }
      const all = seen.flat()
      expect(new Set(all).size).toBe(all.length)
      expect(all.length).toBe(sort === '-created' ? 120 : 121)
      for (let page = seen.length - 2; page >= 0; page -= 1) {
        if (!list.previous) throw new Error('There is no way back')
        list = await listCases(
          shop.callers.staff,
          { ...parseCaseSearch({ sort }), cursor: list.previous },
          start,
        )
        expect(list.rows.map((row) => row.number)).toEqual(seen[page])
      }
      // What was added meanwhile stands before the page that was the first.
      if (sort === '-created') {
        expect(list.previous).not.toBeNull()
        list = await listCases(
          shop.callers.staff,
          { ...parseCaseSearch({ sort }), cursor: list.previous },
          start,
        )
      }
      expect(list.previous).toBeNull()
      expect(list.rows).toHaveLength(50)
    }
  })

  it('is in order by creation and by change', async () => {
    const shop = await freshMerchant(owner)
    await manyCases(shop, 60, start)
    const created = (await find(shop, {})).rows.map((row) => row.createdAt.getTime())
    expect(created).toEqual([...created].sort((a, b) => b - a))
    const updated = (await find(shop, { sort: 'updated' })).rows.map((row) => row.updatedAt.getTime())
    expect(updated).toEqual([...updated].sort((a, b) => a - b))
  })
})

describe('filters', () => {
  it('keep the cases they name, alone and together, and count them', async () => {
    const shop = await freshMerchant(owner)
    const [one, two, three] = [
      await freshCase(shop, minute(0)),
      await freshCase(shop, minute(1), {}, 'defective'),
      await freshCase(shop, minute(60 * 24)),
    ]
    await change(shop, two.caseId, 1, 'send_to_review')
    await change(shop, three.caseId, 1, 'approve')
    expect(await numbers(shop, { stage: 'review' })).toEqual([two.number])
    expect(await numbers(shop, { stage: 'new,review' })).toEqual([two.number, one.number])
    expect(await numbers(shop, { stage: 'new,review', sort: '-updated' })).toEqual([two.number, one.number])
    expect(await numbers(shop, { kind: 'refusal' })).toEqual([])
    expect(await numbers(shop, { reason: 'defective' })).toEqual([two.number])
    expect(await numbers(shop, { reason: 'defective,size', stage: 'needs_pickup' })).toEqual([three.number])
    expect(await numbers(shop, { reason: 'defective', stage: 'needs_pickup' })).toEqual([])
    expect(await numbers(shop, { createdFrom: '2026-11-21' })).toEqual([three.number])
    expect(await numbers(shop, { createdTo: '2026-11-20' })).toEqual([two.number, one.number])
    expect((await find(shop, { reason: 'defective' })).total).toEqual({ count: 1, capped: false })
    expect((await find(shop, { stage: 'new,review' })).total).toEqual({ count: 2, capped: false })
  })

  it('count a return once, however many of its articles have the reason', async () => {
    const shop = await freshMerchant(owner)
    const line = { quantity: 1, unitPrice: 100_00 }
    const lines = [
      { ...line, sku: 'A', name: 'Чашка' },
      { ...line, sku: 'B', name: 'Блюдце' },
    ]
    const { caseId } = await freshCase(shop, minute(0), { lines }, 'defective')
    await owner.begin(async (tx) => {
      await tx`
        insert into cases (merchant_id, id, number, kind, order_id, customer_id, channel, requested_at, decision, custody,
          inspection, money, stage, stage_since, event_count, last_hash, version, created_at, updated_at)
        select merchant_id, gen_random_uuid(), 900000 + n, kind, order_id, customer_id, channel, requested_at, decision,
          custody, inspection, money, stage, stage_since, 1, 'x', 1, created_at, updated_at
        from cases, generate_series(1, 550) n where merchant_id = ${shop.id} and id = ${caseId}`
      await tx`
        insert into case_items (merchant_id, id, case_id, order_line_id, quantity, customer_reason, live)
        select c.merchant_id, gen_random_uuid(), c.id, l.id, 1, 'defective', false
        from cases c join order_lines l on l.merchant_id = c.merchant_id and l.order_id = c.order_id
        where c.merchant_id = ${shop.id} and c.number > 900000`
    })
    expect((await find(shop, { reason: 'defective' })).total).toEqual({ count: 551, capped: false })
  })

  it('count days in the merchant’s zone', async () => {
    const shop = await freshMerchant(owner)
    const { number } = await freshCase(shop, new Date('2026-11-20T21:30:00Z'))
    expect(await numbers(shop, { createdFrom: '2026-11-21', createdTo: '2026-11-21' })).toEqual([number])
    expect(await numbers(shop, { createdTo: '2026-11-20' })).toEqual([])
  })

  it('find the place the goods went to', async () => {
    const shop = await freshMerchant(owner)
    await manyCases(shop, 3, start)
    expect(await numbers(shop, { location: shop.locationId })).toHaveLength(3)
    expect(await numbers(shop, { location: newId() })).toEqual([])
  })
})

describe('search', () => {
  it('finds by number, order, ending of the phone, beginning of names and tracking number', async () => {
    const shop = await freshMerchant(owner)
    const { number } = await freshCase(shop, start, {
      number: 'Z-7781',
      customer: { name: 'Алёна Ёлкина', phone: '+79035551122' },
      trackingNumber: 'RU445566',
    })
    await freshCase(shop, minute(1), { customer: { name: 'Пётр Орлов', phone: '+79030000000' } })
    for (const q of [
      `R-${number}`,
      String(number),
      'z-7781',
      '1122',
      '8 903 555-11-22',
      'ёлк',
      'елкина алена',
      'RU4455',
      '445566',
    ]) {
      expect([q, await numbers(shop, { q })]).toEqual([q, [number]])
    }
    expect(await numbers(shop, { q: 'алёна орлов' })).toEqual([])
    expect(await numbers(shop, { q: 'ёлк', stage: 'review' })).toEqual([])
    expect(await numbers(shop, { q: '!!!' })).toEqual([])
    expect((await find(shop, { q: 'ёлк' })).total).toEqual({ count: 1, capped: false })
  })

  it('finds among more hits than it sorts, newest first, and stops counting at a thousand', async () => {
    const shop = await freshMerchant(owner)
    await manyCases(shop, 1200, start)
    await owner.begin(async (tx) => {
      await tx`select set_config('app.merchant_id', ${shop.id}, true)`
      await tx`insert into search_tokens (merchant_id, entity, token, entity_id)
        select merchant_id, 'case', 'w:мария', id from cases where merchant_id = ${shop.id} and number <= 21100`
      await tx`insert into search_tokens (merchant_id, entity, token, entity_id)
        select merchant_id, 'case', 'w:орлова', id from cases where merchant_id = ${shop.id} and number > 20090`
    })
    const list = await find(shop, { q: 'мар' })
    expect(list.total).toEqual({ count: 1000, capped: true })
    expect(list.rows[0]?.number).toBe(21100)
    expect(list.rows).toHaveLength(50)
    const both = await find(shop, { q: 'мария орлова', stage: 'refund' })
    expect(both.rows[0]?.number).toBe(21100)
    expect(both.total).toEqual({ count: 202, capped: false })
    expect(await numbers(shop, { q: 'мария орлова', stage: 'lost' })).toEqual([])
  })
})

describe('walls between merchants', () => {
  it('show nothing of another shop by any question', async () => {
    const [shop, other] = [await freshMerchant(owner), await freshMerchant(owner)]
    const { number } = await freshCase(shop, start, { customer: { name: 'Секретный Покупатель' } })
    const stranger = other.callers.admin
    expect((await listCases(stranger, parseCaseSearch({}), start)).rows).toEqual([])
    expect((await listCases(stranger, parseCaseSearch({ q: 'секретный' }), start)).total.count).toBe(0)
    expect(await casePage(stranger, number)).toBeNull()
    expect(await caseVersion(stranger, number, 0)).toBeNull()
    expect(await latestEventId(stranger)).toBeNull()
    expect(await recentEvents(stranger, 10)).toEqual([])
    expect(await queueCounts(stranger)).toEqual({})
    expect(await neighbours(stranger, parseCaseSearch({}), number, start)).toEqual({
      previous: null,
      next: null,
    })
    expect((await overview(stranger, ['new'])).oldest).toEqual({})
  })

  it('are closed to a carrier, who may only report', async () => {
    const shop = await freshMerchant(owner)
    const carrier = carrierCaller(shop.system.merchant, shop.carrierId)
    expect(() => listCases(carrier, parseCaseSearch({}), start)).toThrow('case.read')
    await expect(queueCounts(carrier)).rejects.toThrow('case.read')
  })
})

describe('counts', () => {
  it('agree with the lists they lead to, before and after the deltas are folded', async () => {
    const shop = await freshMerchant(owner)
    const { caseId } = await freshCase(shop, start)
    await freshCase(shop, minute(1))
    await manyCases(shop, 30, start)
    await change(shop, caseId, 1, 'approve')
    const agree = async () => {
      const counts = await queueCounts(shop.callers.staff)
      for (const [stage, count] of Object.entries(counts)) {
        const list = await find(shop, { stage })
        expect([stage, list.total.count, list.rows.length]).toEqual([stage, count, count])
      }
      expect(counts).toMatchObject({ new: 1, needs_pickup: 1, refund: 6, closed: 24 })
    }
    await agree()
    await app`select fold_case_counts(100000)`
    await agree()
    const left = await owner`select from case_count_deltas where merchant_id = ${shop.id}`
    expect(left).toHaveLength(0)
  })

  it('tell on the overview how long the oldest has waited', async () => {
    const shop = await freshMerchant(owner)
    await freshCase(shop, minute(5))
    await freshCase(shop, minute(1))
    const facts = await overview(shop.callers.staff, ['new', 'review'])
    expect(facts).toMatchObject({
      counts: { new: 2 },
      oldest: { new: minute(1) },
      parked: 0,
      hasOrders: true,
    })
    // Each was created and got its verdict.
    expect(facts.recent).toHaveLength(4)
  })
})

describe('neighbours', () => {
  it('are those of the list the case was opened from', async () => {
    const shop = await freshMerchant(owner)
    const cases = []
    for (let index = 0; index < 4; index += 1) cases.push(await freshCase(shop, minute(index)))
    const [a, b, c, d] = cases.map((one) => one.number)
    expect(await neighbours(shop.callers.staff, parseCaseSearch({}), b ?? 0, start)).toEqual({
      previous: c,
      next: a,
    })
    expect(await neighbours(shop.callers.staff, parseCaseSearch({ sort: 'created' }), b ?? 0, start)).toEqual(
      {
        previous: a,
        next: c,
      },
    )
    await change(shop, cases[2]?.caseId ?? '', 1, 'approve')
    expect(await neighbours(shop.callers.staff, parseCaseSearch({ stage: 'new' }), b ?? 0, start)).toEqual({
      previous: d,
      next: a,
    })
    expect(await neighbours(shop.callers.staff, parseCaseSearch({}), d ?? 0, start)).toEqual({
      previous: null,
      next: c,
    })
  })
})

describe('the card', () => {
  async function pickedUp(shop: TestMerchant) {
    const made = await freshCase(shop, start)
    await change(shop, made.caseId, 1, 'approve', minute(5))
    const pickup = await createPickup(
      shop.callers.staff,
      createPickupInput.parse({
        commandId: newId(),
        caseId: made.caseId,
        recipient: { name: 'Мария Кузнецова', phone: '+79123456789' },
        address: { city: 'Москва', line: 'ул. Лесная, 5' },
        slot: { date: '2026-11-23', from: '10:00', to: '14:00' },
        comment: 'Позвонить за час',
      }),
      minute(10),
    )
    if (!pickup.ok) throw new Error(pickup.error.detail)
    const carrier = carrierCaller(shop.system.merchant, shop.carrierId)
    const tell = (id: string, type: string, at: Date, more: object = {}) =>
      takeCarrierEvents(
        carrier,
        [{ id, type, occurredAt: at.toISOString(), pickupId: pickup.data.pickupId, ...more }],
        minute(60),
      )
    return { ...made, tell }
  }

  it('has the whole story, with who, notes, names and what does not fit', async () => {
    const shop = await freshMerchant(owner)
    const { number, tell } = await pickedUp(shop)
    await tell('e2', 'pickup.collected', minute(30), { items: [{ sku: 'LAMP-1', quantity: 1 }] })
    await tell('e1', 'pickup.accepted', minute(20))
    await tell('e3', 'parcel.received', minute(40), { location: { code: 'main' } })
    await tell('e4', 'parcel.at_hub', minute(50))
    const page = await casePage(shop.callers.staff, number)
    expect(page).toMatchObject({
      stage: 'inspection',
      custody: 'received',
      brokenAt: null,
      eventCount: 8,
      location: { name: 'Основной склад' },
      items: [
        {
          sku: 'LAMP-1',
          quantity: 2,
          collected: 1,
          received: 1,
          reasons: { customer: 'size', courier: null },
        },
      ],
      pickups: [{ status: 'collected', note: 'Позвонить за час', contact: { phone: '+79123456789' } }],
      anomalies: [{ code: 'did_not_follow' }],
    })
    expect(page?.timeline.map(({ type }) => type)).toEqual([
      'parcel.at_hub',
      'parcel.received',
      'pickup.collected',
      'pickup.accepted',
      'pickup.created',
      'decision.approved',
      'verdict.given',
      'case.created',
    ])
    expect(page?.timeline.find(({ type }) => type === 'decision.approved')).toMatchObject({
      who: 'Сотрудник manager',
      note: 'Потому что',
    })
    expect(page?.timeline.find(({ type }) => type === 'parcel.received')).toMatchObject({
      who: 'Обратно Экспресс',
      locationName: 'Основной склад',
      recordedAt: minute(60),
    })
  })

  it('says where its journal was tampered with', async () => {
    const shop = await freshMerchant(owner)
    const { number, caseId } = await pickedUp(shop)
    await owner.begin(async (tx) => {
      await tx`alter table case_events disable trigger case_events_append_only`
      await tx`update case_events set data = '{}' where merchant_id = ${shop.id} and case_id = ${caseId} and seq = 2`
      await tx`alter table case_events enable trigger case_events_append_only`
    })
    expect((await casePage(shop.callers.staff, number))?.brokenAt).toBe(2)
  })

  it('says that the end of its journal is missing', async () => {
    const shop = await freshMerchant(owner)
    const { number, caseId } = await pickedUp(shop)
    await owner.begin(async (tx) => {
      await tx`alter table case_events disable trigger case_events_append_only`
      await tx`delete from case_events where merchant_id = ${shop.id} and case_id = ${caseId} and seq = 3`
      await tx`alter table case_events enable trigger case_events_append_only`
    })
    expect((await casePage(shop.callers.staff, number))?.brokenAt).toBe(3)
  })

  it('is told what others did since it was drawn, and not what its own reader did', async () => {
    const shop = await freshMerchant(owner)
    const { number, tell } = await pickedUp(shop)
    await tell('e1', 'pickup.accepted', minute(20))
    expect(await caseVersion(shop.callers.staff, number, 3)).toEqual({
      version: 4,
      events: 5,
      news: ['pickup.accepted'],
    })
    expect((await caseVersion(shop.callers.staff, number, 0))?.news).toEqual([
      'pickup.accepted',
      'decision.approved',
      'verdict.given',
      'case.created',
    ])
    expect((await caseVersion(shop.callers.manager, number, 0))?.news).not.toContain('decision.approved')
  })
})
