import { sql } from 'drizzle-orm'
import { readMerchant } from '@/db/tenant'
import { memberCaller, systemCaller, type MerchantContext } from '@/lib/caller'
import { newId } from '@/lib/ids'
import { publishDraft, saveDraft } from '@/lib/policies/commands'
import { lawOnlyTerms } from '@/lib/policies/schemas'
import { startReplay } from '@/lib/replays/commands'
import { replayOf } from '@/lib/replays/queries'
import { runReplay } from '@/lib/replays/run'
import type { Result } from '@/lib/result'
import type { SizedDatabase } from './database'
import { rounds, sampleOf, type Finding } from './measuring'
import { withAppClient } from './pool'

const terms = { ...lawOnlyTerms, days: 14, writtenTerms: 'every_order' as const }
/** Another last day for every return, so that each one is written down. */
const draft = { ...terms, days: 30, exceptions: [{ ...none(), category: 'Категория 1', days: 45 }] }

function none() {
  return { category: null, priceFrom: null, priceTo: null, channel: null, reason: null }
}

/**
 * Measure 12: the job that judges a shop's returns of the last 12 months twice, by the version in force and by a draft,
 * and keeps those that differ (here all), in seconds for 100,000 of them.
 */
export async function measureReplay(database: SizedDatabase, effort: { rounds: number }): Promise<Finding> {
  return withAppClient(database, async () => {
    const merchant = await merchantOf(database)
    const caller = await managerOf(merchant)
    await publishOnce(caller)
    const once = async () => {
      const now = new Date()
      const { id } = dataOf(await startReplay(caller, { commandId: newId(), terms: draft }, now))
      const started = performance.now()
      await runReplay({ caller: systemCaller(merchant), replayId: id, now: () => new Date() })
      const seconds = (performance.now() - started) / 1000
      const replay = await replayOf(caller, id)
      if (replay?.status !== 'done') throw new Error(`The replay ended as ${replay?.status}`)
      return { seconds, judged: replay.judged, changed: replay.changed }
    }
    await once()
    const results = await rounds(effort.rounds, once)
    const [{ judged, changed } = { judged: 0, changed: 0 }] = results
    const whole = (value: number) => Math.round(value).toLocaleString('en')
    const middle = sampleOf(results.map(({ seconds }) => seconds)).median
    return {
      measure: 12,
      what: 'a draft replayed over 100,000 past returns',
      cases: database.cases,
      unit: 's',
      value: sampleOf(results.map((one) => (one.seconds / one.judged) * 100_000)),
      target: { sign: '<=', value: 20 },
      detail: `${whole(judged)} returns in ${middle.toFixed(1)} s, ${whole(changed)} answered otherwise`,
    }
  })
}

type Caller = ReturnType<typeof memberCaller>

export async function merchantOf({ largest: { id } }: SizedDatabase): Promise<MerchantContext> {
  const [row] = await readMerchant({ merchant: { id } }, (tx) =>
    tx.execute<MerchantContext & { time_zone: string }>(
      sql`select id, slug, name, time_zone, currency from merchants where id = ${id}`,
    ),
  )
  if (!row) throw new Error('The merchant is gone')
  return { id, slug: row.slug, name: row.name, timeZone: row.time_zone, currency: row.currency }
}

export async function managerOf(merchant: MerchantContext): Promise<Caller> {
  const [member] = await readMerchant({ merchant }, (tx) =>
    tx.execute<{ id: string }>(
      sql`select id from members where merchant_id = ${merchant.id} and role = 'manager' limit 1`,
    ),
  )
  if (!member) throw new Error('The merchant has no manager')
  return memberCaller(merchant, member.id, 'manager')
}

/** One version from long ago: every order was placed under it. */
async function publishOnce(caller: Caller): Promise<void> {
  const now = new Date()
  const saved = await saveDraft(
    caller,
    { commandId: newId(), expectedRevision: 0, expectedVersion: 0, terms },
    now,
  )
  const { revision } = dataOf(saved)
  const published = { commandId: newId(), expectedRevision: revision, effectiveFrom: '2020-01-01' }
  dataOf(await publishDraft(caller, published, now))
}

export function dataOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`Refused: ${JSON.stringify(result.error)}`)
  return result.data
}
