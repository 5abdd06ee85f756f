import 'server-only'
/** Messages of a carrier whose clock is fast: applied when what they tell of can have happened. */
import { withMerchant } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { applyWaiting } from './waiting'

/**
 * All that waits for a moment until then, a transaction a step.
 * @param until has come, whatever the clock of this machine says
 * @returns how many were applied
 */
export async function applyEarly(
  caller: Caller,
  carrierId: string,
  until: Date,
  now: () => Date,
): Promise<number> {
  let applied = 0
  let after: string | null = null
  do {
    const which = { until, ...(after !== null && { after }) }
    const moment = new Date(Math.max(until.getTime(), now().getTime()))
    const step: Awaited<ReturnType<typeof applyWaiting>> = await withMerchant(caller, (tx) =>
      applyWaiting(tx, caller, carrierId, which, moment),
    )
    applied += step.applied
    after = step.last
  } while (after !== null)
  return applied
}
