import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { connect, createServer, type Socket } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { hash } from '@node-rs/argon2'
import postgres from 'postgres'
import { migrate } from '@/db/migrate'
import { insertMerchant } from '@/db/seed/merchant'
import { freePort, startEmbedded } from '@/db/server/embedded'
import { newId } from '@/lib/ids'
import { scopes } from '@/lib/permissions'
import { serve } from '@/scripts/serving'

export type OwnServer = {
  url: string
  slug: string
  login: { email: string; password: string }
  apiKey: string
  /** Lets an import write its first orders and stops it at the next ones, until the database is taken away. */
  holdWriting: () => Promise<void>
  /** Kills the database and keeps it out of reach until `bringBack`. */
  takeAway: () => Promise<void>
  bringBack: () => Promise<void>
  stop: () => Promise<void>
}

/** The same build on a database of its own with one shop, for what would disturb the others. */
export async function startOwnServer(): Promise<OwnServer> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'obratno-outage-'))
  const database = await startEmbedded({ dataDir })
  await migrate(database.ownerUrl)
  const shop = await makeShop(database.ownerUrl)
  const door = await makeDoor(Number(new URL(database.ownerUrl).port))
  const port = await freePort()
  const url = `http://localhost:${port}`
  const server = await serve({
    database: {
      ownerUrl: through(door.port, database.ownerUrl),
      appUrl: through(door.port, database.appUrl),
    },
    port,
    url,
    authSecret: randomBytes(32).toString('base64url'),
    mode: 'start',
  })
  const holder = postgres(database.ownerUrl, { max: 1, onnotice: () => {} })
  return {
    url,
    ...shop,
    holdWriting: () => holdWriting(holder),
    takeAway: async () => {
      await door.close()
      // The one who started it starts it again at once; nobody gets there before the door opens.
      const [pid] = (await readFile(path.join(dataDir, 'cluster', 'postmaster.pid'), 'utf8')).split('\n')
      process.kill(Number(pid), 'SIGKILL')
    },
    bringBack: () => door.open(),
    stop: async () => {
      await server.stop()
      await door.close()
      await holder.end({ timeout: 5 })
      await database.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function makeShop(ownerUrl: string) {
  const slug = 'outage'
  const login = { email: 'manager@outage.test', password: 'posle-grozy-7' }
  const apiKey = `obr_${randomBytes(24).toString('base64url')}`
  const owner = postgres(ownerUrl, { max: 1, onnotice: () => {} })
  const passwordHash = await hash(login.password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
  const { merchant } = await insertMerchant(owner, {
    slug,
    name: 'Гроза',
    timeZone: 'Europe/Moscow',
    currency: 'RUB',
    members: [{ role: 'manager', email: login.email, name: 'Грозова Майя', passwordHash }],
  })
  await owner`insert into api_keys (merchant_id, id, name, key_hash, scopes, created_at) values (${merchant.id}, ${newId()},
    'Journeys', ${createHash('sha256').update(apiKey).digest('hex')}, ${[...scopes]}, now())`
  await owner.end()
  return { slug, login, apiKey }
}

/** The lock is this connection's and goes with the server that is killed. */
async function holdWriting(holder: postgres.Sql) {
  await holder.unsafe(`
    create sequence held_writes;
    create function hold_writes() returns trigger language plpgsql security definer as $$
    begin
      if nextval('held_writes') > 1 then
        perform pg_advisory_xact_lock_shared(7);
      end if;
      return null;
    end $$;
    create trigger held_writes before insert on orders for each statement execute function hold_writes()`)
  await holder`select pg_advisory_lock(7)`
}

function through(port: number, databaseUrl: string): string {
  const url = new URL(databaseUrl)
  url.port = String(port)
  return url.href
}

/** A way to a port that can be shut: what goes through is cut off, and who comes is refused. */
async function makeDoor(to: number) {
  const open = new Set<Socket>()
  const keep = (socket: Socket) => {
    open.add(socket)
    socket.on('error', () => socket.destroy()).on('close', () => open.delete(socket))
  }
  const door = createServer((from) => {
    const behind = connect(to, '127.0.0.1')
    for (const socket of [from, behind]) keep(socket)
    from.on('close', () => behind.destroy()).pipe(behind)
    behind.on('close', () => from.destroy()).pipe(from)
  })
  const listen = async (port: number) => {
    door.listen(port, '127.0.0.1')
    await once(door, 'listening')
  }
  const port = await freePort()
  await listen(port)
  return {
    port,
    open: () => listen(port),
    close: async () => {
      if (!door.listening) return
      const closed = once(door, 'close')
      door.close()
      for (const socket of open) socket.destroy()
      await closed
    },
  }
}
