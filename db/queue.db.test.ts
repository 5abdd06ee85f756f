import postgres from 'postgres'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { workQueue } from './queue'
import { freshDatabase } from './testing/database'

const within = { timeout: 15_000 }

let clone: Awaited<ReturnType<typeof freshDatabase>>
let sql: postgres.Sql
let done: string[]
let lines: string[]
let stop: AbortController
let work: Promise<void>

beforeEach(async () => {
  clone = await freshDatabase('queue')
  sql = postgres(clone.ownerUrl, { max: 2, onnotice: () => {} })
  done = []
  lines = []
  stop = new AbortController()
})
afterEach(async () => {
  stop.abort()
  await work
  // The pool's last connections close a moment after it says that it has ended; a drop by force would cut them.
  const others =
    () => sql`select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
    and backend_type = 'client backend' and application_name <> 'postgres.js'`
  await expect.poll(others, within).toHaveLength(0)
  await sql.end()
  await clone.drop()
})

function start(): void {
  const note = async (payload: unknown) => {
    done.push(JSON.stringify(payload))
  }
  const log = (_: string, message: string) => lines.push(message)
  work = workQueue(
    { ownerUrl: clone.ownerUrl, taskList: { note }, crontab: '', concurrency: 2, log },
    stop.signal,
  )
}

it('runs what is enqueued, and goes on after every connection was cut', async () => {
  start()
  await sql`select enqueue_job('note', '1')`
  await expect.poll(() => done, within).toEqual(['1'])
  const cut = () => sql<{ count: number }[]>`
    select count(pg_terminate_backend(pid))::int as count from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`
  expect((await cut())[0]?.count).toBeGreaterThan(0)
  await sql`select enqueue_job('note', '2')`
  await expect.poll(() => done, within).toEqual(['1', '2'])
  expect(lines).toContain('The connection to the database was lost; starting anew')
})

it('takes over the job of a worker that died, and only of that one', async () => {
  await sql`select enqueue_job('note', '"orphan"')`
  await sql`select enqueue_job('note', '"busy"')`
  const claim = (worker: string, payload: string) => sql`
    update graphile_worker._private_jobs set locked_by = ${worker}, locked_at = now() - interval '1 minute'
    where payload::text = ${payload}`
  await claim('pool-dead', '"orphan"')
  await claim('pool-alive', '"busy"')
  const alive = await sql.reserve()
  await alive`select pg_advisory_lock(hashtext('obratno.worker'), hashtext('pool-alive'))`
  start()
  await expect.poll(() => done, within).toEqual(['"orphan"'])
  const left = await sql`select payload::text, locked_by from graphile_worker._private_jobs`
  expect(left).toEqual([{ payload: '"busy"', locked_by: 'pool-alive' }])
  await alive`select pg_advisory_unlock_all()`
  alive.release()
  await expect.poll(() => done, within).toEqual(['"orphan"', '"busy"'])
})

it('refuses a crontab that it cannot read, instead of waiting for the database', async () => {
  const options = { ownerUrl: clone.ownerUrl, taskList: {}, crontab: '* * * * * no.dots', concurrency: 1 }
  work = Promise.resolve()
  await expect(workQueue({ ...options, log: () => {} }, stop.signal)).rejects.toThrow(/crontab/)
})
