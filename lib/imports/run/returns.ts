import 'server-only'
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import { insertCases, type NewCase } from '@/lib/cases/store'
import { nextNumbers } from '@/lib/numbers'
import { idFrom } from '@/lib/ids'
import { customerOf } from '@/lib/orders/rules'
import { matchCancellations, type Cancellation, type Match, type Share } from '../match'
import type { ImportRecord } from '../records'
import { withoutReturned } from '../returned'
import { byNumber, foldOrder } from './order'
import { cancellationToken, findPurchases, returnedBefore, type OrderContext } from './purchases'
import { cellsOf, insertRefusals, removeLines, stagedLines, type Refused, type StagedLine } from './staging'
import { added, step, type Job } from './step'

const cancellationsAtOnce = 200

/**
 * Makes closed client returns of the staged cancellations, in the order of their time, batch by batch: each batch finds
 * what the ones before it have left. One cancellation is one return for each order that it took from.
 */
export async function makeReturns(job: Job, record: ImportRecord): Promise<void> {
  let place = { status: record.status, staged: record.staged, written: record.written }
  for (;;) {
    const written = await step(job, place, async (tx, current) => {
      const numbers = await nextCancellations(tx, job)
      if (numbers.length === 0) {
        const done = { status: 'done' as const, finishedAt: job.now(), total: null }
        return { change: { ...done, counts: current.counts }, result: null }
      }
      const counts = added(current.counts, await returnBatch(tx, job, current, numbers))
      return {
        change: { written: place.written + numbers.length, counts },
        result: place.written + numbers.length,
      }
    })
    if (written === null) return
    place = { ...place, written }
  }
}

export async function countCancellations(tx: Tx, job: Job): Promise<number> {
  const [row] = await tx.execute<{ count: number }>(sql`
    select count(distinct order_number)::int as count from import_lines
    where merchant_id = ${job.caller.merchant.id} and import_id = ${job.importId} and kind = 'cancellation'`)
  return row?.count ?? 0
}

async function nextCancellations(tx: Tx, job: Job): Promise<string[]> {
  const rows = await tx.execute<{ order_number: string }>(sql`
    select order_number from (
      select distinct on (order_number) order_number, placed_at from import_lines
      where merchant_id = ${job.caller.merchant.id} and import_id = ${job.importId} and kind = 'cancellation'
      order by order_number, line
    ) firsts order by placed_at, order_number limit ${cancellationsAtOnce}`)
  return rows.map((row) => row.order_number)
}

type Counts = { returnsCreated: number; returnsUnchanged: number; unmatched: number }

async function returnBatch(
  tx: Tx,
  job: Job,
  record: ImportRecord,
  numbers: readonly string[],
): Promise<Counts> {
  const { caller, importId } = job
  const merchantId = caller.merchant.id
  const lines = await stagedLines(tx, merchantId, importId, 'cancellation', numbers)
  const wanted = cancellationsOf(lines)
  const before = await returnedBefore(tx, merchantId, numbers)
  const { open, unchanged } = withoutReturned(wanted, before)
  const { purchases, orders } = await findPurchases(tx, merchantId, open)
  const matches = matchCancellations(purchases, open)
  const cases = await casesOf(tx, job, record, matches, orders)
  await insertCases(
    tx,
    merchantId,
    cases.map(({ entry }) => entry),
    job.now(),
  )
  await findByCancellation(tx, merchantId, cases)
  const refusals = unmatchedLines(matches, lines)
  await insertRefusals(tx, merchantId, importId, refusals)
  await removeLines(tx, merchantId, importId, 'cancellation', numbers)
  return { returnsCreated: cases.length, returnsUnchanged: unchanged, unmatched: refusals.length }
}

/** One date and one customer for all lines of a cancellation: what its first line that knows says. */
function cancellationsOf(lines: readonly StagedLine[]): Cancellation[] {
  const wanted: Cancellation[] = []
  for (const [number, group] of byNumber(lines)) {
    const folded = foldOrder(group)
    const customer = folded.ok ? (customerOf(folded.order)?.ref ?? null) : null
    for (const { line, sku, quantity } of group)
      wanted.push({
        line,
        number,
        // A name alone makes nobody the buyer of another order.
        customer: customer?.startsWith('order:') ? null : customer,
        sku,
        cancelledAt: group[0].placedAt,
        quantity,
      })
  }
  return wanted
}

type Made = { number: string; entry: NewCase }

async function casesOf(
  tx: Tx,
  job: Job,
  record: ImportRecord,
  matches: readonly Match[],
  orders: ReadonlyMap<string, OrderContext>,
): Promise<Made[]> {
  const groups = new Map<string, { cancellation: Cancellation; orderId: string; shares: Share[] }>()
  for (const match of matches) {
    if ('unmatched' in match) continue
    for (const share of match.shares) {
      const { orderId } = share.purchase
      const key = JSON.stringify([match.cancellation.number, orderId])
      const group = groups.get(key)
      if (group) group.shares.push(share)
      else groups.set(key, { cancellation: match.cancellation, orderId, shares: [share] })
    }
  }
  if (groups.size === 0) return []
  const numbers = await nextNumbers(tx, job.caller.merchant.id, 'case', groups.size)
  return [...groups.values()].map(({ cancellation, orderId, shares }, at) => {
    const order = orders.get(orderId)
    const number = numbers[at]
    if (!order || number === undefined) throw new Error('A matched order was found a moment ago')
    return {
      number: cancellation.number,
      entry: caseOf(job, record, { cancellation, order, shares, number }),
    }
  })
}

function caseOf(
  job: Job,
  record: ImportRecord,
  given: { cancellation: Cancellation; order: OrderContext; shares: readonly Share[]; number: number },
): NewCase {
  const { cancellation, order, shares, number } = given
  const id = idFrom('cancellation', job.caller.merchant.id, record.id, cancellation.number, order.id)
  const quantities = new Map<string, number>()
  for (const { purchase, quantity } of shares)
    quantities.set(purchase.id, (quantities.get(purchase.id) ?? 0) + quantity)
  return {
    id,
    number,
    orderId: order.id,
    customerId: order.customerId,
    requestedAt: cancellation.cancelledAt,
    events: [
      {
        id: idFrom('case.created', id),
        type: 'case.created',
        occurredAt: cancellation.cancelledAt,
        actor: { kind: 'member', id: record.createdBy },
        data: {
          kind: 'client_return',
          orderId: order.id,
          items: [...quantities].map(([orderLineId, quantity]) => ({
            caseItemId: idFrom('item', id, orderLineId),
            orderLineId,
            quantity,
            reason: null,
          })),
          channel: order.channel,
          historic: { importId: record.id, number: cancellation.number },
        },
      },
    ],
    tokens: {
      number,
      orderNumber: order.number,
      customerName: order.customerName,
      phones: [order.customerPhone],
      trackingNumber: order.trackingNumber,
    },
  }
}

/** So that a return is also found by the number of the shop's own cancellation, and known again in the next file. */
async function findByCancellation(tx: Tx, merchantId: string, cases: readonly Made[]): Promise<void> {
  const tokens = cases.map(({ number, entry }) => ({ token: cancellationToken(number), entity_id: entry.id }))
  await tx.execute(sql`
    insert into search_tokens (merchant_id, entity, token, entity_id)
    select ${merchantId}, 'case', token, entity_id
    from jsonb_to_recordset(${JSON.stringify(tokens)}::jsonb) as r(token text, entity_id uuid)
    on conflict do nothing`)
}

function unmatchedLines(matches: readonly Match[], lines: readonly StagedLine[]): Refused[] {
  const staged = new Map(lines.map((line) => [line.line, line]))
  return matches.flatMap((match): Refused[] => {
    if (!('unmatched' in match)) return []
    const line = staged.get(match.cancellation.line)
    if (!line) return []
    const { number, sku, quantity } = match.cancellation
    const params = { order: number, sku, quantity, left: match.left }
    return [{ line: line.line, kind: 'unmatched', code: match.unmatched, params, cells: cellsOf(line) }]
  })
}
