import 'server-only'
/** What happened to one case, with the names and words that its events point at. */
import { sql, type SQL } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { LocalDate } from '@/lib/dates'
import type { Sealed } from './chain'
import { eventFromRow } from './rows'

export type TimelineEntry = Sealed & {
  /** A member's, carrier's or key's name; null for the system. */
  who: string | null
  note: string | null
  locationName: string | null
  /** Of a route by the rules: the rule that fired; null for their default. */
  rule: { position: number; name: string } | null
  /** Of a verdict: its last day, and up to which sum its policy approves by itself, in minor units; null: any. */
  verdict: { endsOn: LocalDate | null; upTo: number | null } | null
}

type EventRow = Parameters<typeof eventFromRow>[0] & {
  who: string | null
  note: string | null
  location_name: string | null
  rule: { position: number; name: string } | null
  verdict_id: string | null
  ends_on: LocalDate | null
  up_to: string | null
}
/** The events of the case that `own` selects the id of, in the order of recording, each with the names it needs. */
export async function readTimeline(tx: Tx, merchantId: string, own: SQL): Promise<TimelineEntry[]> {
  const rows = await tx.execute<EventRow>(sql`
    select e.id, e.case_id, e.seq, e.type, e.occurred_at, e.recorded_at, e.actor_kind, e.actor_id, e.data, e.hash,
      coalesce(u.name, k.name, a.name) as who, w.body as note,
      coalesce(l.name, h.name) as location_name, t.answer->'rule' as rule,
      v.id as verdict_id, v.ends_on::text, p.terms->'autoApprove'->>'upTo' as up_to
    from case_events e
    left join members m on m.merchant_id = e.merchant_id and m.id = e.actor_id
    left join users u on u.id = m.user_id
    left join carriers k on k.merchant_id = e.merchant_id and k.id = e.actor_id
    left join api_keys a on a.merchant_id = e.merchant_id and a.id = e.actor_id
    left join notes w on w.merchant_id = e.merchant_id and w.id = (e.data->>'noteId')::uuid
    left join locations l on l.merchant_id = e.merchant_id and l.id = (e.data->>'locationId')::uuid
    left join locations h on h.merchant_id = e.merchant_id and lower(h.code) = lower(e.data->>'locationCode')
    left join routes t on t.merchant_id = e.merchant_id and t.id = (e.data->>'routeId')::uuid
    left join verdicts v on v.merchant_id = e.merchant_id and v.id = (e.data->>'verdictId')::uuid
    left join policy_versions p on p.merchant_id = v.merchant_id and p.id = v.policy_version_id
    where e.merchant_id = ${merchantId} and e.case_id = ${own}
    order by e.seq limit 5000`)
  return rows.map((row) => ({
    ...eventFromRow(row),
    who: row.who,
    note: row.note,
    locationName: row.location_name,
    rule: row.rule,
    verdict: row.verdict_id
      ? { endsOn: row.ends_on, upTo: row.up_to === null ? null : Number(row.up_to) }
      : null,
  }))
}
