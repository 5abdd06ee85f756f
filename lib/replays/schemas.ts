import { z } from 'zod'
import { policyTerms } from '@/lib/policies/schemas'

/** Terms that are judged over the shop's past returns; they need not be saved. */
export const startReplayInput = z.strictObject({ commandId: z.uuid(), terms: policyTerms })
export type StartReplayInput = z.infer<typeof startReplayInput>

export const cancelReplayInput = z.strictObject({ commandId: z.uuid(), replayId: z.uuid() })
export type CancelReplayInput = z.infer<typeof cancelReplayInput>
