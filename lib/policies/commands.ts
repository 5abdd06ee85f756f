import 'server-only'
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { command, deny } from '@/lib/command'
import type { LocalDate } from '@/lib/dates'
import { newId } from '@/lib/ids'
import { nextNumbers } from '@/lib/numbers'
import type { Result } from '@/lib/result'
import { localDate, startOfDay } from '@/lib/time'
import { policyIssues } from './checks'
import { knownValues } from './known'
import type { DiscardDraftInput, PolicyTerms, PublishDraftInput, SaveDraftInput } from './schemas'

/** Keeps the draft: of two who write at once the second is told who was first, and nothing of either is lost. */
export function saveDraft(
  caller: Caller,
  input: SaveDraftInput,
  now: Date,
): Promise<Result<{ revision: number }>> {
  const permission = 'policy.manage'
  return command(caller, { name: 'policy.save', permission, commandId: input.commandId }, async (tx) => {
    await checkTerms(tx, caller, input.terms)
    const { id: merchantId } = caller.merchant
    const [terms, at, author] = [JSON.stringify(input.terms), now.toISOString(), authorOf(caller)]
    // Given once, so that a draft that was begun anew is never taken for the one that was there before.
    const [revision = 0] = await nextNumbers(tx, merchantId, 'draft', 1)
    if (input.expectedRevision === 0 && (await newestVersion(tx, merchantId)) === input.expectedVersion) {
      const made = await tx.execute(sql`
        insert into policy_versions (merchant_id, id, revision, terms, created_by, created_at, updated_by, updated_at)
        values (${merchantId}, ${newId()}, ${revision}, ${terms}::jsonb, ${author}, ${at}::timestamptz, ${author},
          ${at}::timestamptz)
        on conflict (merchant_id) where published_at is null do nothing returning revision`)
      if (made.length > 0) return { revision }
    }
    const draft = await holdDraft(tx, caller, input.expectedRevision)
    await tx.execute(sql`
      update policy_versions set terms = ${terms}::jsonb, revision = ${revision}, updated_by = ${author},
        updated_at = ${at}::timestamptz
      where merchant_id = ${merchantId} and id = ${draft.id}`)
    return { revision }
  })
}

/** Throws the draft away. */
export function discardDraft(caller: Caller, input: DiscardDraftInput): Promise<Result<{ revision: 0 }>> {
  const permission = 'policy.manage'
  return command(caller, { name: 'policy.discard', permission, commandId: input.commandId }, async (tx) => {
    const draft = await holdDraft(tx, caller, input.expectedRevision)
    await tx.execute(sql`
      delete from policy_versions where merchant_id = ${caller.merchant.id} and id = ${draft.id}`)
    return { revision: 0 }
  })
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
  const permission = 'policy.manage'
  return command(caller, { name: 'policy.publish', permission, commandId: input.commandId }, async (tx) => {
    const { id: merchantId, timeZone } = caller.merchant
    const draft = await holdDraft(tx, caller, input.expectedRevision)
    await checkTerms(tx, caller, draft.terms)
    const last = await newestVersion(tx, merchantId)
    const today = localDate(now, timeZone)
    if (last > 0 && input.effectiveFrom < today) {
      const message = `Rules cannot take effect on a day that is over: choose ${today} or later`
      deny('invalid', message, {
        params: { earliest: today },
        fields: [{ path: 'effectiveFrom', code: 'effective_in_past', message }],
      })
    }
    const number = last + 1
    // What was sold this morning was sold under the terms of this morning.
    const begins = startOfDay(input.effectiveFrom, timeZone)
    const effectiveAt = last > 0 && begins < now ? now : begins
    await tx.execute(sql`
      update policy_versions set number = ${number}, note = ${input.note || null}, published_by = ${authorOf(caller)},
        published_at = ${now.toISOString()}::timestamptz, effective_from = ${input.effectiveFrom}::date,
        effective_at = ${effectiveAt.toISOString()}::timestamptz
      where merchant_id = ${merchantId} and id = ${draft.id}`)
    return { number, effectiveFrom: input.effectiveFrom }
  })
}

/** Number of the version published last; 0: none was. */
async function newestVersion(tx: Tx, merchantId: string): Promise<number> {
  const [row] = await tx.execute<{ number: number | null }>(sql`
    select max(number) as number from policy_versions where merchant_id = ${merchantId}`)
  return row?.number ?? 0
}

async function checkTerms(tx: Tx, caller: Caller, terms: PolicyTerms): Promise<void> {
  const issues = policyIssues(terms, await knownValues(tx, caller.merchant.id, terms))
  const [first] = issues
  if (!first) return
  deny('invalid', first.message, {
    fields: issues.map((issue) => ({ ...issue, path: `terms.${issue.path}` })),
  })
}

type Draft = { id: string; revision: number; terms: PolicyTerms }

/** Locks the draft, if it is still the one the caller saw; otherwise tells who saved, published or threw it away. */
async function holdDraft(tx: Tx, caller: Caller, expectedRevision: number): Promise<Draft> {
  const merchantId = caller.merchant.id
  const [draft] = await tx.execute<Draft & { updated_at: string; who: string }>(sql`
    select v.id, v.revision, v.terms, v.updated_at, u.name as who
    from policy_versions v
    join members m on m.merchant_id = v.merchant_id and m.id = v.updated_by
    join users u on u.id = m.user_id
    where v.merchant_id = ${merchantId} and v.published_at is null for update of v`)
  if (draft?.revision === expectedRevision) return draft
  if (draft) {
    const params = { who: draft.who, at: new Date(draft.updated_at).toISOString(), revision: draft.revision }
    deny('conflict', 'The draft was saved by somebody else meanwhile', {
      params: { what: 'saved', ...params },
    })
  }
  const [latest] = await tx.execute<{ number: number; published_at: string; who: string }>(sql`
    select v.number, v.published_at, u.name as who
    from policy_versions v
    join members m on m.merchant_id = v.merchant_id and m.id = v.published_by
    join users u on u.id = m.user_id
    where v.merchant_id = ${merchantId} and v.number is not null order by v.number desc limit 1`)
  return deny('conflict', 'The draft is not there any more: it was published or thrown away', {
    params: {
      what: 'gone',
      revision: 0,
      ...(latest && {
        who: latest.who,
        at: new Date(latest.published_at).toISOString(),
        number: latest.number,
      }),
    },
  })
}

function authorOf({ actor }: Caller): string {
  if (actor.kind !== 'member' || !actor.id) throw new Error('Only members write return policies')
  return actor.id
}
