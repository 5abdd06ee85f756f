import 'server-only'
/** Messages about orders that were not there yet: applied when the orders come. */
import { sql } from 'drizzle-orm'
import { withMerchant, type Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { enqueueAsking, uniqueAbout, type About } from './asking'
import { applyWaiting, type Which } from './waiting'

export type AwaitedOrder = { orderNumber: string; trackingNumber?: string }

/** Queues what carriers have told of these orders before they came; one question, by the indexes of what is parked. */
export async function enqueueAwaited(
  tx: Tx,
  merchantId: string,
  orders: readonly AwaitedOrder[],
): Promise<void> {
  if (orders.length === 0) return
  const numbers = orders.map(({ orderNumber }) => orderNumber)
  const parcels = orders.flatMap(({ trackingNumber }) => trackingNumber ?? [])
  const found = await tx.execute<{ carrier_id: string; about: string | null; tracking: string | null }>(sql`
    select distinct carrier_id, order_number as about, tracking_number as tracking from carrier_messages
    where merchant_id = ${merchantId} and status = 'parked' and parked_reason = 'unknown_pickup'
      and (order_number = any(${sql.param(numbers)}::text[]) or tracking_number = any(${sql.param(parcels)}::text[]))
    limit 5000`)
  for (const carrierId of [...new Set(found.map((row) => row.carrier_id))].sort()) {
    const own = found.filter((row) => row.carrier_id === carrierId)
    const told = new Set(own.map(({ about }) => about))
    const tracked = new Set(own.map(({ tracking }) => tracking))
    const awaited = orders.filter(
      ({ orderNumber, trackingNumber }) =>
        told.has(orderNumber) || (trackingNumber !== undefined && tracked.has(trackingNumber)),
    )
    await enqueueAsking(tx, merchantId, carrierId, awaited, null)
  }
}

/**
 * In steps, each a transaction of its own; those that still cannot be applied stay where they are. As long as a pass has
 * applied a refusal it begins again: what the hub said may have stood before it in the list, or waits under the order's other
 * number.
 */
export async function applyAwaited(
  caller: Caller,
  carrierId: string,
  orders: readonly About[],
  now: () => Date,
): Promise<number> {
  let about = [...orders]
  let applied = 0
  let after: string | null = null
  let brought: About[] = []
  do {
    const which: Which = { about, ...(after !== null && { after }) }
    const step: Awaited<ReturnType<typeof applyWaiting>> = await withMerchant(caller, (tx) =>
      applyWaiting(tx, caller, carrierId, which, now()),
    )
    applied += step.applied
    brought.push(...step.brought)
    after = step.last
    if (after === null && brought.length > 0) {
      about = uniqueAbout([...about, ...brought])
      brought = []
      // Before every id: none is empty.
      after = ''
    }
  } while (after !== null)
  return applied
}
