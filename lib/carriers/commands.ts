import 'server-only'
import { withMerchant } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { refuse, type Result } from '@/lib/result'
import { applyEvents } from './applying'
import { keepMessages, knownMessages } from './keeping'
import type { CarrierEvent } from './schemas'
import { applyWaiting } from './waiting'

export type TakenEvents = { accepted: number; duplicates: number; parked: number }

/**
 * Takes what a carrier reports: durable when answered, each event once whatever the repetition, in any order. Raw
 * messages are kept; what cannot be understood or placed is parked for a person, and applied when what it waited for is
 * there. Up to 500 a call.
 */
export async function takeCarrierEvents(
  caller: Caller,
  told: CarrierEvent[],
  now: Date,
): Promise<Result<TakenEvents>> {
  const { actor } = caller
  if (actor.kind !== 'carrier' || !actor.id) return refuse('forbidden', 'Only a carrier reports what it did')
  const carrierId = actor.id
  const data = await withMerchant(caller, async (tx) => {
    const unique = [...new Map(told.map((event) => [event.id, event])).values()]
    const known = await knownMessages(tx, caller.merchant.id, carrierId, unique)
    const fresh = unique.filter((event) => !known.has(event.id))
    if (fresh.length === 0) return { accepted: 0, duplicates: told.length, parked: 0 }
    const applied = await applyEvents(tx, caller, carrierId, fresh, now)
    const kept = await keepMessages(tx, caller.merchant.id, carrierId, applied, now)
    const refused = applied.flatMap((one) => (one.refused && !one.repeated ? [one.event] : []))
    if (refused.length > 0) await applyWaiting(tx, caller, carrierId, { about: refused }, now)
    const parked = kept.filter((status) => status === 'parked').length
    const repeated = applied.filter((one) => one.repeated).length
    const accepted = kept.length - parked - repeated
    return { accepted, parked, duplicates: told.length - accepted - parked }
  })
  return { ok: true, data }
}
