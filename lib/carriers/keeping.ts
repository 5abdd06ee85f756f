import 'server-only'
/** Carriers' messages as they are kept: word for word, each once, with what became of it. */
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { Applied } from './applying'
import { enqueueAsking, enqueueEarly } from './asking'
import type { ParkedReason } from './parking'
import type { CarrierEvent } from './schemas'

/**
 * Keeps new messages, and holds them until the transaction ends: who tells the same at the same moment waits, and learns
 * that it is known. What became of them is written by settleMessages.
 * @returns ids of those that were not known
 */
export async function keepMessages(
  tx: Tx,
  merchantId: string,
  carrierId: string,
  events: readonly CarrierEvent[],
  now: Date,
): Promise<Set<string>> {
  const messages = events.map((event) => ({
    event_id: event.id,
    raw: event,
    order_number: event.orderNumber ?? null,
    tracking_number: event.trackingNumber ?? null,
  }))
  const kept = await tx.execute<{ event_id: string }>(sql`
    insert into carrier_messages (merchant_id, carrier_id, event_id, received_at, raw, status, order_number, tracking_number)
    select ${merchantId}, ${carrierId}, event_id, ${now.toISOString()}::timestamptz, raw, 'applied', order_number,
      tracking_number
    from jsonb_to_recordset(${JSON.stringify(messages)}::jsonb) as r(event_id text, raw jsonb, order_number text,
      tracking_number text)
    order by event_id
    on conflict do nothing
    returning event_id`)
  return new Set(kept.map((row) => row.event_id))
}

/**
 * What became of messages that are kept. Who now waits for an order or a refusal is asked again a minute later, what lies in
 * the future at its moment.
 */
export async function settleMessages(
  tx: Tx,
  merchantId: string,
  carrierId: string,
  applied: readonly Applied[],
  now: Date,
): Promise<void> {
  const rows = applied.map(({ event, parked, caseId }) => ({
    event_id: event.id,
    status: parked ? 'parked' : 'applied',
    parked_reason: parked,
    case_id: caseId,
  }))
  const changed = await tx.execute<{ event_id: string }>(sql`
    update carrier_messages m set status = r.status, parked_reason = r.parked_reason, case_id = r.case_id
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(event_id text, status text, parked_reason text, case_id uuid)
    where m.merchant_id = ${merchantId} and m.carrier_id = ${carrierId} and m.event_id = r.event_id
      and (m.parked_reason, m.case_id) is distinct from (r.parked_reason, r.case_id)
    returning m.event_id`)
  const ids = new Set(changed.map((row) => row.event_id))
  const waitingFor = (reason: ParkedReason) =>
    applied.flatMap(({ event, parked }) => (parked === reason && ids.has(event.id) ? [event] : []))
  await enqueueAsking(tx, merchantId, carrierId, waitingFor('unknown_pickup'), now)
  await enqueueEarly(tx, merchantId, carrierId, waitingFor('future'))
}
