import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { freshMerchant, freshOrder } from '@/db/factories/merchant'
import { readMerchant } from '@/db/tenant'
import { testDatabase } from '@/db/testing/database'
import { ordersQuery } from '@/lib/api/schemas'
import { ordersAnswer } from './api-list'

const { owner } = await testDatabase()

it('finds the few orders that are still under way without walking over all that were handed over', async () => {
  const shop = await freshMerchant(owner)
  const { id } = await freshOrder(shop)
  const { number } = await freshOrder(shop, {
    handedOverAt: undefined,
    placedAt: '2026-01-10T10:00:00+03:00',
  })
  await owner`
    insert into orders (merchant_id, id, number, placed_at, handed_over_at, currency, content_hash, created_at, updated_at)
    select merchant_id, gen_random_uuid(), 'B-' || n, placed_at, handed_over_at, currency, content_hash, created_at, updated_at
    from orders, generate_series(1, 5000) n where merchant_id = ${shop.id} and id = ${id}`
  await owner`analyze orders`
  const answer = await ordersAnswer(shop.callers.manager, ordersQuery.parse({ handedOver: 'false' }))
  expect(answer).toMatchObject({ data: { data: [{ number }], nextCursor: null } })
  const plan = await readMerchant(shop.system, (tx) =>
    tx.execute(sql`explain (format json) select id from orders
      where merchant_id = ${shop.id} and handed_over_at is null order by placed_at desc, id desc limit 51`),
  )
  expect(JSON.stringify(plan)).toContain('orders_under_way_idx')
})
