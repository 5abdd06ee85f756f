import 'server-only'
/** The rows of the queue of refused parcels: what was found, read with everything that a row shows. */
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import { standingFlags, type CaseFlag } from '@/lib/cases/flags'
import type { Axes, RouteAction, Stage } from '@/lib/cases/machine'
import type { RouteAuthor } from '@/lib/routing/route'
import type { Extent, PackagingState } from '@/lib/routing/schemas'
import { countingFirst } from './counting-route'
import { findRows, type Found } from './list'
import type { CountedItem, RefusalSign } from './refusal'
import { differences } from './rules'
import { pageSize, type RefusalCursor } from './search'

export type RefusalRow = Pick<Axes, 'kind' | 'custody'> & {
  /** Unique in the list: a parcel that was refused twice is twice among all refusals. */
  key: string
  caseId: string
  number: number
  stage: Stage
  /** Why a person has to look, while it still stands. */
  flags: CaseFlag[]
  /** When its stage began. */
  stageSince: Date
  storageDueAt: Date | null
  orderNumber: string
  trackingNumber: string | null
  customerName: string | null
  /** The name of the dearest refused article, how many articles and pieces were refused, and what they cost, minor units. */
  goods: string | null
  lines: number
  units: number
  amount: number
  currency: string
  /** Null where a case has none: it was made by another system. */
  refusal: RowRefusal | null
  /** Null: no rules were in force. */
  route: RowRoute | null
}

export type RowRefusal = {
  attempt: number
  refusedAt: Date
  extent: Extent
  /** Codes of the shop's reasons: what the courier claimed, and the hub where it said otherwise. */
  reason: string | null
  confirmedReason: string | null
  /** How much of what the courier said the hub says otherwise. */
  differs: number
  hub: string | null
  carrierName: string
  courier: string | null
  signs: RefusalSign[]
  /** When doubts came up, while nobody has settled them. */
  disputedAt: Date | null
  redelivery: { date: string; from: string; to: string } | null
}

export type RowRoute = {
  id: string
  action: RouteAction
  place: string | null
  by: RouteAuthor
  rule: { position: number; name: string } | null
  version: number | null
  /** The destination was closed, and it is the default: that is why a person is asked. */
  destinationClosed: boolean
}

type Source = Parameters<typeof findRows>[0]
type ListedRow = Found &
  Axes & {
    number: number
    stage: Stage
    flags: string[]
    stage_since: string
    storage_due_at: string | null
    order_number: string
    tracking_number: string | null
    currency: string
    customer_name: string | null
    goods: string | null
    lines: number
    units: number
    amount: string
    attempt: number | null
    refused_at: string
    extent: Extent
    packaging: PackagingState
    reason: string | null
    items: CountedItem[]
    confirmed_items: CountedItem[] | null
    confirmed_packaging: PackagingState | null
    confirmed_reason: string | null
    hub: string | null
    carrier_name: string
    courier: string | null
    signs: RefusalSign[]
    disputed_at: string | null
    redelivery_date: string | null
    redelivery_from: string
    redelivery_to: string
    route_id: string | null
    action: RouteAction | null
    place: string | null
    by: RouteAuthor
    rule: { position: number; name: string } | null
    version: number | null
    destination_closed: boolean | null
  }

/** The rows of one page and one more, in the order in which the source was asked. */
export function readRows(
  tx: Tx,
  merchantId: string,
  source: Source,
  cursor: RefusalCursor | null,
): Promise<readonly ListedRow[]> {
  const down = sql.raw(source.descending !== (cursor?.side === 'before') ? 'desc' : 'asc')
  return tx.execute<ListedRow>(sql`
    with page as materialized (${findRows(source, { cursor, limit: pageSize + 1 })})
    select page.group_no, page.sort_at, page.sort_id, page.case_id, page.refusal_id,
      c.number, c.kind, c.decision, c.custody, c.inspection, c.money, c.stage, c.flags, c.stage_since, c.storage_due_at,
      o.number as order_number, o.tracking_number, o.currency, u.name as customer_name,
      refused.goods, refused.lines, refused.units, refused.amount,
      r.attempt, r.refused_at, r.extent, r.packaging, r.reason, r.items, r.confirmed_items, r.confirmed_packaging,
      r.confirmed_reason, coalesce(h.name, r.hub_code) as hub, k.name as carrier_name,
      coalesce(d.name, r.courier_code) as courier, r.signs,
      case when r.settled_at is null then r.disputed_at end as disputed_at,
      r.redelivery_date::text, r.redelivery_from::text, r.redelivery_to::text,
      t.id as route_id, t.action, l.name as place, t.by, t.answer->'rule' as rule, v.number as version,
      (t.answer->>'destinationClosed')::boolean as destination_closed
    from page
    join cases c on c.merchant_id = ${merchantId} and c.id = page.case_id
    join orders o on o.merchant_id = ${merchantId} and o.id = c.order_id
    left join customers u on u.merchant_id = ${merchantId} and u.id = c.customer_id
    left join refusals r on r.merchant_id = ${merchantId} and r.id = page.refusal_id
    left join carriers k on k.merchant_id = ${merchantId} and k.id = r.carrier_id
    left join couriers d on d.merchant_id = ${merchantId} and d.carrier_id = r.carrier_id and d.code = r.courier_code
    left join locations h on h.merchant_id = ${merchantId} and h.id = r.hub_location_id
    left join lateral (
      select g.id, g.action, g.by, g.answer, g.location_id, g.rule_set_id from routes g
      where g.merchant_id = ${merchantId} and g.refusal_id = r.id
      order by ${countingFirst('g')}, g.given_at desc, g.id desc limit 1
    ) t on true
    left join locations l on l.merchant_id = ${merchantId} and l.id = t.location_id
    left join rule_sets v on v.merchant_id = ${merchantId} and v.id = t.rule_set_id
    cross join lateral (
      select count(*)::int as lines, coalesce(sum(q.quantity), 0)::int as units,
        coalesce(sum(q.quantity * n.unit_price), 0)::text as amount,
        (array_agg(n.name order by q.quantity * n.unit_price desc, n.position))[1] as goods
      from case_items i
      join order_lines n on n.merchant_id = ${merchantId} and n.id = i.order_line_id
      cross join lateral (
        select case when r.id is null then i.quantity else (
          select sum((one->>'quantity')::int) from jsonb_array_elements(r.items) one
          where one->>'caseItemId' = i.id::text
        ) end as quantity
      ) q
      where i.merchant_id = ${merchantId} and i.case_id = c.id and q.quantity > 0
    ) refused
    order by page.group_no ${down}, page.sort_at ${down}, page.sort_id ${down}`)
}

export type ListedPage = { rows: RefusalRow[]; previous: RefusalCursor | null; next: RefusalCursor | null }

/** The rows that are shown of those found, and where the pages before and after begin. */
export function pageOf(found: readonly ListedRow[], cursor: RefusalCursor | null): ListedPage {
  const more = found.length > pageSize
  const page = found.slice(0, pageSize)
  const back = cursor?.side === 'before'
  if (back) page.reverse()
  const edge = (row: ListedRow | undefined, side: RefusalCursor['side']): RefusalCursor | null =>
    row ? { side, group: row.group_no, at: new Date(row.sort_at), id: row.sort_id } : null
  return {
    rows: page.map(toRow),
    previous: (back ? more : cursor !== null) ? edge(page[0], 'before') : null,
    next: (back ? true : more) ? edge(page.at(-1), 'after') : null,
  }
}

function toRow(row: ListedRow): RefusalRow {
  return {
    key: row.sort_id,
    caseId: row.case_id,
    number: row.number,
    kind: row.kind,
    custody: row.custody,
    stage: row.stage,
    flags: standingFlags(row.flags, row),
    stageSince: new Date(row.stage_since),
    storageDueAt: row.storage_due_at ? new Date(row.storage_due_at) : null,
    orderNumber: row.order_number,
    trackingNumber: row.tracking_number,
    customerName: row.customer_name,
    goods: row.goods,
    lines: row.lines,
    units: row.units,
    amount: Number(row.amount),
    currency: row.currency,
    refusal: row.attempt === null ? null : refusalOf(row, row.attempt),
    route: row.action === null || row.route_id === null ? null : routeOf(row, row.route_id, row.action),
  }
}

function refusalOf(row: ListedRow, attempt: number): RowRefusal {
  const { redelivery_date: date, redelivery_from: from, redelivery_to: to } = row
  const told = {
    items: row.items,
    packaging: row.packaging,
    reason: row.reason,
    confirmedItems: row.confirmed_items,
    confirmedPackaging: row.confirmed_packaging,
    confirmedReason: row.confirmed_reason,
  }
  return {
    attempt,
    refusedAt: new Date(row.refused_at),
    extent: row.extent,
    reason: row.reason,
    confirmedReason: row.confirmed_reason === row.reason ? null : row.confirmed_reason,
    differs: differences(told).length,
    hub: row.hub,
    carrierName: row.carrier_name,
    courier: row.courier,
    signs: row.signs,
    disputedAt: row.disputed_at ? new Date(row.disputed_at) : null,
    redelivery: date === null ? null : { date, from, to },
  }
}

function routeOf(row: ListedRow, id: string, action: RouteAction): RowRoute {
  return {
    id,
    action,
    place: row.place,
    by: row.by,
    rule: row.rule,
    version: row.version,
    destinationClosed: row.destination_closed ?? false,
  }
}
