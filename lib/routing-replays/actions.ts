'use server'

import { z } from 'zod'
import { act, ask } from '@/lib/action'
import type { Result } from '@/lib/result'
import { cancelRoutingReplay, startRoutingReplay } from './commands'
import { refusalCounts, type RefusalCounts } from './queries'
import { cancelRoutingReplayInput, startRoutingReplayInput } from './schemas'

/** Starts to try rules on the shop's past refusals. */
export async function submitRoutingReplay(
  merchantSlug: string,
  input: unknown,
): Promise<Result<{ id: string }>> {
  return act({ merchantSlug, schema: startRoutingReplayInput, input }, startRoutingReplay)
}

/** Ends a replay that still runs. */
export async function submitRoutingReplayCancel(
  merchantSlug: string,
  input: unknown,
): Promise<Result<{ id: string }>> {
  return act({ merchantSlug, schema: cancelRoutingReplayInput, input }, cancelRoutingReplay)
}

/** On how many refusals rules can be tried. */
export async function loadRefusalCounts(merchantSlug: string): Promise<Result<RefusalCounts>> {
  return ask({ merchantSlug, schema: z.strictObject({}), input: {} }, (caller) =>
    refusalCounts(caller, new Date()),
  )
}
