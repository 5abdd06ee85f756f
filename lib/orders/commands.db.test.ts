import { describe, expect, it } from 'vitest'
import { freshMerchant, freshOrder } from '@/db/factories/merchant'
import { readMerchant, withMerchant } from '@/db/tenant'
import { testDatabase } from '@/db/testing/database'
import { sql } from 'drizzle-orm'
import { upsertOrders } from './commands'
import { orderInput } from './schemas'

const { owner } = await testDatabase()
const now = new Date('2026-11-16T09:00:00Z')
const order = (more: object = {}) =>
  orderInput.parse({
    number: 'Z-1',
    placedAt: '2026-11-10T10:00:00+03:00',
    payment: 'cod',
    currency: 'RUB',
    customer: { name: 'Пётр Ёлкин', phone: '8 912 000-11-22' },
    lines: [
      { sku: 'A', name: 'Чашка', quantity: 3, unitPrice: 50_000 },
      { sku: 'B', name: 'Блюдце', quantity: 3, unitPrice: 30_000 },
    ],
    ...more,
  })

describe('upsertOrders', () => {
  it('creates, leaves alone what is the same, updates what changed', async () => {
    const shop = await freshMerchant(owner)
    const run = (input: object) =>
      withMerchant(shop.system, (tx) => upsertOrders(tx, shop.system, [order(input)], now))
    expect(await run({})).toMatchObject({ ok: true, data: [{ outcome: 'created' }] })
    expect(await run({})).toMatchObject({ ok: true, data: [{ outcome: 'unchanged' }] })
    expect(await run({ lines: [{ sku: 'B', name: 'Блюдце', quantity: 1, unitPrice: 100 }] })).toMatchObject({
      ok: true,
      data: [{ outcome: 'updated' }],
    })
    const lines = await readMerchant(shop.system, (tx) =>
      tx.execute<{ sku: string; quantity: number; position: number }>(
        sql`select sku, quantity, position from order_lines where merchant_id = ${shop.id}`,
      ),
    )
    expect([...lines]).toEqual([{ sku: 'B', quantity: 1, position: 1 }])
  })

  it('takes who buys and when it lay at the pick-up point, and keeps both when they are not said again', async () => {
    const shop = await freshMerchant(owner)
    const run = (input: object) =>
      withMerchant(shop.system, (tx) => upsertOrders(tx, shop.system, [order(input)], now))
    const facts = async () => {
      const [row] = await readMerchant(shop.system, (tx) =>
        tx.execute<{ buyer: string; ready: string | null }>(
          sql`select buyer, ready_for_collection_at as ready from orders where merchant_id = ${shop.id}`,
        ),
      )
      return [row?.buyer, row?.ready && new Date(row.ready).toISOString()]
    }
    await run({})
    expect(await facts()).toEqual(['consumer', null])
    const readyForCollectionAt = '2026-11-12T10:00:00+03:00'
    expect(await run({ buyer: 'business', readyForCollectionAt })).toMatchObject({
      data: [{ outcome: 'updated' }],
    })
    expect(await facts()).toEqual(['business', '2026-11-12T07:00:00.000Z'])
    // The content is other than last time, but what it leaves out stays known.
    expect(await run({})).toMatchObject({ data: [{ outcome: 'updated' }] })
    expect(await facts()).toEqual(['business', '2026-11-12T07:00:00.000Z'])
    expect(await run({ buyer: 'consumer' })).toMatchObject({ data: [{ outcome: 'updated' }] })
    expect(await facts()).toEqual(['consumer', '2026-11-12T07:00:00.000Z'])
  })

  it('knows an order again that was taken in before orders could say who buys', async () => {
    const shop = await freshMerchant(owner)
    const run = () => withMerchant(shop.system, (tx) => upsertOrders(tx, shop.system, [order()], now))
    await run()
    const [row] = await readMerchant(shop.system, (tx) =>
      tx.execute<{ content_hash: string }>(
        sql`select content_hash from orders where merchant_id = ${shop.id}`,
      ),
    )
    // Computed from this order as it came in before the two fields were there.
    expect(row?.content_hash).toBe('89109cff324a72e6ef51a1aa0b4688087f090bafeccbf627f125a05b5b90c21c')
    expect(await run()).toMatchObject({ data: [{ outcome: 'unchanged' }] })
  })

  it('answers what is wrong beside the others', async () => {
    const shop = await freshMerchant(owner)
    const result = await withMerchant(shop.system, (tx) =>
      upsertOrders(
        tx,
        shop.system,
        [order(), order(), order({ number: 'Z-2', customer: { phone: '12' } }), order({ number: 'Z-3' })],
        now,
      ),
    )
    expect(result).toMatchObject({
      ok: true,
      data: [
        { outcome: 'created' },
        { outcome: 'error', issue: { path: 'number', code: 'duplicate' } },
        { outcome: 'error', issue: { path: 'customer.phone' } },
        { outcome: 'created' },
      ],
    })
  })

  it('is closed to who may not import', async () => {
    const shop = await freshMerchant(owner)
    const result = await withMerchant(shop.callers.staff, (tx) =>
      upsertOrders(tx, shop.callers.staff, [order()], now),
    )
    expect(result).toMatchObject({ ok: false, error: { code: 'forbidden' } })
  })

  it('keeps merchants apart', async () => {
    const [one, other] = [await freshMerchant(owner), await freshMerchant(owner)]
    await freshOrder(one, { number: 'SAME' })
    await freshOrder(other, { number: 'SAME' })
    const seen = await readMerchant(one.system, (tx) => tx.execute(sql`select merchant_id from orders`))
    expect([...seen]).toEqual([{ merchant_id: one.id }])
  })
})
