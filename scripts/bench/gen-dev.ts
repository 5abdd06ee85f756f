import postgres from 'postgres'
import { startEmbedded } from '@/db/server/embedded'
import { ensureDatabase } from '@/db/server/roles'
import { onDatabase } from '@/db/server/url'
import { migrate } from '@/db/migrate'
import { fillDatabase } from '@/db/factories/bulk'
const cases = Number(process.argv[2])
const server = await startEmbedded({
  dataDir: `/work/main/.data/bench/dev`,
  profile: 'throwaway',
  log: console.log,
})
const name = `bench_${cases}`
await ensureDatabase(server.ownerUrl, name)
const url = onDatabase(server.ownerUrl, name)
await migrate(url)
const owner = postgres(url, { max: 2, onnotice: () => {} })
const t = Date.now()
await fillDatabase(owner, {
  cases,
  merchants: 200,
  waiting: 3000,
  now: new Date(),
  log: (l) => console.log(((Date.now() - t) / 1000).toFixed(1), l),
})
console.log('done', (Date.now() - t) / 1000, await owner`select pg_size_pretty(pg_database_size(${name}))`)
await owner.end()
await server.stop()
