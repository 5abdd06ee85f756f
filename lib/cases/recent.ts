import 'server-only'
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { EventType } from './events'

export type RecentEvent = {
  id: string
  type: EventType
  /** Of a flag: which one. */
  flag: string | null
  /** The flag was taken away. */
  lifted: boolean
  occurredAt: Date
  recordedAt: Date
  caseNumber: number
  goods: string | null
  who: string | null
  actorKind: string
}

/** What was recorded last in a shop, newest first; at most 100. */
export async function readRecent(tx: Tx, merchantId: string, limit: number): Promise<RecentEvent[]> {
  type Row = {
    id: string
    type: EventType
    flag: string | null
    lifted: boolean
    occurred_at: string
    recorded_at: string
    number: number
    goods: string | null
    who: string | null
    actor_kind: string
  }
  const rows = await tx.execute<Row>(sql`
    with latest as materialized (
      select id, case_id, type, data->>'flag' as flag, coalesce((data->>'lifted')::boolean, false) as lifted, occurred_at,
        recorded_at, actor_kind, actor_id from case_events
      where merchant_id = ${merchantId}
      order by recorded_at desc, id desc limit ${sql.raw(`${Math.min(Math.max(1, Math.trunc(limit)), 100)}`)}
    )
    select e.id, e.type, e.flag, e.lifted, e.occurred_at, e.recorded_at, e.actor_kind, c.number,
      coalesce(u.name, k.name, a.name) as who,
      (select n.name from case_items i
        join order_lines n on n.merchant_id = i.merchant_id and n.id = i.order_line_id
        where i.merchant_id = ${merchantId} and i.case_id = e.case_id order by n.position limit 1) as goods
    from latest e
    join cases c on c.merchant_id = ${merchantId} and c.id = e.case_id
    left join members m on m.merchant_id = ${merchantId} and m.id = e.actor_id
    left join users u on u.id = m.user_id
    left join carriers k on k.merchant_id = ${merchantId} and k.id = e.actor_id
    left join api_keys a on a.merchant_id = ${merchantId} and a.id = e.actor_id
    order by e.recorded_at desc, e.id desc`)
  return rows.map((row) => ({
    id: row.id,
    type: row.type,
    flag: row.flag,
    lifted: row.lifted,
    occurredAt: new Date(row.occurred_at),
    recordedAt: new Date(row.recorded_at),
    caseNumber: row.number,
    goods: row.goods,
    who: row.who,
    actorKind: row.actor_kind,
  }))
}
