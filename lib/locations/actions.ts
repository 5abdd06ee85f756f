'use server'

import { z } from 'zod'
import { act, ask } from '@/lib/action'
import type { Result } from '@/lib/result'
import { changeLocation, saveCosts, saveLocation } from './commands'
import { locationNow, type Location } from './queries'
import { changeLocationInput, saveCostsInput, saveLocationInput } from './schemas'

/** Makes a place or changes what is said of one. */
export async function submitLocation(
  merchantSlug: string,
  input: unknown,
): Promise<Result<{ locationId: string; version: number }>> {
  return act({ merchantSlug, schema: saveLocationInput, input }, saveLocation)
}

/** Closes a place for good, opens it again, or makes it the default one. */
export async function submitLocationChange(
  merchantSlug: string,
  input: unknown,
): Promise<Result<{ version: number }>> {
  return act({ merchantSlug, schema: changeLocationInput, input }, changeLocation)
}

/** Keeps what the steps of a route cost. */
export async function submitCosts(
  merchantSlug: string,
  input: unknown,
): Promise<Result<{ version: number }>> {
  return act({ merchantSlug, schema: saveCostsInput, input }, saveCosts)
}

/** The place as it is now: for whoever came second, to compare. */
export async function loadLocation(merchantSlug: string, input: unknown): Promise<Result<Location | null>> {
  return ask({ merchantSlug, schema: z.uuid(), input }, locationNow)
}
