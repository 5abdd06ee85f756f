import 'server-only'
import { sql } from 'drizzle-orm'
import { readMerchant, type Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { requirePermission } from '@/lib/permissions'
import { columnNames } from './fields'
import { storedFile } from './files'
import { rowsOf } from './read/inspect'
import { fileProblemOf, type FileProblem } from './read/problem'
import { shareDone } from './progress'
import { findImport, newestImports, type ImportRecord } from './records'
import { rowReader, type RowVerdict } from './rules'
import type { RefusalKind, RefusalSearch } from './search'

export type ImportSummary = Omit<ImportRecord, 'fileId' | 'fileSha256' | 'createdBy' | 'options'> & {
  createdByName: string | null
}

const historyLimit = 30

/** The shop's imports, newest first; `next` is where the older ones begin. */
export async function listImports(
  caller: Caller,
  before: number | null,
): Promise<{ imports: ImportSummary[]; next: number | null }> {
  requirePermission(caller, 'import.read')
  return readMerchant(caller, async (tx) => {
    const records = await newestImports(tx, caller.merchant.id, historyLimit + 1, before)
    const names = await memberNames(tx, caller, records)
    const shown = records.slice(0, historyLimit)
    return {
      imports: shown.map((record) => summaryOf(record, names)),
      next: records.length > historyLimit ? (shown.at(-1)?.number ?? null) : null,
    }
  })
}

export type ImportDetails = ImportSummary & {
  options: ImportRecord['options']
  /** The last finished import of the very same file. */
  sameFile: number | null
  /** How many rows were left out, by kind and code, most first. */
  groups: { kind: RefusalKind; code: string; count: number }[]
}

/** One import with what it left out, or null. */
export async function importDetails(caller: Caller, number: number): Promise<ImportDetails | null> {
  requirePermission(caller, 'import.read')
  return readMerchant(caller, async (tx) => {
    const merchantId = caller.merchant.id
    const record = await findImport(tx, merchantId, { number })
    if (!record) return null
    const [names, groups, same] = await Promise.all([
      memberNames(tx, caller, [record]),
      tx.execute<{ kind: RefusalKind; code: string; count: number }>(sql`
        select kind, code, count(*)::int as count from import_refusals
        where merchant_id = ${merchantId} and import_id = ${record.id} group by kind, code order by count desc, code limit 200`),
      tx.execute<{ number: number }>(sql`
        select i.number from files f join imports i on i.merchant_id = f.merchant_id and i.file_id = f.id
        where f.merchant_id = ${merchantId} and f.sha256 = ${record.fileSha256} and i.status = 'done' and i.number < ${number}
        order by i.number desc limit 1`),
    ])
    return {
      ...summaryOf(record, names),
      options: record.options,
      groups: [...groups],
      sameFile: same[0]?.number ?? null,
    }
  })
}

export type ImportProgress = Pick<ImportRecord, 'status' | 'staged' | 'written' | 'total' | 'version'> & {
  share: number | null
}

/** How far an import is, or null when there is none of this number. */
export async function importProgress(caller: Caller, number: number): Promise<ImportProgress | null> {
  requirePermission(caller, 'import.read')
  const record = await readMerchant(caller, (tx) => findImport(tx, caller.merchant.id, { number }))
  if (!record) return null
  const { status, staged, written, total, version } = record
  return { status, staged, written, total, version, share: shareDone(record) }
}

export type PreviewRow = { line: number; cells: string[]; verdict: RowVerdict }
export type ImportPreview = {
  /** A name a column, each its own. */
  names: string[]
  /** The first cells of each column that are not empty. */
  examples: string[][]
  /** The first rows, then some of each kind that comes later. */
  rows: PreviewRow[]
  /** What was looked at: the first rows of the file. */
  looked: number
  kinds: Record<RowVerdict['kind'], number>
  problem: FileProblem | null
}

const lookAt = 1000
const firstRows = 12
const laterOfAKind = 3

/** The first rows of a draft as they will be understood; null when there is no such import. */
export async function previewImport(
  caller: Caller,
  number: number,
  now: Date,
): Promise<ImportPreview | null> {
  requirePermission(caller, 'import.read')
  const record = await readMerchant(caller, (tx) => findImport(tx, caller.merchant.id, { number }))
  if (!record) return null
  const { options } = record
  const read = rowReader({
    mapping: options.mapping,
    formats: options.formats,
    timeZone: caller.merchant.timeZone,
    now,
  })
  const preview: ImportPreview = {
    names: columnNames(options.headings, options.width),
    examples: Array.from({ length: options.width }, () => []),
    rows: [],
    looked: 0,
    kinds: { line: 0, cancellation: 0, not_goods: 0, refused: 0 },
    problem: null,
  }
  try {
    for await (const row of rowsOf(storedFile(caller, record.fileId, record.fileSize), options)) {
      const verdict = read(row)
      preview.looked += 1
      preview.kinds[verdict.kind] += 1
      if (preview.looked <= firstRows || shownOf(preview.rows, verdict.kind) < laterOfAKind)
        preview.rows.push({ line: row.line, cells: row.cells, verdict })
      addExamples(preview.examples, row.cells)
      if (preview.looked >= lookAt) break
    }
  } catch (error) {
    preview.problem = fileProblemOf(error)
    if (!preview.problem) throw error
  }
  return preview
}

function shownOf(rows: readonly PreviewRow[], kind: RowVerdict['kind']): number {
  return rows.filter((row) => row.verdict.kind === kind).length
}

function addExamples(examples: string[][], cells: readonly string[]): void {
  cells.forEach((cell, column) => {
    const own = examples[column]
    const text = cell.trim().slice(0, 80)
    if (own && text !== '' && own.length < 3 && !own.includes(text)) own.push(text)
  })
}

export type RefusalRow = {
  line: number
  kind: RefusalKind
  code: string
  params: Record<string, string | number>
  cells: string[]
}

/** Rows that an import left out, in the file's order, at most `limit` after a line. */
export async function listRefusals(
  caller: Caller,
  importId: string,
  search: RefusalSearch,
  limit: number,
): Promise<RefusalRow[]> {
  requirePermission(caller, 'import.read')
  const rows = await readMerchant(caller, (tx) =>
    tx.execute<RefusalRow>(sql`
      select line, kind, code, params, cells from import_refusals
      where merchant_id = ${caller.merchant.id} and import_id = ${importId} and line > ${search.after ?? 0}
        ${search.kind === null ? sql`` : sql`and kind = ${search.kind}`}
        ${search.code === null ? sql`` : sql`and code = ${search.code}`}
      order by line limit ${limit}`),
  )
  return [...rows]
}

const rowsAtOnce = 1000

/** All rows that an import left out, streamed: each piece in a transaction of its own. */
export async function* eachRefusal(
  caller: Caller,
  importId: string,
  search: Omit<RefusalSearch, 'after'>,
): AsyncGenerator<RefusalRow[]> {
  for (let after = 0; ;) {
    const rows = await listRefusals(caller, importId, { ...search, after }, rowsAtOnce)
    const last = rows.at(-1)
    if (!last) return
    yield rows
    after = last.line
  }
}

async function memberNames(
  tx: Tx,
  caller: Caller,
  records: readonly ImportRecord[],
): Promise<Map<string, string>> {
  const ids = [...new Set(records.map((record) => record.createdBy))]
  const rows = await tx.execute<{ id: string; name: string }>(sql`
    select m.id, u.name from members m join users u on u.id = m.user_id
    where m.merchant_id = ${caller.merchant.id} and m.id = any(${sql.param(ids)}::uuid[])`)
  return new Map(rows.map((row) => [row.id, row.name]))
}

function summaryOf(record: ImportRecord, names: ReadonlyMap<string, string>): ImportSummary {
  const { fileId: _file, fileSha256: _sha, createdBy, options: _options, ...rest } = record
  return { ...rest, createdByName: names.get(createdBy) ?? null }
}
