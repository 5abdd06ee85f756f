import 'server-only'
/** Carriers' messages as they are kept: word for word, each once, with what became of it. */
import { sql } from 'drizzle-orm'
import type { CarrierMessageStatus } from '@/db/schema/pickups'
import type { Tx } from '@/db/tenant'
import type { Applied } from './applying'
import type { CarrierEvent } from './schemas'

/** Ids of those among the events that the carrier has told before. */
export async function knownMessages(
  tx: Tx,
  merchantId: string,
  carrierId: string,
  events: readonly CarrierEvent[],
): Promise<Set<string>> {
  const rows = await tx.execute<{ event_id: string }>(sql`
    select event_id from carrier_messages
    where merchant_id = ${merchantId} and carrier_id = ${carrierId}
      and event_id in (select jsonb_array_elements_text(${JSON.stringify(events.map((event) => event.id))}::jsonb))`)
  return new Set(rows.map((row) => row.event_id))
}

/** Keeps new messages; those that somebody else has told at the same moment are not in the answer. */
export async function keepMessages(
  tx: Tx,
  merchantId: string,
  carrierId: string,
  applied: readonly Applied[],
  now: Date,
): Promise<CarrierMessageStatus[]> {
  const messages = applied.map(({ event, parked, caseId }) => ({
    event_id: event.id,
    raw: event,
    status: parked ? 'parked' : 'applied',
    parked_reason: parked,
    case_id: caseId,
    order_number: event.orderNumber ?? null,
    tracking_number: event.trackingNumber ?? null,
  }))
  const kept = await tx.execute<{ status: CarrierMessageStatus }>(sql`
    insert into carrier_messages (merchant_id, carrier_id, event_id, received_at, raw, status, parked_reason, case_id,
      order_number, tracking_number)
    select ${merchantId}, ${carrierId}, event_id, ${now.toISOString()}::timestamptz, raw, status, parked_reason, case_id,
      order_number, tracking_number
    from jsonb_to_recordset(${JSON.stringify(messages)}::jsonb) as r(event_id text, raw jsonb, status text,
      parked_reason text, case_id uuid, order_number text, tracking_number text)
    order by event_id
    on conflict do nothing
    returning status`)
  return kept.map(({ status }) => status)
}

/** What became of messages that had waited. */
export async function settleMessages(
  tx: Tx,
  merchantId: string,
  carrierId: string,
  applied: readonly Applied[],
): Promise<void> {
  const rows = applied.map(({ event, parked, caseId }) => ({
    event_id: event.id,
    status: parked ? 'parked' : 'applied',
    parked_reason: parked,
    case_id: caseId,
  }))
  await tx.execute(sql`
    update carrier_messages m set status = r.status, parked_reason = r.parked_reason, case_id = r.case_id
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(event_id text, status text, parked_reason text, case_id uuid)
    where m.merchant_id = ${merchantId} and m.carrier_id = ${carrierId} and m.event_id = r.event_id`)
}
