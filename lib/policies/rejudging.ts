import 'server-only'
/** Judging a return anew when its order has turned out otherwise: handed over meanwhile, terms given, another buyer. */
import { sql } from 'drizzle-orm'
import { withMerchant, type Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { decidedAt } from '@/lib/cases/holding'
import { inOrder } from '@/lib/cases/fold'
import { lockCases, recordEvents, type LoadedCase } from '@/lib/cases/store'
import { enqueue } from '@/lib/enqueue'
import { newId } from '@/lib/ids'
import { readFacts, type AskedLine } from './facts'
import { followVerdict, judgeFacts, keepVerdict, verdictEvents } from './giving'
import type { CaseVerdict } from './verdict'

export const rejudgeTask = 'policies:rejudge'

/** Returns that were judged and whose goods are still with the customer. */
const open = sql`kind = 'client_return' and custody = 'customer' and decision in ('pending', 'review', 'approved')
  and verdict_outcome is not null`

/** Queues the returns of orders that have changed, where there are any that it matters to. */
export async function enqueueRejudging(tx: Tx, merchantId: string, orderIds: string[]): Promise<void> {
  if (orderIds.length === 0) return
  const rows = await tx.execute<{ order_id: string }>(sql`
    select distinct order_id from cases
    where merchant_id = ${merchantId} and order_id = any(${sql.param(orderIds)}::uuid[]) and ${open}`)
  if (rows.length === 0) return
  await enqueue(tx, rejudgeTask, { merchantId, orderIds: rows.map((row) => row.order_id) })
}

/**
 * Judges the open returns of an order again, as of the day of their demand. A return whose answer is another gets a new
 * verdict with new clocks. What only the verdict before had decided follows the new one, as long as no pickup was ordered;
 * what a person has decided stays decided.
 * @returns how many were answered otherwise
 */
export async function rejudgeOrder(caller: Caller, orderId: string, now: Date): Promise<number> {
  const { id: merchantId, timeZone: zone } = caller.merchant
  return withMerchant(caller, async (tx) => {
    const found = await tx.execute<{ id: string }>(sql`
      select id from cases
      where merchant_id = ${merchantId} and order_id = ${orderId} and ${open} order by id limit 500`)
    const ids = found.map((row) => row.id)
    if (ids.length === 0) return 0
    const loaded = await lockCases(tx, merchantId, ids)
    // Read behind the lock: of two who judge at once the later must not answer from before the earlier.
    const facts = await readFacts(tx, merchantId, sql`o.id = ${orderId}`)
    if (!facts) return 0
    const cases = await tx.execute<{ id: string; requested_at: string }>(sql`
      select id, requested_at from cases
      where merchant_id = ${merchantId} and id = any(${sql.param(ids)}::uuid[]) and ${open} order by id`)
    const [lines, answers] = await Promise.all([
      readLines(tx, merchantId, ids),
      readAnswers(tx, merchantId, ids),
    ])
    let changed = 0
    for (const { id, requested_at } of cases) {
      const one = loaded.get(id)
      if (!one) continue
      const demandedAt = new Date(requested_at)
      const judgement = judgeFacts(facts, lines.get(id) ?? [], { zone, demandedAt, now })
      if (sameAnswer(judgement.verdict, answers.get(id))) continue
      const at = decidedAt(one, now)
      const verdictId = newId()
      const follows = followsVerdict(one) ? followVerdict(judgement.verdict, at) : []
      const events = [...verdictEvents(judgement, verdictId, at, follows), ...follows]
      await recordEvents(tx, merchantId, [{ loaded: one, events }], now)
      await keepVerdict(tx, merchantId, id, verdictId, judgement, now)
      changed += 1
    }
    return changed
  })
}

/** Nobody has decided but the verdict before, and no courier is on it yet. */
function followsVerdict({ events, state }: LoadedCase): boolean {
  const decided = inOrder(events).findLast((event) => event.type.startsWith('decision.'))
  return (!decided || decided.actor.kind === 'system') && state.pickups.length === 0
}

async function readLines(tx: Tx, merchantId: string, ids: string[]): Promise<Map<string, AskedLine[]>> {
  const rows = await tx.execute<{
    case_id: string
    id: string
    order_line_id: string
    quantity: number
    customer_reason: string | null
  }>(sql`
    select case_id, id, order_line_id, quantity, customer_reason from case_items
    where merchant_id = ${merchantId} and case_id = any(${sql.param(ids)}::uuid[]) order by case_id, id`)
  const lines = new Map<string, AskedLine[]>(ids.map((id) => [id, []]))
  for (const { case_id, id, order_line_id: orderLineId, quantity, customer_reason: reason } of rows) {
    lines.get(case_id)?.push({ id, orderLineId, quantity, reason })
  }
  return lines
}

async function readAnswers(tx: Tx, merchantId: string, ids: string[]): Promise<Map<string, CaseVerdict>> {
  const rows = await tx.execute<{ case_id: string; answer: CaseVerdict }>(sql`
    select distinct on (case_id) case_id, answer from verdicts
    where merchant_id = ${merchantId} and case_id = any(${sql.param(ids)}::uuid[])
    order by case_id, given_at desc, id desc`)
  return new Map(rows.map((row) => [row.case_id, row.answer]))
}

function sameAnswer(now: CaseVerdict, before: CaseVerdict | undefined): boolean {
  const said = (verdict: CaseVerdict) =>
    JSON.stringify([
      verdict.outcome,
      verdict.endsOn,
      verdict.policyNumber,
      verdict.next,
      verdict.items.map(({ id, outcome, ground, endsOn }) => [id, outcome, ground, endsOn]).sort(),
    ])
  return before !== undefined && said(now) === said(before)
}
