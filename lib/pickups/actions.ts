'use server'

import { z } from 'zod'
import { act, ask } from '@/lib/action'
import { pickupSlots, type PickupSlots } from '@/lib/carriers/queries'
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
  return act({ merchantSlug, schema: createPickupInput, input }, createPickup)
}

/** Moves a task to another slot. */
export async function submitReschedule(merchantSlug: string, input: unknown): Promise<Result<ChangedPickup>> {
  return act({ merchantSlug, schema: reschedulePickupInput, input }, reschedulePickup)
}

/** Calls a task off. */
export async function submitCancellation(
  merchantSlug: string,
  input: unknown,
): Promise<Result<ChangedPickup>> {
  return act({ merchantSlug, schema: cancelPickupInput, input }, cancelPickup)
}

const slotsWanted = z.strictObject({
  city: z.string().trim().max(200),
  pickupId: z.uuid().optional(),
  refusedCaseId: z.uuid().optional(),
})

/** The slots of a city as they are now; for a task or a parcel that is to be moved, its own place counts as free. */
export async function loadSlots(merchantSlug: string, input: unknown): Promise<Result<PickupSlots | null>> {
  return ask({ merchantSlug, schema: slotsWanted, input }, (caller, { city, pickupId, refusedCaseId }) =>
    pickupSlots(
      caller,
      { city, ...(pickupId && { pickupId }), ...(refusedCaseId && { refusedCaseId }) },
      new Date(),
    ),
  )
}

/** A task as it is now, with who changed it last: for whoever came second. */
export async function loadPickup(merchantSlug: string, pickupId: unknown): Promise<Result<PickupFacts>> {
  const found = await ask({ merchantSlug, schema: z.uuid(), input: pickupId }, pickupFacts)
  if (!found.ok) return found
  return found.data ? ok(found.data) : refuse('not_found', 'There is no such pickup task')
}
