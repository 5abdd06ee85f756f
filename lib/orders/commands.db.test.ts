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
