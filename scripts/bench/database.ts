import { spawnSync } from 'node:child_process'
import { mkdir, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import postgres from 'postgres'
import { createHash, randomBytes } from 'node:crypto'
import { migrate } from '@/db/migrate'
import { startEmbedded } from '@/db/server/embedded'
import { isAlive } from '@/db/server/process'
import { ensureDatabase } from '@/db/server/roles'
import { onDatabase } from '@/db/server/url'
import { fillDatabase, type BulkMerchant } from '@/db/factories/bulk'
import { say, step } from '../console'
import { dataFolder } from '../folders'

export type SizedDatabase = {
  /** Cases of all merchants. */
  cases: number
  ownerUrl: string
  appUrl: string
  /** The one with the most cases. */
  largest: BulkMerchant
  /** Has pickups only, and every one waits for its carrier. */
  waiting: BulkMerchant
  /** The value of a session cookie of the largest merchant's manager. */
  session: string
}

const home = path.join(dataFolder, 'bench', 'runs')
const merchants = 200
const waitingCases = 3_000

/**
 * A server of its own with one database for each size. It is filled without care for durability and then measured with
 * it. `stop` also deletes it.
 */
export async function prepareDatabases(
  sizes: number[],
): Promise<{ databases: SizedDatabase[]; stop(): Promise<void> }> {
  await sweep()
  const dataDir = path.join(home, String(process.pid))
  const filling = await startEmbedded({ dataDir, profile: 'throwaway' })
  const filled: Pick<SizedDatabase, 'cases' | 'largest' | 'waiting' | 'session'>[] = []
  try {
    for (const cases of sizes) {
      filled.push(
        await step(`Making ${cases.toLocaleString('en')} cases of ${merchants} merchants`, () =>
          fill(filling.ownerUrl, cases),
        ),
      )
    }
  } finally {
    await filling.stop()
    // What the kernel still holds back would be written while things are measured.
    spawnSync('sync')
  }
  const server = await startEmbedded({ dataDir, profile: 'durable', log: say })
  return {
    databases: filled.map((one) => ({
      ...one,
      ownerUrl: onDatabase(server.ownerUrl, nameOf(one.cases)),
      appUrl: onDatabase(server.appUrl, nameOf(one.cases)),
    })),
    stop: async () => {
      await server.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

const nameOf = (cases: number) => `bench_${cases}`

async function fill(serverUrl: string, cases: number) {
  await ensureDatabase(serverUrl, nameOf(cases))
  const ownerUrl = onDatabase(serverUrl, nameOf(cases))
  await migrate(ownerUrl)
  const owner = postgres(ownerUrl, { max: 2, onnotice: () => {} })
  try {
    const data = await fillDatabase(owner, { cases, merchants, waiting: waitingCases, now: new Date() })
    const [largest] = data.merchants
    if (!largest) throw new Error('There is no merchant')
    const session = randomBytes(32).toString('base64url')
    const hash = createHash('sha256').update(session).digest('hex')
    await owner`
      insert into sessions (token_hash, user_id, created_at, expires_at)
      values (${hash}, ${largest.userId}, now(), now() + interval '1 day')`
    return { cases, largest, waiting: data.waiting, session }
  } finally {
    await owner.end()
  }
}

/** Deletes what killed runs have left. */
async function sweep(): Promise<void> {
  await mkdir(home, { recursive: true })
  for (const name of await readdir(home)) {
    if (!isAlive(Number(name))) await rm(path.join(home, name), { recursive: true, force: true })
  }
}
