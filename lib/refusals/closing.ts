import 'server-only'
/** What becomes of refused parcels that were sent to a place which has closed. */
import { sql } from 'drizzle-orm'
import { withMerchant, type Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import type { CaseEvent } from '@/lib/cases/events'
import { decidedAt } from '@/lib/cases/holding'
import { lockCases, recordEvents } from '@/lib/cases/store'
import { enqueue } from '@/lib/enqueue'
import { newId } from '@/lib/ids'
import { isOpenOn } from '@/lib/locations/rules'
import type { Closure } from '@/lib/locations/schemas'
import { localDate } from '@/lib/time'
import { routeAgain } from './again'

export const closingTask = 'refusals:destination-closed'

const step = 200
const flag = 'destination_closed'

/**
 * Queues the parcels that are on their way to a place, for when it is closed: at once, or at the beginning of a closure.
 * Asked a minute later as well, for a route that was given by somebody who had not seen the closing yet.
 */
export async function enqueueClosing(
  tx: Tx,
  merchantId: string,
  locationId: string,
  runAt: Date,
): Promise<void> {
  const again = new Date(runAt.getTime() + 60_000)
  await enqueue(tx, closingTask, { merchantId, locationId }, { runAt })
  await enqueue(tx, closingTask, { merchantId, locationId }, { runAt: again })
}

/** Where the walk stands: the list's own order, by the index of places. */
export type ClosingCursor = { createdAt: string; id: string }
type ClosingStep = { rerouted: number; flagged: number; next: ClosingCursor | null }

const nothing: ClosingStep = { rerouted: 0, flagged: 0, next: null }

/**
 * One step over at most 200 refused parcels: what has not left the hub is routed anew by the rules in force; what is on the
 * road, was sent there by a person, or has no rules to ask gets a flag, for a person to say. Nothing when the place is open
 * today, and nothing twice: what was routed elsewhere or flagged is left alone.
 */
export async function leaveClosedPlace(
  caller: Caller,
  locationId: string,
  after: ClosingCursor | null,
  now: Date,
): Promise<ClosingStep> {
  const { id: merchantId, timeZone: zone } = caller.merchant
  return withMerchant(caller, async (tx) => {
    const [place] = await tx.execute<{ closed_at: string | null; closures: Closure[] }>(sql`
      select closed_at, closures from locations where merchant_id = ${merchantId} and id = ${locationId}`)
    if (!place) return nothing
    const closedAt = place.closed_at === null ? null : new Date(place.closed_at)
    if (isOpenOn({ closedAt, closures: place.closures }, localDate(now, zone))) return nothing
    const found = await tx.execute<{ id: string; created_at: string }>(sql`
      select id, created_at::text from cases
      where merchant_id = ${merchantId} and location_id = ${locationId} and kind = 'refusal'
        and custody in ('courier', 'hub', 'in_transit')
        ${after ? sql`and (created_at, id) > (${after.createdAt}::timestamptz, ${after.id}::uuid)` : sql``}
      order by created_at, id limit ${step}`)
    const last = found.at(-1)
    if (!last) return nothing
    const ids = found.map(({ id }) => id)
    const rerouted = await routeAgain(tx, caller, ids, flag, now)
    const flagged = await flagStranded(tx, caller, ids, locationId, now)
    const next = found.length < step ? null : { createdAt: last.created_at, id: last.id }
    return { rerouted, flagged, next }
  })
}

/** Those that are on their way there still. */
async function flagStranded(
  tx: Tx,
  caller: Caller,
  ids: string[],
  locationId: string,
  now: Date,
): Promise<number> {
  const merchantId = caller.merchant.id
  const loaded = await lockCases(tx, merchantId, ids)
  const recordings = [...loaded.values()]
    .filter(
      ({ state }) =>
        state.locationId === locationId &&
        state.route === 'deliver' &&
        ['courier', 'hub', 'in_transit'].includes(state.custody) &&
        !state.flags.includes(flag),
    )
    .map((one) => {
      const event: CaseEvent = {
        id: newId(),
        type: 'case.flagged',
        occurredAt: decidedAt(one, now),
        actor: caller.actor,
        data: { flag },
      }
      return { loaded: one, events: [event] }
    })
  await recordEvents(tx, merchantId, recordings, now)
  return recordings.length
}
