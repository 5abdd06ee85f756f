import 'server-only'
/** Parcels on the road to a place that had closed and takes goods in again: nothing is left for a person to say. */
import { sql } from 'drizzle-orm'
import { withMerchant, type Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import type { CaseEvent } from '@/lib/cases/events'
import { decidedAt } from '@/lib/cases/holding'
import { lockCases, recordEvents } from '@/lib/cases/store'
import { newId } from '@/lib/ids'
import { readPlaces } from '@/lib/locations/places'
import { localDate } from '@/lib/time'

const step = 200
const flag = 'destination_closed'

/** Where the walk stands: the order of the index of refused parcels. */
export type ReopenedCursor = { stage: string; since: string; id: string }
type ReopenedStep = { unflagged: number; next: ReopenedCursor | null }

/**
 * One step over at most 200 parcels that are flagged as going to a closed place: the flag is taken away where the place is
 * open today. They go where they went, by the route they had; nothing twice.
 */
export async function unflagReopened(
  caller: Caller,
  after: ReopenedCursor | null,
  now: Date,
): Promise<ReopenedStep> {
  const merchantId = caller.merchant.id
  return withMerchant(caller, async (tx) => {
    // What is lost may turn up again on the same way.
    const found = await tx.execute<ReopenedCursor>(sql`
      select stage, stage_since::text as since, id from cases
      where merchant_id = ${merchantId} and kind = 'refusal' and stage in ('in_transit', 'lost')
        and flags @> array[${flag}]
        ${after ? sql`and (stage, stage_since, id) > (${after.stage}, ${after.since}::timestamptz, ${after.id}::uuid)` : sql``}
      order by stage, stage_since, id limit ${step}`)
    const ids = found.map(({ id }) => id)
    const unflagged = ids.length > 0 ? await unflag(tx, caller, ids, now) : 0
    return { unflagged, next: found.length < step ? null : (found.at(-1) ?? null) }
  })
}

async function unflag(tx: Tx, caller: Caller, ids: string[], now: Date): Promise<number> {
  const { id: merchantId, timeZone: zone } = caller.merchant
  const today = localDate(now, zone)
  const loaded = await lockCases(tx, merchantId, ids)
  // Read behind the lock: who closes a place flags its parcels after that.
  const places = await readPlaces(tx, merchantId, today)
  const recordings = [...loaded.values()].flatMap((one) => {
    const { flags, locationId } = one.state
    if (!flags.includes(flag) || locationId === null || !places.get(locationId)?.open) return []
    const event: CaseEvent = {
      id: newId(),
      type: 'case.flagged',
      occurredAt: decidedAt(one, now),
      actor: caller.actor,
      data: { flag, lifted: true },
    }
    return [{ loaded: one, events: [event] }]
  })
  await recordEvents(tx, merchantId, recordings, now)
  return recordings.length
}
