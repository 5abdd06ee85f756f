'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { actionCaller } from '@/lib/auth/session'
import type { Caller } from '@/lib/caller'
import { pickupSlots, type PickupSlots } from '@/lib/carriers/queries'
import { refuseInvalid, unstorableTexts } from '@/lib/field-issues'
import { ok, refuse, type Result } from '@/lib/result'
import {
  cancelPickup,
  createPickup,
  reschedulePickup,
  type ChangedPickup,
  type CreatedPickup,
} from './commands'
import { pickupFacts, type PickupFacts } from './queries'
import { cancelPickupInput, createPickupInput, reschedulePickupInput } from './schemas'

/** Makes a pickup task, and the return when it begins with an order. The same `commandId` again answers the same task. */
export async function submitPickup(merchantSlug: string, input: unknown): Promise<Result<CreatedPickup>> {
  return change(merchantSlug, createPickupInput, input, createPickup)
}

/** Moves a task to another slot. */
export async function submitReschedule(merchantSlug: string, input: unknown): Promise<Result<ChangedPickup>> {
  return change(merchantSlug, reschedulePickupInput, input, reschedulePickup)
}

/** Calls a task off. */
export async function submitCancellation(
  merchantSlug: string,
  input: unknown,
): Promise<Result<ChangedPickup>> {
  return change(merchantSlug, cancelPickupInput, input, cancelPickup)
}

const slotsWanted = z.strictObject({
  city: z.string().trim().max(200),
  pickupId: z.uuid().optional(),
})

/** The slots of a city as they are now; for a task that is to be moved, its own place counts as free. */
export async function loadSlots(merchantSlug: string, input: unknown): Promise<Result<PickupSlots | null>> {
  return read(merchantSlug, slotsWanted, input, (caller, { city, pickupId }) =>
    pickupSlots(caller, { city, ...(pickupId ? { pickupId } : {}) }, new Date()),
  )
}

/** A task as it is now, with who changed it last: for whoever came second. */
export async function loadPickup(merchantSlug: string, pickupId: unknown): Promise<Result<PickupFacts>> {
  const found = await read(merchantSlug, z.uuid(), pickupId, pickupFacts)
  if (!found.ok) return found
  return found.data ? ok(found.data) : refuse('not_found', 'There is no such pickup task')
}

async function read<Input, Data>(
  merchantSlug: string,
  schema: z.ZodType<Input>,
  input: unknown,
  query: (caller: Caller, input: Input) => Promise<Data>,
): Promise<Result<Data>> {
  const caller = await actionCaller(merchantSlug)
  if (!caller.ok) return caller
  const parsed = schema.safeParse(input)
  if (!parsed.success) return refuseInvalid(parsed.error, input)
  return ok(await query(caller.data, parsed.data))
}

async function change<Input, Data>(
  merchantSlug: string,
  schema: z.ZodType<Input>,
  input: unknown,
  command: (caller: Caller, input: Input, now: Date) => Promise<Result<Data>>,
): Promise<Result<Data>> {
  const caller = await actionCaller(merchantSlug)
  if (!caller.ok) return caller
  const fields = unstorableTexts(input)
  if (fields.length > 0) return refuse('invalid', 'A text cannot be stored', { fields })
  const parsed = schema.safeParse(input)
  if (!parsed.success) return refuseInvalid(parsed.error, input)
  const result = await command(caller.data, parsed.data, new Date())
  if (result.ok) revalidatePath(`/${merchantSlug}`, 'layout')
  return result
}
