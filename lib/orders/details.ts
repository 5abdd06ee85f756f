import 'server-only'
import { sql, type SQL } from 'drizzle-orm'
import type { Payment } from '@/lib/orders/schemas'
import type { Tx } from '@/db/tenant'
import type { ActorKind } from '@/lib/cases/events'
import type { Stage } from '@/lib/cases/machine'
import type { Buyer } from '@/lib/policies/verdict'

/** A live return of a line: who took how much of it, and when. */
export type LineClaim = {
  caseId: string
  caseNumber: number
  stage: Stage
  quantity: number
  at: Date
  actorKind: ActorKind
  /** Name of the member, key or carrier; null for the system. */
  actorName: string | null
}

export type OrderLine = {
  id: string
  position: number
  sku: string
  name: string
  quantity: number
  /** Minor units. */
  unitPrice: number
  /** What may still be returned of it. */
  left: number
  claims: LineClaim[]
}

export type OrderAddress = {
  city: string
  line: string
  region: string | null
  postalCode: string | null
  entrance: string | null
  floor: string | null
  apartment: string | null
  comment: string | null
}

export type OrderFacts = {
  id: string
  number: string
  channel: string
  placedAt: Date
  readyForCollectionAt: Date | null
  handedOverAt: Date | null
  returnTermsGivenAt: Date | null
  payment: Payment | null
  buyer: Buyer
  currency: string
  trackingNumber: string | null
  customer: { name: string | null; phone: string | null; email: string | null }
  address: OrderAddress | null
  /** Minor units. */
  total: number
}

export type OrderForReturn = OrderFacts & { lines: OrderLine[] }

type FactsRow = {
  id: string
  number: string
  channel: string
  placed_at: string
  ready_for_collection_at: string | null
  handed_over_at: string | null
  return_terms_given_at: string | null
  payment: Payment | null
  buyer: Buyer
  currency: string
  tracking_number: string | null
  customer_name: string | null
  phone: string | null
  email: string | null
  city: string | null
  line: string | null
  region: string | null
  postal_code: string | null
  entrance: string | null
  floor: string | null
  apartment: string | null
  comment: string | null
}
type LineRow = {
  id: string
  position: number
  sku: string
  name: string
  quantity: number
  unit_price: string
  claimed_quantity: number
}
type ClaimRow = {
  order_line_id: string
  case_id: string
  number: number
  stage: Stage
  quantity: number
  created_at: string
  actor_kind: ActorKind
  actor_name: string | null
}

/** One order by a condition on `o`, whole; null when there is none. */
export async function readOrder(tx: Tx, merchantId: string, which: SQL): Promise<OrderForReturn | null> {
  const order = sql`(select o.id from orders o where o.merchant_id = ${merchantId} and ${which})`
  const [[facts], lines, claims] = await Promise.all([
    tx.execute<FactsRow>(sql`
      select o.id, o.number, o.channel, o.placed_at, o.ready_for_collection_at, o.handed_over_at, o.return_terms_given_at,
        o.payment, o.buyer, o.currency, o.tracking_number, c.name as customer_name, coalesce(c.phone, a.contact_phone) as phone, c.email,
        a.city, a.line, a.region, a.postal_code, a.entrance, a.floor, a.apartment, a.comment
      from orders o
      left join customers c on c.merchant_id = o.merchant_id and c.id = o.customer_id
      left join addresses a on a.merchant_id = o.merchant_id and a.id = o.address_id
      where o.merchant_id = ${merchantId} and ${which}`),
    tx.execute<LineRow>(sql`
      select id, position, sku, name, quantity, unit_price, claimed_quantity from order_lines
      where merchant_id = ${merchantId} and order_id = ${order} order by position limit 2000`),
    tx.execute<ClaimRow>(sql`
      select i.order_line_id, c.id as case_id, c.number, c.stage, i.quantity, c.created_at, e.actor_kind,
        coalesce(u.name, k.name, p.name) as actor_name
      from cases c
      join case_items i on i.merchant_id = c.merchant_id and i.case_id = c.id and i.live
      join case_events e on e.merchant_id = c.merchant_id and e.case_id = c.id and e.seq = 1
      left join members m on m.merchant_id = e.merchant_id and e.actor_kind = 'member' and m.id = e.actor_id
      left join users u on u.id = m.user_id
      left join api_keys k on k.merchant_id = e.merchant_id and e.actor_kind = 'api_key' and k.id = e.actor_id
      left join carriers p on p.merchant_id = e.merchant_id and e.actor_kind = 'carrier' and p.id = e.actor_id
      where c.merchant_id = ${merchantId} and c.order_id = ${order}
      order by c.created_at desc, c.id desc limit 5000`),
  ])
  if (!facts) return null
  const byLine = Map.groupBy(claims, (claim) => claim.order_line_id)
  return {
    ...factsOf(facts),
    total: lines.reduce((sum, line) => sum + line.quantity * Number(line.unit_price), 0),
    lines: lines.map((line) => ({
      id: line.id,
      position: line.position,
      sku: line.sku,
      name: line.name,
      quantity: line.quantity,
      unitPrice: Number(line.unit_price),
      left: line.quantity - line.claimed_quantity,
      claims: (byLine.get(line.id) ?? []).map((claim) => ({
        caseId: claim.case_id,
        caseNumber: claim.number,
        stage: claim.stage,
        quantity: claim.quantity,
        at: new Date(claim.created_at),
        actorKind: claim.actor_kind,
        actorName: claim.actor_name,
      })),
    })),
  }
}

function factsOf(row: FactsRow): Omit<OrderFacts, 'total'> {
  return {
    id: row.id,
    number: row.number,
    channel: row.channel,
    placedAt: new Date(row.placed_at),
    readyForCollectionAt: row.ready_for_collection_at ? new Date(row.ready_for_collection_at) : null,
    handedOverAt: row.handed_over_at ? new Date(row.handed_over_at) : null,
    returnTermsGivenAt: row.return_terms_given_at ? new Date(row.return_terms_given_at) : null,
    payment: row.payment,
    buyer: row.buyer,
    currency: row.currency,
    trackingNumber: row.tracking_number,
    customer: { name: row.customer_name, phone: row.phone, email: row.email },
    address:
      row.city === null || row.line === null
        ? null
        : {
            city: row.city,
            line: row.line,
            region: row.region,
            postalCode: row.postal_code,
            entrance: row.entrance,
            floor: row.floor,
            apartment: row.apartment,
            comment: row.comment,
          },
  }
}
