import 'server-only'
/**
 * The SQL of the list of returns. It stays fast at a million cases because it always goes by an index: a filter that
 * finds few cases gives the candidates, which are sorted; otherwise the cases are walked in the order of the list,
 * through the index of the stage, the location or the verdict when one is chosen, until the page is full.
 */
import { sql, type SQL } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import { disjointEnds, readWarnDays } from '@/lib/deadlines/conditions'
import { dueSpans } from '@/lib/deadlines/rules'
import type { Due } from '@/lib/deadlines/search'
import { endOfDay, startOfDay } from '@/lib/time'
import { searchRanges, type TokenRange } from '@/lib/search/rules'
import { owedStates } from './machine'
import { namedBy } from './named'
import { countLimit, type CaseSearch, type CaseSortKey, type Cursor } from './search'

type Scope = { id: string; timeZone: string }

/** How many candidates are still sorted rather than looked for on the way. */
const fewEnough = 1000
/** How many cases are walked before the whole set of hits is asked for instead. */
const walkAtMost = 4000

/** A query of the id and the sort key of cases, with filters applied. */
type Query = (more: { cursor: Cursor | null; limit: number }) => SQL

/** Where a page's rows come from. `near` looks only at the next cases of the list, and may find too few. */
export type Source = {
  near: Query | null
  whole: Query
  /** Known without counting. */
  atLeast: number
  /** The same cases as `whole`, in no order and only to be counted. */
  unsorted?: SQL
}

/** Decides how to find the cases; asks the database only when a filter could give few of them. */
export async function planList(tx: Tx, merchant: Scope, search: CaseSearch, now: Date): Promise<Source> {
  const groups = search.q === '' ? [] : searchRanges(search.q)
  const plain = plainConditions(merchant, search)
  if (groups === null) {
    return {
      near: null,
      whole: amongHits(merchant, search, plain, sql`select null::uuid as id where false`),
      atLeast: 0,
    }
  }
  const sets = hitSets(merchant, search, groups)
  if (search.due) sets.push(await dueSet(tx, merchant, search.due, now))
  // By the order of change there is no index of stages, locations and verdicts: a small one of them gives the candidates.
  const narrow = search.sort.key === 'updated' ? columnSets(merchant, search) : []
  if (sets.length + narrow.length === 0) {
    return { near: null, whole: alongIndex(merchant, search, plain, null), atLeast: 0 }
  }
  const sized = await sizeSets(tx, [...sets, ...narrow])
  const smallest = sized.reduce((one, other) => (other.size < one.size ? other : one))
  const probes = sets.map(({ probe }) => probe)
  if (smallest.size <= fewEnough) {
    return {
      near: null,
      whole: amongHits(merchant, search, [...plain, ...probes], smallest.hits(true)),
      atLeast: 0,
    }
  }
  if (sets.length === 0) {
    return { near: null, whole: alongIndex(merchant, search, plain, null), atLeast: 0 }
  }
  const every = sql.join(
    sets.map(({ hits }) => sql`(${hits(false)})`),
    sql` intersect `,
  )
  return {
    near: alongIndex(merchant, search, plain, probes),
    whole: amongHits(merchant, search, plain, every),
    atLeast: sets.length === 1 && plain.length === 0 ? (sized[0]?.distinct ?? 0) : 0,
    // A return is as many hits as articles, words or reasons of it were found.
    unsorted: plain.length === 0 ? sql`select distinct id from (${every}) every_hit` : undefined,
  }
}

/** One filter as a set: all ids that pass it (each part `bounded` to a few), and how to ask about one case. */
type HitSet = { hits: (bounded: boolean) => SQL; probe: SQL }

/** What the index of owed money holds, in words that the planner sees through. */
const owed = sql.raw(`money in (${owedStates.map((state) => `'${state}'`).join()})`)

const bound = (bounded: boolean) => sql.raw(bounded ? `limit ${fewEnough + 1}` : '')

function hitSets(merchant: Scope, search: CaseSearch, groups: TokenRange[][]): HitSet[] {
  const sets = groups.map((ranges): HitSet => {
    const inside = ({ from, to }: TokenRange) => sql`(t.token >= ${from} and t.token < ${to})`
    return {
      hits: (bounded) =>
        unionOf(
          ranges.map(
            (range) => sql`(select t.entity_id as id from search_tokens t
              where t.merchant_id = ${merchant.id} and t.entity = 'case' and ${inside(range)} ${bound(bounded)})`,
          ),
        ),
      probe: sql`exists (select from search_tokens t
        where t.merchant_id = c.merchant_id and t.entity = 'case' and t.entity_id = c.id
          and (${sql.join(ranges.map(inside), sql` or `)}))`,
    }
  })
  if (search.reason.length > 0) sets.push(reasonSet(merchant, search.reason))
  if (search.money.length > 0) sets.push(moneySet(merchant, search.money))
  return sets
}

function reasonSet(merchant: Scope, reasons: readonly string[]): HitSet {
  const part = (table: SQL, column: SQL, code: string, bounded: boolean) =>
    sql`(select case_id as id from ${table}
      where merchant_id = ${merchant.id} and ${column} = ${code} ${bound(bounded)})`
  return {
    hits: (bounded) =>
      unionOf(
        reasons.flatMap((code) => [
          part(sql`case_items`, sql`customer_reason`, code, bounded),
          part(sql`case_items`, sql`courier_reason`, code, bounded),
          part(sql`refusals`, sql`confirmed_reason`, code, bounded),
        ]),
      ),
    probe: namedBy(reasons),
  }
}

function moneySet(merchant: Scope, states: readonly string[]): HitSet {
  return {
    hits: (bounded) =>
      unionOf(
        states.map(
          (state) => sql`(select id from cases
            where merchant_id = ${merchant.id} and ${owed} and money = ${state} ${bound(bounded)})`,
        ),
      ),
    probe: sql`c.money = any(${sql.param([...states])}::text[])`,
  }
}

async function dueSet(tx: Tx, merchant: Scope, due: Due, now: Date): Promise<HitSet> {
  const warnDays = due === 'soon' ? await readWarnDays(tx, merchant.id, now) : 0
  const ends = disjointEnds(dueSpans(due, { now, zone: merchant.timeZone, warnDays }))
  return {
    hits: (bounded) =>
      unionOf(
        ends.map(
          (condition) => sql`(select c.id from cases c
            where c.merchant_id = ${merchant.id} and ${condition} ${bound(bounded)})`,
        ),
      ),
    probe: sql`(${sql.join(ends, sql` or `)})`,
  }
}

function columnSets(merchant: Scope, search: CaseSearch): Pick<HitSet, 'hits'>[] {
  const of = (column: 'stage' | 'location_id' | 'verdict_outcome', values: readonly string[]) => ({
    hits: (bounded: boolean) =>
      unionOf(
        values.map(
          (value) => sql`(select id from cases
            where merchant_id = ${merchant.id} and ${sql.raw(column)} = ${value} ${bound(bounded)})`,
        ),
      ),
  })
  return [
    ...(search.stage.length > 0 ? [of('stage', search.stage)] : []),
    ...(search.location.length > 0 ? [of('location_id', search.location)] : []),
    ...(search.verdict.length > 0 ? [of('verdict_outcome', search.verdict)] : []),
  ]
}

function unionOf(parts: SQL[]): SQL {
  return sql.join(parts, sql` union all `)
}

/** How many hits each set has, up to a few: with repetitions, which tell whether it was read to its end, and without. */
async function sizeSets<Set extends Pick<HitSet, 'hits'>>(tx: Tx, sets: Set[]) {
  const columns = sets.map(
    ({ hits }, index) =>
      sql`(select array[count(*), count(distinct id)]::int[] from (${hits(true)}) s) as ${sql.raw(`s${index}`)}`,
  )
  const [row] = await tx.execute<Record<string, [number, number]>>(sql`select ${sql.join(columns, sql`, `)}`)
  return sets.map((set, index) => {
    const [size, distinct] = row?.[`s${index}`] ?? [0, 0]
    return { ...set, size, distinct }
  })
}

const sortColumns: Record<CaseSortKey, string> = {
  created: 'created_at',
  updated: 'updated_at',
  waiting: 'stage_since',
}

/** The column that the list goes by, and which way it goes through it: who has waited longest came to it first. */
export function wayOf({ sort }: Pick<CaseSearch, 'sort'>, side: Cursor['side'] | undefined) {
  const descending = sort.descending !== (sort.key === 'waiting')
  const down = descending !== (side === 'before')
  return { key: sql.raw(sortColumns[sort.key]), direction: sql.raw(down ? 'desc' : 'asc'), down }
}

function orderOf(search: CaseSearch, cursor: Cursor | null) {
  const { key, direction, down } = wayOf(search, cursor?.side)
  const beyond = sql.raw(down ? '<' : '>')
  return {
    key,
    beyond: cursor
      ? [sql`(c.${key}, c.id) ${beyond} (${cursor.at.toISOString()}::timestamptz, ${cursor.id}::uuid)`]
      : [],
    order: (limit: number) =>
      sql`order by c.${key} ${direction}, c.id ${direction} limit ${sql.raw(`${limit}`)}`,
  }
}

/** The cases among some ids, sorted. */
function amongHits(merchant: Scope, search: CaseSearch, conditions: SQL[], hits: SQL): Query {
  return ({ cursor, limit }) => {
    const { key, beyond, order } = orderOf(search, cursor)
    const where = sql.join([sql`c.merchant_id = ${merchant.id}`, ...conditions, ...beyond], sql` and `)
    return sql`select c.id, c.${key} as sort_at
      from (select distinct id from (${hits}) every_hit) hit
      join cases c on c.merchant_id = ${merchant.id} and c.id = hit.id
      where ${where} ${order(limit)}`
  }
}

/**
 * The cases in the order of the list, by the index of the stage, the location or the verdict when one is
 * chosen. With `probes`, the
 * next few thousand of them are asked one by one.
 */
function alongIndex(merchant: Scope, search: CaseSearch, conditions: SQL[], probes: SQL[] | null): Query {
  const [column, values] = leadingColumn(search)
  return ({ cursor, limit }) => {
    const { key, beyond, order } = orderOf(search, cursor)
    const all = [sql`c.merchant_id = ${merchant.id}`, ...conditions, ...beyond]
    const part = (more: SQL[]) =>
      sql`(select c.merchant_id, c.id, c.kind, c.${key}, c.money, c.window_due_at, c.money_due_at from cases c
        where ${sql.join([...all, ...more], sql` and `)} ${order(probes ? walkAtMost : limit)})`
    const parts =
      values.length > 0 ? values.map((value) => part([sql`c.${sql.raw(column)} = ${value}`])) : [part([])]
    const asked = probes ? sql`where ${sql.join(probes, sql` and `)}` : sql``
    return sql`select c.id, c.${key} as sort_at from (${unionOf(parts)}) c ${asked} ${order(limit)}`
  }
}

/** The chosen column whose index has the cases in the order of the list. */
function leadingColumn({ sort, stage, location, verdict }: CaseSearch): [string, readonly string[]] {
  if (sort.key === 'updated') return ['', []]
  if (stage.length > 0) return ['stage', stage]
  if (location.length > 0) return ['location_id', location]
  return verdict.length > 0 ? ['verdict_outcome', verdict] : ['', []]
}

/** Runs over what is near first, and over the whole when that gave fewer rows than wanted. */
export async function nearOrWhole<Row>(
  source: Source,
  more: { cursor: Cursor | null; limit: number },
  run: (from: SQL) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  if (source.near) {
    const rows = await run(source.near(more))
    if (rows.length >= more.limit) return rows
  }
  return run(source.whole(more))
}

function plainConditions(merchant: Scope, search: CaseSearch): SQL[] {
  const conditions: SQL[] = []
  if (search.stage.length > 0) conditions.push(sql`c.stage = any(${sql.param([...search.stage])}::text[])`)
  if (search.kind) conditions.push(sql`c.kind = ${search.kind}`)
  if (search.location.length > 0) {
    conditions.push(sql`c.location_id = any(${sql.param([...search.location])}::uuid[])`)
  }
  if (search.verdict.length > 0) {
    conditions.push(sql`c.verdict_outcome = any(${sql.param([...search.verdict])}::text[])`)
  }
  if (search.createdFrom) {
    const from = startOfDay(search.createdFrom, merchant.timeZone).toISOString()
    conditions.push(sql`c.created_at >= ${from}::timestamptz`)
  }
  if (search.createdTo) {
    const to = endOfDay(search.createdTo, merchant.timeZone).toISOString()
    conditions.push(sql`c.created_at < ${to}::timestamptz`)
  }
  return conditions
}

/** How many cases the source has, up to 1,000. */
export async function countSource(tx: Tx, source: Source): Promise<number> {
  if (source.atLeast >= countLimit) return countLimit
  const count = async (from: SQL) => {
    const [row] = await tx.execute<{ count: number }>(
      sql`select count(*)::int as count from (select 1 from (${from}) s limit ${sql.raw(`${countLimit}`)}) n`,
    )
    return row?.count ?? 0
  }
  const all = { cursor: null, limit: countLimit }
  if (source.near && (await count(source.near(all))) >= countLimit) return countLimit
  return count(source.unsorted ?? source.whole(all))
}
