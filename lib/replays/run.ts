import 'server-only'
import { sql } from 'drizzle-orm'
import { withMerchant, type Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { publishedBy, readPastCases, readReasonPaths, type ReasonPaths } from './reading'
import { changeReplay, findReplay, type ReplayRecord } from './records'
import {
  addTransitions,
  countTransition,
  isRunning,
  rejudge,
  sameAnswer,
  type Answer,
  type Judges,
  type PublishedVersion,
  type Transitions,
} from './rules'
import { takeSteps } from './working'

export type ReplayJob = {
  caller: Caller
  replayId: string
  now: () => Date
  /** Returns judged in one transaction. */
  atOnce?: number
}

type Shop = { published: PublishedVersion[]; reasonPath: ReasonPaths }

/** Judges a replay's returns from wherever it stands to the end, in steps. */
export async function runReplay(job: ReplayJob): Promise<void> {
  const { caller, replayId, now, atOnce = 2000 } = job
  const merchantId = caller.merchant.id
  const shop = await withMerchant(caller, async (tx): Promise<Shop | null> => {
    const replay = await findReplay(tx, merchantId, replayId)
    if (!replay || !isRunning(replay)) return null
    const [published, reasonPath] = await Promise.all([
      // What is published meanwhile is left out, so that a step later judges as one before it.
      publishedBy(tx, merchantId, replay.createdAt),
      readReasonPaths(tx, merchantId),
    ])
    return { published, reasonPath }
  })
  if (!shop) return
  await takeSteps({
    caller,
    table: 'policy_replays',
    replayId,
    find: (tx) => findReplay(tx, merchantId, replayId, true),
    step: (tx, replay) => step(tx, caller, replay, shop, atOnce, now),
  })
}

/** Whether there is more to judge. */
async function step(
  tx: Tx,
  caller: Caller,
  replay: ReplayRecord,
  shop: Shop,
  atOnce: number,
  now: () => Date,
): Promise<boolean> {
  const { id: merchantId, timeZone: zone } = caller.merchant
  const cases = await readPastCases(tx, merchantId, replay, replay.cursor, atOnce, shop.reasonPath)
  const judges: Judges = { zone, now: replay.until, published: shop.published, draft: replay.terms }
  const changes: Change[] = []
  const transitions: Transitions = {}
  for (const past of cases) {
    const { before, after } = rejudge(past, judges)
    if (sameAnswer(before, after)) continue
    countTransition(transitions, before, after)
    changes.push({ id: past.id, before, after })
  }
  await insertChanges(tx, merchantId, replay.id, changes)
  const judged = replay.judged + cases.length
  const ended = cases.length < atOnce
  const last = cases.at(-1)
  await changeReplay(tx, merchantId, replay.id, {
    status: ended ? 'done' : 'running',
    judged,
    // Returns that were told of late, since it was started, are judged as well.
    total: ended ? judged : Math.max(replay.total, judged),
    changed: replay.changed + changes.length,
    transitions: addTransitions(replay.transitions, transitions),
    ...(last && { cursor: { at: last.requestedAt, id: last.id } }),
    ...(ended && { finishedAt: now() }),
  })
  return !ended
}

type Change = { id: string; before: Answer; after: Answer }

async function insertChanges(
  tx: Tx,
  merchantId: string,
  replayId: string,
  changes: readonly Change[],
): Promise<void> {
  if (changes.length === 0) return
  const rows = changes.map(({ id, before, after }) => [
    id,
    before.outcome,
    before.next,
    before.endsOn,
    after.outcome,
    after.next,
    after.endsOn,
  ])
  await tx.execute(sql`
    insert into policy_replay_changes (merchant_id, replay_id, case_id, before_outcome, before_next, before_ends_on,
      after_outcome, after_next, after_ends_on)
    select ${merchantId}, ${replayId}, (r->>0)::uuid, r->>1, r->>2, (r->>3)::date, r->>4, r->>5, (r->>6)::date
    from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) as r`)
}
