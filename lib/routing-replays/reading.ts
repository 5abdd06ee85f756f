import 'server-only'
/** Past refusals with the routes they really went. */
import { sql, type SQL } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import { addDays } from '@/lib/dates'
import type { WayKey } from '@/lib/routing/replay'
import type { RefusalFacts, RouteAuthor } from '@/lib/routing/route'
import type { RouteActions } from '@/lib/routing/schemas'
import { localDate, startOfDay } from '@/lib/time'
import type { PastRefusal } from './rules'
import type { ReplayDays } from './ways'

/** Which refusals are judged: by when the parcel was refused. */
export type Range = { since: Date; until: Date }

/** The last so many days, from the beginning of that day in the shop's zone. */
export function rangeOf(days: ReplayDays, now: Date, zone: string): Range {
  return { since: startOfDay(addDays(localDate(now, zone), -days), zone), until: now }
}

/**
 * Refusals `f` of a range that were known at its end: what is told later is left out, so that a step later judges as one
 * before it, and a list opened later holds what was counted.
 */
export const inRange = (merchantId: string, { since, until }: Range): SQL => sql`
  f.merchant_id = ${merchantId}
  and f.refused_at >= ${since.toISOString()}::timestamptz and f.refused_at < ${until.toISOString()}::timestamptz
  and f.reported_at <= ${until.toISOString()}::timestamptz`

/**
 * The route of the refusal `f` that counted at that moment, as a row `w`, its columns null when there was none. Looked up
 * by key, row by row: a shop that has just been imported has no statistics yet, and a plan made without them would go
 * through all its routes.
 */
export const routeBy = (merchantId: string, moment: Date): SQL => {
  const known = sql`${moment.toISOString()}::timestamptz`
  return sql`
  left join lateral (
    select case action when 'deliver' then 'deliver:' || location_id else action end as way, by, actions from routes t
    where merchant_id = ${merchantId} and refusal_id = f.id and given_at <= ${known}
      and case by when 'person' then not ${cameTooLate(merchantId, known)} else true end
    order by given_at desc, id desc limit 1 offset 0) w on true`
}

/**
 * Whether the goods of the route `t`, which a person gave, had left the courier and the hub when it was given, by what was
 * known at a moment: such an override is no route, as lib/cases/fold has it. Of the case itself only the latest attempt
 * could be asked, and only as it is by now.
 */
const cameTooLate = (merchantId: string, known: SQL): SQL => {
  // By the case alone: without statistics a plan by the time of recording would go through all that the shop knows.
  const happened = sql`(
    select type, occurred_at, recorded_at from case_events
    where merchant_id = ${merchantId} and case_id = t.case_id offset 0)`
  return sql`exists (
  select from ${happened} gone
  where gone.recorded_at <= ${known} and gone.occurred_at < t.given_at
    and gone.type in ('parcel.in_transit', 'parcel.lost', 'parcel.received', 'delivery.redelivered')
    and not exists (
      select from ${happened} back
      where back.recorded_at <= ${known} and back.occurred_at > gone.occurred_at and back.occurred_at < t.given_at
        and case gone.type
          when 'parcel.received' then false
          when 'parcel.in_transit' then back.type in ('parcel.at_hub', 'delivery.refused')
          when 'parcel.lost' then back.type in ('parcel.found', 'delivery.refused')
          else back.type = 'delivery.refused' end))`
}

export async function countRefusals(tx: Tx, merchantId: string, range: Range): Promise<number> {
  const [row] = await tx.execute<{ total: number }>(
    sql`select count(*)::int as total from refusals f where ${inRange(merchantId, range)}`,
  )
  return row?.total ?? 0
}

type Row = {
  id: string
  case_id: string
  refused_at: string
  facts: RefusalFacts
  way: WayKey | null
  by: RouteAuthor | null
  actions: RouteActions | null
}

/** The next refusals in the order in which they happened, at most `limit`, behind the cursor. */
export async function readPastRefusals(
  tx: Tx,
  merchantId: string,
  range: Range,
  cursor: { at: Date; id: string } | null,
  limit: number,
): Promise<PastRefusal[]> {
  const behind = cursor
    ? sql`and (f.refused_at, f.id) > (${cursor.at.toISOString()}::timestamptz, ${cursor.id}::uuid)`
    : sql``
  const rows = await tx.execute<Row>(sql`
    with picked as materialized (
      select f.id, f.case_id, f.refused_at, f.facts from refusals f
      where ${inRange(merchantId, range)} ${behind}
      order by f.refused_at, f.id limit ${limit}
    )
    select f.*, w.way, w.by, w.actions from picked f ${routeBy(merchantId, range.until)}
    order by f.refused_at, f.id`)
  return rows.map(({ id, case_id, refused_at, facts, way, by, actions }) => ({
    id,
    caseId: case_id,
    refusedAt: new Date(refused_at),
    facts,
    route: way !== null && by !== null && actions !== null ? { way, by, actions } : null,
  }))
}
