import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import path from 'node:path'
import { promisify } from 'node:util'
import postgres from 'postgres'
import { insertMerchant } from '@/db/seed/merchant'
import { readMerchant } from '@/db/tenant'
import { memberCaller, type MerchantContext } from '@/lib/caller'
import { startImport, uploadImport } from '@/lib/imports/commands'
import { bytesOf } from '@/lib/imports/read/file-bytes'
import { findImport } from '@/lib/imports/records'
import { newId } from '@/lib/ids'
import type { Result } from '@/lib/result'
import { workerFlags } from '../serving'
import { copyRows, exportRows } from './copying'
import type { SizedDatabase } from './database'
import { shopFile, type ShopFile } from './import-file'
import { runImportJob } from './import-job'
import { rounds, sampleOf, type Finding } from './measuring'
import { withAppClient } from './pool'

type Effort = { rounds: number; lines: number }

/**
 * Measure 8: the import job over a shop's file, against COPY into a staging table and INSERT … SELECT of the rows that
 * came of it: customers, products, orders, lines, search tokens. Reading, checking, matching of cancellations and the
 * restartable steps are only done by the first. Each goes into a new merchant.
 */
export async function measureImports(database: SizedDatabase, effort: Effort): Promise<Finding[]> {
  const owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} })
  const file = shopFile()
  try {
    return await withAppClient(database, async () => {
      const bytes = file.cut(effort.lines)
      const once = async () => {
        const started = await begin(owner, file, bytes)
        const ms = await runImportJob(database.ownerUrl, started.merchant.id, started.importId)
        await mustBeDone(started)
        const rows = await exportRows(owner, started.merchant.id)
        const target = await newMerchant(owner, file)
        return { job: ms, copy: await copyRows(owner, target.merchant.id, rows) }
      }
      await once()
      const results = await rounds(effort.rounds, once)
      const speed = (key: 'job' | 'copy') => {
        const ms = sampleOf(results.map((one) => one[key])).median
        return `${Math.round((effort.lines / ms) * 1000).toLocaleString('en')} rows/s`
      }
      const ratio: Finding = {
        measure: 8,
        what: 'import rows per second / COPY + INSERT…SELECT of the same rows',
        cases: database.cases,
        unit: 'ratio',
        value: sampleOf(results.map(({ job, copy }) => copy / job)),
        target: { sign: '>=', value: 0.3 },
        detail: `${speed('job')} / ${speed('copy')}, ${effort.lines.toLocaleString('en')} lines of ${file.source}`,
      }
      return [ratio, await measureMemory(owner, database, file)]
    })
  } finally {
    await owner.end()
  }
}

/** The peak of a process that does nothing but run the job over 100,000 lines. */
async function measureMemory(owner: postgres.Sql, database: SizedDatabase, file: ShopFile): Promise<Finding> {
  const lines = 100_000
  const started = await begin(owner, file, file.cut(lines))
  const script = path.join('scripts', 'bench', 'import-child.ts')
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...workerFlags, script, started.merchant.id, started.importId],
    { env: { ...process.env, APP_DATABASE_URL: database.appUrl, DATABASE_URL: database.ownerUrl } },
  )
  await mustBeDone(started)
  const { seconds, peakMb } = JSON.parse(stdout) as { seconds: number; peakMb: number }
  return {
    measure: 8,
    what: 'memory of the import job at its peak, 100,000 lines',
    cases: database.cases,
    unit: 'MB',
    value: sampleOf([peakMb]),
    target: { sign: '<=', value: 300 },
    detail: `${seconds.toFixed(1)} s, ${Math.round(lines / seconds).toLocaleString('en')} rows/s`,
  }
}

type Started = { merchant: MerchantContext; importId: string }

async function newMerchant(owner: postgres.Sql, file: ShopFile) {
  const slug = `import-${newId().slice(-12)}`
  return insertMerchant(owner, {
    slug,
    name: slug,
    timeZone: 'Europe/London',
    currency: file.currency,
    members: [{ role: 'manager', email: `${slug}@bench.test`, name: slug, passwordHash: 'none' }],
  })
}

/** A new merchant with this file uploaded and its import queued. */
async function begin(owner: postgres.Sql, file: ShopFile, content: Buffer): Promise<Started> {
  const { merchant, members } = await newMerchant(owner, file)
  const caller = memberCaller(merchant, members[0]?.id ?? '', 'manager')
  const now = new Date()
  const sha256 = createHash('sha256').update(content).digest('hex')
  const upload = { name: 'orders.csv', sha256, bytes: bytesOf(content) }
  const { number } = dataOf(await uploadImport(caller, { commandId: newId(), file: upload }, now))
  const draft = await readMerchant(caller, (tx) => findImport(tx, merchant.id, { number }))
  if (!draft) throw new Error('The import was not kept')
  const asked = { commandId: newId(), importNumber: number, expectedVersion: draft.version }
  dataOf(await startImport(caller, asked, now))
  return { merchant, importId: draft.id }
}

async function mustBeDone({ merchant, importId }: Started): Promise<void> {
  const record = await readMerchant({ merchant }, (tx) => findImport(tx, merchant.id, { id: importId }))
  if (record?.status !== 'done') throw new Error(`The import ended as ${record?.status}`)
}

function dataOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`Refused: ${JSON.stringify(result.error)}`)
  return result.data
}
