import 'server-only'
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { command, deny } from '@/lib/command'
import { enqueue } from '@/lib/enqueue'
import { newId } from '@/lib/ids'
import { readCosts, readPlaces } from '@/lib/locations/places'
import { cancelRunning, runningReplay, starterOf } from '@/lib/replays/keeping'
import type { Result } from '@/lib/result'
import type { ReplayPrices } from '@/lib/routing/replay'
import { localDate } from '@/lib/time'
import { countRefusals, rangeOf } from './reading'
import { noCounts } from './rules'
import type { CancelRoutingReplayInput, StartRoutingReplayInput } from './schemas'

export const routingReplayTask = 'routing:replay'

/**
 * Queues rules to be tried on the refusals of the last so many days, from the beginning of that day in the shop's zone,
 * with the places and prices of this moment. One at a time: refused with `not_allowed_now` and `params.running`, the id of
 * the one that runs.
 */
export function startRoutingReplay(
  caller: Caller,
  input: StartRoutingReplayInput,
  now: Date,
): Promise<Result<{ id: string }>> {
  const { commandId, days, content } = input
  const options = { name: 'routing_replay.start', permission: 'routing.manage', commandId } as const
  return command(caller, options, async (tx) => {
    const { id: merchantId, timeZone } = caller.merchant
    const startedBy = starterOf(caller)
    const running = await runningReplay(tx, 'routing_replays', merchantId)
    if (running) deny('not_allowed_now', 'Another replay of this shop still runs', { params: { running } })
    const range = rangeOf(days, now, timeZone)
    const total = await countRefusals(tx, merchantId, range)
    const prices = await presentPrices(tx, caller, now)
    const { flows, hits, totals } = noCounts()
    const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`
    const id = newId()
    await tx.execute(sql`
      insert into routing_replays (merchant_id, id, content, prices, status, days, since, until, total, flows, hits, totals,
        started_by, created_at)
      values (${merchantId}, ${id}, ${json(content)}, ${json(prices)}, 'queued', ${days},
        ${range.since.toISOString()}::timestamptz, ${range.until.toISOString()}::timestamptz, ${total}, ${json(flows)},
        ${json(hits)}, ${json(totals)}, ${startedBy}, ${now.toISOString()}::timestamptz)`)
    await enqueue(tx, routingReplayTask, { merchantId, replayId: id }, { key: `routing-replay:${id}` })
    return { id }
  })
}

async function presentPrices(tx: Tx, { merchant }: Caller, now: Date): Promise<ReplayPrices> {
  const { id: merchantId, timeZone, currency } = merchant
  const places = await readPlaces(tx, merchantId, localDate(now, timeZone))
  const costs = await readCosts(tx, merchantId)
  return {
    costs,
    currency,
    places: [...places.values()].map(({ id, code, name, kind, parcelCost, storageDayCost, open }) => ({
      id,
      code,
      name,
      kind,
      parcelCost,
      storageDayCost,
      open,
    })),
  }
}

/** Ends a replay that still runs; what it has found so far stays uncounted. */
export function cancelRoutingReplay(
  caller: Caller,
  input: CancelRoutingReplayInput,
  now: Date,
): Promise<Result<{ id: string }>> {
  const { commandId, replayId } = input
  const options = { name: 'routing_replay.cancel', permission: 'routing.manage', commandId } as const
  return command(caller, options, (tx) =>
    cancelRunning(tx, 'routing_replays', caller.merchant.id, { id: replayId, at: now }),
  )
}
