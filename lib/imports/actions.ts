'use server'

import { revalidatePath } from 'next/cache'
import type { z } from 'zod'
import { actionCaller } from '@/lib/auth/session'
import type { Caller } from '@/lib/caller'
import { refuseInvalid, unstorableTexts } from '@/lib/field-issues'
import { refuse, type Result } from '@/lib/result'
import { cancelImport, correctImport, startImport } from './commands'
import { changeImportInput, correctImportInput } from './schemas'

type Changed = { version: number }

/** Takes a correction of how a draft's file is read. */
export async function submitCorrection(merchantSlug: string, input: unknown): Promise<Result<Changed>> {
  return change(merchantSlug, correctImportInput, input, correctImport)
}

/** Starts a draft. */
export async function submitStart(merchantSlug: string, input: unknown): Promise<Result<Changed>> {
  return change(merchantSlug, changeImportInput, input, startImport)
}

/** Ends an import that has not written an order yet. */
export async function submitCancel(merchantSlug: string, input: unknown): Promise<Result<Changed>> {
  return change(merchantSlug, changeImportInput, input, cancelImport)
}

async function change<Input>(
  merchantSlug: string,
  schema: z.ZodType<Input>,
  input: unknown,
  command: (caller: Caller, input: Input, now: Date) => Promise<Result<Changed>>,
): Promise<Result<Changed>> {
  const caller = await actionCaller(merchantSlug)
  if (!caller.ok) return caller
  const fields = unstorableTexts(input)
  if (fields.length > 0) return refuse('invalid', 'A text cannot be stored', { fields })
  const parsed = schema.safeParse(input)
  if (!parsed.success) return refuseInvalid(parsed.error, input)
  const result = await command(caller.data, parsed.data, new Date())
  if (result.ok) revalidatePath(`/${merchantSlug}/imports`, 'layout')
  return result
}
