import 'server-only'
/** What a verdict depends on, as the database has it. */
import { sql, type SQL } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import { lawOnlyTerms, type PolicyTerms } from './schemas'
import type { Buyer, ItemFacts, JudgedPolicy, OrderFacts } from './verdict'

export type ReasonRow = { code: string; parent: string | null }

/** All reasons of the shop, those no longer in use too: old returns have them. */
export async function readReasons(tx: Tx, merchantId: string): Promise<ReasonRow[]> {
  const rows = await tx.execute<ReasonRow>(sql`
    select code, parent_code as parent from reasons where merchant_id = ${merchantId} order by position limit 2000`)
  return [...rows]
}

/** A reason and what it stands under, up to the root; nothing for none, and the code alone when it is not known. */
export function withParents(reasons: readonly ReasonRow[], code: string | null): string[] {
  const parents = new Map(reasons.map((reason) => [reason.code, reason.parent]))
  const path: string[] = []
  for (let at = code; at && !path.includes(at); at = parents.get(at) ?? null) path.push(at)
  return path
}

export type OrderFactsRow = {
  placed_at: string
  ready_for_collection_at: string | null
  handed_over_at: string | null
  return_terms_given_at: string | null
  channel: string
  buyer: Buyer
}

/** The columns of `o` that `orderFacts` reads. */
export const orderFactColumns = sql`o.placed_at, o.ready_for_collection_at, o.handed_over_at, o.return_terms_given_at,
  o.channel, o.buyer`

export function orderFacts(row: OrderFactsRow): OrderFacts {
  return {
    placedAt: new Date(row.placed_at),
    readyForCollectionAt: row.ready_for_collection_at ? new Date(row.ready_for_collection_at) : null,
    handedOverAt: row.handed_over_at ? new Date(row.handed_over_at) : null,
    returnTermsGivenAt: row.return_terms_given_at ? new Date(row.return_terms_given_at) : null,
    channel: row.channel,
    buyer: row.buyer,
  }
}

export type LineFactsRow = {
  id: string
  sku: string
  name: string
  quantity: number
  unit_price: string
  category: string | null
  made_to_order: boolean
  technically_complex: boolean
}

/** What is asked about a line: under which id, how many, and why; `reason` empty or null: none was given. */
export type AskedLine = { id: string; orderLineId: string; quantity: number; reason: string | null }

export type Facts = {
  order: OrderFacts & { id: string; number: string; currency: string }
  /** Null: the law alone. */
  policy: JudgedPolicy | null
  reasons: ReasonRow[]
  lines: LineFactsRow[]
}

/** One order by a condition on `o`, its lines, and the version in force when it was placed; null when there is none. */
export async function readFacts(tx: Tx, merchantId: string, which: SQL): Promise<Facts | null> {
  const order = sql`(select o.id from orders o where o.merchant_id = ${merchantId} and ${which})`
  const placed = sql`(select o.placed_at from orders o where o.merchant_id = ${merchantId} and ${which})`
  const [[row], [policy], reasons, lines] = await Promise.all([
    tx.execute<OrderFactsRow & { id: string; number: string; currency: string }>(sql`
      select o.id, o.number, o.currency, ${orderFactColumns} from orders o
      where o.merchant_id = ${merchantId} and ${which}`),
    tx.execute<{ id: string; number: number; terms: PolicyTerms }>(sql`
      select id, number, terms from policy_versions
      where merchant_id = ${merchantId} and effective_at <= ${placed} order by number desc limit 1`),
    readReasons(tx, merchantId),
    tx.execute<LineFactsRow>(sql`
      select l.id, l.sku, l.name, l.quantity, l.unit_price, p.category, p.made_to_order, p.technically_complex
      from order_lines l
      join products p on p.merchant_id = l.merchant_id and p.id = l.product_id
      where l.merchant_id = ${merchantId} and l.order_id = ${order} order by l.position limit 2000`),
  ])
  if (!row) return null
  return {
    order: { ...orderFacts(row), id: row.id, number: row.number, currency: row.currency },
    policy: policy ?? null,
    reasons,
    lines: [...lines],
  }
}

/** A line as the engine takes it, for what is asked about it. */
export function itemFacts(
  line: Omit<LineFactsRow, 'id' | 'name'>,
  asked: Pick<AskedLine, 'id' | 'quantity' | 'reason'>,
  reasons: readonly ReasonRow[],
): ItemFacts {
  return {
    id: asked.id,
    sku: line.sku,
    category: line.category,
    quantity: asked.quantity,
    unitPrice: Number(line.unit_price),
    madeToOrder: line.made_to_order,
    technicallyComplex: line.technically_complex,
    reasons: withParents(reasons, asked.reason),
  }
}

/** The terms in force when the case's order was placed; the law's where there were none. */
export async function termsOfCase(tx: Tx, merchantId: string, caseId: string): Promise<PolicyTerms> {
  const [row] = await tx.execute<{ terms: PolicyTerms }>(sql`
    select terms from policy_versions
    where merchant_id = ${merchantId} and effective_at <= (
      select o.placed_at from cases c join orders o on o.merchant_id = c.merchant_id and o.id = c.order_id
      where c.merchant_id = ${merchantId} and c.id = ${caseId})
    order by number desc limit 1`)
  return row?.terms ?? lawOnlyTerms
}
