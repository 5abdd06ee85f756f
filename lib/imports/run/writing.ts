import 'server-only'
import { sql } from 'drizzle-orm'
import { readMerchant, type Tx } from '@/db/tenant'
import { Refused as Denied } from '@/lib/command'
import { upsertOrders } from '@/lib/orders/commands'
import type { OrderInput } from '@/lib/orders/schemas'
import type { ImportRecord } from '../records'
import { byNumber, foldOrder } from './order'
import { cellsOf, insertRefusals, removeLines, stagedLines, type Refused, type StagedLine } from './staging'
import { added, step, type Job } from './step'

const ordersAtOnce = 1000
const linesAtOnce = 4000

type Outcome = { created: number; updated: number; unchanged: number; refusedOrders: number }
type Lines = [StagedLine, ...StagedLine[]]

/** Writes the staged orders in batches, each taking its lines away from the staging in the same transaction. */
export async function writeOrders(job: Job, record: ImportRecord): Promise<ImportRecord> {
  const spoilt = await spoiltOrders(job)
  let analyzeAt = 1
  let place = { status: record.status, staged: record.staged, written: record.written }
  for (;;) {
    const written = await step(job, place, async (tx, current) => {
      const numbers = await nextOrders(tx, job)
      const outcome = await writeBatch(tx, job, numbers, spoilt)
      const counts = added(current.counts, { ...outcome.counts, refusedLines: outcome.refusedLines })
      const change = { written: place.written + numbers.length, counts }
      if (numbers.length > 0) return { change, result: change.written }
      return { change: { ...change, status: 'matching' as const, written: 0 }, result: null }
    })
    if (written === null) return { ...record, status: 'matching', written: 0 }
    place = { ...place, written }
    if (written < analyzeAt) continue
    analyzeAt = written * 4
    await job.analyze()
  }
}

export async function countOrders(tx: Tx, job: Job): Promise<number> {
  const [row] = await tx.execute<{ orders: number }>(sql`
    select count(distinct order_number)::int as orders from import_lines
    where merchant_id = ${job.caller.merchant.id} and import_id = ${job.importId} and kind = 'line'`)
  return row?.orders ?? 0
}

/** The next orders whose lines together make one batch; one order is always enough. */
async function nextOrders(tx: Tx, job: Job): Promise<string[]> {
  const rows = await tx.execute<{ order_number: string; lines: number }>(sql`
    select order_number, count(*)::int as lines from import_lines
    where merchant_id = ${job.caller.merchant.id} and import_id = ${job.importId} and kind = 'line'
    group by order_number order by order_number limit ${ordersAtOnce}`)
  const numbers: string[] = []
  let lines = 0
  for (const row of rows) {
    lines += row.lines
    if (numbers.length > 0 && lines > linesAtOnce) break
    numbers.push(row.order_number)
  }
  return numbers
}

/** Orders with a line that was refused → that line: such an order does not come in without it. */
async function spoiltOrders(job: Job): Promise<Map<string, number>> {
  const rows = await readMerchant(job.caller, (tx) =>
    tx.execute<{ number: string; line: number }>(sql`
      select params->>'order' as number, min(line) as line from import_refusals
      where merchant_id = ${job.caller.merchant.id} and import_id = ${job.importId} and kind = 'refused' and params ? 'order'
      group by 1`),
  )
  return new Map(rows.map((row) => [row.number, row.line]))
}

async function writeBatch(
  tx: Tx,
  job: Job,
  numbers: readonly string[],
  spoilt: ReadonlyMap<string, number>,
): Promise<{ counts: Outcome; refusedLines: number }> {
  const { caller, importId } = job
  const counts: Outcome = { created: 0, updated: 0, unchanged: 0, refusedOrders: 0 }
  if (numbers.length === 0)
    return { counts: { ...counts, refusedOrders: await lostOrders(tx, job) }, refusedLines: 0 }
  const groups = byNumber(await stagedLines(tx, caller.merchant.id, importId, 'line', numbers))
  const orders: OrderInput[] = []
  const refusals: Refused[] = []
  const refuse = (lines: Lines, code: string, params: Refused['params']) => {
    counts.refusedOrders += 1
    for (const line of lines) refusals.push(refusedLine(line, code, params))
  }
  for (const [number, lines] of groups) {
    const bad = spoilt.get(number)
    if (bad !== undefined) {
      refuse(lines, 'order_incomplete', { bad })
      continue
    }
    const folded = foldOrder(lines)
    if (folded.ok) orders.push(folded.order)
    else refuse(lines, folded.code, folded.params)
  }
  const result = await upsertOrders(tx, caller, orders, job.now())
  if (!result.ok) throw new Denied(result.error)
  for (const outcome of result.data) {
    const lines = groups.get(outcome.number)
    if (outcome.outcome !== 'error') counts[outcome.outcome] += 1
    else if (lines) refuse(lines, `order_${outcome.issue.code}`, {})
  }
  await insertRefusals(tx, caller.merchant.id, importId, refusals)
  await removeLines(tx, caller.merchant.id, importId, 'line', numbers)
  return { counts, refusedLines: refusals.length }
}

/** Orders that were refused with all their lines, so that nothing of them was staged. */
async function lostOrders(tx: Tx, job: Job): Promise<number> {
  const [row] = await tx.execute<{ orders: number }>(sql`
    select count(*)::int as orders from (
      select params->>'order' from import_refusals
      where merchant_id = ${job.caller.merchant.id} and import_id = ${job.importId} and kind = 'refused' and params ? 'order'
      group by 1 having bool_and(code !~ '^(order_|currency_differs|too_many_lines)')
    ) lost`)
  return row?.orders ?? 0
}

export function refusedLine(line: StagedLine, code: string, params: Refused['params']): Refused {
  return {
    line: line.line,
    kind: 'refused',
    code,
    params: { ...params, order: line.orderNumber },
    cells: cellsOf(line),
  }
}
