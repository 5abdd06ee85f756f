import 'server-only'
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { command, deny } from '@/lib/command'
import { enqueue } from '@/lib/enqueue'
import { newId } from '@/lib/ids'
import type { Result } from '@/lib/result'
import { addMonths, localDate, startOfDay } from '@/lib/time'
import { countReturns } from './reading'
import { changeReplay, findReplay } from './records'
import { isRunning, replayMonths } from './rules'
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
    const startedBy = memberOf(caller)
    const running = await runningReplay(tx, merchantId)
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
  return command(caller, { name: 'replay.cancel', permission: 'policy.manage', commandId }, async (tx) => {
    const replay = await findReplay(tx, caller.merchant.id, replayId, true)
    if (!replay) return deny('not_found', 'No such replay')
    if (!isRunning(replay)) deny('not_allowed_now', `The replay has ended: it is ${replay.status}`)
    await changeReplay(tx, caller.merchant.id, replayId, { status: 'cancelled', finishedAt: now })
    return { id: replayId }
  })
}

/** The shop's replay that has not ended, or null. Of two starts at the same moment the second waits for the first. */
async function runningReplay(tx: Tx, merchantId: string): Promise<string | null> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`replay:${merchantId}`}, 0))`)
  const [row] = await tx.execute<{ id: string }>(sql`
    select id from policy_replays where merchant_id = ${merchantId} and status in ('queued', 'running')
    order by created_at desc limit 1`)
  return row?.id ?? null
}

function memberOf(caller: Caller): string {
  const { kind, id } = caller.actor
  if (kind !== 'member' || id === null) return deny('forbidden', 'Replays are started by members')
  return id
}
