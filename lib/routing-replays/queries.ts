import 'server-only'
import { sql, type SQL } from 'drizzle-orm'
import { readMerchant, type Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import type { Stage } from '@/lib/cases/machine'
import { requirePermission } from '@/lib/permissions'
import { keptReplays, pageCases, starterNames } from '@/lib/replays/keeping'
import { shareDone } from '@/lib/replays/rules'
import type { ReplayPrices, WayKey } from '@/lib/routing/replay'
import type { RuleSetContent } from '@/lib/routing/schemas'
import { countRefusals, inRange, rangeOf, routeBy } from './reading'
import { findReplay, newestReplays, readDraft, type RoutingReplayRecord } from './records'
import { byDefault, replayDays, type ReplayDays } from './ways'
import { changesPerPage, stayingWay, type RoutingReplaySearch, type Turn } from './search'

export type RecentRoutingReplay = Omit<RoutingReplayRecord, 'cursor' | 'startedBy'> & {
  startedByName: string | null
}
export type RoutingReplay = RecentRoutingReplay & {
  content: RuleSetContent
  prices: ReplayPrices
  /** By rule, or `default`: the refusals that it would have sent elsewhere. */
  changedBy: Record<string, number>
}

/** One replay with what it has found, or null. */
export async function routingReplayOf(caller: Caller, id: string): Promise<RoutingReplay | null> {
  requirePermission(caller, 'routing.read')
  const merchantId = caller.merchant.id
  return readMerchant(caller, async (tx) => {
    const record = await findReplay(tx, merchantId, id)
    const draft = record && (await readDraft(tx, merchantId, id))
    if (!record || !draft) return null
    const names = await starterNames(tx, merchantId, [record])
    const changedBy = record.changed > 0 ? await changesByRule(tx, merchantId, id) : {}
    return { ...recentOf(record, names), ...draft, changedBy }
  })
}

async function changesByRule(tx: Tx, merchantId: string, id: string): Promise<Record<string, number>> {
  const rows = await tx.execute<{ rule: string; changed: number }>(sql`
    select coalesce(rule_id::text, ${byDefault}) as rule, count(*)::int as changed from routing_replay_changes
    where merchant_id = ${merchantId} and replay_id = ${id} group by rule_id`)
  return Object.fromEntries(rows.map(({ rule, changed }) => [rule, changed]))
}

/** The shop's replays, newest first, all that are kept. */
export async function recentRoutingReplays(caller: Caller): Promise<RecentRoutingReplay[]> {
  requirePermission(caller, 'routing.read')
  return readMerchant(caller, async (tx) => {
    const records = await newestReplays(tx, caller.merchant.id, keptReplays)
    const names = await starterNames(tx, caller.merchant.id, records)
    return records.map((record) => recentOf(record, names))
  })
}

function recentOf(
  { cursor: _, startedBy, ...record }: RoutingReplayRecord,
  names: ReadonlyMap<string, string>,
): RecentRoutingReplay {
  return { ...record, startedByName: names.get(startedBy) ?? null }
}

export type RoutingReplayProgress = Pick<RoutingReplayRecord, 'status' | 'judged' | 'total' | 'changed'> & {
  /** 0 to 1; null before it runs. */
  share: number | null
}

/** How far a replay is, or null when there is none of this id. */
export async function routingReplayProgress(
  caller: Caller,
  id: string,
): Promise<RoutingReplayProgress | null> {
  requirePermission(caller, 'routing.read')
  const record = await readMerchant(caller, (tx) => findReplay(tx, caller.merchant.id, id))
  if (!record) return null
  const { status, judged, total, changed } = record
  return { status, judged, total, changed, share: shareDone(record) }
}

export type RefusalCounts = Record<ReplayDays, number>

/** How many refusals there are to try rules on, by how many days back. */
export async function refusalCounts(caller: Caller, now: Date): Promise<RefusalCounts> {
  requirePermission(caller, 'routing.read')
  const { id, timeZone } = caller.merchant
  return readMerchant(caller, async (tx) => {
    const [month, quarter, year] = await Promise.all(
      replayDays.map((days) => countRefusals(tx, id, rangeOf(days, now, timeZone))),
    )
    return { 30: month ?? 0, 90: quarter ?? 0, 365: year ?? 0 }
  })
}

/** A refusal and the two ways of it; of one that stays, only its way is kept. */
export type RoutingReplayRow = {
  refusalId: string
  caseId: string
  number: number
  orderNumber: string
  stage: Stage
  refusedAt: Date
  before: WayKey
  after: WayKey
  byPerson: boolean
  /** The draft's rule; null: its default, or not kept. */
  ruleId: string | null
  beforeCost: number | null
  afterCost: number | null
}

type Row = {
  refusal_id: string
  case_id: string
  number: number
  order_number: string
  stage: Stage
  refused_at: string
  before: WayKey
  after: WayKey
  by_person: boolean
  rule_id: string | null
  before_cost: string | null
  after_cost: string | null
}

export type RoutingReplayPage = {
  /** The newest first. */
  rows: RoutingReplayRow[]
  previous: Turn | null
  next: Turn | null
}

/** A page of the refusals that a replay sends elsewhere, or of those that stay where `from` is `to`. */
export async function routingReplayChanges(
  caller: Caller,
  id: string,
  search: RoutingReplaySearch,
): Promise<RoutingReplayPage> {
  requirePermission(caller, 'routing.read')
  requirePermission(caller, 'case.read')
  const merchantId = caller.merchant.id
  const backwards = search.cursor?.side === 'before'
  const found = await readMerchant(caller, async (tx) => {
    const replay = await findReplay(tx, merchantId, id)
    if (!replay) return []
    const staying = stayingWay(search)
    const direction = backwards ? sql`asc` : sql`desc`
    return tx.execute<Row>(sql`
      with page as materialized (
        ${staying ? stays(merchantId, replay, staying, search.cursor) : changes(merchantId, id, search)}
        order by f.refused_at ${direction}, f.id ${direction} limit ${changesPerPage + 1}
      ), ${pageCases(merchantId)}
      select f.id as refusal_id, f.*, c.number, c.stage, o.number as order_number
      from page f join c on c.id = f.case_id join o on o.id = c.order_id
      order by f.refused_at ${direction}, f.id ${direction}`)
  })
  const more = found.length > changesPerPage
  const rows = found.slice(0, changesPerPage).map(rowOf)
  if (backwards) rows.reverse()
  const [first, last] = [rows[0], rows.at(-1)]
  const isTurned = search.cursor !== null
  return {
    rows,
    previous: first && (backwards ? more : isTurned) ? { side: 'before', id: first.refusalId } : null,
    next: last && (backwards || more) ? { side: 'after', id: last.refusalId } : null,
  }
}

function changes(merchantId: string, replayId: string, { from, to, rule, cursor }: RoutingReplaySearch): SQL {
  const oneOf = (values: readonly string[]) => sql`= any(${sql.param([...values])}::text[])`
  const parts = [
    ...(from.length > 0 ? [sql`and f.before ${oneOf(from)}`] : []),
    ...(to.length > 0 ? [sql`and f.after ${oneOf(to)}`] : []),
    ...(rule.length > 0 ? [sql`and coalesce(f.rule_id::text, ${byDefault}) ${oneOf(rule)}`] : []),
    turned(merchantId, cursor),
  ]
  return sql`
    select f.* from (
      select refusal_id as id, case_id, refused_at, before, after, by_person, rule_id, before_cost, after_cost
      from routing_replay_changes where merchant_id = ${merchantId} and replay_id = ${replayId}) f
    where true ${sql.join(parts, sql` `)}`
}

/**
 * What was judged and is not among the changes; costs and rules of these are not kept. Each is looked up by all that either
 * index of the changes has, so that no plan goes through all of them for every refusal.
 */
function stays(merchantId: string, replay: RoutingReplayRecord, way: WayKey, cursor: Turn | null): SQL {
  return sql`
    select f.id, f.case_id, f.refused_at, coalesce(w.way, 'none') as before, coalesce(w.way, 'none') as after,
      coalesce(w.by = 'person', false) as by_person, null::uuid as rule_id, null::bigint as before_cost,
      null::bigint as after_cost
    from refusals f ${routeBy(merchantId, replay.until)}
    where ${inRange(merchantId, replay)} and coalesce(w.way, 'none') = ${way}
      and not exists (
        select from routing_replay_changes c
        where c.merchant_id = ${merchantId} and c.replay_id = ${replay.id} and c.refused_at = f.refused_at
          and c.refusal_id = f.id offset 0)
      ${turned(merchantId, cursor)}`
}

function turned(merchantId: string, cursor: Turn | null): SQL {
  if (!cursor) return sql``
  const place = sql`(
    select x.refused_at, x.id from refusals x where x.merchant_id = ${merchantId} and x.id = ${cursor.id}::uuid)`
  return cursor.side === 'after'
    ? sql`and (f.refused_at, f.id) < ${place}`
    : sql`and (f.refused_at, f.id) > ${place}`
}

function rowOf(row: Row): RoutingReplayRow {
  return {
    refusalId: row.refusal_id,
    caseId: row.case_id,
    number: row.number,
    orderNumber: row.order_number,
    stage: row.stage,
    refusedAt: new Date(row.refused_at),
    before: row.before,
    after: row.after,
    byPerson: row.by_person,
    ruleId: row.rule_id,
    beforeCost: row.before_cost === null ? null : Number(row.before_cost),
    afterCost: row.after_cost === null ? null : Number(row.after_cost),
  }
}
