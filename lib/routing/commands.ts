import 'server-only'
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { command, deny } from '@/lib/command'
import {
  authorOf,
  dropDraft,
  holdDraft,
  holdNumbers,
  keepDraft,
  latestVersion,
  nextRevision,
  publishHeld,
} from '@/lib/drafts/keeping'
import { newId } from '@/lib/ids'
import { enqueueUnrouted } from '@/lib/refusals/unrouted'
import type { Result } from '@/lib/result'
import { localDate } from '@/lib/time'
import { ruleFindings } from './checks'
import { destinationsOf, readKnown } from './known'
import { findingIssues } from './refusing'
import type {
  DiscardRuleDraftInput,
  PublishRulesInput,
  RepublishRulesInput,
  RuleSetContent,
  SaveRuleDraftInput,
} from './schemas'

const permission = 'routing.manage'

/** Keeps the draft: of two who write at once the second is told who was first, and nothing of either is lost. */
export function saveRuleDraft(
  caller: Caller,
  input: SaveRuleDraftInput,
  now: Date,
): Promise<Result<{ revision: number }>> {
  return command(caller, { name: 'rules.save', permission, commandId: input.commandId }, async (tx) => {
    await checkDestinations(tx, caller, input.content)
    return keepDraft(tx, 'rule_sets', caller, input, now)
  })
}

/** Throws the draft away. */
export function discardRuleDraft(
  caller: Caller,
  input: DiscardRuleDraftInput,
): Promise<Result<{ revision: 0 }>> {
  return command(caller, { name: 'rules.discard', permission, commandId: input.commandId }, (tx) =>
    dropDraft(tx, 'rule_sets', caller, input.expectedRevision),
  )
}

/**
 * Makes the draft a numbered version that never changes: refusals from that moment on are routed by it, unless a version
 * published later has begun by then. Rules that cannot work are refused.
 */
export function publishRules(
  caller: Caller,
  input: PublishRulesInput,
  now: Date,
): Promise<Result<{ number: number; effectiveAt: string }>> {
  return command(caller, { name: 'rules.publish', permission, commandId: input.commandId }, async (tx) => {
    const last = await holdNumbers(tx, 'rule_sets', caller.merchant.id)
    const draft = await holdDraft(tx, 'rule_sets', caller, input.expectedRevision)
    await checkNewest(tx, caller, last, input.expectedVersion)
    const asked = input.effectiveAt === null ? now : new Date(input.effectiveAt)
    if (asked < now) {
      const message = 'Rules cannot take effect at a moment that is over: choose a later one, or now'
      deny('invalid', message, {
        fields: [{ path: 'effectiveAt', code: 'effective_in_past', message }],
      })
    }
    await checkRules(tx, caller, draft.content, now)
    const effectiveAt = asked.toISOString()
    const begins = sql`effective_at = ${effectiveAt}::timestamptz`
    const number = last + 1
    await publishHeld(tx, 'rule_sets', caller, draft, { number, note: input.note, begins }, now)
    await enqueueUnrouted(tx, caller.merchant.id, asked)
    return { number, effectiveAt }
  })
}

/** Publishes the content of an earlier version as a new one, now. The draft stays as it is. */
export function republishRules(
  caller: Caller,
  input: RepublishRulesInput,
  now: Date,
): Promise<Result<{ number: number; effectiveAt: string }>> {
  return command(caller, { name: 'rules.republish', permission, commandId: input.commandId }, async (tx) => {
    const { id: merchantId } = caller.merchant
    const last = await holdNumbers(tx, 'rule_sets', merchantId)
    const [source] = await tx.execute<{ content: RuleSetContent }>(sql`
      select content from rule_sets where merchant_id = ${merchantId} and number = ${input.number}`)
    if (!source) deny('not_found', `There is no version ${input.number}`)
    await checkNewest(tx, caller, last, input.expectedVersion)
    await checkRules(tx, caller, source.content, now)
    const revision = await nextRevision(tx, 'rule_sets', merchantId)
    const [number, at, author] = [last + 1, now.toISOString(), authorOf(caller)]
    await tx.execute(sql`
      insert into rule_sets (merchant_id, id, number, revision, content, note, copy_of, created_by, created_at, updated_by,
        updated_at, published_by, published_at, effective_at)
      values (${merchantId}, ${newId()}, ${number}, ${revision}, ${JSON.stringify(source.content)}::jsonb,
        ${input.note || null}, ${input.number}, ${author}, ${at}::timestamptz, ${author}, ${at}::timestamptz, ${author},
        ${at}::timestamptz, ${at}::timestamptz)`)
    await enqueueUnrouted(tx, merchantId, now)
    return { number, effectiveAt: at }
  })
}

/** A draft may hold what cannot be published yet, but not a place that this shop does not have. */
async function checkDestinations(tx: Tx, caller: Caller, content: RuleSetContent): Promise<void> {
  const named = destinationsOf(content)
  if (named.length === 0) return
  const ids = sql.param([...new Set(named.map(({ locationId }) => locationId))])
  const found = await tx.execute<{ id: string }>(sql`
    select id from locations where merchant_id = ${caller.merchant.id} and id = any(${ids}::uuid[])`)
  const known = new Set(found.map(({ id }) => id))
  const message = 'The shop has no such place: choose one that it has'
  const fields = named
    .filter(({ locationId }) => !known.has(locationId.toLowerCase()))
    .map(({ path }) => ({ path: `content.${path}`, code: 'unknown_destination', message }))
  if (fields.length > 0) deny('invalid', message, { fields: fields.slice(0, 100) })
}

/** Nobody publishes over a version that they do not know of. */
async function checkNewest(tx: Tx, caller: Caller, last: number, expected = last): Promise<void> {
  if (last === expected) return
  deny('conflict', 'Another version was published meanwhile', {
    params: { what: 'published', ...(await latestVersion(tx, 'rule_sets', caller.merchant.id)) },
  })
}

async function checkRules(tx: Tx, caller: Caller, content: RuleSetContent, now: Date): Promise<void> {
  const { id, timeZone } = caller.merchant
  const known = await readKnown(tx, id, content, localDate(now, timeZone))
  const fields = findingIssues(ruleFindings(content, known), content)
  const [first] = fields
  if (first) deny('invalid', first.message, { fields })
}
