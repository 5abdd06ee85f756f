import 'server-only'
/** Many past returns at once, with all that a verdict of each depends on. */
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import {
  itemFacts,
  orderFactColumns,
  orderFacts,
  readReasons,
  withParents,
  type LineFactsRow,
  type OrderFactsRow,
} from '@/lib/policies/facts'
import type { PolicyTerms } from '@/lib/policies/schemas'
import type { ItemFacts } from '@/lib/policies/verdict'
import type { PastCase, PublishedVersion } from './rules'

/** The versions that were published by then, whenever they take effect. */
export async function publishedBy(tx: Tx, merchantId: string, moment: Date): Promise<PublishedVersion[]> {
  const rows = await tx.execute<{ id: string; number: number; effective_at: string; terms: PolicyTerms }>(sql`
    select id, number, effective_at, terms from policy_versions
    where merchant_id = ${merchantId} and published_at <= ${moment.toISOString()}::timestamptz order by number`)
  return rows.map(({ id, number, effective_at, terms }) => ({
    id,
    number,
    effectiveAt: new Date(effective_at),
    terms,
  }))
}

/** Which returns are judged: the clients' own, by when they were demanded. */
export type Range = { since: Date; until: Date }

const inRange = (merchantId: string, { since, until }: Range) => sql`
  c.merchant_id = ${merchantId} and c.kind = 'client_return'
  and c.requested_at >= ${since.toISOString()}::timestamptz and c.requested_at < ${until.toISOString()}::timestamptz`

export async function countReturns(tx: Tx, merchantId: string, range: Range): Promise<number> {
  const [row] = await tx.execute<{ total: number }>(
    sql`select count(*)::int as total from cases c where ${inRange(merchantId, range)}`,
  )
  return row?.total ?? 0
}

type Row = OrderFactsRow &
  Omit<LineFactsRow, 'id' | 'name'> & {
    case_id: string
    requested_at: string
    item_id: string
    reason: string | null
  }

/** Reasons with all they stand under, each looked up once. */
export type ReasonPaths = (code: string | null) => readonly string[]

export async function readReasonPaths(tx: Tx, merchantId: string): Promise<ReasonPaths> {
  const reasons = await readReasons(tx, merchantId)
  const paths = new Map<string | null, readonly string[]>()
  return (code) => {
    const known = paths.get(code)
    if (known) return known
    const path = withParents(reasons, code)
    paths.set(code, path)
    return path
  }
}

/**
 * The next returns in the order of their demands, at most `limit`, behind the cursor; each with its order and items. What
 * belongs to a return is looked up by key, row by row (`offset 0` keeps it so): a shop that has just been imported has no
 * statistics yet, and a plan made without them goes through all its orders for every return.
 */
export async function readPastCases(
  tx: Tx,
  merchantId: string,
  range: Range,
  cursor: { at: Date; id: string } | null,
  limit: number,
  reasonPath: ReasonPaths,
): Promise<PastCase[]> {
  const behind = cursor
    ? sql`and (c.requested_at, c.id) > (${cursor.at.toISOString()}::timestamptz, ${cursor.id}::uuid)`
    : sql``
  const rows = await tx.execute<Row>(sql`
    with picked as materialized (
      select c.id, c.order_id, c.requested_at from cases c
      where ${inRange(merchantId, range)} ${behind}
      order by c.requested_at, c.id limit ${limit}
    )
    select c.id as case_id, c.requested_at, o.*, i.id as item_id, i.quantity, i.customer_reason as reason,
      l.sku, l.unit_price, p.category, p.made_to_order, p.technically_complex
    from picked c
    cross join lateral (
      select ${orderFactColumns} from orders o
      where o.merchant_id = ${merchantId} and o.id = c.order_id offset 0) o
    cross join lateral (
      select id, order_line_id, quantity, customer_reason from case_items
      where merchant_id = ${merchantId} and case_id = c.id offset 0) i
    cross join lateral (
      select sku, unit_price, product_id, position from order_lines
      where merchant_id = ${merchantId} and id = i.order_line_id offset 0) l
    cross join lateral (
      select category, made_to_order, technically_complex from products
      where merchant_id = ${merchantId} and id = l.product_id offset 0) p
    order by c.requested_at, c.id, l.position`)
  const found: (PastCase & { items: ItemFacts[] })[] = []
  for (const row of rows) {
    let past = found.at(-1)
    if (past?.id !== row.case_id) {
      past = { id: row.case_id, requestedAt: new Date(row.requested_at), order: orderFacts(row), items: [] }
      found.push(past)
    }
    const asked = { id: row.item_id, quantity: row.quantity, reason: null }
    past.items.push({ ...itemFacts(row, asked, []), reasons: reasonPath(row.reason) })
  }
  return found
}
