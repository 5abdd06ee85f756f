import 'server-only'
import { sql } from 'drizzle-orm'
import type { ImportCounts, ImportStatus } from '@/db/schema/imports'
import type { Tx } from '@/db/tenant'
import { optionsSchema, type ImportOptions } from './schemas'

/** One import as it stands in the database, with its file. */
export type ImportRecord = {
  id: string
  number: number
  status: ImportStatus
  fileId: string
  fileName: string
  fileSize: number
  fileSha256: string
  options: ImportOptions
  staged: number
  written: number
  total: number | null
  counts: Partial<ImportCounts>
  error: { code: string; params?: Record<string, string | number> } | null
  createdBy: string
  version: number
  createdAt: Date
  startedAt: Date | null
  finishedAt: Date | null
}

type Row = {
  id: string
  number: number
  status: ImportStatus
  file_id: string
  name: string
  size: string
  sha256: string
  options: unknown
  staged: number
  written: number
  total: number | null
  counts: Partial<ImportCounts>
  error: ImportRecord['error']
  created_by: string
  version: number
  created_at: string
  started_at: string | null
  finished_at: string | null
}

type Which = { id: string } | { number: number }

/** The import with this id or number, or null. `lock` holds it until the transaction ends. */
export async function findImport(
  tx: Tx,
  merchantId: string,
  which: Which,
  lock = false,
): Promise<ImportRecord | null> {
  const [row] = await tx.execute<Row>(sql`
    select i.id, i.number, i.status, i.file_id, f.name, f.size::text, f.sha256, i.options, i.staged, i.written, i.total, i.counts,
      i.error, i.created_by, i.version, i.created_at, i.started_at, i.finished_at
    from imports i join files f on f.merchant_id = i.merchant_id and f.id = i.file_id
    where i.merchant_id = ${merchantId}
      and ${'id' in which ? sql`i.id = ${which.id}` : sql`i.number = ${which.number}`}
    ${lock ? sql`for update of i` : sql``}`)
  return row ? recordOf(row) : null
}

/** The newest imports, at most `limit`, older than the number `before` when it is given. */
export async function newestImports(
  tx: Tx,
  merchantId: string,
  limit: number,
  before: number | null = null,
): Promise<ImportRecord[]> {
  const rows = await tx.execute<Row>(sql`
    select i.id, i.number, i.status, i.file_id, f.name, f.size::text, f.sha256, i.options, i.staged, i.written, i.total, i.counts,
      i.error, i.created_by, i.version, i.created_at, i.started_at, i.finished_at
    from imports i join files f on f.merchant_id = i.merchant_id and f.id = i.file_id
    where i.merchant_id = ${merchantId} ${before === null ? sql`` : sql`and i.number < ${before}`}
    order by i.number desc limit ${limit}`)
  return rows.map(recordOf)
}

function recordOf(row: Row): ImportRecord {
  const moment = (text: string | null) => (text === null ? null : new Date(text))
  return {
    id: row.id,
    number: row.number,
    status: row.status,
    fileId: row.file_id,
    fileName: row.name,
    fileSize: Number(row.size),
    fileSha256: row.sha256,
    options: optionsSchema.parse(row.options),
    staged: row.staged,
    written: row.written,
    total: row.total,
    counts: row.counts,
    error: row.error,
    createdBy: row.created_by,
    version: row.version,
    createdAt: new Date(row.created_at),
    startedAt: moment(row.started_at),
    finishedAt: moment(row.finished_at),
  }
}

export type ImportChange = Partial<
  Pick<
    ImportRecord,
    'status' | 'options' | 'staged' | 'written' | 'total' | 'counts' | 'error' | 'startedAt' | 'finishedAt'
  >
>

/** Writes some of an import's fields; the version grows with what people see decided, not with every step of progress. */
export async function changeImport(
  tx: Tx,
  merchantId: string,
  id: string,
  change: ImportChange,
): Promise<void> {
  const json = (value: object | null) => sql`${value === null ? null : JSON.stringify(value)}::jsonb`
  const moment = (value: Date | null) => sql`${value?.toISOString() ?? null}::timestamptz`
  const sets = [
    change.status !== undefined && sql`status = ${change.status}, version = version + 1`,
    change.status === undefined && change.options !== undefined && sql`version = version + 1`,
    change.options !== undefined && sql`options = ${json(change.options)}`,
    change.staged !== undefined && sql`staged = ${change.staged}`,
    change.written !== undefined && sql`written = ${change.written}`,
    change.total !== undefined && sql`total = ${change.total}`,
    change.counts !== undefined && sql`counts = ${json(change.counts)}`,
    change.error !== undefined && sql`error = ${json(change.error)}`,
    change.startedAt !== undefined && sql`started_at = ${moment(change.startedAt)}`,
    change.finishedAt !== undefined && sql`finished_at = ${moment(change.finishedAt)}`,
  ].filter((set) => set !== false)
  await tx.execute(sql`
    update imports set ${sql.join(sets, sql`, `)} where merchant_id = ${merchantId} and id = ${id}`)
}
