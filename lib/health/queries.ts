import 'server-only'
import type { Sql } from 'postgres'
import { appClient } from '@/db/client'
import { pendingMigrations } from '@/db/server/safety'
import type { HealthFacts } from './rules'

const answerWithinMs = 3_000

let asking: Promise<HealthFacts> | undefined

/**
 * What is found out about the database, its migrations and the worker, within three seconds. Probes that come at once
 * share one question, so that a database that is slow is not asked ever more. Never throws.
 */
export function healthFacts(sql: () => Sql = appClient): Promise<HealthFacts> {
  asking ??= ask(sql).finally(() => {
    asking = undefined
  })
  const late = Promise.withResolvers<HealthFacts>()
  const timer = setTimeout(() => late.resolve({ database: 'unreachable' }), answerWithinMs)
  return Promise.race([asking, late.promise]).finally(() => clearTimeout(timer))
}

async function ask(client: () => Sql): Promise<HealthFacts> {
  try {
    const sql = client()
    const [pending, [worker]] = await Promise.all([
      pendingMigrations(sql),
      // Every pool of workers holds this lock in its name for as long as it lives (db/queue.ts).
      sql<{ runs: boolean }[]>`
        select exists (
          select from pg_locks
          where locktype = 'advisory' and granted and objsubid = 2
            and database = (select oid from pg_database where datname = current_database())
            and classid = (hashtext('obratno.worker')::bigint & 4294967295)::oid
        ) as runs`,
    ])
    return { database: 'reachable', pendingMigrations: pending, workerRuns: worker?.runs === true }
  } catch {
    return { database: 'unreachable' }
  }
}
