import { EventEmitter } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { Logger, parseCrontab, run, type Runner, type TaskList, type WorkerEvents } from 'graphile-worker'
import postgres from 'postgres'
import { queueSchema } from './migrate'

export type QueueOptions = {
  /** As the owner of the queue's schema; a direct connection, because it listens and holds session locks. */
  ownerUrl: string
  taskList: TaskList
  /** In the syntax of graphile-worker's crontab. */
  crontab: string
  /** Jobs at a time. */
  concurrency: number
  log: (level: 'info' | 'warn' | 'error', message: string) => void
}

const sweepEveryMs = 5_000
const retryEveryMs = 1_000
const stopWithinMs = 15_000

/**
 * Works the job queue until `signal` aborts, then lets running jobs end (15 s). When the database goes away it waits
 * for it and goes on. Jobs of a worker that died are given back within seconds instead of the library's four hours:
 * each pool of workers holds a session lock in its name, so a name without its lock is dead.
 */
export async function workQueue(options: QueueOptions, signal: AbortSignal): Promise<void> {
  // A mistake in it is one of the program, and not to be waited out like a database that is away.
  parseCrontab(options.crontab)
  for (let waiting = false; !signal.aborted;) {
    try {
      await workUntilLost(options, signal, () => {
        if (waiting) options.log('info', 'The database is back; going on with the jobs')
        waiting = false
      })
      if (!signal.aborted) options.log('warn', 'The connection to the database was lost; starting anew')
    } catch (error) {
      const reason = error instanceof Error ? error.message || String(error) : String(error)
      if (!waiting) options.log('warn', `No work without the database; trying every second: ${reason}`)
      waiting = true
    }
    if (!signal.aborted) await pause(retryEveryMs, undefined, { signal }).catch(() => {})
  }
}

/** Runs one pool of workers; ends when `signal` aborts, the pool ends by itself, or its guarding connection is lost. */
async function workUntilLost(options: QueueOptions, signal: AbortSignal, onReady: () => void): Promise<void> {
  const { ownerUrl, taskList, crontab, concurrency, log } = options
  const lost = Promise.withResolvers<void>()
  const guard = postgres(ownerUrl, {
    max: 1,
    idle_timeout: 0,
    max_lifetime: null,
    connect_timeout: 5,
    onnotice: () => {},
    onclose: () => lost.resolve(),
  })
  const stopped = new Promise<void>((resolve) =>
    signal.addEventListener('abort', () => resolve(), { once: true }),
  )
  let runner: Runner | undefined
  let sweeping: NodeJS.Timeout | undefined
  try {
    await guard`select 1`
    const poolId = Promise.withResolvers<string>()
    const events: WorkerEvents = new EventEmitter()
    events.on('pool:create', ({ workerPool }) => poolId.resolve(workerPool.id))
    runner = await run({
      connectionString: ownerUrl,
      schema: queueSchema,
      taskList,
      crontab,
      concurrency,
      events,
      maxPoolSize: concurrency + 2,
      noHandleSignals: true,
      logger: new Logger(() => (level, message) => {
        if (level === 'error' || level === 'warning') log(level === 'error' ? 'error' : 'warn', message)
      }),
    })
    // Losing the database ends this promise with an error that the guard's loss already tells.
    const ended = runner.promise.catch(() => {})
    const own = await poolId.promise
    await guard`select pg_advisory_lock(hashtext('obratno.worker'), hashtext(${own}))`
    const sweep = () => releaseDead(guard, own, log).catch(() => {})
    await sweep()
    sweeping = setInterval(sweep, sweepEveryMs)
    onReady()
    await Promise.race([stopped, lost.promise, ended])
  } finally {
    clearInterval(sweeping)
    if (runner) await end(runner, log)
    await guard.end({ timeout: 1 })
  }
}

async function end(runner: Runner, log: QueueOptions['log']): Promise<void> {
  const inTime = pause(stopWithinMs, 'late' as const, { ref: false })
  const result = await Promise.race([runner.stop().catch(() => {}), inTime])
  if (result === 'late') {
    log('warn', `Jobs still run ${stopWithinMs / 1000} s after the stop; giving them back`)
    await runner.kill().catch(() => {})
  }
}

/** Gives back the jobs of pools that no longer hold the lock in their name. */
async function releaseDead(guard: postgres.Sql, own: string, log: QueueOptions['log']): Promise<void> {
  // A pool that has just started takes its lock a moment after its first job: hence the two seconds.
  const dead = await guard<{ name: string }[]>`
    with holders as materialized (
      select distinct locked_by as name from graphile_worker._private_jobs
      where locked_by is not null and locked_by <> ${own} and locked_at < now() - interval '2 seconds'
    )
    select name from holders
    where not exists (
      select from pg_locks
      where locktype = 'advisory' and granted and objsubid = 2
        and database = (select oid from pg_database where datname = current_database())
        and classid = (hashtext('obratno.worker')::bigint & 4294967295)::oid
        and objid = (hashtext(name)::bigint & 4294967295)::oid
    )`
  if (dead.length === 0) return
  const names = dead.map(({ name }) => name)
  await guard`select graphile_worker.force_unlock_workers(${names}::text[])`
  log('info', `Gave back the jobs of ${names.length} worker pool(s) that had died`)
}
