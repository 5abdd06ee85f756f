import 'server-only'
import { sql, type SQL } from 'drizzle-orm'
import { readMerchant, type Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import type { CaseKind, Stage } from '@/lib/cases/machine'
import { requirePermission } from '@/lib/permissions'
import { searchCondition } from '@/lib/search/queries'
import { searchRanges } from '@/lib/search/rules'
import { readOrder, type OrderForReturn } from './details'
import { ordersPerPage, type OrderCursor, type OrderSearch } from './search'

/** An order as a row of a list. */
export type OrderRow = {
  id: string
  number: string
  placedAt: Date
  handedOverAt: Date | null
  customerName: string | null
  /** E.164. */
  phone: string | null
  city: string | null
  currency: string
  /** Minor units. */
  total: number
  lineCount: number
  /** Units that may still be returned. */
  left: number
  /** Units in live returns. */
  claimed: number
}

export type OrderCase = {
  id: string
  number: number
  kind: CaseKind
  stage: Stage
  createdAt: Date
  /** Units asked back. */
  quantity: number
}
export type OrderPage = OrderForReturn & { cases: OrderCase[] }

type RowOfList = {
  id: string
  number: string
  placed_at: string
  handed_over_at: string | null
  customer_name: string | null
  phone: string | null
  city: string | null
  currency: string
  total: string
  line_count: number
  left: number
  claimed: number
}

/**
 * Orders by number, phone ending, beginning of a name or tracking number, newest first; the latest ones when nothing is
 * asked. `limit` is at most 50.
 */
export async function findOrders(caller: Caller, query: string, limit: number): Promise<OrderRow[]> {
  requirePermission(caller, 'order.read')
  return readMerchant(caller, (tx) => rows(tx, caller.merchant.id, query, null, Math.min(limit, 50)))
}

export type OrderList = { orders: OrderRow[]; previous: OrderCursor | null; next: OrderCursor | null }

/** One page of orders, newest first, with the places where the pages beside it begin. */
export async function listOrders(caller: Caller, { q, cursor }: OrderSearch): Promise<OrderList> {
  requirePermission(caller, 'order.read')
  const found = await readMerchant(caller, (tx) => rows(tx, caller.merchant.id, q, cursor, ordersPerPage + 1))
  const backwards = cursor?.side === 'before'
  const orders = backwards ? found.slice(-ordersPerPage) : found.slice(0, ordersPerPage)
  const more = found.length > ordersPerPage
  const place = (side: OrderCursor['side'], row: OrderRow | undefined): OrderCursor | null =>
    row ? { side, at: row.placedAt, id: row.id } : null
  return {
    orders,
    previous: backwards ? (more ? place('before', orders[0]) : null) : cursor && place('before', orders[0]),
    next: backwards || more ? place('after', orders.at(-1)) : null,
  }
}

async function rows(
  tx: Tx,
  merchantId: string,
  query: string,
  cursor: OrderCursor | null,
  limit: number,
): Promise<OrderRow[]> {
  const conditions: SQL[] = [sql`o.merchant_id = ${merchantId}`]
  if (query.trim() !== '') {
    const groups = searchRanges(query)
    if (!groups) return []
    const condition = await searchCondition(tx, merchantId, 'order', groups)
    conditions.push(condition(sql`o.id`))
  }
  const backwards = cursor?.side === 'before'
  if (cursor) {
    const place = sql`(${cursor.at.toISOString()}::timestamptz, ${cursor.id}::uuid)`
    conditions.push(backwards ? sql`(o.placed_at, o.id) > ${place}` : sql`(o.placed_at, o.id) < ${place}`)
  }
  const order = backwards ? sql`o.placed_at, o.id` : sql`o.placed_at desc, o.id desc`
  const found = await tx.execute<RowOfList>(sql`
    select o.*, c.name as customer_name, coalesce(c.phone, a.contact_phone) as phone, a.city, l.*
    from (
      select o.id, o.number, o.placed_at, o.handed_over_at, o.currency, o.customer_id, o.address_id
      from orders o where ${sql.join(conditions, sql` and `)}
      order by ${order} limit ${limit}
    ) o
    left join customers c on c.merchant_id = ${merchantId} and c.id = o.customer_id
    left join addresses a on a.merchant_id = ${merchantId} and a.id = o.address_id
    cross join lateral (
      select coalesce(sum(l.quantity * l.unit_price), 0) as total, count(*)::int as line_count,
        coalesce(sum(l.quantity - l.claimed_quantity), 0)::int as left, coalesce(sum(l.claimed_quantity), 0)::int as claimed
      from order_lines l where l.merchant_id = ${merchantId} and l.order_id = o.id
    ) l
    order by o.placed_at desc, o.id desc`)
  return found.map((row) => ({
    id: row.id,
    number: row.number,
    placedAt: new Date(row.placed_at),
    handedOverAt: row.handed_over_at ? new Date(row.handed_over_at) : null,
    customerName: row.customer_name,
    phone: row.phone,
    city: row.city,
    currency: row.currency,
    total: Number(row.total),
    lineCount: row.line_count,
    left: row.left,
    claimed: row.claimed,
  }))
}

/** The order with what is left of each line and who has taken the rest; null when this shop has no such order. */
export async function orderForReturn(caller: Caller, orderId: string): Promise<OrderForReturn | null> {
  requirePermission(caller, 'order.read')
  return readMerchant(caller, (tx) => readOrder(tx, caller.merchant.id, sql`o.id = ${orderId}`))
}

/** The same by the order's number, which is written as the shop writes it. */
export async function orderByNumber(caller: Caller, number: string): Promise<OrderForReturn | null> {
  requirePermission(caller, 'order.read')
  return readMerchant(caller, (tx) => readOrder(tx, caller.merchant.id, sql`o.number = ${number}`))
}

/** Everything about an order: its facts, lines, and returns, newest first. */
export async function orderPage(caller: Caller, number: string): Promise<OrderPage | null> {
  requirePermission(caller, 'order.read')
  return readMerchant(caller, async (tx) => {
    const [order, cases] = await Promise.all([
      readOrder(tx, caller.merchant.id, sql`o.number = ${number}`),
      readCases(tx, caller.merchant.id, number),
    ])
    return order && { ...order, cases }
  })
}

async function readCases(tx: Tx, merchantId: string, orderNumber: string): Promise<OrderCase[]> {
  const found = await tx.execute<{
    id: string
    number: number
    kind: CaseKind
    stage: Stage
    created_at: string
    quantity: number
  }>(sql`
    select c.id, c.number, c.kind, c.stage, c.created_at,
      (select coalesce(sum(i.quantity), 0)::int from case_items i
        where i.merchant_id = c.merchant_id and i.case_id = c.id) as quantity
    from cases c
    where c.merchant_id = ${merchantId}
      and c.order_id = (select o.id from orders o where o.merchant_id = ${merchantId} and o.number = ${orderNumber})
    order by c.created_at desc, c.id desc limit 200`)
  return found.map((row) => ({
    id: row.id,
    number: row.number,
    kind: row.kind,
    stage: row.stage,
    createdAt: new Date(row.created_at),
    quantity: row.quantity,
  }))
}
