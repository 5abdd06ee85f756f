'use server'

import { act } from '@/lib/action'
import type { Result } from '@/lib/result'
import {
  disputeRefusal,
  overrideRoute,
  overrideRoutes,
  scheduleRedelivery,
  settleRefusal,
  type ChangedMany,
  type ChangedRefusal,
} from './commands'
import {
  disputeInput,
  overrideInput,
  overrideManyInput,
  scheduleRedeliveryInput,
  settleInput,
} from './schemas'

/** Sends one refused parcel elsewhere. */
export async function submitOverride(merchantSlug: string, input: unknown): Promise<Result<ChangedRefusal>> {
  return act({ merchantSlug, schema: overrideInput, input }, overrideRoute)
}

/** Sends the chosen ones elsewhere. */
export async function submitOverrides(merchantSlug: string, input: unknown): Promise<Result<ChangedMany>> {
  return act({ merchantSlug, schema: overrideManyInput, input }, overrideRoutes)
}

/** Agrees on another delivery. */
export async function submitRedelivery(
  merchantSlug: string,
  input: unknown,
): Promise<Result<ChangedRefusal>> {
  return act({ merchantSlug, schema: scheduleRedeliveryInput, input }, scheduleRedelivery)
}

/** Takes down that the customer says otherwise. */
export async function submitDispute(merchantSlug: string, input: unknown): Promise<Result<ChangedRefusal>> {
  return act({ merchantSlug, schema: disputeInput, input }, disputeRefusal)
}

/** Settles a disputed refusal. */
export async function submitSettle(merchantSlug: string, input: unknown): Promise<Result<ChangedRefusal>> {
  return act({ merchantSlug, schema: settleInput, input }, settleRefusal)
}
