import 'server-only'
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { command, deny } from '@/lib/command'
import { newId } from '@/lib/ids'
import { nextNumbers } from '@/lib/numbers'
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
import { newestVersion } from './versions'

const permission = 'routing.manage'

/** Keeps the draft: of two who write at once the second is told who was first, and nothing of either is lost. */
export function saveRuleDraft(
  caller: Caller,
  input: SaveRuleDraftInput,
  now: Date,
): Promise<Result<{ revision: number }>> {
  return command(caller, { name: 'rules.save', permission, commandId: input.commandId }, async (tx) => {
    await checkDestinations(tx, caller, input.content)
    const { id: merchantId } = caller.merchant
    const [content, at, author] = [JSON.stringify(input.content), now.toISOString(), authorOf(caller)]
    // Given once, so that a draft that was begun anew is never taken for the one that was there before.
    const [revision = 0] = await nextNumbers(tx, merchantId, 'rule_draft', 1)
    if (input.expectedRevision === 0 && (await newestVersion(tx, merchantId)) === input.expectedVersion) {
      const made = await tx.execute(sql`
        insert into rule_sets (merchant_id, id, revision, content, created_by, created_at, updated_by, updated_at)
        values (${merchantId}, ${newId()}, ${revision}, ${content}::jsonb, ${author}, ${at}::timestamptz, ${author},
          ${at}::timestamptz)
        on conflict (merchant_id) where published_at is null do nothing returning revision`)
      if (made.length > 0) return { revision }
    }
    const draft = await holdDraft(tx, caller, input.expectedRevision)
    await tx.execute(sql`
      update rule_sets set content = ${content}::jsonb, revision = ${revision}, updated_by = ${author},
        updated_at = ${at}::timestamptz
      where merchant_id = ${merchantId} and id = ${draft.id}`)
    return { revision }
  })
}

/** Throws the draft away. */
export function discardRuleDraft(
  caller: Caller,
  input: DiscardRuleDraftInput,
): Promise<Result<{ revision: 0 }>> {
  return command(caller, { name: 'rules.discard', permission, commandId: input.commandId }, async (tx) => {
    const draft = await holdDraft(tx, caller, input.expectedRevision)
    await tx.execute(sql`
      delete from rule_sets where merchant_id = ${caller.merchant.id} and id = ${draft.id}`)
    return { revision: 0 }
  })
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
    const { id: merchantId } = caller.merchant
    await oneAtATime(tx, merchantId)
    const draft = await holdDraft(tx, caller, input.expectedRevision)
    const asked = input.effectiveAt === null ? now : new Date(input.effectiveAt)
    if (asked < now) {
      const message = 'Rules cannot take effect at a moment that is over: choose a later one, or now'
      deny('invalid', message, {
        fields: [{ path: 'effectiveAt', code: 'effective_in_past', message }],
      })
    }
    await checkRules(tx, caller, draft.content, now)
    const number = (await newestVersion(tx, merchantId)) + 1
    await tx.execute(sql`
      update rule_sets set number = ${number}, note = ${input.note || null}, published_by = ${authorOf(caller)},
        published_at = ${now.toISOString()}::timestamptz, effective_at = ${asked.toISOString()}::timestamptz
      where merchant_id = ${merchantId} and id = ${draft.id}`)
    return { number, effectiveAt: asked.toISOString() }
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
    await oneAtATime(tx, merchantId)
    const [source] = await tx.execute<{ content: RuleSetContent }>(sql`
      select content from rule_sets where merchant_id = ${merchantId} and number = ${input.number}`)
    if (!source) deny('not_found', `There is no version ${input.number}`)
    const latest = await latestVersion(tx, merchantId)
    if (latest?.number !== input.expectedVersion) {
      deny('conflict', 'Another version was published meanwhile', {
        params: { what: 'published', ...latest },
      })
    }
    await checkRules(tx, caller, source.content, now)
    const [revision = 0] = await nextNumbers(tx, merchantId, 'rule_draft', 1)
    const [number, at, author] = [latest.number + 1, now.toISOString(), authorOf(caller)]
    await tx.execute(sql`
      insert into rule_sets (merchant_id, id, number, revision, content, note, copy_of, created_by, created_at, updated_by,
        updated_at, published_by, published_at, effective_at)
      values (${merchantId}, ${newId()}, ${number}, ${revision}, ${JSON.stringify(source.content)}::jsonb,
        ${input.note || null}, ${input.number}, ${author}, ${at}::timestamptz, ${author}, ${at}::timestamptz, ${author},
        ${at}::timestamptz, ${at}::timestamptz)`)
    return { number, effectiveAt: at }
  })
}

/** Whoever publishes waits for whoever is publishing: a number is given once. */
async function oneAtATime(tx: Tx, merchantId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${merchantId}:rules`}, 0))`)
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

async function checkRules(tx: Tx, caller: Caller, content: RuleSetContent, now: Date): Promise<void> {
  const { id, timeZone } = caller.merchant
  const known = await readKnown(tx, id, content, localDate(now, timeZone))
  const fields = findingIssues(ruleFindings(content, known), content)
  const [first] = fields
  if (first) deny('invalid', first.message, { fields })
}

type Latest = { number: number; who: string; at: string }

async function latestVersion(tx: Tx, merchantId: string): Promise<Latest | null> {
  const [row] = await tx.execute<{ number: number; published_at: string; who: string }>(sql`
    select v.number, v.published_at, u.name as who
    from rule_sets v
    join members m on m.merchant_id = v.merchant_id and m.id = v.published_by
    join users u on u.id = m.user_id
    where v.merchant_id = ${merchantId} and v.number is not null order by v.number desc limit 1`)
  return row ? { number: row.number, who: row.who, at: new Date(row.published_at).toISOString() } : null
}

type Draft = { id: string; revision: number; content: RuleSetContent }

/** Locks the draft, if it is still the one the caller saw; otherwise tells who saved, published or threw it away. */
async function holdDraft(tx: Tx, caller: Caller, expectedRevision: number): Promise<Draft> {
  const merchantId = caller.merchant.id
  const [draft] = await tx.execute<Draft & { updated_at: string; who: string }>(sql`
    select v.id, v.revision, v.content, v.updated_at, u.name as who
    from rule_sets v
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
  return deny('conflict', 'The draft is not there any more: it was published or thrown away', {
    params: { what: 'gone', revision: 0, ...(await latestVersion(tx, merchantId)) },
  })
}

function authorOf({ actor }: Caller): string {
  if (actor.kind !== 'member' || !actor.id) throw new Error('Only members write routing rules')
  return actor.id
}
