import { z } from 'zod'
import { ruleSetContent } from '@/lib/routing/schemas'
import { replayDays } from './ways'

/** Rules that are tried on the shop's past refusals; they need not be saved. */
export const startRoutingReplayInput = z.strictObject({
  commandId: z.uuid(),
  days: z.literal(replayDays),
  content: ruleSetContent,
})
export type StartRoutingReplayInput = z.infer<typeof startRoutingReplayInput>

export const cancelRoutingReplayInput = z.strictObject({ commandId: z.uuid(), replayId: z.uuid() })
export type CancelRoutingReplayInput = z.infer<typeof cancelRoutingReplayInput>
