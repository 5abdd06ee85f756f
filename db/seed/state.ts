import type { Sql } from 'postgres'

/** How far the demo's seeding has come in this database; `foreign` when it holds data that the demo did not make. */
export type SeedState = 'empty' | 'unfinished' | 'done' | 'foreign'

/** Looks for the mark that the demo leaves in a schema of its own, and for data without it. */
export async function seedState(owner: Sql): Promise<SeedState> {
  const [found] = await owner<{ mark: boolean; tables: boolean; merchants: boolean }[]>`
    select to_regclass('demo.seed') is not null as mark,
      exists (select from pg_tables where schemaname = 'public') as tables,
      to_regclass('public.merchants') is not null as merchants`
  if (found?.mark) {
    const [row] = await owner<
      { finished: boolean }[]
    >`select finished_at is not null as finished from demo.seed`
    return row?.finished ? 'done' : 'unfinished'
  }
  if (!found?.tables) return 'empty'
  if (!found.merchants) return 'foreign'
  const [first] = await owner`select from merchants limit 1`
  return first ? 'foreign' : 'empty'
}

export async function markSeedStarted(owner: Sql): Promise<void> {
  await owner.begin(async (tx) => {
    await tx`create schema if not exists demo`
    await tx`create table if not exists demo.seed (started_at timestamptz not null, finished_at timestamptz)`
    await tx`delete from demo.seed`
    await tx`insert into demo.seed (started_at) values (now())`
  })
}

export async function markSeedFinished(owner: Sql): Promise<void> {
  await owner`update demo.seed set finished_at = now()`
}

/** Deletes everything of this application from the database. Only for one that carries the demo's mark. */
export async function wipe(owner: Sql): Promise<void> {
  await owner.begin(async (tx) => {
    await tx`drop schema if exists public, drizzle, graphile_worker, demo cascade`
    await tx`create schema public`
    await tx`grant usage on schema public to public`
  })
}
