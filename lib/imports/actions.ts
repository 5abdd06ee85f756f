'use server'

import { act } from '@/lib/action'
import type { Result } from '@/lib/result'
import { cancelImport, correctImport, startImport } from './commands'
import { changeImportInput, correctImportInput } from './schemas'

type Changed = { version: number }

/** Takes a correction of how a draft's file is read. */
export async function submitCorrection(merchantSlug: string, input: unknown): Promise<Result<Changed>> {
  return act({ merchantSlug, schema: correctImportInput, input }, correctImport)
}

/** Starts a draft. */
export async function submitStart(merchantSlug: string, input: unknown): Promise<Result<Changed>> {
  return act({ merchantSlug, schema: changeImportInput, input }, startImport)
}

/** Ends an import that has not written an order yet. */
export async function submitCancel(merchantSlug: string, input: unknown): Promise<Result<Changed>> {
  return act({ merchantSlug, schema: changeImportInput, input }, cancelImport)
}
