import 'server-only'
import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { canonicalJson } from '@/lib/canonical'
import { enqueueAwaited } from '@/lib/carriers/awaited'
import { newId } from '@/lib/ids'
import { parsePhone } from '@/lib/phone'
import { enqueueRejudging } from '@/lib/policies/rejudging'
import type { Buyer } from '@/lib/policies/verdict'
import { refuse, type FieldIssue, type Result } from '@/lib/result'
import { customerOf } from './rules'
import type { OrderInput } from './schemas'
import {
  replaceLines,
  upsertCustomers,
  upsertProducts,
  writeLines,
  writeOrders,
  writeTokens,
  type Work,
} from './writing'

export type OrderOutcome =
  | { outcome: 'created' | 'updated' | 'unchanged'; id: string; number: string }
  | { outcome: 'error'; number: string; issue: FieldIssue }

type Existing = {
  id: string
  number: string
  content_hash: string
  handed_over_at: string | null
  buyer: Buyer
}
/**
 * The one way orders come in: from the API, a file, the seed. Upsert by number; an order that did not change is left
 * alone, and what cannot be taken is answered beside the others, in the input's order. Up to 1,000 a call.
 */
export async function upsertOrders(
  tx: Tx,
  caller: Caller,
  orders: OrderInput[],
  now: Date,
): Promise<Result<OrderOutcome[]>> {
  if (!caller.can.has('import.run'))
    return refuse('forbidden', 'Taking orders in is not allowed to this caller')
  const merchantId = caller.merchant.id
  const outcomes: OrderOutcome[] = new Array(orders.length)
  const known = await findExisting(tx, merchantId, orders)
  const work: Work[] = []
  const seen = new Set<string>()
  for (const [index, order] of orders.entries()) {
    const issue = issueOf(order, seen, known.get(order.number))
    seen.add(order.number)
    if (issue) {
      outcomes[index] = { outcome: 'error', number: order.number, issue }
      continue
    }
    const hash = createHash('sha256').update(canonicalJson(order)).digest('hex')
    const existing = known.get(order.number)
    if (existing?.content_hash === hash) {
      outcomes[index] = { outcome: 'unchanged', id: existing.id, number: order.number }
      continue
    }
    work.push({
      index,
      id: existing?.id ?? newId(),
      hash,
      order,
      customer: customerOf(order),
      buyer: order.buyer ?? existing?.buyer ?? 'consumer',
      isNew: !existing,
    })
  }
  const lines = await replaceLines(tx, merchantId, work, outcomes)
  const writable = work.filter((one) => !outcomes[one.index])
  if (writable.length === 0) return { ok: true, data: outcomes }

  const [customers, products] = await Promise.all([
    upsertCustomers(tx, merchantId, writable, now),
    upsertProducts(tx, merchantId, writable, now),
  ])
  await writeOrders(tx, merchantId, writable, customers, now)
  await writeLines(tx, merchantId, writable, lines, products)
  await writeTokens(tx, merchantId, writable)
  const changed = writable.filter((one) => !one.isNew).map((one) => one.id)
  await enqueueRejudging(tx, merchantId, changed)
  await enqueueAwaited(
    tx,
    merchantId,
    writable.map(({ order }) => ({ orderNumber: order.number, trackingNumber: order.trackingNumber })),
  )
  for (const { index, id, order, isNew } of writable) {
    outcomes[index] = { outcome: isNew ? 'created' : 'updated', id, number: order.number }
  }
  return { ok: true, data: outcomes }
}

function issueOf(order: OrderInput, seen: Set<string>, existing: Existing | undefined): FieldIssue | null {
  if (seen.has(order.number)) {
    return { path: 'number', code: 'duplicate', message: 'This order number stands twice in one request' }
  }
  if (order.customer.phone && !parsePhone(order.customer.phone).ok) {
    return {
      path: 'customer.phone',
      code: 'not_a_phone',
      message: 'Give the phone with its country code, +7 912 345-67-89',
    }
  }
  const handedOver = order.handedOverAt ?? existing?.handed_over_at
  if (handedOver && Date.parse(handedOver) < Date.parse(order.placedAt)) {
    return {
      path: 'handedOverAt',
      code: 'before_placed',
      message: 'The order was handed over before it was placed',
    }
  }
  return null
}

async function findExisting(tx: Tx, merchantId: string, orders: OrderInput[]) {
  const rows = await tx.execute<Existing>(sql`
    select id, number, content_hash, handed_over_at, buyer from orders
    where merchant_id = ${merchantId}
      and number in (select jsonb_array_elements_text(${JSON.stringify(orders.map((order) => order.number))}::jsonb))
    order by id for no key update`)
  return new Map(rows.map((row) => [row.number, row]))
}
