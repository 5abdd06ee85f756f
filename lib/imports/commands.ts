import 'server-only'
import { sql } from 'drizzle-orm'
import { withMerchant, type Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { nextNumbers } from '@/lib/numbers'
import { command, deny } from '@/lib/command'
import { enqueue } from '@/lib/enqueue'
import { newId } from '@/lib/ids'
import { isCurrency, type Currency } from '@/lib/money'
import type { Result } from '@/lib/result'
import { storedFile, storeFile, type UploadedFile } from './files'
import { corrected, obstacles, planOf, type Habit } from './plan'
import { inspect, type Inspection } from './read/inspect'
import { changeImport, findImport, newestImports, type ImportRecord } from './records'
import type {
  ChangeImportInput,
  CorrectImportInput,
  Correction,
  ImportOptions,
  UploadedImport,
} from './schemas'

export const runImportTask = 'imports.run'

/** How many of the last imports are asked whether a person has corrected such a file before. */
const remembered = 20

/**
 * Keeps a file and a draft of its import with all that was recognised. A file that cannot be read is not kept: refused
 * with `unsupported_file`, `params.problem` naming why (read/problem.ts) beside the problem's own parameters.
 */
export function uploadImport(
  caller: Caller,
  input: { commandId: string; file: UploadedFile },
  now: Date,
): Promise<Result<UploadedImport>> {
  const { commandId, file } = input
  return command(caller, { name: 'import.upload', permission: 'import.run', commandId }, async (tx) => {
    const createdBy = memberOf(caller)
    const inspection = await inspected(file.bytes)
    const options = planOf(inspection, await habitOf(tx, caller, inspection), defaultsOf(caller, now))
    const fileId = await storeFile(tx, caller.merchant.id, file, now)
    const [number = 0] = await nextNumbers(tx, caller.merchant.id, 'import', 1)
    await tx.execute(sql`
      insert into imports (merchant_id, id, number, file_id, status, options, counts, created_by, created_at)
      values (${caller.merchant.id}, ${newId()}, ${number}, ${fileId}, 'draft', ${JSON.stringify(options)}::jsonb, '{}',
        ${createdBy}, ${now.toISOString()}::timestamptz)`)
    return { number }
  })
}

/** Takes a person's correction of how a draft's file is read, and recognises the rest anew. */
export function correctImport(
  caller: Caller,
  input: CorrectImportInput,
  now: Date,
): Promise<Result<{ version: number }>> {
  return command(
    caller,
    { name: 'import.correct', permission: 'import.run', commandId: input.commandId },
    async (tx) => {
      const record = await held(tx, caller, input)
      if (record.status !== 'draft') deny('not_allowed_now', 'The import has been started')
      const options = await correctedOptions(caller, record, input.correction, now)
      await changeImport(tx, caller.merchant.id, record.id, { options })
      return { version: record.version + 1 }
    },
  )
}

/** Queues a draft whose required columns are known; the worker does the rest. */
export function startImport(
  caller: Caller,
  input: ChangeImportInput,
  now: Date,
): Promise<Result<{ version: number }>> {
  return command(
    caller,
    { name: 'import.start', permission: 'import.run', commandId: input.commandId },
    async (tx) => {
      const record = await held(tx, caller, input)
      if (record.status !== 'draft') deny('not_allowed_now', 'The import has been started')
      const [obstacle] = obstacles(record.options)
      if (obstacle) deny('invalid', `The import cannot start: ${obstacle.code}`, { params: { ...obstacle } })
      await changeImport(tx, caller.merchant.id, record.id, { status: 'queued', startedAt: now })
      await enqueue(
        tx,
        runImportTask,
        { merchantId: caller.merchant.id, importId: record.id },
        { key: `import:${record.id}` },
      )
      return { version: record.version + 1 }
    },
  )
}

/** Ends an import that has not written an order yet. */
export function cancelImport(
  caller: Caller,
  input: ChangeImportInput,
  now: Date,
): Promise<Result<{ version: number }>> {
  return command(
    caller,
    { name: 'import.cancel', permission: 'import.run', commandId: input.commandId },
    async (tx) => {
      const record = await held(tx, caller, input)
      if (record.status !== 'draft' && record.status !== 'queued' && record.status !== 'reading')
        deny('not_allowed_now', 'Orders are being written or have been written')
      await forgetLines(tx, caller.merchant.id, record.id)
      await changeImport(tx, caller.merchant.id, record.id, { status: 'cancelled', finishedAt: now })
      return { version: record.version + 1 }
    },
  )
}

/**
 * Ends an import with a problem of the file, which shows before any order is written, or of ours. What it staged is
 * taken away; orders that it had written stay, and importing the file again leaves them unchanged.
 */
export async function failImport(
  caller: Caller,
  importId: string,
  error: NonNullable<ImportRecord['error']>,
  now: Date,
): Promise<void> {
  await withMerchant(caller, async (tx) => {
    const record = await findImport(tx, caller.merchant.id, { id: importId }, true)
    if (!record || record.finishedAt) return
    await forgetLines(tx, caller.merchant.id, importId)
    await changeImport(tx, caller.merchant.id, importId, { status: 'failed', error, finishedAt: now })
  })
}

async function forgetLines(tx: Tx, merchantId: string, importId: string): Promise<void> {
  await tx.execute(
    sql`delete from import_lines where merchant_id = ${merchantId} and import_id = ${importId}`,
  )
  await tx.execute(
    sql`delete from import_refusals where merchant_id = ${merchantId} and import_id = ${importId}`,
  )
}

function memberOf(caller: Caller): string {
  const { kind, id } = caller.actor
  if (kind !== 'member' || id === null) return deny('forbidden', 'Files are imported by members')
  return id
}

/** The import, locked, at the version the person has seen. */
async function held(
  tx: Tx,
  caller: Caller,
  input: { importNumber: number; expectedVersion: number },
): Promise<ImportRecord> {
  const record = await findImport(tx, caller.merchant.id, { number: input.importNumber }, true)
  if (!record) return deny('not_found', 'No such import')
  if (record.version !== input.expectedVersion) deny('conflict', 'The import was changed meanwhile')
  return record
}

async function inspected(
  bytes: UploadedFile['bytes'],
  chosen: Parameters<typeof inspect>[1] = {},
): Promise<Inspection> {
  const result = await inspect(bytes, chosen)
  if (result.ok) return result.inspection
  const { code, params } = result.problem
  return deny('unsupported_file', `The file cannot be read: ${code}`, {
    params: { ...params, problem: code },
  })
}

async function correctedOptions(
  caller: Caller,
  record: ImportRecord,
  correction: Correction,
  now: Date,
): Promise<ImportOptions> {
  const { options } = record
  const file = storedFile(caller, record.fileId, record.fileSize)
  // The encoding is known since the upload: the file need not be gone through for it again.
  const known = options.format.kind === 'csv' ? { encoding: options.format.encoding } : {}
  const inspection = await inspected(file, { ...known, ...options.chosen.file, ...correction.file })
  return corrected(options, inspection, correction, defaultsOf(caller, now))
}

async function habitOf(tx: Tx, caller: Caller, inspection: Inspection): Promise<Habit | null> {
  if (inspection.headings.length === 0) return null
  const headings = JSON.stringify(inspection.headings)
  const earlier = await newestImports(tx, caller.merchant.id, remembered)
  return (
    earlier.find((record) => record.status === 'done' && JSON.stringify(record.options.headings) === headings)
      ?.options ?? null
  )
}

function defaultsOf(caller: Caller, now: Date): { currency: Currency; now: Date } {
  const { currency } = caller.merchant
  return { currency: isCurrency(currency) ? currency : 'RUB', now }
}
