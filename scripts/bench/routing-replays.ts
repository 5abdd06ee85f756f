import postgres from 'postgres'
import { actionsTo, momentsBefore, pastPlaces, pastRefusals } from '@/db/factories/past-refusals'
import { systemCaller } from '@/lib/caller'
import { newId } from '@/lib/ids'
import { startRoutingReplay } from '@/lib/routing-replays/commands'
import { routingReplayOf } from '@/lib/routing-replays/queries'
import { runRoutingReplay } from '@/lib/routing-replays/run'
import type { RoutingRule, RuleSetContent } from '@/lib/routing/schemas'
import type { SizedDatabase } from './database'
import { rounds, sampleOf, type Finding } from './measuring'
import { withAppClient } from './pool'
import { dataOf, managerOf, merchantOf } from './replays'

const many = 100_000
const ruleCount = 200

/**
 * Measure 15: the job that routes a shop's refusals of the last 365 days anew by a draft of 200 rules, and keeps those
 * that would go elsewhere, in seconds for 100,000 of them. Their tables have just been filled and have no statistics.
 */
export async function measureRoutingReplay(
  database: SizedDatabase,
  effort: { rounds: number },
): Promise<Finding> {
  return withAppClient(database, async () => {
    const merchant = await merchantOf(database)
    const caller = await managerOf(merchant)
    const content = await past(database, caller.actor.id ?? '')
    const once = async () => {
      const input = { commandId: newId(), days: 365 as const, content }
      const { id } = dataOf(await startRoutingReplay(caller, input, new Date()))
      const started = performance.now()
      await runRoutingReplay({ caller: systemCaller(merchant), replayId: id, now: () => new Date() })
      const seconds = (performance.now() - started) / 1000
      const replay = await routingReplayOf(caller, id)
      if (replay?.status !== 'done') throw new Error(`The replay ended as ${replay?.status}`)
      return { seconds, judged: replay.judged, changed: replay.changed }
    }
    await once()
    const results = await rounds(effort.rounds, once)
    const [{ judged, changed } = { judged: 0, changed: 0 }] = results
    const whole = (value: number) => Math.round(value).toLocaleString('en')
    const middle = sampleOf(results.map(({ seconds }) => seconds)).median
    return {
      measure: 15,
      what: 'a draft of 200 rules replayed over 100,000 past refusals',
      cases: database.cases,
      unit: 's',
      value: sampleOf(results.map((one) => (one.seconds / one.judged) * 100_000)),
      target: { sign: '<=', value: 10 },
      detail: `${whole(judged)} refusals in ${middle.toFixed(1)} s, ${whole(changed)} sent elsewhere`,
    }
  })
}

/** Refusals of a year in the largest shop, and rules that send four fifths of them elsewhere. */
async function past(database: SizedDatabase, memberId: string): Promise<RuleSetContent> {
  const owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} })
  const { id, carrierId } = database.largest
  const now = new Date()
  try {
    const shop = { id, carrierId, memberId }
    const places = await pastPlaces(owner, shop, now)
    await pastRefusals(owner, shop, places, momentsBefore(now, many, 360))
    const to = [places.main, places.second, places.storage]
    const rule = (at: number): RoutingRule => ({
      id: newId(),
      name: `Правило ${at}`,
      note: '',
      enabled: true,
      when: {
        match: 'all',
        of: [
          { field: 'city', op: 'in', values: [`Город ${at}`, `Город ${at + 1000}`] },
          { field: 'price', op: 'between', from: (at % 9) * 100_000, to: null },
          { match: 'any', of: [{ field: 'category', op: 'any', values: ['Обувь'] }, damaged] },
        ],
      },
      then: actionsTo({ action: 'deliver', locationId: to[at % 3] ?? places.main }),
    })
    return {
      rules: Array.from({ length: ruleCount }, (_, at) => rule(at)),
      otherwise: actionsTo({ action: 'deliver', locationId: places.storage }),
    }
  } finally {
    await owner.end()
  }
}

const damaged = { field: 'packaging' as const, op: 'in' as const, values: ['damaged'] }
