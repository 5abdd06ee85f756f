import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { freshMerchant, freshOrder, type TestMerchant } from '@/db/factories/merchant'
import { freshPolicy, termsWith } from '@/db/factories/policy'
import { readMerchant, withMerchant } from '@/db/tenant'
import { testDatabase } from '@/db/testing/database'
import { changeCase, createCase } from '@/lib/cases/commands'
import { newId } from '@/lib/ids'
import { upsertOrders } from '@/lib/orders/commands'
import { orderInput } from '@/lib/orders/schemas'
import { verdictOfCase } from './queries'
import { rejudgeOrder } from './rejudging'

const { owner } = await testDatabase()
const now = new Date('2026-11-17T09:00:00Z')
const later = new Date('2026-11-20T09:00:00Z')

const line = { sku: 'LAMP-1', name: 'Лампа', quantity: 1, unitPrice: 199_000 }
const order = (number: string, handedOverAt?: string) =>
  orderInput.parse({
    number,
    placedAt: '2026-11-05T10:00:00+03:00',
    ...(handedOverAt && { handedOverAt }),
    payment: 'prepaid',
    currency: 'RUB',
    customer: { name: 'Мария Кузнецова', phone: '+79123456789' },
    lines: [line],
  })

/** A return of an order that the shop has not heard of being handed over. */
async function asked(terms = termsWith()) {
  const shop = await freshMerchant(owner)
  await freshPolicy(shop, terms, new Date('2026-11-01T09:00:00Z'))
  const { handedOverAt: _, ...input } = order(`A-${newId().slice(-8)}`)
  const made = await freshOrder(shop, { ...input, handedOverAt: undefined })
  const [row] = await readMerchant(shop.system, (tx) =>
    tx.execute<{ id: string }>(
      sql`select id from order_lines where merchant_id = ${shop.id} and order_id = ${made.id}`,
    ),
  )
  const items = [{ orderLineId: row?.id ?? '', quantity: 1, reason: 'size' }]
  const opened = await createCase(
    shop.callers.support,
    { commandId: newId(), orderId: made.id, items, channel: 'api' },
    now,
  )
  if (!opened.ok) throw new Error(opened.error.detail)
  return { shop, order: made, caseId: opened.data.caseId }
}

const handOver = (shop: TestMerchant, number: string, at: string) =>
  withMerchant(shop.system, (tx) => upsertOrders(tx, shop.system, [order(number, at)], later))

const jobs = async (shop: TestMerchant) =>
  (
    await owner<{ payload: { orderIds: string[] } }[]>`
    select payload from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id
    where t.identifier = 'policies:rejudge' and payload->>'merchantId' = ${shop.id}`
  ).map((row) => row.payload.orderIds)

const standing = async (shop: TestMerchant, caseId: string) => {
  const [row] = await readMerchant(shop.system, (tx) =>
    tx.execute<{ stage: string; flagged: boolean; verdict: string; due: string | null; told: number }>(sql`
      select stage, flagged, verdict_outcome as verdict, window_due_at as due,
        (select count(*)::int from verdicts v where v.merchant_id = c.merchant_id and v.case_id = c.id) as told
      from cases c where merchant_id = ${shop.id} and id = ${caseId}`),
  )
  return row && { ...row, due: row.due && new Date(row.due).toISOString() }
}

describe('a return whose order is handed over after it was asked for', () => {
  it('is judged again, gets its end, and keeps what a person has decided', async () => {
    const { shop, order: made, caseId } = await asked()
    expect(await standing(shop, caseId)).toMatchObject({
      stage: 'new',
      verdict: 'within',
      due: null,
      told: 1,
    })
    const decide = { commandId: newId(), caseId, expectedVersion: 1, command: 'approve' as const }
    expect(await changeCase(shop.callers.support, decide, now)).toMatchObject({ ok: true })

    await handOver(shop, made.number, '2026-11-16T12:00:00+03:00')
    expect(await jobs(shop)).toEqual([[made.id]])
    expect(await rejudgeOrder(shop.system, made.id, later)).toBe(1)
    // Fourteen days after the 16th, to the end of the 30th in Moscow.
    expect(await standing(shop, caseId)).toMatchObject({
      stage: 'needs_pickup',
      verdict: 'within',
      due: '2026-11-30T21:00:00.000Z',
      told: 2,
    })
    expect((await verdictOfCase(shop.callers.staff, caseId))?.answer.items[0]?.ground).toBe('shop_window')
    expect(await rejudgeOrder(shop.system, made.id, later)).toBe(0)
  })

  it('goes to support when it turns out to have been late', async () => {
    const { shop, order: made, caseId } = await asked(termsWith({ days: 7 }))
    await handOver(shop, made.number, '2026-11-06T12:00:00+03:00')
    expect(await rejudgeOrder(shop.system, made.id, later)).toBe(1)
    expect(await standing(shop, caseId)).toMatchObject({ stage: 'review', verdict: 'outside', told: 2 })
  })

  it('leaves support again when it turns out to have been in time', async () => {
    const { shop, order: made, caseId } = await asked(termsWith({ days: 7, autoApprove: { upTo: 300_000 } }))
    await handOver(shop, made.number, '2026-11-06T12:00:00+03:00')
    await rejudgeOrder(shop.system, made.id, later)
    expect(await standing(shop, caseId)).toMatchObject({ stage: 'review', flagged: true })
    await handOver(shop, made.number, '2026-11-14T12:00:00+03:00')
    expect(await rejudgeOrder(shop.system, made.id, later)).toBe(1)
    expect(await standing(shop, caseId)).toMatchObject({
      stage: 'needs_pickup',
      verdict: 'within',
      flagged: false,
    })
  })

  it('takes back what only a verdict had approved, and flags what a person had', async () => {
    for (const by of ['verdict', 'person'] as const) {
      const {
        shop,
        order: made,
        caseId,
      } = await asked(termsWith({ days: 7, autoApprove: by === 'verdict' ? { upTo: null } : null }))
      await handOver(shop, made.number, '2026-11-14T12:00:00+03:00')
      await rejudgeOrder(shop.system, made.id, later)
      if (by === 'person') {
        const approve = { commandId: newId(), caseId, expectedVersion: 2, command: 'approve' as const }
        expect(await changeCase(shop.callers.support, approve, later)).toMatchObject({ ok: true })
      }
      expect(await standing(shop, caseId)).toMatchObject({ stage: 'needs_pickup', flagged: false })
      await handOver(shop, made.number, '2026-11-06T12:00:00+03:00')
      await rejudgeOrder(shop.system, made.id, later)
      expect(await standing(shop, caseId)).toMatchObject({
        stage: by === 'verdict' ? 'review' : 'needs_pickup',
        verdict: 'outside',
        flagged: true,
      })
    }
  })

  it('asks for nothing where no return depends on the order, and leaves other shops alone', async () => {
    const { shop, order: made, caseId } = await asked()
    const other = await freshMerchant(owner)
    expect(await rejudgeOrder(other.system, made.id, later)).toBe(0)
    const lone = await freshOrder(shop, { handedOverAt: undefined })
    await handOver(shop, lone.number, '2026-11-16T12:00:00+03:00')
    expect(await jobs(shop)).toEqual([])
    expect(await standing(shop, caseId)).toMatchObject({ told: 1 })
  })
})
