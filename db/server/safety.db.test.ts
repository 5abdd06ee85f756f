import postgres from 'postgres'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { freshDatabase, testDatabase } from '../testing/database'
import { inspectSafety, pendingMigrations } from './safety'

const { app, owner } = await testDatabase()
let clone: Awaited<ReturnType<typeof freshDatabase>>
let changing: postgres.Sql
let looking: postgres.Sql

beforeEach(async () => {
  clone = await freshDatabase('safety')
  changing = postgres(clone.ownerUrl, { max: 1, onnotice: () => {} })
  looking = postgres(clone.appUrl, { max: 1, connection: { role: 'obratno_app' } })
})
afterEach(async () => {
  await Promise.all([changing.end(), looking.end()])
  await clone.drop()
})

describe('inspectSafety', () => {
  it('finds nothing in a migrated database as the application', async () => {
    expect(await inspectSafety(app)).toEqual([])
  })

  it('refuses a superuser, even one that became the application', async () => {
    expect(await inspectSafety(owner)).toContainEqual(expect.objectContaining({ code: 'superuser' }))
    const disguised = postgres(clone.ownerUrl, { max: 1, connection: { role: 'obratno_app' } })
    expect(await inspectSafety(disguised)).toEqual([
      { code: 'superuser', message: 'The application signs in as postgres, which is a superuser' },
    ])
    await disguised.end()
  })

  it('names a table whose wall is missing, not forced, or without a policy', async () => {
    await changing`create table gap (merchant_id uuid not null)`
    expect((await inspectSafety(looking)).map(({ code }) => code)).toEqual([
      'rls',
      'rls_not_forced',
      'no_policy',
    ])
    await changing`alter table gap enable row level security`
    await changing`alter table gap force row level security`
    expect(await inspectSafety(looking)).toEqual([
      { code: 'no_policy', message: 'Table gap has no policy for the application' },
    ])
    await changing`create policy other on gap to obratno_resolver using (true)`
    expect((await inspectSafety(looking)).map(({ code }) => code)).toEqual(['no_policy'])
    await changing`create policy merchant on gap to obratno_app using (false)`
    expect(await inspectSafety(looking)).toEqual([])
  })

  it('refuses an application that owns a table', async () => {
    await changing`create table mine (id int)`
    await changing`alter table mine owner to obratno_app`
    expect(await inspectSafety(looking)).toEqual([
      { code: 'owner', message: "The application's role obratno_app owns tables: mine" },
    ])
  })
})

describe('pendingMigrations', () => {
  it('is empty when all are applied, and names those that are not', async () => {
    expect(await pendingMigrations(looking)).toEqual([])
    await changing`
      delete from drizzle.__drizzle_migrations
      where created_at = (select max(created_at) from drizzle.__drizzle_migrations)`
    expect(await pendingMigrations(looking)).toHaveLength(1)
  })
})
