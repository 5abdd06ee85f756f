import 'server-only'
import { sql } from 'drizzle-orm'
import type { ReplayStatus } from '@/db/schema/replays'
import type { Tx } from '@/db/tenant'
import type { ReplayFlows, ReplayHits, ReplayPrices, ReplayTotals } from '@/lib/routing/replay'
import type { RuleSetContent } from '@/lib/routing/schemas'
import type { Counts } from './rules'
import type { ReplayDays } from './ways'

/** One replay as it stands in the database, without the draft and the prices, which never change and may be large. */
export type RoutingReplayRecord = {
  id: string
  status: ReplayStatus
  days: ReplayDays
  /** Refusals from here on, and before that. */
  since: Date
  until: Date
  total: number
  judged: number
  /** Of these, sent elsewhere. */
  changed: number
  flows: ReplayFlows
  hits: ReplayHits
  totals: ReplayTotals
  /** The last refusal judged; null before the first. */
  cursor: { at: Date; id: string } | null
  startedBy: string
  currency: string
  createdAt: Date
  finishedAt: Date | null
}

type Row = {
  id: string
  status: ReplayStatus
  days: ReplayDays
  since: string
  until: string
  total: number
  judged: number
  changed: number
  flows: ReplayFlows
  hits: ReplayHits
  totals: ReplayTotals
  cursor_at: string | null
  cursor_id: string | null
  started_by: string
  currency: string
  created_at: string
  finished_at: string | null
}

const columns = sql`id, status, days, since, until, total, judged, changed, flows, hits, totals, cursor_at, cursor_id,
  started_by, prices->>'currency' as currency, created_at, finished_at`

/** The replay with this id, or null. `lock` holds it until the transaction ends. */
export async function findReplay(
  tx: Tx,
  merchantId: string,
  id: string,
  lock = false,
): Promise<RoutingReplayRecord | null> {
  const [row] = await tx.execute<Row>(sql`
    select ${columns} from routing_replays where merchant_id = ${merchantId} and id = ${id}
    ${lock ? sql`for update` : sql``}`)
  return row ? recordOf(row) : null
}

/** What a replay tries, and with which prices; null when there is none of this id. */
export async function readDraft(
  tx: Tx,
  merchantId: string,
  id: string,
): Promise<{ content: RuleSetContent; prices: ReplayPrices } | null> {
  const [row] = await tx.execute<{ content: RuleSetContent; prices: ReplayPrices }>(sql`
    select content, prices from routing_replays where merchant_id = ${merchantId} and id = ${id}`)
  return row ? { content: row.content, prices: row.prices } : null
}

/** The newest replays, at most `limit`. */
export async function newestReplays(
  tx: Tx,
  merchantId: string,
  limit: number,
): Promise<RoutingReplayRecord[]> {
  const rows = await tx.execute<Row>(sql`
    select ${columns} from routing_replays where merchant_id = ${merchantId}
    order by created_at desc, id desc limit ${limit}`)
  return rows.map(recordOf)
}

function recordOf(row: Row): RoutingReplayRecord {
  const { cursor_at: at, cursor_id: id } = row
  return {
    id: row.id,
    status: row.status,
    days: row.days,
    since: new Date(row.since),
    until: new Date(row.until),
    total: row.total,
    judged: row.judged,
    changed: row.changed,
    flows: row.flows,
    hits: row.hits,
    totals: row.totals,
    cursor: at !== null && id !== null ? { at: new Date(at), id } : null,
    startedBy: row.started_by,
    currency: row.currency,
    createdAt: new Date(row.created_at),
    finishedAt: row.finished_at === null ? null : new Date(row.finished_at),
  }
}

export type Step = {
  status: Extract<ReplayStatus, 'running' | 'done'>
  total: number
  judged: number
  changed: number
  counts: Counts
  /** The last refusal judged; null: none was left. */
  last: { refusedAt: Date; id: string } | null
  finishedAt: Date | null
}

/** Writes how far a replay has come. */
export async function saveStep(tx: Tx, merchantId: string, id: string, step: Step): Promise<void> {
  const { flows, hits, totals } = step.counts
  const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`
  await tx.execute(sql`
    update routing_replays set status = ${step.status}, total = ${step.total}, judged = ${step.judged},
      changed = ${step.changed}, flows = ${json(flows)}, hits = ${json(hits)}, totals = ${json(totals)},
      cursor_at = coalesce(${step.last?.refusedAt.toISOString() ?? null}::timestamptz, cursor_at),
      cursor_id = coalesce(${step.last?.id ?? null}::uuid, cursor_id),
      finished_at = ${step.finishedAt?.toISOString() ?? null}::timestamptz
    where merchant_id = ${merchantId} and id = ${id}`)
}
