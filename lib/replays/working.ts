import 'server-only'
/** What the worker does with replays of every kind. */
import type { Task } from 'graphile-worker'
import { z } from 'zod'
import type { ReplayStatus } from '@/db/schema/replays'
import { withMerchant, type Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { systemCallerFor } from '@/lib/system-caller'
import { endReplay, pruneReplays, takeTurn, type ReplayTable } from './keeping'
import { isRunning } from './rules'

type Steps<Replay> = {
  caller: Caller
  table: ReplayTable
  replayId: string
  /** The replay as it stands, locked; null: it is gone. */
  find: (tx: Tx) => Promise<Replay | null>
  /** Judges what comes next and writes down what came out; whether there is more. */
  step: (tx: Tx, replay: Replay) => Promise<boolean>
}

/**
 * Takes a replay from wherever it stands to the end, a step a transaction. A step's changes, its counts and its place are
 * there together or not at all, and each step begins where the last one that is there ended: it may be killed at any moment
 * and called again, also twice at once, and counts everything once. Somebody's cancelling ends it.
 */
export async function takeSteps<Replay extends { status: ReplayStatus }>(
  steps: Steps<Replay>,
): Promise<void> {
  const { caller, table, replayId, find, step } = steps
  for (let goesOn = true; goesOn;) {
    goesOn = await withMerchant(caller, async (tx) => {
      await takeTurn(tx, replayId)
      const replay = await find(tx)
      return replay !== null && isRunning(replay) && step(tx, replay)
    })
  }
  await withMerchant(caller, (tx) => pruneReplays(tx, table, caller.merchant.id))
}

const payloadSchema = z.object({ merchantId: z.uuid(), replayId: z.uuid() })

/** A person waits for it: after so many attempts that ended in an error of ours it is told to have failed. */
const attempts = 4

/** The job that runs replays of one kind. */
export function replayJob(
  table: ReplayTable,
  run: (job: { caller: Caller; replayId: string; now: () => Date }) => Promise<void>,
): Task {
  return async (payload, helpers) => {
    const { merchantId, replayId } = payloadSchema.parse(payload)
    const caller = await systemCallerFor(merchantId)
    if (!caller) return
    try {
      await run({ caller, replayId, now: () => new Date() })
    } catch (error) {
      if (helpers.job.attempts >= attempts) await failReplay(caller, table, replayId, new Date())
      throw error
    }
  }
}

/** Ends a replay that an error of ours keeps from going on. */
export async function failReplay(caller: Caller, table: ReplayTable, id: string, at: Date): Promise<void> {
  await withMerchant(caller, (tx) => endReplay(tx, table, caller.merchant.id, { id, status: 'failed', at }))
}
