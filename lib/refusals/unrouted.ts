import 'server-only'
/** Refused parcels that wait for a route because there were no rules, or the default's place was closed: asked again. */
import { sql } from 'drizzle-orm'
import { withMerchant, type Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { enqueue } from '@/lib/enqueue'
import { routeAgain } from './again'

export const unroutedTask = 'refusals:unrouted'

const step = 200

/**
 * Queues the parcels that wait for a route, and those flagged because their place had closed, for when a place takes goods
 * in again or rules begin. Asked a minute later as well, for a refusal that was told at the same moment by somebody who had
 * not seen it yet.
 */
export async function enqueueUnrouted(tx: Tx, merchantId: string, runAt: Date): Promise<void> {
  const again = new Date(runAt.getTime() + 60_000)
  await enqueue(tx, unroutedTask, { merchantId }, { runAt })
  await enqueue(tx, unroutedTask, { merchantId }, { runAt: again })
}

/** Where the walk stands: who has waited longest comes first. */
export type UnroutedCursor = { since: string; id: string }
type UnroutedStep = { routed: number; next: UnroutedCursor | null }

/**
 * One step over at most 200 parcels, by the rules that are in force now. What the rules leave to a person on purpose stays
 * with a person. Nothing twice: what has a route does not wait any more.
 */
export async function routeUnrouted(
  caller: Caller,
  after: UnroutedCursor | null,
  now: Date,
): Promise<UnroutedStep> {
  const merchantId = caller.merchant.id
  return withMerchant(caller, async (tx) => {
    const found = await tx.execute<{ id: string; since: string; waits: boolean }>(sql`
      select c.id, c.stage_since::text as since, t.by is null or t.closed as waits
      from (
        select id, stage_since from cases
        where merchant_id = ${merchantId} and stage = 'needs_route' and kind = 'refusal'
          ${after ? sql`and (stage_since, id) > (${after.since}::timestamptz, ${after.id}::uuid)` : sql``}
        order by stage_since, id limit ${step}
      ) c
      left join lateral (
        select t.by, coalesce((t.answer->>'destinationClosed')::boolean, false) as closed
        from refusals f join routes t on t.merchant_id = f.merchant_id and t.refusal_id = f.id
        -- Where a person chose, nothing waits, unless it was too late.
        where f.merchant_id = ${merchantId} and f.case_id = c.id and t.by <> 'person'
        order by f.attempt desc, t.given_at desc, t.id desc limit 1
      ) t on true
      order by c.stage_since, c.id`)
    const waiting = found.filter(({ waits }) => waits).map(({ id }) => id)
    const routed = waiting.length > 0 ? await routeAgain(tx, caller, waiting, 'waited', now) : 0
    const last = found.length < step ? undefined : found.at(-1)
    return { routed, next: last ? { since: last.since, id: last.id } : null }
  })
}
