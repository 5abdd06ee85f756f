import 'server-only'
/** What the shop's own systems are to be told: written down in the transaction of the event itself, sent by the worker. */
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { Sealed } from '@/lib/cases/chain'
import type { EventType } from '@/lib/cases/events'
import { enqueue } from '@/lib/enqueue'
import { newId } from '@/lib/ids'

export const sendTask = 'webhooks:send'

type Told = { caseId: string; events: Sealed[] }

/**
 * Writes a message for every endpoint that is on and listens to the type of an event, and wakes the worker; both exist
 * exactly when the events do. One small read when nobody listens. A past return that was imported from the shop's own
 * records is no news to it and is not told.
 */
export async function tellEndpoints(tx: Tx, merchantId: string, told: Told[], now: Date): Promise<void> {
  const news = told.filter(({ events }) => !events.some(isHistoric))
  const types = [...new Set(news.flatMap(({ events }) => events.map(({ type }) => type)))]
  if (types.length === 0) return
  const endpoints = await tx.execute<{ id: string; event_types: EventType[] }>(sql`
    select id, event_types from webhook_endpoints
    where merchant_id = ${merchantId} and off_at is null and removed_at is null
      and event_types && ${sql.param(types)}::text[]`)
  for (const endpoint of endpoints) {
    const wanted = new Set(endpoint.event_types)
    const rows = news.flatMap(({ caseId, events }) =>
      events
        .filter(({ type }) => wanted.has(type))
        .map(({ id, seq, type }) => ({ id: newId(), case_id: caseId, event_id: id, event_seq: seq, type })),
    )
    const [first] = rows
    if (!first) continue
    await tx.execute(sql`
      insert into webhook_messages
        (merchant_id, id, endpoint_id, case_id, event_id, event_seq, type, status, next_attempt_at, created_at)
      select ${merchantId}, id, ${endpoint.id}, case_id, event_id, event_seq, type, 'pending', ${at(now)}, ${at(now)}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r(id uuid, case_id uuid, event_id uuid, event_seq int, type text)`)
    // A key of the endpoint alone would make every two transactions of one shop wait for each other here, and might make
    // them wait in a circle. Who writes events of one case waits for the case already.
    await enqueue(
      tx,
      sendTask,
      { merchantId, endpointId: endpoint.id },
      { key: `webhooks:${endpoint.id}:${first.case_id}` },
    )
  }
}

function isHistoric(event: Sealed): boolean {
  return event.type === 'case.created' && event.data.historic !== undefined
}

function at(moment: Date) {
  return sql`${moment.toISOString()}::timestamptz`
}
