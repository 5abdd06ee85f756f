'use server'

import { act } from '@/lib/action'
import type { Result } from '@/lib/result'
import { cancelReplay, startReplay } from './commands'
import { cancelReplayInput, startReplayInput } from './schemas'

/** Starts to judge terms over the shop's past returns. */
export async function submitReplay(merchantSlug: string, input: unknown): Promise<Result<{ id: string }>> {
  return act({ merchantSlug, schema: startReplayInput, input }, startReplay)
}

/** Ends a replay that still runs. */
export async function submitReplayCancel(
  merchantSlug: string,
  input: unknown,
): Promise<Result<{ id: string }>> {
  return act({ merchantSlug, schema: cancelReplayInput, input }, cancelReplay)
}
