import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import postgres from 'postgres'
import { afterEach, describe, expect, it } from 'vitest'
import { migrate } from './migrate'
import { freshDatabase, testDatabase } from './testing/database'

const { owner, app } = await testDatabase()
const folders: string[] = []
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

describe('migrate', () => {
  it('changes nothing when the schema is current', async () => {
    const clone = await freshDatabase('again')
    const lines: string[] = []
    await migrate(clone.ownerUrl, { log: (line) => lines.push(line) })
    expect(lines).toEqual(['The schema is current'])
    await clone.drop()
  })

  it('applies each migration once when two run at once', async () => {
    const clone = await freshDatabase('twice')
    const folder = await migrationFolder([
      { tag: '9000_table', when: Date.now() + 60_000, sql: 'create table once (id int);' },
      { tag: '9001_row', when: Date.now() + 61_000, sql: 'insert into once values (1);' },
    ])
    const lines: string[] = []
    const log = (line: string) => lines.push(line)
    const sql = postgres(clone.ownerUrl, { max: 2 })
    const guard = await sql.reserve()
    await guard`select pg_advisory_lock(hashtext('obratno.migrate'))`
    const both = Promise.all([
      migrate(clone.ownerUrl, { folder, log }),
      migrate(clone.ownerUrl, { folder, log }),
    ])
    const waiting = () => sql<{ count: number }[]>`
      select count(*)::int as count from pg_locks l join pg_database d on d.oid = l.database
      where d.datname = current_database() and l.locktype = 'advisory' and not l.granted`
    await expect.poll(async () => (await waiting())[0]?.count).toBe(2)
    await guard`select pg_advisory_unlock_all()`
    await both
    const told = 'Another process is migrating this database right now; waiting for it'
    expect(lines.toSorted()).toEqual([told, told, 'Applied 2 migrations', 'The schema is current'])
    expect(await sql`select id from once`).toEqual([{ id: 1 }])
    guard.release()
    await sql.end()
    await clone.drop()
  })

  it('leaves nothing of a migration that fails, and says which statement', async () => {
    const clone = await freshDatabase('broken')
    const folder = await migrationFolder([
      { tag: '9000_half', when: Date.now() + 60_000, sql: 'create table half (id int); select 1/0;' },
    ])
    await expect(migrate(clone.ownerUrl, { folder })).rejects.toThrow(/half/)
    const sql = postgres(clone.ownerUrl, { max: 1 })
    expect(await sql`select to_regclass('half') as half`).toEqual([{ half: null }])
    await sql.end()
    await clone.drop()
  })

  it('lets the application read which migrations are applied, and enqueue but not see jobs', async () => {
    const [mine] = await app`select count(*)::int as count from drizzle.__drizzle_migrations`
    const [all] = await owner`select count(*)::int as count from drizzle.__drizzle_migrations`
    expect(mine).toEqual(all)
    await expect(app`select * from graphile_worker._private_jobs`).rejects.toThrow(/permission denied/)
  })
})

async function migrationFolder(migrations: { tag: string; when: number; sql: string }[]): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'migrations-'))
  folders.push(folder)
  await mkdir(path.join(folder, 'meta'))
  const entries = migrations.map(({ tag, when }, idx) => ({
    idx,
    version: '7',
    when,
    tag,
    breakpoints: true,
  }))
  await writeFile(path.join(folder, 'meta', '_journal.json'), JSON.stringify({ version: '7', entries }))
  for (const { tag, sql } of migrations) await writeFile(path.join(folder, `${tag}.sql`), sql)
  return folder
}
