import 'server-only'
/**
 * The SQL of the queue of refused parcels. Each tab is walked in its own order, by the index that has it, until the page
 * is full; what narrows it is asked of each parcel on the way. All tabs but the last are as long as the work that waits,
 * whatever the shop has seen before.
 */
import { sql, type SQL } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import { readWarnDays } from '@/lib/deadlines/conditions'
import { dueSpans } from '@/lib/deadlines/rules'
import type { Stage } from '@/lib/cases/machine'
import { endOfDay, startOfDay } from '@/lib/time'
import { countingFirst } from './counting-route'
import { countLimit, type RefusalCursor, type RefusalSearch, type RefusalTab } from './search'

type Scope = { id: string; timeZone: string }

/** The stage that a tab is, where it is one. */
export const tabStages: Partial<Record<RefusalTab, Stage>> = {
  needs_route: 'needs_route',
  redelivery: 'redelivery',
  moving: 'in_transit',
  arrived: 'inspection',
}

/**
 * A part of a tab: `key` is what it goes by, `from` has a case `c` and a refusal `r`, `id` tells rows of the same moment
 * apart.
 */
type Part = { group: 0 | 1; key: SQL; id: SQL; from: SQL; where: SQL[] }
type Source = { parts: Part[]; descending: boolean }

/** One row of what a source finds. */
export type Found = {
  group_no: 0 | 1
  sort_at: string
  sort_id: string
  case_id: string
  refusal_id: string | null
}

/** A case with what was said of it last. */
const withLatest = (merchantId: string) => sql`cases c
  left join lateral (
    select f.* from refusals f
    where f.merchant_id = ${merchantId} and f.case_id = c.id order by f.attempt desc limit 1
  ) r on true`

/** Where the rows of a tab come from, and in which order. */
export async function sourceOf(tx: Tx, merchant: Scope, search: RefusalSearch, now: Date): Promise<Source> {
  const { tab } = search
  const narrowed = [...conditionsOf(merchant, search), ...(await fewByRule(tx, merchant.id, search.rule))]
  const asc = (parts: Part[]): Source => ({ parts, descending: false })
  if (tab === 'all') {
    const part: Part = {
      group: 0,
      key: sql`r.refused_at`,
      id: sql`r.id`,
      from: sql`refusals r join cases c on c.merchant_id = ${merchant.id} and c.id = r.case_id`,
      where: [sql`r.merchant_id = ${merchant.id}`, ...narrowed],
    }
    return { parts: [part], descending: true }
  }
  if (tab === 'disputed') {
    const part: Part = {
      group: 0,
      key: sql`r.disputed_at`,
      id: sql`r.id`,
      from: sql`refusals r join cases c on c.merchant_id = ${merchant.id} and c.id = r.case_id`,
      where: [
        sql`r.merchant_id = ${merchant.id}`,
        sql`r.disputed_at is not null and r.settled_at is null`,
        ...narrowed,
      ],
    }
    return asc([part])
  }
  const base = { id: sql`c.id`, from: withLatest(merchant.id) }
  const own = [sql`c.merchant_id = ${merchant.id}`, sql`c.kind = 'refusal'`]
  if (tab === 'storage') {
    const warnDays = await readWarnDays(tx, merchant.id, now)
    const until = dueSpans('soon', { now, zone: merchant.timeZone, warnDays }).storage?.upTo ?? now
    const due = sql`c.storage_due_at <= ${until.toISOString()}::timestamptz`
    return asc([{ ...base, group: 0, key: sql`c.storage_due_at`, where: [...own, due, ...narrowed] }])
  }
  const here = [...own, sql`c.stage = ${tabStages[tab]}`, ...narrowed]
  const since = { ...base, group: 0, key: sql`c.stage_since`, where: here } as const
  if (tab !== 'redelivery') return asc([since])
  return asc([
    { ...since, where: [...here, sql`r.redelivery_date is null`] },
    {
      ...since,
      group: 1,
      // The slot's own clock, which has no zone, as a moment to sort by.
      key: sql`((r.redelivery_date + r.redelivery_from) at time zone 'UTC')`,
      where: [...here, sql`r.redelivery_date is not null`],
    },
  ])
}

/** At most `limit` rows beyond the cursor, in the order of the list or, before a cursor, against it. */
export function findRows(
  { parts, descending }: Source,
  { cursor, limit }: { cursor: RefusalCursor | null; limit: number },
): SQL {
  const down = descending !== (cursor?.side === 'before')
  const direction = sql.raw(down ? 'desc' : 'asc')
  const most = sql.raw(String(limit))
  const all = parts.flatMap((part) => {
    const beyond = beyondCursor(part, cursor, down)
    if (beyond === null) return []
    return sql`(select ${sql.raw(String(part.group))} as group_no, ${part.key} as sort_at, ${part.id} as sort_id,
        c.id as case_id, r.id as refusal_id
      from ${part.from} where ${sql.join([...part.where, ...beyond], sql` and `)}
      order by ${part.key} ${direction}, ${part.id} ${direction} limit ${most})`
  })
  return sql`select * from (${sql.join(all, sql` union all `)}) found
    order by group_no ${direction}, sort_at ${direction}, sort_id ${direction} limit ${most}`
}

/** Null: nothing of the part lies beyond the cursor. */
function beyondCursor(part: Part, cursor: RefusalCursor | null, down: boolean): SQL[] | null {
  if (!cursor) return []
  if (part.group !== cursor.group) return part.group > cursor.group === down ? null : []
  const place = sql`(${cursor.at.toISOString()}::timestamptz, ${cursor.id}::uuid)`
  return [sql`(${part.key}, ${part.id}) ${sql.raw(down ? '<' : '>')} ${place}`]
}

/** How many rows a source has, up to 1,000. */
export async function countRows(tx: Tx, source: Source): Promise<number> {
  const [row] = await tx.execute<{ count: number }>(sql`
    select count(*)::int as count from (${findRows(source, { cursor: null, limit: countLimit })}) n`)
  return row?.count ?? 0
}

/** What narrows the tab, as conditions on the refusal `r`. */
function conditionsOf(merchant: Scope, search: RefusalSearch): SQL[] {
  const texts = (values: readonly string[]) => sql`${sql.param([...values])}::text[]`
  const own = sql`merchant_id = ${merchant.id}`
  const conditions: SQL[] = []
  if (search.reason.length > 0) {
    // The one that counts now, which is what the rules go by: the hub's, where it has named one.
    conditions.push(sql`coalesce(r.confirmed_reason, r.reason) = any(array(
      with recursive named as (
        select code from reasons where ${own} and code = any(${texts(search.reason)})
        union
        select s.code from reasons s join named on s.parent_code = named.code where s.${own}
      ) select code from named))`)
  }
  if (search.hub.length > 0) {
    conditions.push(sql`r.hub_location_id = any(array(
      select id from locations where ${own} and code = any(${texts(search.hub)})))`)
  }
  if (search.carrier.length > 0) {
    conditions.push(sql`r.carrier_id = any(array(
      select id from carriers where ${own} and code = any(${texts(search.carrier)})))`)
  }
  if (search.courier.length > 0) conditions.push(sql`r.courier_code = any(${texts(search.courier)})`)
  if (search.from) {
    const from = startOfDay(search.from, merchant.timeZone).toISOString()
    conditions.push(sql`r.refused_at >= ${from}::timestamptz`)
  }
  if (search.to) {
    const to = endOfDay(search.to, merchant.timeZone).toISOString()
    conditions.push(sql`r.refused_at < ${to}::timestamptz`)
  }
  if (search.rule.length > 0) conditions.push(ruleCondition(merchant.id, search.rule))
  return conditions
}

/** How many refusals are still looked up rather than met on the way. */
const fewEnough = 2000

/** Where rules have answered for few refusals, those: whatever else there is need not be asked. */
async function fewByRule(tx: Tx, merchantId: string, rules: readonly string[]): Promise<SQL[]> {
  if (rules.length === 0) return []
  const ids = rules.filter((rule) => rule !== 'default')
  const parts = [
    ...(ids.length > 0 ? [sql`rule_id = any(${sql.param(ids)}::uuid[])`] : []),
    ...(rules.includes('default') ? [sql`rule_id is null`] : []),
  ].map(
    (which) => sql`(select refusal_id from routes
      where merchant_id = ${merchantId} and ${which} and rule_set_id = any(array(
        select id from rule_sets where merchant_id = ${merchantId} and number is not null))
      limit ${sql.raw(String(fewEnough + 1))})`,
  )
  const hits = sql.join(parts, sql` union all `)
  const [row] = await tx.execute<{ count: number }>(sql`select count(*)::int as count from (${hits}) h`)
  return (row?.count ?? 0) <= fewEnough ? [sql`r.id in (${hits})`] : []
}

/** The route of the refusal that counts, and that the list shows, is by one of these rules, or by the default. */
function ruleCondition(merchantId: string, rules: readonly string[]): SQL {
  const ids = sql`${sql.param(rules.filter((rule) => rule !== 'default'))}::uuid[]`
  const orDefault = rules.includes('default') ? sql` or t.by = 'default'` : sql``
  return sql`exists (
    select from (
      select g.by, g.rule_id from routes g
      where g.merchant_id = ${merchantId} and g.refusal_id = r.id
      order by ${countingFirst('g')}, g.given_at desc, g.id desc limit 1
    ) t where t.rule_id = any(${ids})${orDefault})`
}
