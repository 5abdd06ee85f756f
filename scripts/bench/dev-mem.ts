
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import postgres from 'postgres'
import { startEmbedded } from '@/db/server/embedded'
import { ensureDatabase } from '@/db/server/roles'
import { onDatabase } from '@/db/server/url'
import { migrate } from '@/db/migrate'
import { closeClient } from '@/db/client'
import { begin } from './dev-imports'
import { shopFile } from './import-file'
const server = await startEmbedded({ dataDir: `/work/main/.data/bench/dev`, profile: 'durable', log: console.log })
await ensureDatabase(server.ownerUrl, 'dev_imports')
const url = onDatabase(server.ownerUrl, 'dev_imports')
const appUrl = onDatabase(server.appUrl, 'dev_imports')
process.env.APP_DATABASE_URL = appUrl
await migrate(url)
const owner = postgres(url, { max: 2, onnotice: () => {} })
const file = shopFile()
const bytes = file.cut(Number(process.argv[2] ?? 100000))
for (const flags of process.argv.slice(3).map((f) => f.split(' ').filter(Boolean))) {
  const started = await begin(owner, file, bytes)
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [...flags, '--conditions=react-server', '--import', 'tsx', 'scripts/bench/import-child.ts', started.merchant.id, started.importId], { env: { ...process.env, APP_DATABASE_URL: appUrl, DATABASE_URL: url } })
  console.log(flags.join(' '), stdout, stderr.slice(0,500))
}
await closeClient()
await owner.end()
await server.stop()
