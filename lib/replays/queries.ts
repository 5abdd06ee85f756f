import 'server-only'
import { sql, type SQL } from 'drizzle-orm'
import { readMerchant } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import type { Stage } from '@/lib/cases/machine'
import type { LocalDate } from '@/lib/dates'
import { requirePermission } from '@/lib/permissions'
import type { NextStep, Outcome } from '@/lib/policies/verdict'
import { keptReplays, pageCases, starterNames } from './keeping'
import { findReplay, newestReplays, type ReplayRecord } from './records'
import { shareDone, summaryOf, type Answer, type ReplaySummary } from './rules'
import { changesPerPage, type ReplaySearch } from './search'

export type Replay = Omit<ReplayRecord, 'cursor' | 'transitions' | 'startedBy'> & {
  startedByName: string | null
  summary: ReplaySummary
}

/** One replay with what it has found, or null. */
export async function replayOf(caller: Caller, id: string): Promise<Replay | null> {
  requirePermission(caller, 'policy.read')
  return readMerchant(caller, async (tx) => {
    const record = await findReplay(tx, caller.merchant.id, id)
    if (!record) return null
    return replayFrom(record, await starterNames(tx, caller.merchant.id, [record]))
  })
}

/** The shop's replays, newest first, all that are kept. */
export async function recentReplays(caller: Caller): Promise<Replay[]> {
  requirePermission(caller, 'policy.read')
  return readMerchant(caller, async (tx) => {
    const records = await newestReplays(tx, caller.merchant.id, keptReplays)
    const names = await starterNames(tx, caller.merchant.id, records)
    return records.map((record) => replayFrom(record, names))
  })
}

export type ReplayProgress = Pick<ReplayRecord, 'status' | 'judged' | 'total' | 'changed'> & {
  /** 0 to 1; null before it runs. */
  share: number | null
}

/** How far a replay is, or null when there is none of this id. */
export async function replayProgress(caller: Caller, id: string): Promise<ReplayProgress | null> {
  requirePermission(caller, 'policy.read')
  const record = await readMerchant(caller, (tx) => findReplay(tx, caller.merchant.id, id))
  if (!record) return null
  const { status, judged, total, changed } = record
  return { status, judged, total, changed, share: shareDone(record) }
}

function replayFrom(record: ReplayRecord, names: ReadonlyMap<string, string>): Replay {
  const { id, terms, status, since, until, total, judged, changed, createdAt, finishedAt } = record
  return {
    id,
    terms,
    status,
    since,
    until,
    total,
    judged,
    changed,
    createdAt,
    finishedAt,
    startedByName: names.get(record.startedBy) ?? null,
    summary: summaryOf(record.transitions),
  }
}

/** A return that would have been answered otherwise. */
export type ReplayChangeRow = {
  caseId: string
  number: number
  orderNumber: string
  stage: Stage
  requestedAt: Date
  handedOverAt: Date | null
  before: Answer
  after: Answer
}

type Row = {
  case_id: string
  number: number
  order_number: string
  stage: Stage
  requested_at: string
  handed_over_at: string | null
  before_outcome: Outcome
  before_next: NextStep
  before_ends_on: LocalDate | null
  after_outcome: Outcome
  after_next: NextStep
  after_ends_on: LocalDate | null
}

/** A page of the returns that a replay answers otherwise, the newest first, and where the next page begins. */
export async function replayChanges(
  caller: Caller,
  id: string,
  search: ReplaySearch,
): Promise<{ rows: ReplayChangeRow[]; next: string | null }> {
  requirePermission(caller, 'policy.read')
  requirePermission(caller, 'case.read')
  const merchantId = caller.merchant.id
  const found = await readMerchant(caller, (tx) =>
    tx.execute<Row>(sql`
      with page as materialized (
        select r.* from policy_replay_changes r
        where r.merchant_id = ${merchantId} and r.replay_id = ${id} ${narrowed(search)}
        order by r.case_id desc limit ${changesPerPage + 1}
      ), ${pageCases(merchantId)}
      select r.case_id, c.number, o.number as order_number, c.stage, c.requested_at, o.handed_over_at, r.before_outcome,
        r.before_next, r.before_ends_on::text, r.after_outcome, r.after_next, r.after_ends_on::text
      from page r
      join c on c.id = r.case_id join o on o.id = c.order_id
      order by r.case_id desc`),
  )
  const rows = found.slice(0, changesPerPage).map((row) => ({
    caseId: row.case_id,
    number: row.number,
    orderNumber: row.order_number,
    stage: row.stage,
    requestedAt: new Date(row.requested_at),
    handedOverAt: row.handed_over_at === null ? null : new Date(row.handed_over_at),
    before: { outcome: row.before_outcome, next: row.before_next, endsOn: row.before_ends_on },
    after: { outcome: row.after_outcome, next: row.after_next, endsOn: row.after_ends_on },
  }))
  return { rows, next: found.length > changesPerPage ? (rows.at(-1)?.caseId ?? null) : null }
}

function narrowed({ show, from, to, after }: ReplaySearch): SQL {
  const same = sql`r.before_outcome = r.after_outcome and r.before_next = r.after_next`
  const parts = [
    ...(show === 'date' ? [sql`and ${same}`] : show === 'decision' ? [sql`and not (${same})`] : []),
    ...(from ? [sql`and r.before_outcome = ${from.outcome} and r.before_next = ${from.next}`] : []),
    ...(to ? [sql`and r.after_outcome = ${to.outcome} and r.after_next = ${to.next}`] : []),
    ...(after ? [sql`and r.case_id < ${after}::uuid`] : []),
  ]
  return sql.join(parts, sql` `)
}
