import type postgres from 'postgres'
import { productNames } from './names'

/** Customers, addresses, products and orders of one to three lines, for every row of the plan. */
export async function makeOrders(sql: postgres.ReservedSql, now: Date): Promise<void> {
  await sql`
    insert into customers (merchant_id, id, ref, name, phone, created_at)
    select merchant_id, customer_id, 'tel:' || phone, given || ' ' || family, phone, at
    from bulk.plan where seq % 2 = 1`
  await sql`
    insert into addresses (merchant_id, id, contact_name, contact_phone, city, line, created_at)
    select merchant_id, address_id, given || ' ' || family, phone, city, 'ул. Лесная, ' || (1 + n % 90), at
    from bulk.plan`
  await sql`
    insert into products (merchant_id, id, sku, name, category, supplier, weight_grams, created_at)
    select merchant_id, bulk.id(${now}, 9, first * 1000 + k), 'SKU-' || k,
      (${productNames}::text[])[1 + k % ${productNames.length}] || ' № ' || k, 'Категория ' || k % 12,
      'Поставщик ' || k % 7, 200 + k, ${now}
    from bulk.shops cross join lateral generate_series(1, products) as k`
  await sql`
    insert into orders (merchant_id, id, number, channel, placed_at, handed_over_at, payment, currency, customer_id,
      address_id, tracking_number, content_hash, created_at, updated_at)
    select merchant_id, order_id, order_number, 'site', at - interval '10 days', at - interval '3 days',
      case when n % 3 = 0 then 'cod' else 'prepaid' end, 'RUB', customer_id, address_id, tracking,
      bulk.hash(n, 0), at - interval '10 days', at - interval '3 days'
    from bulk.plan`
  await sql`
    insert into order_lines (merchant_id, id, order_id, position, product_id, sku, name, quantity, unit_price,
      claimed_quantity)
    select p.merchant_id, case l.position when 1 then p.line1 when 2 then p.line2
        else bulk.id(p.at - interval '10 days', 4, p.n * 4 + l.position) end,
      p.order_id, l.position, bulk.id(${now}, 9, p.first * 1000 + l.k), 'SKU-' || l.k,
      (${productNames}::text[])[1 + l.k % ${productNames.length}] || ' № ' || l.k, 1 + (p.n + l.position) % 2,
      (49000 + p.n * 37 % 400 * 1000)::bigint,
      case when s.live and (l.position = 1 or (l.position = 2 and p.two)) then 1 else 0 end
    from bulk.plan p
    join bulk.paths s on s.path = p.path
    cross join lateral (
      select position, 1 + (p.n * 7 + position * 13) % p.products as k
      from generate_series(1, 1 + p.seq % 3) as position
    ) l`
}
