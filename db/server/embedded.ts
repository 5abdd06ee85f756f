import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { postgresBinaries } from './binaries'
import { waitForLock } from './lock.mjs'
import { giveTo, postgresLaunch, worksIn } from './process'
import { ensureDatabase, ensureRoles } from './roles'
import { keptSecret, writePrivate } from './secrets'
import { Refused } from './refused'

const databaseName = 'obratno'
const webRole = 'obratno_web'
const patienceMs = 60_000
const largestLog = 10 * 1024 * 1024

export type Profile = 'durable' | 'throwaway'

export type EmbeddedOptions = {
  /** Folder of this server alone: cluster, log and passwords; made when missing. */
  dataDir: string
  /** `throwaway` gives up durability for speed: for tests only. */
  profile?: Profile
  log?: (line: string) => void
}

export type Embedded = {
  /** As superuser `postgres`, into database `obratno`. */
  ownerUrl: string
  /** As login role `obratno_web`, which may only become `obratno_app`. */
  appUrl: string
  /** False when the server had been started by another process, which is the one to stop it. */
  started: boolean
  /** Stops the server and waits for its end; does nothing when another process had started it. */
  stop(): Promise<void>
}

const common = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'timezone=UTC',
  'log_timezone=UTC',
  'jit=off',
  'random_page_cost=1.1',
  'max_connections=100',
  'shared_preload_libraries=pg_stat_statements',
]
const settings: Record<Profile, string[]> = {
  durable: [
    ...common,
    'shared_buffers=256MB',
    'effective_cache_size=1GB',
    'maintenance_work_mem=128MB',
    'max_wal_size=2GB',
  ],
  throwaway: [
    ...common,
    'shared_buffers=128MB',
    'max_wal_size=2GB',
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
  ],
}

/**
 * Starts the embedded PostgreSQL over `dataDir`, or attaches to the one that runs there. Of two that start at once
 * one waits for the other. The server stops with the process that started it, even when that is killed.
 * Throws with the end of the server's log when it does not come up.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { profile = 'durable', log = () => {} } = options
  await mkdir(options.dataDir, { recursive: true })
  const dataDir = realpathSync(options.dataDir)
  const lock = await waitForLock('postgres', dataDir, (holder) =>
    log(`Process ${holder?.pid ?? '(unknown)'} is starting this database right now; waiting for it`),
  )
  try {
    const cluster = path.join(dataDir, 'cluster')
    const password = await keptSecret(path.join(dataDir, 'postgres.password'))
    const webPassword = await keptSecret(path.join(dataDir, 'web.password'))
    for (;;) {
      const found = await running(cluster)
      if (!found) await makeCluster(dataDir, cluster, password, log)
      const server = found ?? (await keepLaunched(dataDir, cluster, profile, log))
      const url = (user: string, secret: string, name = databaseName) =>
        `postgres://${user}:${secret}@127.0.0.1:${server.port}/${name}`
      const ownerUrl = url('postgres', password)
      try {
        await ensureDatabase(url('postgres', password, 'postgres'), databaseName)
        await ensureRoles(ownerUrl, { login: { name: webRole, password: webPassword } })
      } catch (error) {
        // The process that had started it may be stopping it just now: then this one starts its own.
        if (!found || !(await endsSoon(found.pid, cluster))) throw error
        continue
      }
      const how = found ? 'Attached to the running database server' : 'Database server runs'
      log(`${how}: port ${server.port}, process ${server.pid}`)
      return {
        ownerUrl,
        appUrl: url(webRole, webPassword),
        started: !found,
        stop: async () => {
          if ('stop' in server) await server.stop()
        },
      }
    }
  } finally {
    await lock.release()
  }
}

/** initdb into a temporary folder that is renamed when complete, so that a kill in between leaves no half cluster. */
async function makeCluster(dataDir: string, cluster: string, password: string, log: (line: string) => void) {
  for (const name of await readdir(dataDir)) {
    if (name.startsWith('cluster.new-')) await rm(path.join(dataDir, name), { recursive: true, force: true })
  }
  if (statSync(path.join(cluster, 'PG_VERSION'), { throwIfNoEntry: false })) return
  log('Creating the database cluster')
  const fresh = await mkdtemp(path.join(dataDir, 'cluster.new-'))
  const passwordFile = path.join(fresh, 'password')
  const target = path.join(fresh, 'cluster')
  await writePrivate(passwordFile, password)
  const parameters = [
    ...['-D', target, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`],
    ...['-E', 'UTF8', '--locale=C.UTF-8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ...['--no-instructions', '--no-sync'],
  ]
  const initdb = path.join(postgresBinaries(), 'bin', 'initdb')
  const { command, args, chownTo } = postgresLaunch(initdb, parameters, cluster)
  if (chownTo !== undefined) giveTo(chownTo, fresh)
  const output = await new Promise<{ code: number | null; text: string }>((resolve, reject) => {
    const child = spawn(command, args, { env: serverEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] })
    let text = ''
    child.stdout.on('data', (chunk) => (text += chunk))
    child.stderr.on('data', (chunk) => (text += chunk))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, text }))
  })
  if (output.code !== 0) throw new Refused(`initdb failed with code ${output.code}:\n${output.text}`)
  await rename(target, cluster)
  await rm(fresh, { recursive: true, force: true })
}

type Launched = { port: number; readonly pid: number; stop(): Promise<void> }

/** Starts the server, and again on the same port whenever it ends without having been asked to. */
async function keepLaunched(
  dataDir: string,
  cluster: string,
  profile: Profile,
  log: (line: string) => void,
): Promise<Launched> {
  const port = await freePort()
  let stopping = false
  let child = await launch(dataDir, cluster, profile, port)
  const watch = () => {
    child.once('exit', async (code, signal) => {
      if (stopping) return
      log(`The database server ended (${signal ?? `code ${code}`}); starting it again`)
      try {
        child = await launch(dataDir, cluster, profile, port)
        watch()
        log(`Database server runs again: port ${port}, process ${child.pid}`)
      } catch (error) {
        log(
          `The database server cannot be started again: ${error instanceof Error ? error.message : String(error)}`,
        )
      }
    })
  }
  watch()
  return {
    port,
    get pid() {
      return child.pid ?? 0
    },
    async stop() {
      stopping = true
      if (child.pid) await stopServer(child.pid, cluster)
    },
  }
}

/** Starts the server and waits until it is ready; tries again when a killed one's children are still dying. */
async function launch(
  dataDir: string,
  cluster: string,
  profile: Profile,
  port: number,
): Promise<ChildProcess> {
  const logFile = path.join(dataDir, 'server.log')
  const deadline = Date.now() + patienceMs
  const grown = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0
  if (grown > largestLog) await rename(logFile, `${logFile}.old`)
  for (;;) {
    const from = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0
    const output = openSync(logFile, 'a', 0o600)
    const parameters = [...settings[profile], `port=${port}`].flatMap((setting) => ['-c', setting])
    const postgres = path.join(postgresBinaries(), 'bin', 'postgres')
    const program = postgresLaunch(postgres, ['-D', cluster, ...parameters], cluster)
    if (program.chownTo !== undefined) giveTo(program.chownTo, cluster)
    const child = spawn(program.command, program.args, {
      detached: true,
      env: serverEnvironment(),
      stdio: ['ignore', output, output],
    })
    closeSync(output)
    const failure = new Promise<Error>((resolve) => child.once('error', resolve))
    child.unref()
    while (child.exitCode === null && child.signalCode === null) {
      const state = await readState(cluster)
      if (state?.pid === child.pid && state?.ready) return child
      if (Date.now() > deadline)
        throw new Refused(`The database server is not ready after 60 s; see ${logFile}`)
      const failed = await Promise.race([failure, pause(20)])
      if (failed) throw failed
    }
    const said = readFileSync(logFile).subarray(from).toString('utf8')
    const passing = /pre-existing shared memory|Address already in use|could not bind/.test(said)
    if (!passing || Date.now() > deadline)
      throw new Refused(`The database server did not start:\n${said.slice(-4000)}`)
    await pause(200)
  }
}

type State = { pid: number; port: number; ready: boolean }

/** What postmaster.pid says: process on line 1, port on line 4, status on line 8. */
async function readState(cluster: string): Promise<State | null> {
  const text = await readFile(path.join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')
  const lines = text.split('\n').map((line) => line.trim())
  const [pid, port] = [Number(lines[0]), Number(lines[3])]
  return pid > 0 ? { pid, port, ready: port > 0 && lines[7] === 'ready' } : null
}

/** The server that runs over this cluster, once it is ready; null when there is none or it has just ended. */
async function running(cluster: string): Promise<State | null> {
  const deadline = Date.now() + patienceMs
  for (;;) {
    const state = await readState(cluster)
    if (!state) return null
    if (!worksIn(state.pid, cluster)) {
      // After a crash the number may have gone to another program, and the server would refuse to start because of it.
      await rm(path.join(cluster, 'postmaster.pid'), { force: true })
      return null
    }
    if (state.ready) return state
    if (Date.now() > deadline)
      throw new Refused(`Process ${state.pid} holds ${cluster} but does not become ready`)
    await pause(50)
  }
}

/** Waits up to 15 s for the server to end; whether it has. */
async function endsSoon(pid: number, cluster: string): Promise<boolean> {
  const deadline = Date.now() + 15_000
  while (worksIn(pid, cluster)) {
    if (Date.now() > deadline) return false
    await pause(50)
  }
  return true
}

/** Fast shutdown: open transactions are rolled back, everything committed is on disk. */
async function stopServer(pid: number, cluster: string): Promise<void> {
  const deadline = Date.now() + patienceMs
  const gone = () => !worksIn(pid, cluster)
  if (!gone()) process.kill(pid, 'SIGINT')
  for (let hurried = false; !gone();) {
    if (Date.now() > deadline && !hurried) {
      process.kill(pid, 'SIGQUIT')
      hurried = true
    }
    await pause(20)
  }
}

/** A TCP port on 127.0.0.1 that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('No port')),
      )
    })
  })
}

/** Without the PG* variables of the person who starts it, which would change the server's behaviour. */
function serverEnvironment(): NodeJS.ProcessEnv {
  return { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH, LC_ALL: 'C.UTF-8', TZ: 'UTC' }
}

/** Deletes a stopped server's folder; refuses while a server works in it. */
export async function removeEmbedded(dataDir: string): Promise<void> {
  const cluster = path.join(path.resolve(dataDir), 'cluster')
  const state = await readState(cluster)
  if (state && worksIn(state.pid, cluster)) {
    throw new Refused(`Process ${state.pid} serves the database in ${dataDir}; stop it first`)
  }
  await rm(dataDir, { recursive: true, force: true })
}
