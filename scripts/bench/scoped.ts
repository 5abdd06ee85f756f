import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { readMerchant } from '@/db/tenant'
import type { SizedDatabase } from './database'
import { inTurns, p95, rounds, sampleOf, timed, type Finding } from './measuring'
import { withAppClient } from './pool'

/**
 * Measure 6: one look at one case through the only door, against the same query sent bare over the same pool. The bare
 * one's connections carry the merchant as a setting of the session, so that both do the same work behind the walls.
 */
export async function measureScope(
  database: SizedDatabase,
  effort: { rounds: number; asked: number },
): Promise<Finding> {
  const { id } = database.largest
  return withAppClient(database, async (client) => {
    const ids = await caseIds(database, 500)
    let turn = 0
    const next = () => ids[turn++ % ids.length] ?? ''
    const askBare = async () =>
      found(
        await client`
          select id, number, kind, stage, version, created_at from cases where merchant_id = ${id} and id = ${next()}`,
      )
    const askScoped = () =>
      readMerchant({ merchant: { id } }, async (tx) =>
        found(
          await tx.execute(sql`
            select id, number, kind, stage, version, created_at from cases
            where merchant_id = ${id} and id = ${next()}`),
        ),
      )
    await inTurns(effort.asked, 20, [() => timed(askBare), () => timed(askScoped)])
    const results = await rounds(effort.rounds, async () => {
      const [plain = [], scoped = []] = await inTurns(effort.asked, 20, [
        () => timed(askBare),
        () => timed(askScoped),
      ])
      return { plain: p95(plain), scoped: p95(scoped) }
    })
    const middle = (key: 'plain' | 'scoped') => sampleOf(results.map((one) => one[key])).median.toFixed(2)
    return {
      measure: 6,
      what: 'scoped transaction p95 / bare query p95',
      cases: database.cases,
      unit: 'ratio',
      value: sampleOf(results.map((one) => one.scoped / one.plain)),
      target: { sign: '<=', value: 1.6 },
      detail: `${middle('scoped')} ms / ${middle('plain')} ms`,
    }
  })
}

function found(rows: { length: number }): void {
  if (rows.length !== 1) throw new Error('The case is not seen: this would measure nothing')
}

async function caseIds(database: SizedDatabase, count: number): Promise<string[]> {
  const owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} })
  try {
    const rows = await owner<{ id: string }[]>`
      select id from cases where merchant_id = ${database.largest.id} order by created_at desc limit ${count}`
    return rows.map((row) => row.id)
  } finally {
    await owner.end()
  }
}
