import 'server-only'
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import { normalise } from '@/lib/search/rules'
import { articleKey, type Cancellation, type Purchase } from '../match'
import { returnedKey, type Returned } from '../returned'

/** What a return takes over from its order. */
export type OrderContext = {
  id: string
  number: string
  channel: string
  customerId: string | null
  customerName: string | null
  customerPhone: string | null
  trackingNumber: string | null
}

type Row = {
  id: string
  order_id: string
  number: string
  position: number
  ref: string | null
  sku: string
  placed_at: string
  left: number
  channel: string
  customer_id: string | null
  name: string | null
  phone: string | null
  tracking_number: string | null
}

/**
 * The order lines that cancellations may take from: of the same customers and articles, and of orders with the very
 * number. Locked, so that what is left stays left until the returns are written.
 */
export async function findPurchases(
  tx: Tx,
  merchantId: string,
  cancellations: readonly Cancellation[],
): Promise<{ purchases: Purchase[]; orders: Map<string, OrderContext> }> {
  const refs = [...new Set(cancellations.flatMap(({ customer }) => customer ?? []))]
  const numbers = [...new Set(cancellations.map(({ number }) => number))]
  const articles = [...new Set(cancellations.map(({ sku }) => articleKey(sku)))]
  const rows = await tx.execute<Row>(sql`
    select l.id, l.order_id, o.number, l.position, c.ref, l.sku, o.placed_at, l.quantity - l.claimed_quantity as left,
      o.channel, o.customer_id, c.name, c.phone, o.tracking_number
    from (
      select o.id from customers c join orders o on o.merchant_id = c.merchant_id and o.customer_id = c.id
      where c.merchant_id = ${merchantId} and c.ref = any(${sql.param(refs)}::text[])
      union
      select id from orders where merchant_id = ${merchantId} and number = any(${sql.param(numbers)}::text[])
    ) found
    join orders o on o.merchant_id = ${merchantId} and o.id = found.id
    left join customers c on c.merchant_id = o.merchant_id and c.id = o.customer_id
    join order_lines l on l.merchant_id = o.merchant_id and l.order_id = o.id
    where upper(btrim(l.sku)) = any(${sql.param(articles)}::text[])
    order by l.id for no key update of l`)
  const orders = new Map<string, OrderContext>()
  const purchases = rows.map((row): Purchase => {
    orders.set(row.order_id, {
      id: row.order_id,
      number: row.number,
      channel: row.channel,
      customerId: row.customer_id,
      customerName: row.name,
      customerPhone: row.phone,
      trackingNumber: row.tracking_number,
    })
    return {
      id: row.id,
      orderId: row.order_id,
      orderNumber: row.number,
      position: row.position,
      customer: row.ref,
      sku: row.sku,
      placedAt: new Date(row.placed_at),
      left: row.left,
    }
  })
  return { purchases, orders }
}

/** How many pieces of which article are returns already under these cancellation numbers, from earlier imports. */
export async function returnedBefore(
  tx: Tx,
  merchantId: string,
  numbers: readonly string[],
): Promise<Returned> {
  const tokens = numbers.map(cancellationToken)
  const rows = await tx.execute<{ number: string; sku: string; quantity: number }>(sql`
    select e.data->'historic'->>'number' as number, l.sku, i.quantity
    from search_tokens t
    join case_events e on e.merchant_id = t.merchant_id and e.case_id = t.entity_id and e.seq = 1
    join case_items i on i.merchant_id = t.merchant_id and i.case_id = t.entity_id
    join order_lines l on l.merchant_id = i.merchant_id and l.id = i.order_line_id
    where t.merchant_id = ${merchantId} and t.entity = 'case' and t.token = any(${sql.param(tokens)}::text[])
      and e.data->'historic'->>'number' = any(${sql.param([...numbers])}::text[])`)
  const returned = new Map<string, number>()
  for (const { number, sku, quantity } of rows) {
    const key = returnedKey(number, sku)
    returned.set(key, (returned.get(key) ?? 0) + quantity)
  }
  return returned
}

/** A return is found by the number of the shop's own cancellation, as an order is by its number. */
export function cancellationToken(number: string): string {
  return `o:${normalise(number)}`
}
