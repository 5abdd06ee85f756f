import { csvRows, type Delimiter, type SourceRow } from './csv'
import { decode, type Encoding } from './encoding'
import type { FileBytes, OnBytes } from './file-bytes'
import { xlsxRows } from './xlsx'

export type CsvFormat = { kind: 'csv'; encoding: Encoding; delimiter: Delimiter }
export type XlsxFormat = { kind: 'xlsx'; sheet: string }
export type SourceFormat = CsvFormat | XlsxFormat

export type ReadOptions = {
  format: SourceFormat
  /** Columns of the table; a row with more cells than that is marked, the further ones never silently dropped. */
  width: number
  /** Rows up to this line are titles and the header. */
  afterLine: number
  onBytes?: OnBytes | undefined
}

/** The data rows of a file from its beginning, streamed. Throws UnreadableFile. */
export async function* dataRows(file: FileBytes, options: ReadOptions): AsyncGenerator<SourceRow> {
  const { format, width, afterLine, onBytes } = options
  const rows =
    format.kind === 'csv'
      ? csvRows(decode(file, format.encoding, onBytes), { delimiter: format.delimiter, width })
      : xlsxRows(file, format.sheet, onBytes)
  for await (const row of rows) {
    if (row.line <= afterLine) continue
    yield row.problem || row.cells.length <= width ? row : withoutSpare(row, width)
  }
}

function withoutSpare(row: SourceRow, width: number): SourceRow {
  const spare = row.cells.slice(width)
  if (spare.every((cell) => cell.trim() === '')) return { line: row.line, cells: row.cells.slice(0, width) }
  return { ...row, problem: { code: 'too_many_cells', params: { cells: row.cells.length, columns: width } } }
}
