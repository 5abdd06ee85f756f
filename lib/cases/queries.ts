import 'server-only'
import { sql } from 'drizzle-orm'
import { readMerchant, type Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { requirePermission } from '@/lib/permissions'
import type { EventType } from './events'
import { countSource, nearOrWhole, planList, wayOf } from './list'
import { pageOf, readPage, type ListedPage } from './listed'
import { earlyStages, type CaseKind, type Stage } from './machine'
import { readCasePage, type CasePage } from './reading'
import { readRecent, type RecentEvent } from './recent'
import { countLimit, pageSize, type CaseSearch, type Cursor } from './search'

export type ReasonName = { code: string; parent: string | null; ru: string; en: string; hidden: boolean }

export type CaseList = ListedPage & {
  /** Exact unless `capped`, then there are at least that many. */
  total: { count: number; capped: boolean }
  reasons: ReasonName[]
  locations: { id: string; name: string }[]
}

/** One page of the returns that a search finds, with what its filters may be set to. */
export function listCases(caller: Caller, search: CaseSearch, now: Date): Promise<CaseList> {
  requirePermission(caller, 'case.read')
  const { merchant } = caller
  return readMerchant(caller, async (tx) => {
    const [source, counts, [reasons, locations]] = await Promise.all([
      planList(tx, merchant, search, now),
      readCounts(tx, merchant.id),
      readNames(tx, merchant.id),
    ])
    const [found, counted] = await Promise.all([
      readPage(tx, merchant, search, source, search.cursor),
      countedByStage(search) ? null : countSource(tx, source),
    ])
    // Going back has come to the beginning: show the whole first page.
    const begun = search.cursor?.side === 'before' && found.length <= pageSize
    const rows = begun ? await readPage(tx, merchant, search, source, null) : found
    const page = pageOf([...rows], begun ? null : search.cursor)
    return {
      ...page,
      total:
        counted === null
          ? { count: totalOf(counts, search), capped: false }
          : { count: counted, capped: counted >= countLimit },
      reasons,
      locations,
    }
  })
}

/** The counters know stages and kinds; anything else has to be counted. */
function countedByStage(search: CaseSearch): boolean {
  return (
    search.q === '' &&
    search.reason.length === 0 &&
    search.location.length === 0 &&
    search.verdict.length === 0 &&
    search.createdFrom === null &&
    search.createdTo === null &&
    search.due === null
  )
}

function totalOf(counts: StageCount[], search: CaseSearch): number {
  return counts
    .filter(({ kind }) => search.kind === null || kind === search.kind)
    .filter(({ stage }) => search.stage.length === 0 || search.stage.includes(stage))
    .reduce((sum, { count }) => sum + count, 0)
}

async function readNames(
  tx: Tx,
  merchantId: string,
): Promise<[ReasonName[], { id: string; name: string }[]]> {
  const [reasons, locations] = await Promise.all([
    tx.execute<ReasonName>(sql`
      select code, parent_code as parent, name_ru as ru, name_en as en, hidden_at is not null as hidden
      from reasons where merchant_id = ${merchantId} order by position, code limit 500`),
    tx.execute<{ id: string; name: string }>(sql`
      select id, name from locations where merchant_id = ${merchantId} order by is_default desc, name limit 500`),
  ])
  return [[...reasons], [...locations]]
}

export type StageCount = { kind: CaseKind; stage: Stage; count: number }

async function readCounts(tx: Tx, merchantId: string): Promise<StageCount[]> {
  const rows = await tx.execute<StageCount>(sql`
    select kind, stage, sum(count)::int as count
    from (
      select kind, stage, count from case_counts where merchant_id = ${merchantId}
      union all
      select kind, stage, delta from case_count_deltas where merchant_id = ${merchantId}
    ) c
    group by kind, stage`)
  return [...rows]
}

/** How many cases there are in each stage, exactly and by now. */
export async function queueCounts(caller: Caller): Promise<Record<string, number>> {
  requirePermission(caller, 'case.read')
  const rows = await readMerchant(caller, (tx) => readCounts(tx, caller.merchant.id))
  return byStage(rows)
}

function byStage(rows: StageCount[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { stage, count } of rows) counts[stage] = (counts[stage] ?? 0) + count
  return counts
}

export type Overview = {
  counts: Record<string, number>
  /** Since when the case that waits longest in each stage has been in it. */
  oldest: Record<string, Date>
  /** Up to 1,000. */
  parked: number
  /** Money that is to be paid back although the goods are not there yet, up to 1,000. */
  owedEarly: number
  hasOrders: boolean
  recent: RecentEvent[]
}

/** Everything the overview shows. `waiting` are the stages whose oldest case is asked for. */
export async function overview(caller: Caller, waiting: readonly Stage[]): Promise<Overview> {
  requirePermission(caller, 'case.read')
  const merchantId = caller.merchant.id
  const [counts, oldest, [facts], recent] = await readMerchant(caller, (tx) =>
    Promise.all([
      readCounts(tx, merchantId),
      tx.execute<{ stage: Stage; at: string }>(sql`
        select s.stage, c.stage_since as at
        from unnest(${sql.param([...waiting])}::text[]) s(stage)
        cross join lateral (
          select stage_since from cases where merchant_id = ${merchantId} and stage = s.stage
          order by stage_since, id limit 1
        ) c`),
      tx.execute<{ parked: number; early: number; orders: boolean }>(sql`
        select (select count(*)::int from (
            select 1 from carrier_messages where merchant_id = ${merchantId} and status = 'parked' limit ${sql.raw(`${countLimit}`)}
          ) p) as parked,
          (select count(*)::int from (
            select 1 from cases where merchant_id = ${merchantId} and money in ('due', 'failed')
              and stage = any(${sql.param([...earlyStages])}::text[]) limit ${sql.raw(`${countLimit}`)}
          ) e) as early,
          exists (select from orders where merchant_id = ${merchantId}) as orders`),
      readRecent(tx, merchantId, 12),
    ]),
  )
  return {
    counts: byStage(counts),
    oldest: Object.fromEntries(oldest.map((row) => [row.stage, new Date(row.at)])),
    parked: facts?.parked ?? 0,
    owedEarly: facts?.early ?? 0,
    hasOrders: facts?.orders ?? false,
    recent,
  }
}

/** What was recorded last, newest first. */
export function recentEvents(caller: Caller, limit: number): Promise<RecentEvent[]> {
  requirePermission(caller, 'case.read')
  return readMerchant(caller, (tx) => readRecent(tx, caller.merchant.id, limit))
}

/** The id of what was recorded last, for telling whether anything is new; null in a shop without cases. */
export async function latestEventId(caller: Caller): Promise<string | null> {
  requirePermission(caller, 'case.read')
  const [row] = await readMerchant(caller, (tx) =>
    tx.execute<{ id: string }>(sql`
      select id from case_events where merchant_id = ${caller.merchant.id}
      order by recorded_at desc, id desc limit 1`),
  )
  return row?.id ?? null
}

/** Everything the card of one case shows; null when this merchant has no case of that number. */
export function casePage(caller: Caller, number: number): Promise<CasePage | null> {
  requirePermission(caller, 'case.read')
  return readMerchant(caller, (tx) => readCasePage(tx, caller.merchant.id, number))
}

export type CaseVersion = { version: number; events: number; news: EventType[] }

/** Where a case stands now, and the types of the events that others recorded after the first `seen`: newest first, at most 5. */
export async function caseVersion(caller: Caller, number: number, seen: number): Promise<CaseVersion | null> {
  requirePermission(caller, 'case.read')
  const merchantId = caller.merchant.id
  const [row] = await readMerchant(caller, (tx) =>
    tx.execute<{ version: number; events: number; news: EventType[] }>(sql`
      select c.version, c.event_count as events,
        array(select e.type from case_events e
          where e.merchant_id = ${merchantId} and e.case_id = c.id and e.seq > ${seen}
            and e.actor_id is distinct from ${caller.actor.id}::uuid
          order by e.seq desc limit 5) as news
      from cases c where c.merchant_id = ${merchantId} and c.number = ${number}`),
  )
  return row ?? null
}

/** The numbers of the cases that stand before and after one case in a list. */
export function neighbours(
  caller: Caller,
  search: CaseSearch,
  number: number,
  now: Date,
): Promise<{ previous: number | null; next: number | null }> {
  requirePermission(caller, 'case.read')
  const { merchant } = caller
  return readMerchant(caller, async (tx) => {
    const { key } = wayOf(search, undefined)
    const [[here], source] = await Promise.all([
      tx.execute<{ id: string; at: string }>(
        sql`select id, ${key} as at from cases where merchant_id = ${merchant.id} and number = ${number}`,
      ),
      planList(tx, merchant, search, now),
    ])
    if (!here) return { previous: null, next: null }
    const beside = async (side: Cursor['side']) => {
      const cursor = { side, at: new Date(here.at), id: here.id }
      const [row] = await nearOrWhole(source, { cursor, limit: 1 }, (from) =>
        tx.execute<{ number: number }>(sql`
          select c.number from (${from}) s join cases c on c.merchant_id = ${merchant.id} and c.id = s.id`),
      )
      return row?.number ?? null
    }
    const [previous, next] = await Promise.all([beside('before'), beside('after')])
    return { previous, next }
  })
}
