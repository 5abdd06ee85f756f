import 'server-only'
/** Messages that wait for something: applied as soon as it is there. */
import { sql, type SQL } from 'drizzle-orm'
import type { CarrierCodeKind } from '@/db/schema/pickups'
import type { Tx } from '@/db/tenant'
import { carrierCaller, type Caller } from '@/lib/caller'
import { applyEvents } from './applying'
import { enqueueAsking, type About } from './asking'
import { settleMessages } from './keeping'
import type { CarrierEvent } from './schemas'

/** How many one transaction takes. */
export const waitingAtOnce = 500

/**
 * Which of a carrier's parked messages: about these orders or parcels, with one of these words that nobody knew, those that
 * lay in the future and tell of a moment until then, or by their ids; `after`: where the step before ended.
 */
export type Which =
  | { about: readonly About[]; after?: string }
  | { unknown: CarrierCodeKind; words: readonly string[]; after?: string }
  | { until: Date; after?: string }
  | { ids: readonly string[] }

function condition(which: Which): SQL {
  if ('ids' in which) return sql`event_id = any(${sql.param([...which.ids])}::text[])`
  const after = which.after === undefined ? sql`` : sql` and event_id > ${which.after}`
  if ('unknown' in which) {
    return sql`${unknownWord(which.unknown)} = any(${sql.param([...which.words])}::text[])${after}`
  }
  if ('until' in which) {
    return sql`case parked_reason when 'future' then (raw->>'occurredAt')::timestamptz end
      <= ${which.until.toISOString()}::timestamptz${after}`
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
 * @returns how many were looked at and applied; `brought`: the numbers of parcels whose refusals were among the applied, so that
 *   what waits for these may be applied now; `last`: where the next step goes on, null when there is none left
 */
export async function applyWaiting(
  tx: Tx,
  caller: Caller,
  carrierId: string,
  which: Which,
  now: Date,
): Promise<{ looked: number; applied: number; brought: About[]; last: string | null }> {
  const merchantId = caller.merchant.id
  const rows = await tx.execute<{ event_id: string; raw: CarrierEvent }>(sql`
    select event_id, raw from carrier_messages
    where merchant_id = ${merchantId} and carrier_id = ${carrierId} and status = 'parked' and ${condition(which)}
    order by event_id limit ${waitingAtOnce} for update`)
  if (rows.length === 0) return { looked: 0, applied: 0, brought: [], last: null }
  const carrier = carrierCaller(caller.merchant, carrierId)
  const told = rows.map(({ raw }) => raw).sort((a, b) => Date.parse(a.occurredAt) - Date.parse(b.occurredAt))
  const results = await applyEvents(tx, carrier, carrierId, told, now)
  await settleMessages(tx, merchantId, carrierId, results, now)
  const brought = results.flatMap((one) => one.brings ?? [])
  const more =
    'about' in which ? { looked: 0, applied: 0 } : await applyBrought(tx, caller, carrierId, brought, now)
  return {
    looked: results.length + more.looked,
    applied: results.filter(({ parked }) => parked === null).length + more.applied,
    brought,
    last: rows.length < waitingAtOnce ? null : (rows.at(-1)?.event_id ?? null),
  }
}

/**
 * What waited for refusals that this transaction has applied: as much as one step takes at once, the rest by a job, which is
 * there exactly when the refusals are.
 */
export async function applyBrought(
  tx: Tx,
  caller: Caller,
  carrierId: string,
  brought: readonly About[],
  now: Date,
): Promise<{ looked: number; applied: number }> {
  if (brought.length === 0) return { looked: 0, applied: 0 }
  const step = await applyWaiting(tx, caller, carrierId, { about: brought }, now)
  if (step.last !== null || step.brought.length > 0) {
    await enqueueAsking(tx, caller.merchant.id, carrierId, [...brought, ...step.brought], null)
  }
  return step
}
