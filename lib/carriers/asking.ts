import 'server-only'
/** Asking again for what waits for its order, its refusal or its moment. */
import { createHash } from 'node:crypto'
import type { Tx } from '@/db/tenant'
import { canonicalJson } from '@/lib/canonical'
import { enqueue } from '@/lib/enqueue'
import type { CarrierEvent } from './schemas'

export const awaitedTask = 'carriers:awaited'
export const earlyTask = 'carriers:early'

/** The numbers of an order and its parcel, by which carriers speak of them. */
export type About = Pick<CarrierEvent, 'orderNumber' | 'trackingNumber'>

const minute = 60_000

/** Each pair of numbers once, in one order; without those that name nothing. */
export function uniqueAbout(about: readonly About[]): About[] {
  const unique = new Map<string, About>()
  for (const { orderNumber, trackingNumber } of about) {
    if (orderNumber === undefined && trackingNumber === undefined) continue
    const one = {
      ...(orderNumber !== undefined && { orderNumber }),
      ...(trackingNumber !== undefined && { trackingNumber }),
    }
    unique.set(canonicalJson(one), one)
  }
  return [...unique].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one)
}

/**
 * Queues asking for what a carrier has told about these orders and parcels: at once, or about a minute `after` a moment.
 *
 * The minute: of two transactions at the same moment neither sees the other's rows, and whoever brings what a message waits
 * for may not have seen that it waits. About the same numbers one job waits in a minute, not many: the later takes the place
 * of the earlier, which is put off by less than a minute for that; a new minute has a job of its own, so that a carrier who
 * never stops telling the same cannot put it off for good. What is asked at once never takes the place of what is asked
 * later, or the other's rows might be missed again.
 */
export async function enqueueAsking(
  tx: Tx,
  merchantId: string,
  carrierId: string,
  about: readonly About[],
  after: Date | null,
): Promise<void> {
  const orders = uniqueAbout(about)
  if (orders.length === 0) return
  const hash = createHash('sha256').update(canonicalJson(orders)).digest('hex')
  const when = after === null ? 'now' : Math.floor(after.getTime() / minute)
  await enqueue(
    tx,
    awaitedTask,
    { merchantId, carrierId, orders },
    {
      key: `${awaitedTask}:${carrierId}:${hash}:${when}`,
      ...(after && { runAt: new Date(after.getTime() + minute) }),
    },
  )
}

/**
 * Queues messages that lie in the future for their moment: one job for all of a minute, at its end, however many there are
 * and however often they are told.
 */
export async function enqueueEarly(
  tx: Tx,
  merchantId: string,
  carrierId: string,
  events: readonly Pick<CarrierEvent, 'occurredAt'>[],
): Promise<void> {
  const moments = events.map(({ occurredAt }) => Math.ceil(Date.parse(occurredAt) / minute) * minute)
  // One behind the other without waiting: a clock that is hours ahead brings many minutes.
  await Promise.all(
    [...new Set(moments)]
      .sort((a, b) => a - b)
      .map((moment) => {
        const until = new Date(moment)
        return enqueue(
          tx,
          earlyTask,
          { merchantId, carrierId, until: until.toISOString() },
          { key: `${earlyTask}:${carrierId}:${until.toISOString()}`, runAt: until },
        )
      }),
  )
}
