import 'server-only'
/** The rows of the list of returns: read with what the columns show, and turned into a page. */
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { Outcome } from '@/lib/policies/verdict'
import { standingFlags, type CaseFlag } from './flags'
import { nearOrWhole, wayOf, type Source } from './list'
import type { CaseKind, Custody, Decision, MoneyState, Stage } from './machine'
import { pageSize, type CaseSearch, type Cursor } from './search'

export type CaseRow = {
  id: string
  number: number
  kind: CaseKind
  stage: Stage
  /** Why a person has to look, while it still stands. */
  flags: CaseFlag[]
  /** Support waits for the customer's answer. */
  asked: boolean
  /** Null where no verdict was given. */
  verdict: Outcome | null
  /** When its stage began. */
  stageSince: Date
  orderNumber: string
  customerName: string | null
  /** The name of the dearest line, and how many lines there are. */
  goods: string | null
  lines: number
  units: number
  /** Minor units. */
  amount: number
  currency: string
  /** The customer's reason for the dearest line; of a refusal the hub's, where it named one, else the courier's. */
  reason: string | null
  locationName: string | null
  /** Of the latest pickup task; only when its column is shown. */
  slot: { date: string; from: string; to: string } | null
  createdAt: Date
  updatedAt: Date
}

export type ListedPage = { rows: CaseRow[]; previous: Cursor | null; next: Cursor | null }

type ListedRow = {
  id: string
  number: number
  kind: string
  stage: string
  decision: Decision
  custody: Custody
  money: MoneyState
  verdict_outcome: Outcome | null
  stage_since: string
  flags: string[]
  asked: boolean | null
  sort_at: string
  created_at: string
  updated_at: string
  order_number: string
  currency: string
  customer_name: string | null
  location_name: string | null
  lines: number
  units: number
  amount: string
  goods: string | null
  reason: string | null
  slot_date: string | null
  slot_from: string | null
  slot_to: string | null
}

/** The rows of one page and one more, in the order of the source, with what the columns show. */
export function readPage(
  tx: Tx,
  merchant: { id: string },
  search: CaseSearch,
  source: Source,
  cursor: Cursor | null,
) {
  const { direction } = wayOf(search, cursor?.side)
  const withSlot = search.columns.includes('slot')
  return nearOrWhole(source, { cursor, limit: pageSize + 1 }, (from) =>
    tx.execute<ListedRow>(sql`
    with page as materialized (${from})
    select c.id, c.number, c.kind, c.stage, c.decision, c.custody, c.money, c.verdict_outcome, c.stage_since, page.sort_at, c.created_at, c.updated_at,
      o.number as order_number, o.currency, u.name as customer_name, l.name as location_name,
      c.flags,
      -- Only where there is something to find.
      case when c.stage = 'review' then (select (e.data->>'asked')::boolean from case_events e
        where e.merchant_id = ${merchant.id} and e.case_id = c.id and e.type = 'decision.reviewed'
        order by e.occurred_at desc, e.seq desc limit 1) end as asked,
      items.lines, items.units, items.amount, items.goods, items.reason,
      ${withSlot ? sql`k.slot_date::text, k.slot_from::text, k.slot_to::text` : sql`null as slot_date, null as slot_from, null as slot_to`}
    from page
    join cases c on c.merchant_id = ${merchant.id} and c.id = page.id
    join orders o on o.merchant_id = ${merchant.id} and o.id = c.order_id
    left join customers u on u.merchant_id = ${merchant.id} and u.id = c.customer_id
    left join locations l on l.merchant_id = ${merchant.id} and l.id = c.location_id
    cross join lateral (
      select count(*)::int as lines, coalesce(sum(i.quantity), 0)::int as units,
        coalesce(sum(i.quantity * n.unit_price), 0)::text as amount,
        (array_agg(n.name order by i.quantity * n.unit_price desc, n.position))[1] as goods,
        (array_agg(coalesce(i.customer_reason, f.confirmed_reason, i.courier_reason) order by i.quantity * n.unit_price desc, n.position))[1] as reason
      from case_items i
      join order_lines n on n.merchant_id = ${merchant.id} and n.id = i.order_line_id
      left join lateral (
        select r.confirmed_reason from refusals r
        where c.kind = 'refusal' and r.merchant_id = ${merchant.id} and r.case_id = c.id order by r.attempt desc limit 1
      ) f on true
      where i.merchant_id = ${merchant.id} and i.case_id = c.id
    ) items
    ${
      withSlot
        ? sql`left join lateral (
            select p.slot_date, p.slot_from, p.slot_to from pickup_tasks p
            where p.merchant_id = ${merchant.id} and p.case_id = c.id order by p.created_at desc, p.id desc limit 1
          ) k on true`
        : sql``
    }
    order by page.sort_at ${direction}, page.id ${direction}`),
  )
}

/** The rows that are shown of those found, and where the pages before and after begin. */
export function pageOf(found: ListedRow[], cursor: Cursor | null): ListedPage {
  const more = found.length > pageSize
  const page = found.slice(0, pageSize)
  const back = cursor?.side === 'before'
  if (back) page.reverse()
  const edge = (row: ListedRow | undefined, side: Cursor['side']) =>
    row ? { side, at: new Date(row.sort_at), id: row.id } : null
  return {
    rows: page.map(toRow),
    previous: (back ? more : cursor !== null) ? edge(page[0], 'before') : null,
    next: (back ? true : more) ? edge(page.at(-1), 'after') : null,
  }
}

function toRow(row: ListedRow): CaseRow {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind as CaseKind,
    stage: row.stage as Stage,
    flags: standingFlags(row.flags, { ...row, kind: row.kind as CaseKind }),
    asked: row.asked ?? false,
    verdict: row.verdict_outcome,
    stageSince: new Date(row.stage_since),
    orderNumber: row.order_number,
    customerName: row.customer_name,
    goods: row.goods,
    lines: row.lines,
    units: row.units,
    amount: Number(row.amount),
    currency: row.currency,
    reason: row.reason,
    locationName: row.location_name,
    slot:
      row.slot_date && row.slot_from && row.slot_to
        ? { date: row.slot_date, from: row.slot_from, to: row.slot_to }
        : null,
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  }
}
