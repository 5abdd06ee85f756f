import postgres from 'postgres'
import { afterAll, inject } from 'vitest'
import { onDatabase } from '../server/url'

export type TestDatabase = {
  /** Superuser: past row level security, for setting up and for looking behind the walls. */
  ownerUrl: string
  /** The application's login. */
  appUrl: string
  owner: postgres.Sql
  /** As role `obratno_app`, the way the application connects. */
  app: postgres.Sql
}

/**
 * Connections to this test worker's own database, a clone of the migrated template made on first use. Files that run
 * in the same worker share it, so every test makes merchants of its own. Closed after the file's tests.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const { ownerUrl, appUrl } = await workerDatabase()
  const owner = postgres(ownerUrl, { max: 4, onnotice: () => {} })
  const app = postgres(appUrl, { max: 4, onnotice: () => {}, connection: { role: 'obratno_app' } })
  afterAll(async () => {
    await Promise.all([owner.end({ timeout: 5 }), app.end({ timeout: 5 })])
  })
  return { ownerUrl, appUrl, owner, app }
}

/** A database of its own for one test, cloned from the migrated template; drop it by calling `drop`. */
export async function freshDatabase(
  name: string,
): Promise<{ ownerUrl: string; appUrl: string; drop(): Promise<void> }> {
  const server = inject('testServer')
  const run = async (work: (sql: postgres.Sql) => Promise<unknown>) => {
    const sql = postgres(server.ownerUrl, { max: 1, onnotice: () => {} })
    await work(sql).finally(() => sql.end())
  }
  const own = `${name}_${process.env.VITEST_POOL_ID}`
  await run((sql) => sql`drop database if exists ${sql(own)} with (force)`)
  await run((sql) => sql`create database ${sql(own)} template ${sql(server.template)}`)
  return {
    ownerUrl: onDatabase(server.ownerUrl, own),
    appUrl: onDatabase(server.appUrl, own),
    drop: () => run((sql) => sql`drop database ${sql(own)} with (force)`),
  }
}

/** Makes this worker's clone where it is missing and answers its addresses. */
export async function workerDatabase(): Promise<{ ownerUrl: string; appUrl: string }> {
  const server = inject('testServer')
  const name = `worker_${process.env.VITEST_POOL_ID}`
  const sql = postgres(server.ownerUrl, { max: 1, onnotice: () => {} })
  try {
    const found = await sql`select from pg_database where datname = ${name}`
    if (found.length === 0) await sql`create database ${sql(name)} template ${sql(server.template)}`
  } finally {
    await sql.end()
  }
  return { ownerUrl: onDatabase(server.ownerUrl, name), appUrl: onDatabase(server.appUrl, name) }
}
