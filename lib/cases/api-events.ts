import 'server-only'
/** The timeline of a return as the HTTP contract gives it. */
import { sql, type SQL } from 'drizzle-orm'
import { readMerchant, type Tx } from '@/db/tenant'
import { badCursor, type Page } from '@/lib/api/paging'
import type { PageQuery } from '@/lib/api/schemas'
import type { Caller } from '@/lib/caller'
import { requirePermission } from '@/lib/permissions'
import type { Result } from '@/lib/result'
import type { Sealed } from './chain'
import { inOrder } from './fold'
import { eventFromRow } from './rows'

type EventAnswer = ReturnType<typeof eventAnswerOf>
type EventRow = Parameters<typeof eventFromRow>[0] & { who: string | null; body: string | null }

/** The timeline of a return, the latest first, in the order of what happened and not of when it was told. */
export async function eventsAnswer(
  caller: Caller,
  id: string,
  query: PageQuery,
): Promise<Result<Page<object>> | null> {
  requirePermission(caller, 'case.read')
  const merchantId = caller.merchant.id
  const [[found], rows] = await readMerchant(caller, (tx) =>
    Promise.all([
      tx.execute(sql`select id from cases where merchant_id = ${merchantId} and id = ${id}`),
      readEventRows(tx, merchantId, sql`e.case_id = ${id} limit 5000`),
    ]),
  )
  if (!found) return null
  const words = new Map(rows.map((row) => [row.id, row]))
  const timeline = inOrder(rows.map(eventFromRow)).reverse()
  const at = query.cursor === undefined ? -1 : timeline.findIndex((event) => event.id === query.cursor)
  if (query.cursor !== undefined && at < 0) return badCursor()
  const page = timeline.slice(at + 1, at + 1 + query.limit)
  const more = at + 1 + query.limit < timeline.length
  return {
    ok: true,
    data: {
      data: page.map((event) => eventAnswerOf(event, words.get(event.id))),
      nextCursor: more ? (page.at(-1)?.id ?? null) : null,
    },
  }
}

/** One event of a return as its timeline gives it; null when there is no such event. */
export async function eventAnswer(
  caller: Caller,
  caseId: string,
  eventId: string,
): Promise<EventAnswer | null> {
  requirePermission(caller, 'case.read')
  const merchantId = caller.merchant.id
  const [row] = await readMerchant(caller, (tx) =>
    readEventRows(tx, merchantId, sql`e.case_id = ${caseId} and e.id = ${eventId}`),
  )
  return row ? eventAnswerOf(eventFromRow(row), row) : null
}

function readEventRows(tx: Tx, merchantId: string, where: SQL) {
  return tx.execute<EventRow>(sql`
    select e.id, e.case_id, e.seq, e.type, e.occurred_at, e.recorded_at, e.actor_kind, e.actor_id, e.data, e.hash,
      coalesce(u.name, k.name, a.name) as who, n.body
    from case_events e
    left join members m on m.merchant_id = ${merchantId} and e.actor_kind = 'member' and m.id = e.actor_id
    left join users u on u.id = m.user_id
    left join carriers k on k.merchant_id = ${merchantId} and e.actor_kind = 'carrier' and k.id = e.actor_id
    left join api_keys a on a.merchant_id = ${merchantId} and e.actor_kind = 'api_key' and a.id = e.actor_id
    left join notes n on n.merchant_id = ${merchantId} and n.id = (e.data->>'noteId')::uuid
    where e.merchant_id = ${merchantId} and ${where}`)
}

function eventAnswerOf(event: Sealed, row: Pick<EventRow, 'who' | 'body'> | undefined) {
  const { noteId: _, ...data } = event.data as { noteId?: string }
  return {
    id: event.id,
    sequence: event.seq,
    type: event.type,
    occurredAt: event.occurredAt.toISOString(),
    recordedAt: event.recordedAt.toISOString(),
    actor: { kind: event.actor.kind, name: row?.who ?? null },
    comment: row?.body ?? null,
    data,
  }
}
