import 'server-only'
import { sql } from 'drizzle-orm'
import type { Caller } from '@/lib/caller'
import { command, deny } from '@/lib/command'
import { enqueue } from '@/lib/enqueue'
import { newId } from '@/lib/ids'
import type { Result } from '@/lib/result'
import { addMonths, localDate, startOfDay } from '@/lib/time'
import { cancelRunning, runningReplay, starterOf } from './keeping'
import { countReturns } from './reading'
import { replayMonths } from './rules'
import type { CancelReplayInput, StartReplayInput } from './schemas'

export const replayTask = 'policies:replay'

/**
 * Queues terms to be judged over the returns demanded in the last 12 months, from the beginning of that day in the shop's
 * zone. One at a time: refused with `not_allowed_now` and `params.running`, the id of the one that runs.
 */
export function startReplay(
  caller: Caller,
  input: StartReplayInput,
  now: Date,
): Promise<Result<{ id: string }>> {
  const { commandId, terms } = input
  return command(caller, { name: 'replay.start', permission: 'policy.manage', commandId }, async (tx) => {
    const { id: merchantId, timeZone } = caller.merchant
    const startedBy = starterOf(caller)
    const running = await runningReplay(tx, 'policy_replays', merchantId)
    if (running) deny('not_allowed_now', 'Another replay of this shop still runs', { params: { running } })
    const since = startOfDay(addMonths(localDate(now, timeZone), -replayMonths), timeZone)
    const total = await countReturns(tx, merchantId, { since, until: now })
    const id = newId()
    await tx.execute(sql`
      insert into policy_replays (merchant_id, id, terms, status, since, until, total, transitions, started_by, created_at)
      values (${merchantId}, ${id}, ${JSON.stringify(terms)}::jsonb, 'queued', ${since.toISOString()}::timestamptz,
        ${now.toISOString()}::timestamptz, ${total}, '{}', ${startedBy}, ${now.toISOString()}::timestamptz)`)
    await enqueue(tx, replayTask, { merchantId, replayId: id }, { key: `replay:${id}` })
    return { id }
  })
}

/** Ends a replay that still runs; what it has found so far stays uncounted. */
export function cancelReplay(
  caller: Caller,
  input: CancelReplayInput,
  now: Date,
): Promise<Result<{ id: string }>> {
  const { commandId, replayId } = input
  const options = { name: 'replay.cancel', permission: 'policy.manage', commandId } as const
  return command(caller, options, (tx) =>
    cancelRunning(tx, 'policy_replays', caller.merchant.id, { id: replayId, at: now }),
  )
}
