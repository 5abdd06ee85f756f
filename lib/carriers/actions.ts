'use server'

import { act } from '@/lib/action'
import type { Result } from '@/lib/result'
import { mapCode, retryMessage } from './commands'
import type { ParkedReason } from './parking'
import { mapCodeInput, retryMessageInput } from './schemas'

/** Says what a carrier's word means and applies what waited for it. */
export async function submitMapping(
  merchantSlug: string,
  input: unknown,
): Promise<Result<{ applied: number; parked: number; waiting: number }>> {
  return act({ merchantSlug, schema: mapCodeInput, input }, mapCode)
}

/** Tries one parked message once more. */
export async function submitRetry(
  merchantSlug: string,
  input: unknown,
): Promise<Result<{ parked: ParkedReason | null }>> {
  return act({ merchantSlug, schema: retryMessageInput, input }, retryMessage)
}
