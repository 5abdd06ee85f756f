import 'server-only'
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { command, deny } from '@/lib/command'
import type { LocalDate } from '@/lib/dates'
import { dropDraft, holdDraft, holdNumbers, keepDraft, publishHeld } from '@/lib/drafts/keeping'
import type { Result } from '@/lib/result'
import { localDate, startOfDay } from '@/lib/time'
import { policyIssues } from './checks'
import { knownValues } from './known'
import type { DiscardDraftInput, PolicyTerms, PublishDraftInput, SaveDraftInput } from './schemas'

const permission = 'policy.manage'

/** Keeps the draft: of two who write at once the second is told who was first, and nothing of either is lost. */
export function saveDraft(
  caller: Caller,
  input: SaveDraftInput,
  now: Date,
): Promise<Result<{ revision: number }>> {
  const { terms, ...seen } = input
  return command(caller, { name: 'policy.save', permission, commandId: input.commandId }, async (tx) => {
    await checkTerms(tx, caller, terms)
    return keepDraft(tx, 'policy_versions', caller, { ...seen, content: terms }, now)
  })
}

/** Throws the draft away. */
export function discardDraft(caller: Caller, input: DiscardDraftInput): Promise<Result<{ revision: 0 }>> {
  return command(caller, { name: 'policy.discard', permission, commandId: input.commandId }, (tx) =>
    dropDraft(tx, 'policy_versions', caller, input.expectedRevision),
  )
}

/**
 * Makes the draft a numbered version that never changes. It takes effect at the beginning of a day in the shop's zone,
 * for today at once: orders placed before keep the terms they were sold under. Only the first version may begin
 * earlier, for nothing but the law stood before it.
 */
export function publishDraft(
  caller: Caller,
  input: PublishDraftInput,
  now: Date,
): Promise<Result<{ number: number; effectiveFrom: LocalDate }>> {
  const { effectiveFrom, note } = input
  return command(caller, { name: 'policy.publish', permission, commandId: input.commandId }, async (tx) => {
    const { id: merchantId, timeZone } = caller.merchant
    const last = await holdNumbers(tx, 'policy_versions', merchantId)
    const draft = await holdDraft(tx, 'policy_versions', caller, input.expectedRevision)
    await checkTerms(tx, caller, draft.content)
    const today = localDate(now, timeZone)
    if (last > 0 && effectiveFrom < today) {
      const message = `Rules cannot take effect on a day that is over: choose ${today} or later`
      deny('invalid', message, {
        params: { earliest: today },
        fields: [{ path: 'effectiveFrom', code: 'effective_in_past', message }],
      })
    }
    // What was sold this morning was sold under the terms of this morning.
    const start = startOfDay(effectiveFrom, timeZone)
    const effectiveAt = last > 0 && start < now ? now : start
    const begins = sql`
      effective_from = ${effectiveFrom}::date, effective_at = ${effectiveAt.toISOString()}::timestamptz`
    await publishHeld(tx, 'policy_versions', caller, draft, { number: last + 1, note, begins }, now)
    return { number: last + 1, effectiveFrom }
  })
}

async function checkTerms(tx: Tx, caller: Caller, terms: PolicyTerms): Promise<void> {
  const issues = policyIssues(terms, await knownValues(tx, caller.merchant.id, terms))
  const [first] = issues
  if (!first) return
  deny('invalid', first.message, {
    fields: issues.map((issue) => ({ ...issue, path: `terms.${issue.path}` })),
  })
}
