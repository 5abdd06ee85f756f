import 'server-only'
/** Asking again for what waits for its order or its refusal. */
import { createHash } from 'node:crypto'
import type { Tx } from '@/db/tenant'
import { canonicalJson } from '@/lib/canonical'
import { enqueue } from '@/lib/enqueue'
import type { CarrierEvent } from './schemas'

export const awaitedTask = 'carriers:awaited'

/** What a message is about, as told. */
export type About = Pick<CarrierEvent, 'orderNumber' | 'trackingNumber'>

/**
 * Asks once more a minute later: of two transactions at the same moment neither sees the other's rows, and whoever brings
 * what a message waits for may not have seen that it waits. About the same numbers one job waits, not many.
 */
export async function askAgain(
  tx: Tx,
  merchantId: string,
  carrierId: string,
  events: readonly CarrierEvent[],
  now: Date,
): Promise<void> {
  const asked = new Map<string, About>()
  for (const { orderNumber, trackingNumber } of events) {
    if (orderNumber === undefined && trackingNumber === undefined) continue
    const about = {
      ...(orderNumber !== undefined && { orderNumber }),
      ...(trackingNumber !== undefined && { trackingNumber }),
    }
    asked.set(canonicalJson(about), about)
  }
  if (asked.size === 0) return
  const sorted = [...asked].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const hash = createHash('sha256')
    .update(sorted.map(([key]) => key).join())
    .digest('hex')
  await enqueue(
    tx,
    awaitedTask,
    { merchantId, carrierId, orders: sorted.map(([, about]) => about) },
    { key: `${awaitedTask}:${carrierId}:${hash}`, runAt: new Date(now.getTime() + 60_000) },
  )
}
