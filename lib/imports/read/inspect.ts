import { csvRows, physicalLines, type Delimiter, type SourceRow } from './csv'
import { recogniseDelimiter } from './delimiter'
import { decode, recogniseEncoding, type Encoding } from './encoding'
import { bytesOf, type FileBytes, type OnBytes } from './file-bytes'
import { findHeader, usualWidth } from './header'
import { fileProblemOf, UnreadableFile, type FileProblem } from './problem'
import { dataRows, type SourceFormat } from './rows'
import { sniff } from './sniff'
import { readWorkbook, xlsxRows } from './xlsx'

/** What a person chose instead of what was recognised. `headerLine: 0` says that there is no header. */
export type Chosen = { encoding?: Encoding; delimiter?: Delimiter; sheet?: string; headerLine?: number }

export type Inspection = {
  format: SourceFormat
  /** Names of a workbook's sheets; empty for text. */
  sheets: string[]
  /** Sequences of bytes that are no characters in the file's encoding. */
  damaged: number
  /** The line that names the columns; null: none does. */
  headerLine: number | null
  headings: string[]
  width: number
  /** The first data rows. */
  head: SourceRow[]
  /** Rows from all over the file (CSV) or its first ones (XLSX), by which the columns' formats are recognised. */
  sample: string[][]
}
export type Inspected = { ok: true; inspection: Inspection } | { ok: false; problem: FileProblem }

const headRows = 1000
const headBytes = 1024 * 1024
const probes = 24
const probeBytes = 32 * 1024

/** Recognises what a file is and how it is laid out; reads its head and probes of it, not the whole. */
export async function inspect(file: FileBytes, chosen: Chosen = {}): Promise<Inspected> {
  try {
    const kind = await sniff(file)
    return {
      ok: true,
      inspection: kind === 'zip' ? await inspectXlsx(file, chosen) : await inspectCsv(file, chosen),
    }
  } catch (error) {
    const problem = fileProblemOf(error)
    if (problem) return { ok: false, problem }
    throw error
  }
}

async function inspectCsv(file: FileBytes, chosen: Chosen): Promise<Inspection> {
  const { encoding, damaged } = chosen.encoding
    ? { encoding: chosen.encoding, damaged: 0 }
    : await recogniseEncoding(file)
  const begin = bytesOf(await file.read(0, headBytes))
  const delimiter = chosen.delimiter ?? recogniseDelimiter(await firstLines(begin, encoding))
  if (!delimiter) throw new UnreadableFile('not_a_table')
  const format: SourceFormat = { kind: 'csv', encoding, delimiter }
  const rows = await firstRows(csvRows(decode(begin, encoding), { delimiter }), begin.size < file.size)
  const inspection = layOut(format, rows, chosen)
  const spread = await probeRows(file, encoding, delimiter, inspection.width)
  return {
    ...inspection,
    damaged,
    sample: [...inspection.sample, ...spread],
  }
}

async function inspectXlsx(file: FileBytes, chosen: Chosen): Promise<Inspection> {
  const { sheets } = await readWorkbook(file)
  const visible = sheets.find((sheet) => !sheet.hidden) ?? sheets[0]
  const sheet = chosen.sheet ?? visible?.name ?? ''
  const rows = await firstRows(xlsxRows(file, sheet), false)
  const inspection = layOut({ kind: 'xlsx', sheet }, rows, chosen)
  return { ...inspection, sheets: sheets.map((each) => each.name) }
}

async function firstLines(begin: FileBytes, encoding: Encoding): Promise<string[]> {
  const lines: string[] = []
  for await (const some of physicalLines(decode(begin, encoding))) {
    lines.push(...some.filter((line) => line.trim() !== '').slice(0, 200))
    if (lines.length >= 200) break
  }
  return lines.slice(0, 200)
}

/** The last row of a text that was cut in the middle is torn and left out. */
async function firstRows(source: AsyncIterable<SourceRow>, cutShort: boolean): Promise<SourceRow[]> {
  const rows: SourceRow[] = []
  for await (const row of source) {
    rows.push(row)
    if (rows.length >= headRows) return rows
  }
  if (cutShort) rows.pop()
  return rows
}

function layOut(format: SourceFormat, rows: readonly SourceRow[], chosen: Chosen): Inspection {
  const whole = rows.filter((row) => !row.problem)
  const usual = usualWidth(whole)
  const header =
    chosen.headerLine === undefined
      ? findHeader(whole, usual)
      : whole.find((row) => row.line === chosen.headerLine)
  const named = header ? header.cells.findLastIndex((cell) => cell.trim() !== '') + 1 : 0
  const width = Math.max(named, usual)
  if (width < 2) throw new UnreadableFile(rows.length === 0 ? 'empty' : 'not_a_table')
  const head = rows.filter((row) => row.line > (header?.line ?? 0))
  if (head.length === 0) throw new UnreadableFile('no_rows')
  return {
    format,
    sheets: [],
    damaged: 0,
    headerLine: header?.line ?? null,
    headings: header?.cells ?? [],
    width,
    head,
    sample: head.filter((row) => !row.problem).map((row) => row.cells),
  }
}

/**
 * Rows from places spread over the rest of the file: the first thousand lines may all be of one day, and then nobody can
 * tell whether 12/1 is December or January. A place begins at its next line end; rows of another width are left out.
 */
async function probeRows(
  file: FileBytes,
  encoding: Encoding,
  delimiter: Delimiter,
  width: number,
): Promise<string[][]> {
  const found: string[][] = []
  if (file.size <= headBytes) return found
  for (let probe = 1; probe <= probes; probe += 1) {
    const offset = Math.floor(((file.size - probeBytes) * probe) / probes / 4) * 4
    const begin = bytesOf(await file.read(offset, probeBytes))
    const rows: SourceRow[] = []
    for await (const row of csvRows(decode(begin, encoding), { delimiter, width })) rows.push(row)
    for (const row of rows.slice(1, -1)) if (!row.problem && row.cells.length === width) found.push(row.cells)
  }
  return found
}

/** The file's data rows as an inspection found them, streamed from the beginning. */
export function rowsOf(
  file: FileBytes,
  inspection: Pick<Inspection, 'format' | 'width' | 'headerLine'>,
  onBytes?: OnBytes,
): AsyncGenerator<SourceRow> {
  const { format, width, headerLine } = inspection
  return dataRows(file, { format, width, afterLine: headerLine ?? 0, onBytes })
}
