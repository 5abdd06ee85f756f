import 'server-only'
import { sql } from 'drizzle-orm'
import type { ReplayStatus } from '@/db/schema/replays'
import type { Tx } from '@/db/tenant'
import type { PolicyTerms } from '@/lib/policies/schemas'
import type { Transitions } from './rules'

/** One replay as it stands in the database. */
export type ReplayRecord = {
  id: string
  terms: PolicyTerms
  status: ReplayStatus
  /** Returns demanded from here on, and before that. */
  since: Date
  until: Date
  total: number
  judged: number
  /** Of these, answered otherwise. */
  changed: number
  transitions: Transitions
  /** The last case judged; null before the first. */
  cursor: { at: Date; id: string } | null
  startedBy: string
  createdAt: Date
  finishedAt: Date | null
}

type Row = {
  id: string
  terms: PolicyTerms
  status: ReplayStatus
  since: string
  until: string
  total: number
  judged: number
  changed: number
  transitions: Transitions
  cursor_at: string | null
  cursor_id: string | null
  started_by: string
  created_at: string
  finished_at: string | null
}

const columns = sql`id, terms, status, since, until, total, judged, changed, transitions, cursor_at, cursor_id, started_by,
  created_at, finished_at`

/** The replay with this id, or null. `lock` holds it until the transaction ends. */
export async function findReplay(
  tx: Tx,
  merchantId: string,
  id: string,
  lock = false,
): Promise<ReplayRecord | null> {
  const [row] = await tx.execute<Row>(sql`
    select ${columns} from policy_replays where merchant_id = ${merchantId} and id = ${id}
    ${lock ? sql`for update` : sql``}`)
  return row ? recordOf(row) : null
}

/** The newest replays, at most `limit`. */
export async function newestReplays(tx: Tx, merchantId: string, limit: number): Promise<ReplayRecord[]> {
  const rows = await tx.execute<Row>(sql`
    select ${columns} from policy_replays where merchant_id = ${merchantId}
    order by created_at desc, id desc limit ${limit}`)
  return rows.map(recordOf)
}

function recordOf(row: Row): ReplayRecord {
  const { cursor_at: at, cursor_id: id } = row
  return {
    id: row.id,
    terms: row.terms,
    status: row.status,
    since: new Date(row.since),
    until: new Date(row.until),
    total: row.total,
    judged: row.judged,
    changed: row.changed,
    transitions: row.transitions,
    cursor: at !== null && id !== null ? { at: new Date(at), id } : null,
    startedBy: row.started_by,
    createdAt: new Date(row.created_at),
    finishedAt: row.finished_at === null ? null : new Date(row.finished_at),
  }
}

export type ReplayChange = Partial<
  Pick<ReplayRecord, 'status' | 'total' | 'judged' | 'changed' | 'transitions' | 'cursor' | 'finishedAt'>
>

/** Writes some of a replay's fields. */
export async function changeReplay(
  tx: Tx,
  merchantId: string,
  id: string,
  change: ReplayChange,
): Promise<void> {
  const sets = [
    ...(change.status === undefined ? [] : [sql`status = ${change.status}`]),
    ...(change.total === undefined ? [] : [sql`total = ${change.total}`]),
    ...(change.judged === undefined ? [] : [sql`judged = ${change.judged}`]),
    ...(change.changed === undefined ? [] : [sql`changed = ${change.changed}`]),
    ...(change.transitions ? [sql`transitions = ${JSON.stringify(change.transitions)}::jsonb`] : []),
    ...(change.cursor
      ? [sql`cursor_at = ${change.cursor.at.toISOString()}::timestamptz, cursor_id = ${change.cursor.id}`]
      : []),
    ...(change.finishedAt ? [sql`finished_at = ${change.finishedAt.toISOString()}::timestamptz`] : []),
  ]
  if (sets.length === 0) return
  await tx.execute(sql`
    update policy_replays set ${sql.join(sets, sql`, `)} where merchant_id = ${merchantId} and id = ${id}`)
}
