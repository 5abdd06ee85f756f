import 'server-only'
import { sql } from 'drizzle-orm'
import type { NoticeKind } from '@/db/schema/policies'
import { readMerchant, type Tx } from '@/db/tenant'
import { calendarDay } from '@/lib/calendar/rules'
import type { Caller } from '@/lib/caller'
import { clockKinds } from '@/lib/cases/events'
import { addDays, datesBetween, type LocalDate } from '@/lib/dates'
import { requirePermission } from '@/lib/permissions'
import { endOfDay, localDate, startOfDay } from '@/lib/time'
import { disjointEnds, endsWithin, readWarnDays } from './conditions'
import { dueSpans, type Spans } from './rules'
import { dueQueues, type DueQueue } from './search'

/** The cases of one queue, and the end among them that comes, or came, first. */
export type DueCount = { count: number; first: Date | null }
export type DeadlineCounts = Record<DueQueue, DueCount> & {
  /** Days before an end on which a case enters `soon`: of the policy in force. */
  warnDays: number
}

/** How many returns each queue of clocks holds: exactly those that the list with `due=<queue>` shows at the same moment. */
export function deadlineCounts(caller: Caller, now: Date): Promise<DeadlineCounts> {
  requirePermission(caller, 'case.read')
  const { merchant } = caller
  return readMerchant(caller, async (tx) => {
    const warnDays = await readWarnDays(tx, merchant.id, now)
    const entries = await Promise.all(
      dueQueues.map(async (queue) => {
        const spans = dueSpans(queue, { now, zone: merchant.timeZone, warnDays })
        return [queue, await countEnds(tx, merchant.id, spans)] as const
      }),
    )
    return { ...(Object.fromEntries(entries) as Record<DueQueue, DueCount>), warnDays }
  })
}

async function countEnds(tx: Tx, merchantId: string, spans: Spans): Promise<DueCount> {
  const columns = {
    window: sql`c.window_due_at`,
    money: sql`c.money_due_at`,
    storage: sql`c.storage_due_at`,
  }
  const firsts = clockKinds.map((kind) => {
    const span = spans[kind]
    return span ? sql`min(${columns[kind]}) filter (where ${endsWithin(kind, span)})` : sql`null`
  })
  const parts = disjointEnds(spans).map(
    (
      condition,
    ) => sql`(select count(*)::int as count, least(${sql.join(firsts, sql`, `)}) as first from cases c
      where c.merchant_id = ${merchantId} and ${condition})`,
  )
  const [row] = await tx.execute<{ count: number; first: string | null }>(sql`
    select sum(count)::int as count, min(first) as first from (${sql.join(parts, sql` union all `)}) s`)
  return { count: row?.count ?? 0, first: row?.first ? new Date(row.first) : null }
}

/** How far ahead the calendar looks, today included. */
export const daysAhead = 30

export type DeadlineDay = {
  date: LocalDate
  /** Returns whose window ends that day, whose money is due by its end, whose parcel may not lie longer, and all of them. */
  window: number
  money: number
  storage: number
  total: number
  working: boolean
  /** Name of the holiday, in Russian, where it is one. */
  holiday: string | null
  /** False where the decree of the year is not known yet: the day may still be moved. */
  confirmed: boolean
}

/** The coming 30 days in the merchant's zone, today first, each with the clocks that end on it. */
export function deadlineDays(caller: Caller, now: Date): Promise<DeadlineDay[]> {
  requirePermission(caller, 'case.read')
  const { id, timeZone } = caller.merchant
  const today = localDate(now, timeZone)
  const dates = datesBetween(today, addDays(today, daysAhead - 1))
  const bounds = dates.map((date) => ({
    date,
    after: startOfDay(date, timeZone),
    up_to: endOfDay(date, timeZone),
  }))
  type Row = { date: LocalDate; window: number; money: number; storage: number; total: number }
  return readMerchant(caller, async (tx) => {
    const rows = await tx.execute<Row>(sql`
      with ends as (
        select d.date, e.case_id, e.kind
        from jsonb_to_recordset(${JSON.stringify(bounds)}::jsonb) d(date text, after timestamptz, up_to timestamptz)
        cross join lateral (
          select c.id as case_id, 'window' as kind from cases c
          where c.merchant_id = ${id} and c.window_due_at > d.after and c.window_due_at <= d.up_to
          union all
          select c.id, 'money' from cases c
          where c.merchant_id = ${id} and c.money_due_at > d.after and c.money_due_at <= d.up_to
          union all
          select c.id, 'storage' from cases c
          where c.merchant_id = ${id} and c.storage_due_at > d.after and c.storage_due_at <= d.up_to
        ) e
      )
      select date, count(*) filter (where kind = 'window')::int as window,
        count(*) filter (where kind = 'money')::int as money,
        count(*) filter (where kind = 'storage')::int as storage, count(distinct case_id)::int as total
      from ends group by date`)
    const counts = new Map(rows.map((row) => [row.date, row]))
    return dates.map((date) => {
      const { kind, holiday, confirmed } = calendarDay(date)
      const { window = 0, money = 0, storage = 0, total = 0 } = counts.get(date) ?? {}
      const working = kind === 'working' || kind === 'shortened'
      return { date, window, money, storage, total, working, holiday: holiday ?? null, confirmed }
    })
  })
}

export type Warning = {
  id: string
  kind: NoticeKind
  caseNumber: number
  /** The dearest article. */
  goods: string | null
  customerName: string | null
  /** The end it warns of; null for the last attempt of a pickup. */
  endsAt: Date | null
  createdAt: Date
}

/** How many of the newest notices are looked at; what is older still stands in the queues. */
const newestNotices = 2000

/**
 * What the caller's role was warned of and nobody has handled yet, newest first: the clock still runs, the pickup is still
 * before its last attempt. A warning gives way to the word that the end has passed. Empty for who has no role.
 */
export async function notices(caller: Caller, limit: number): Promise<Warning[]> {
  requirePermission(caller, 'case.read')
  const { merchant, role } = caller
  if (role === null) return []
  const most = Math.min(Math.max(1, Math.trunc(limit)), 100)
  type Row = {
    id: string
    kind: NoticeKind
    number: number
    goods: string | null
    customer: string | null
    ends_at: string | null
    created_at: string
  }
  const rows = await readMerchant(caller, (tx) =>
    tx.execute<Row>(sql`
      with newest as materialized (
        select id, case_id, kind, subject, roles, ends_at, created_at from notices
        where merchant_id = ${merchant.id}
        order by created_at desc, id desc limit ${sql.raw(`${newestNotices}`)}
      ), open as materialized (
        select n.id, n.kind, n.case_id, n.ends_at, n.created_at, c.number, c.customer_id
        from newest n
        join cases c on c.merchant_id = ${merchant.id} and c.id = n.case_id
        where ${role} = any(n.roles) and case n.kind
          when 'last_attempt' then c.custody = 'customer' and exists (select from pickup_tasks p
            where p.merchant_id = ${merchant.id} and p.case_id = n.case_id and p.id::text = n.subject
              and p.status not in ('collected', 'failed', 'cancelled'))
          when 'window_ended' then c.window_due_at = n.ends_at
          when 'money_overdue' then c.money_due_at = n.ends_at
          when 'storage_ended' then c.storage_due_at = n.ends_at
          else n.ends_at = case n.kind when 'window_ends' then c.window_due_at when 'storage_ends' then c.storage_due_at
              else c.money_due_at end
            and not exists (select from notices later
              where later.merchant_id = ${merchant.id} and later.case_id = n.case_id and later.subject = n.subject
                and later.kind = case n.kind when 'window_ends' then 'window_ended' when 'storage_ends' then 'storage_ended'
                  else 'money_overdue' end)
        end
        order by n.created_at desc, n.id desc limit ${most}
      )
      select o.id, o.kind, o.number, o.ends_at, o.created_at, u.name as customer,
        (select l.name from case_items i
          join order_lines l on l.merchant_id = i.merchant_id and l.id = i.order_line_id
          where i.merchant_id = ${merchant.id} and i.case_id = o.case_id
          order by i.quantity * l.unit_price desc, l.position limit 1) as goods
      from open o
      left join customers u on u.merchant_id = ${merchant.id} and u.id = o.customer_id
      order by o.created_at desc, o.id desc`),
  )
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    caseNumber: row.number,
    goods: row.goods,
    customerName: row.customer,
    endsAt: row.ends_at ? new Date(row.ends_at) : null,
    createdAt: new Date(row.created_at),
  }))
}
