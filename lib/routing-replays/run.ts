import 'server-only'
import { sql } from 'drizzle-orm'
import { withMerchant, type Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { isRunning } from '@/lib/replays/rules'
import { takeSteps } from '@/lib/replays/working'
import { compileRules } from '@/lib/routing/rules'
import { readPastRefusals } from './reading'
import { findReplay, readDraft, saveStep, type RoutingReplayRecord } from './records'
import { countIn, placesOf, rejudge, type Judgement, type Judges, type PastRefusal } from './rules'

export type RoutingReplayJob = {
  caller: Caller
  replayId: string
  now: () => Date
  /** Refusals judged in one transaction. */
  atOnce?: number
}

/** Judges a replay's refusals from wherever it stands to the end, in steps. */
export async function runRoutingReplay(job: RoutingReplayJob): Promise<void> {
  const { caller, replayId, now, atOnce = 5000 } = job
  const merchantId = caller.merchant.id
  const judges = await withMerchant(caller, async (tx): Promise<Judges | null> => {
    const replay = await findReplay(tx, merchantId, replayId)
    if (!replay || !isRunning(replay)) return null
    const draft = await readDraft(tx, merchantId, replayId)
    return (
      draft && {
        rules: compileRules(draft.content),
        places: placesOf(draft.prices),
        prices: draft.prices,
      }
    )
  })
  if (!judges) return
  await takeSteps({
    caller,
    table: 'routing_replays',
    replayId,
    find: (tx) => findReplay(tx, merchantId, replayId, true),
    step: (tx, replay) => step(tx, merchantId, replay, judges, atOnce, now),
  })
}

/** Whether there is more to judge. */
async function step(
  tx: Tx,
  merchantId: string,
  replay: RoutingReplayRecord,
  judges: Judges,
  atOnce: number,
  now: () => Date,
): Promise<boolean> {
  const past = await readPastRefusals(tx, merchantId, replay, replay.cursor, atOnce)
  const { flows, hits, totals } = replay
  const changes: Change[] = []
  for (const refusal of past) {
    const judgement = rejudge(refusal, judges)
    countIn({ flows, hits, totals }, judgement)
    if (judgement.before !== judgement.after) changes.push({ refusal, judgement })
  }
  await insertChanges(tx, merchantId, replay.id, changes)
  const judged = replay.judged + past.length
  const ended = past.length < atOnce
  await saveStep(tx, merchantId, replay.id, {
    status: ended ? 'done' : 'running',
    judged,
    // What was being told just as it was started may be there only now.
    total: ended ? judged : Math.max(replay.total, judged),
    changed: replay.changed + changes.length,
    counts: { flows, hits, totals },
    last: past.at(-1) ?? null,
    finishedAt: ended ? now() : null,
  })
  return !ended
}

type Change = { refusal: PastRefusal; judgement: Judgement }

async function insertChanges(
  tx: Tx,
  merchantId: string,
  replayId: string,
  changes: readonly Change[],
): Promise<void> {
  if (changes.length === 0) return
  const rows = changes.map(({ refusal, judgement }) => [
    refusal.id,
    refusal.caseId,
    refusal.refusedAt.toISOString(),
    judgement.before,
    judgement.after,
    judgement.byPerson,
    judgement.ruleId,
    judgement.beforePrice?.cost ?? null,
    judgement.afterPrice?.cost ?? null,
  ])
  await tx.execute(sql`
    insert into routing_replay_changes (merchant_id, replay_id, refusal_id, case_id, refused_at, before, after, by_person,
      rule_id, before_cost, after_cost)
    select ${merchantId}, ${replayId}, (r->>0)::uuid, (r->>1)::uuid, (r->>2)::timestamptz, r->>3, r->>4, (r->>5)::boolean,
      (r->>6)::uuid, (r->>7)::bigint, (r->>8)::bigint
    from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) as r`)
}
