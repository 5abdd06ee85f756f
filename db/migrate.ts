import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator'
import { Logger, runMigrations as runQueueMigrations } from 'graphile-worker'
import path from 'node:path'
import postgres from 'postgres'
import { appRole, ensureRoles } from './server/roles'

/** The schema of the job queue. */
export const queueSchema = 'graphile_worker'

type MigrateOptions = { log?: (line: string) => void; folder?: string }

/**
 * Brings the database to the newest schema: roles, the numbered migrations of `drizzle/`, the job queue, grants.
 * Idempotent; of two that run at once the second waits and then finds nothing to do. Each migration is in one
 * transaction with its record, so a kill leaves either all of it or nothing.
 */
export async function migrate(ownerUrl: string, options: MigrateOptions = {}): Promise<void> {
  const { log = () => {}, folder = path.join(process.cwd(), 'drizzle') } = options
  await ensureRoles(ownerUrl)
  const sql = postgres(ownerUrl, { max: 2, onnotice: () => {} })
  try {
    const guard = await sql.reserve()
    try {
      const [free] = await guard<{ locked: boolean }[]>`
        select pg_try_advisory_lock(hashtext('obratno.migrate')) as locked`
      if (!free?.locked) {
        log('Another process is migrating this database right now; waiting for it')
        await guard`select pg_advisory_lock(hashtext('obratno.migrate'))`
      }
      const before = await applied(guard)
      await runMigrations(drizzle(sql), { migrationsFolder: folder })
      const count = (await applied(guard)) - before
      log(count === 0 ? 'The schema is current' : `Applied ${count} migration${count === 1 ? '' : 's'}`)
      await runQueueMigrations({ connectionString: ownerUrl, schema: queueSchema, logger: quiet })
      // So that the application can tell whether it fits the schema (readiness, safety at start).
      await guard`grant usage on schema drizzle to ${guard(appRole)}`
      await guard`grant select on drizzle.__drizzle_migrations to ${guard(appRole)}`
    } finally {
      await guard`select pg_advisory_unlock_all()`
      guard.release()
    }
  } finally {
    await sql.end()
  }
}

async function applied(sql: postgres.Sql): Promise<number> {
  const [table] = await sql<{ there: boolean }[]>`
    select to_regclass('drizzle.__drizzle_migrations') is not null as there`
  if (!table?.there) return 0
  const [row] = await sql<
    { count: number }[]
  >`select count(*)::int as count from drizzle.__drizzle_migrations`
  return row?.count ?? 0
}

const quiet = new Logger(() => (level, message) => {
  if (level === 'error') console.error(message)
})
