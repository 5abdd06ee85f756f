import 'server-only'
/** Messages that wait for something: applied as soon as it is there. */
import { sql, type SQL } from 'drizzle-orm'
import type { CarrierCodeKind } from '@/db/schema/pickups'
import type { Tx } from '@/db/tenant'
import { carrierCaller, type Caller } from '@/lib/caller'
import { applyEvents } from './applying'
import type { About } from './asking'
import { settleMessages } from './keeping'
import type { CarrierEvent } from './schemas'

/** How many one transaction takes. */
export const waitingAtOnce = 500

/**
 * Which of a carrier's parked messages: about these orders or parcels, with one of these words that nobody knew, or by
 * their ids; `after`: where the step before ended.
 */
export type Which =
  | { about: readonly About[]; after?: string }
  | { unknown: CarrierCodeKind; words: readonly string[]; after?: string }
  | { ids: readonly string[] }

function condition(which: Which): SQL {
  if ('ids' in which) return sql`event_id = any(${sql.param([...which.ids])}::text[])`
  const after = which.after === undefined ? sql`` : sql` and event_id > ${which.after}`
  if ('unknown' in which) {
    return sql`${unknownWord(which.unknown)} = any(${sql.param([...which.words])}::text[])${after}`
  }
  const orders = which.about.flatMap(({ orderNumber }) => orderNumber ?? [])
  const parcels = which.about.flatMap(({ trackingNumber }) => trackingNumber ?? [])
  return sql`parked_reason = 'unknown_pickup' and (order_number = any(${sql.param(orders)}::text[])
    or tracking_number = any(${sql.param(parcels)}::text[]))${after}`
}

/** The word of a parked message that nobody knows; null for all others. */
export function unknownWord(kind: CarrierCodeKind): SQL {
  return kind === 'reason'
    ? sql`case parked_reason when 'unknown_code' then raw->>'reasonCode' end`
    : sql`case parked_reason when 'unknown_type' then raw->>'type' end`
}

/**
 * Tries a carrier's parked messages again, as if they were told now. What still cannot be applied stays parked, with the
 * reason that stands in the way now.
 * @returns how many were looked at and applied; `refused`: a refusal was among the applied, so that what was looked at
 *   before may be applied now; `last`: where the next step goes on, null when there is none left
 */
export async function applyWaiting(
  tx: Tx,
  caller: Caller,
  carrierId: string,
  which: Which,
  now: Date,
): Promise<{ looked: number; applied: number; refused: boolean; last: string | null }> {
  const merchantId = caller.merchant.id
  const rows = await tx.execute<{ event_id: string; raw: CarrierEvent }>(sql`
    select event_id, raw from carrier_messages
    where merchant_id = ${merchantId} and carrier_id = ${carrierId} and status = 'parked' and ${condition(which)}
    order by event_id limit ${waitingAtOnce} for update`)
  if (rows.length === 0) return { looked: 0, applied: 0, refused: false, last: null }
  const carrier = carrierCaller(caller.merchant, carrierId)
  const told = rows.map(({ raw }) => raw).sort((a, b) => Date.parse(a.occurredAt) - Date.parse(b.occurredAt))
  const results = await applyEvents(tx, carrier, carrierId, told, now)
  await settleMessages(tx, merchantId, carrierId, results, now)
  const refused = results.flatMap((one) => (one.refused && !one.repeated ? [one.event] : []))
  // What waited for these in turn; none of them is a refusal that could bring more.
  const more =
    refused.length > 0 && !('about' in which)
      ? await applyWaiting(tx, caller, carrierId, { about: refused }, now)
      : { looked: 0, applied: 0 }
  return {
    looked: results.length + more.looked,
    applied: results.filter(({ parked }) => parked === null).length + more.applied,
    refused: refused.length > 0,
    last: rows.length < waitingAtOnce ? null : (rows.at(-1)?.event_id ?? null),
  }
}
