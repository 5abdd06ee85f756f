'use server'

import { z } from 'zod'
import { act, ask } from '@/lib/action'
import type { LocalDate } from '@/lib/dates'
import type { Result } from '@/lib/result'
import { discardDraft, publishDraft, saveDraft } from './commands'
import { policyDraft, previewVerdict, whatIf, type PolicyDraft, type WhatIf } from './queries'
import { discardDraftInput, previewInput, publishDraftInput, saveDraftInput, whatIfInput } from './schemas'
import type { CaseVerdict } from './verdict'

/** Keeps the draft of the shop's return policy. */
export async function submitDraft(
  merchantSlug: string,
  input: unknown,
): Promise<Result<{ revision: number }>> {
  return act({ merchantSlug, schema: saveDraftInput, input }, saveDraft)
}

/** Throws the draft away. */
export async function submitDiscard(merchantSlug: string, input: unknown): Promise<Result<{ revision: 0 }>> {
  return act({ merchantSlug, schema: discardDraftInput, input }, discardDraft)
}

/** Makes the draft a version. */
export async function submitPublish(
  merchantSlug: string,
  input: unknown,
): Promise<Result<{ number: number; effectiveFrom: LocalDate }>> {
  return act({ merchantSlug, schema: publishDraftInput, input }, publishDraft)
}

/** The draft as it is now: for whoever came second, to compare. */
export async function loadDraft(merchantSlug: string): Promise<Result<PolicyDraft | null>> {
  return ask({ merchantSlug, schema: z.undefined(), input: undefined }, policyDraft)
}

/** The verdict that the chosen items would get now. */
export async function loadPreview(merchantSlug: string, input: unknown): Promise<Result<CaseVerdict | null>> {
  return ask({ merchantSlug, schema: previewInput, input }, (caller, wanted) =>
    previewVerdict(caller, wanted, new Date()),
  )
}

/** A real order tried on terms that are not published. */
export async function loadWhatIf(merchantSlug: string, input: unknown): Promise<Result<WhatIf | null>> {
  return ask({ merchantSlug, schema: whatIfInput, input }, (caller, wanted) =>
    whatIf(caller, wanted, new Date()),
  )
}
