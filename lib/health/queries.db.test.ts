import postgres from 'postgres'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { freshDatabase } from '@/db/testing/database'
import { healthFacts } from './queries'
import { readiness } from './rules'

let clone: Awaited<ReturnType<typeof freshDatabase>>
let owner: postgres.Sql
let app: postgres.Sql

beforeEach(async () => {
  clone = await freshDatabase('health')
  owner = postgres(clone.ownerUrl, { max: 2, onnotice: () => {} })
  app = postgres(clone.appUrl, { max: 2, onnotice: () => {}, connection: { role: 'obratno_app' } })
})
afterEach(async () => {
  await Promise.all([owner.end({ timeout: 1 }), app.end({ timeout: 1 })])
  await clone.drop()
})

it('is ready while a worker holds its lock, and only in its own database', async () => {
  expect(await healthFacts(() => app)).toEqual({
    database: 'reachable',
    pendingMigrations: [],
    workerRuns: false,
  })
  const worker = await owner.reserve()
  await worker`select pg_advisory_lock(hashtext('obratno.worker'), hashtext('pool-1'))`
  expect(readiness(await healthFacts(() => app)).status).toBe('ready')
  await worker`select pg_advisory_unlock_all()`
  worker.release()
  expect(readiness(await healthFacts(() => app)).checks.jobs).toBe('not_running')
})

it('names a migration that the database has not', async () => {
  await owner`delete from drizzle.__drizzle_migrations where id = (select max(id) from drizzle.__drizzle_migrations)`
  const facts = await healthFacts(() => app)
  expect(facts.pendingMigrations).toHaveLength(1)
  expect(readiness(facts).checks.migrations).toBe('pending')
})

it('says that the database is away instead of failing, and finds it when it is back', async () => {
  const nowhere = postgres('postgres://nobody@127.0.0.1:1/none', { max: 1, connect_timeout: 1 })
  expect(await healthFacts(() => nowhere)).toEqual({ database: 'unreachable' })
  await nowhere.end({ timeout: 1 })
  expect((await healthFacts(() => app)).database).toBe('reachable')
})

it('asks once for probes that come together', async () => {
  let asked = 0
  const client = () => {
    asked++
    return app
  }
  const facts = await Promise.all([healthFacts(client), healthFacts(client), healthFacts(client)])
  expect(asked).toBe(1)
  expect(new Set(facts.map(({ database }) => database))).toEqual(new Set(['reachable']))
})
