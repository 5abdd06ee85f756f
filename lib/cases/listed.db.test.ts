import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { freshMerchant, freshOrder, type TestMerchant } from '@/db/factories/merchant'
import { freshPolicy, termsWith } from '@/db/factories/policy'
import { readMerchant } from '@/db/tenant'
import { testDatabase } from '@/db/testing/database'
import { newId } from '@/lib/ids'
import { changeCase, createCase } from './commands'
import { listCases, neighbours, overview } from './queries'
import { parseCaseSearch, type SearchParams } from './search'

const { owner } = await testDatabase()
/** Handed over on 15 November: seven days end on Monday the 23rd. */
const inTime = new Date('2026-11-20T09:00:00Z')
const late = new Date('2026-11-24T09:00:00Z')
const minute = (count: number) => new Date(late.getTime() + count * 60_000)

async function shopWith() {
  const shop = await freshMerchant(owner)
  await freshPolicy(shop, termsWith({ days: 7 }), inTime, '2026-11-01')
  return shop
}

async function asked(shop: TestMerchant, at: Date, madeToOrder = false) {
  const { id: orderId } = await freshOrder(shop, {
    lines: [
      { sku: madeToOrder ? 'OWN' : 'CUP', name: 'Чашка', quantity: 1, unitPrice: 100_000, madeToOrder },
    ],
  })
  const [line] = await readMerchant(shop.system, (tx) =>
    tx.execute<{ id: string }>(
      sql`select id from order_lines where merchant_id = ${shop.id} and order_id = ${orderId}`,
    ),
  )
  const items = [{ orderLineId: line?.id ?? '', quantity: 1, reason: 'size' }]
  const made = await createCase(
    shop.callers.staff,
    { commandId: newId(), orderId, channel: 'cabinet', items },
    at,
  )
  if (!made.ok) throw new Error(made.error.detail)
  return made.data
}

const change = (
  shop: TestMerchant,
  caseId: string,
  expectedVersion: number,
  command: 'ask' | 'decline' | 'appeal',
  at: Date,
) =>
  changeCase(
    shop.callers.support,
    { commandId: newId(), caseId, expectedVersion, command, comment: 'Потому что' },
    at,
  )

const find = (shop: TestMerchant, params: SearchParams) =>
  listCases(shop.callers.support, parseCaseSearch(params), minute(500))
const numbers = async (shop: TestMerchant, params: SearchParams) =>
  (await find(shop, params)).rows.map((row) => row.number)

describe('the list of returns', () => {
  it('is narrowed by the verdict, alone and with others, in any order, and counts what it finds', async () => {
    const shop = await shopWith()
    const within = await asked(shop, inTime)
    const outside = await asked(shop, late)
    const own = await asked(shop, minute(1), true)
    expect(await numbers(shop, { verdict: 'within' })).toEqual([within.number])
    expect(await numbers(shop, { verdict: 'outside,within' })).toEqual([outside.number, within.number])
    expect(await numbers(shop, { verdict: 'outside,within', sort: 'created' })).toEqual([
      within.number,
      outside.number,
    ])
    expect(await numbers(shop, { verdict: 'not_returnable', sort: '-updated' })).toEqual([own.number])
    expect(await numbers(shop, { verdict: 'outside,not_returnable', stage: 'review' })).toEqual([
      own.number,
      outside.number,
    ])
    expect(await numbers(shop, { verdict: 'review' })).toEqual([])
    expect((await find(shop, { verdict: 'outside,within' })).total).toEqual({ count: 2, capped: false })
    const [row] = (await find(shop, { verdict: 'outside' })).rows
    expect(row).toMatchObject({
      verdict: 'outside',
      flags: ['outside_window'],
      asked: false,
      stageSince: late,
    })
    const other = await freshMerchant(owner)
    expect(await numbers(other, { verdict: 'outside,within' })).toEqual([])
  })

  it('has who has waited longest first, by when the stage began and not when the return was made', async () => {
    const shop = await shopWith()
    const [one, two, three] = [
      await asked(shop, late),
      await asked(shop, minute(1)),
      await asked(shop, minute(2)),
    ]
    // Back from an appeal, the first has only just come to support again.
    expect(await change(shop, one.caseId, 1, 'decline', minute(10))).toMatchObject({ ok: true })
    expect(await change(shop, one.caseId, 2, 'appeal', minute(20))).toMatchObject({ ok: true })
    // A question does not begin the waiting anew.
    expect(await change(shop, two.caseId, 1, 'ask', minute(30))).toMatchObject({ ok: true })
    const queue = { stage: 'review', sort: '-waiting' }
    expect(await numbers(shop, queue)).toEqual([two.number, three.number, one.number])
    expect(await numbers(shop, { ...queue, sort: 'waiting' })).toEqual([one.number, three.number, two.number])
    expect((await find(shop, queue)).rows.map(({ asked: waits }) => waits)).toEqual([true, false, false])
    expect(await neighbours(shop.callers.support, parseCaseSearch(queue), three.number, minute(500))).toEqual(
      { previous: two.number, next: one.number },
    )
    const facts = await overview(shop.callers.support, ['review'])
    expect(facts.oldest).toEqual({ review: minute(1) })
  })

  it('pages through those who wait, forth and back', async () => {
    const shop = await shopWith()
    await asked(shop, late)
    const [{ id } = { id: '' }] = await readMerchant(shop.system, (tx) =>
      tx.execute<{ id: string }>(sql`select id from cases where merchant_id = ${shop.id}`),
    )
    // Copies of the first, each of which has waited a minute less.
    await owner`
      insert into cases select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(),
        'number', 20000 + n, 'stage_since', c.stage_since + n * interval '1 minute'))).*
      from cases c, generate_series(1, 119) n where c.merchant_id = ${shop.id} and c.id = ${id}`
    const state = parseCaseSearch({ stage: 'review,new', sort: '-waiting' })
    const page = (cursor: typeof state.cursor) =>
      listCases(shop.callers.support, { ...state, cursor }, minute(500))
    const first = await page(null)
    const second = await page(first.next)
    const third = await page(second.next)
    const since = [first, second, third].flatMap(({ rows }) => rows.map((row) => row.stageSince.getTime()))
    expect(since).toEqual(Array.from({ length: 120 }, (_, n) => minute(n).getTime()))
    expect(third.next).toBeNull()
    expect((await page(third.previous)).rows).toEqual(second.rows)
  })

  it('finds by a clock among more hits than it sorts', async () => {
    const shop = await shopWith()
    const { caseId } = await asked(shop, late)
    await owner`
      insert into cases select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(),
        'number', 20000 + n, 'created_at', c.created_at + n * interval '1 second'))).*
      from cases c, generate_series(1, 1100) n where c.merchant_id = ${shop.id} and c.id = ${caseId}`
    const list = await listCases(
      shop.callers.support,
      parseCaseSearch({ due: 'money_overdue' }),
      new Date('2027-01-20T09:00:00Z'),
    )
    expect(list.rows).toHaveLength(50)
    expect(list.total).toEqual({ count: 1000, capped: true })
  })
})
