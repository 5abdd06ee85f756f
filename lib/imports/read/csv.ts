import { limits } from './limits'
import { UnreadableFile } from './problem'

export const delimiters = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof delimiters)[number]

/** A row that cannot be read for itself; the rows after it are. */
export type RowProblem = {
  code: 'broken_quote' | 'cell_too_long' | 'too_many_cells'
  params: Record<string, string | number>
}
/** One row of the shop's table. `line` is the physical line (CSV) or sheet row (XLSX) it begins on, from 1. */
export type SourceRow = { line: number; cells: string[]; problem?: RowProblem }

export type CsvOptions = {
  delimiter: Delimiter
  /** Cells a row has when nothing is wrong; a row over several lines that has another number was torn by a quote. */
  width?: number
}

/**
 * CSV text → rows. Line ends may be mixed (CRLF, LF, CR); blank lines are left out. A quote that opens a cell and is
 * never closed costs its own line only: the row comes with `problem.broken_quote` and reading goes on at the next
 * line, which no general CSV parser offers; that is why this one is our own. A quote inside a quoted cell of one line
 * that no delimiter follows is taken as written (`"Чехол "Звезда" белый"`).
 * Throws UnreadableFile for lines, columns and rows over the limits.
 */
export async function* csvRows(text: AsyncIterable<string>, options: CsvOptions): AsyncGenerator<SourceRow> {
  const reader = new CsvReader(options)
  for await (const lines of physicalLines(text, options.delimiter))
    for (const line of lines) yield* reader.take(line)
  yield* reader.end()
}

class CsvReader {
  private line = 0
  private pending: string[] = []
  private pendingChars = 0
  private broken = 0
  private rows = 0

  constructor(private readonly options: CsvOptions) {}

  *take(text: string): Generator<SourceRow> {
    this.line += 1
    if (this.pending.length > 0) yield* this.goOn(text)
    else yield* this.begin(text)
  }

  *end(): Generator<SourceRow> {
    while (this.pending.length > 0) yield* this.giveUp()
  }

  private *begin(text: string): Generator<SourceRow> {
    if (text === '') return
    if (!text.includes('"')) {
      yield* this.row(this.line, text.split(this.options.delimiter))
      return
    }
    const record = splitRecord(text, this.options.delimiter)
    if (!record.open) yield* this.row(this.line, record.cells)
    else {
      this.pending.push(text)
      this.pendingChars = text.length
    }
  }

  private *goOn(text: string): Generator<SourceRow> {
    this.pending.push(text)
    this.pendingChars += text.length + 1
    const first = this.line - this.pending.length + 1
    if (text.includes('"')) {
      const record = splitRecord(this.pending.join('\n'), this.options.delimiter)
      const torn = record.stray || (!record.open && this.hasOtherWidth(record.cells))
      if (!record.open && !torn) {
        this.pending = []
        yield* this.row(first, record.cells)
        return
      }
      if (torn) {
        yield* this.giveUp()
        return
      }
    }
    if (this.pending.length > limits.quotedLines || this.pendingChars > limits.quotedChars)
      yield* this.giveUp()
  }

  private hasOtherWidth(cells: string[]): boolean {
    return this.options.width !== undefined && cells.length !== this.options.width
  }

  /** The first pending line is broken; the ones after it are read anew, each for itself. */
  private *giveUp(): Generator<SourceRow> {
    const [broken = '', ...rest] = this.pending
    const end = this.line
    const first = end - rest.length
    this.broken += 1
    if (this.broken > limits.brokenQuotes)
      throw new UnreadableFile('too_many_broken_quotes', { line: first, max: limits.brokenQuotes })
    this.pending = []
    this.pendingChars = 0
    yield {
      line: first,
      cells: broken.split(this.options.delimiter).slice(0, limits.columns).map(cut),
      problem: { code: 'broken_quote', params: { line: first } },
    }
    this.line = first
    for (const text of rest) yield* this.take(text)
  }

  private *row(line: number, cells: string[]): Generator<SourceRow> {
    if (cells.length > limits.columns) {
      while (cells.length > 0 && cells.at(-1) === '') cells.pop()
      if (cells.length > limits.columns)
        throw new UnreadableFile('too_many_columns', { line, columns: cells.length, max: limits.columns })
    }
    if (cells.every(isBlank)) return
    this.rows += 1
    if (this.rows > limits.rows) throw new UnreadableFile('too_many_rows', { max: limits.rows })
    const long = cells.findIndex((cell) => cell.length > limits.cellChars)
    if (long < 0) yield { line, cells }
    else {
      const params = { column: long + 1, max: limits.cellChars }
      yield { line, cells: cells.map(cut), problem: { code: 'cell_too_long', params } }
    }
  }
}

function isBlank(cell: string): boolean {
  return cell === '' || cell.trim() === ''
}

function cut(cell: string): string {
  return cell.length > limits.cellChars ? cell.slice(0, limits.cellChars) : cell
}

type SplitRecord = {
  cells: string[]
  /** A quoted cell has no end. */
  open: boolean
  /** A quote inside a quoted cell is followed by neither a delimiter nor another quote. */
  stray: boolean
}

/** One record's text → its cells. Quotes open a cell only at its start (blanks before are skipped); `""` is a quote. */
export function splitRecord(text: string, delimiter: Delimiter): SplitRecord {
  const cells: string[] = []
  let stray = false
  for (let at = 0; ;) {
    const begin = skipBlanks(text, at, delimiter)
    if (text[begin] !== '"') {
      const end = text.indexOf(delimiter, at)
      cells.push(end < 0 ? text.slice(at) : text.slice(at, end))
      if (end < 0) return { cells, open: false, stray }
      at = end + 1
      continue
    }
    const quoted = readQuoted(text, begin + 1, delimiter)
    stray ||= quoted.stray
    if (quoted.end < 0) return { cells, open: true, stray }
    cells.push(quoted.cell)
    if (quoted.end >= text.length) return { cells, open: false, stray }
    at = quoted.end + 1
  }
}

/** A quoted cell from just behind its quote; `end` is where its delimiter stands, the text's length, or -1: no end. */
function readQuoted(
  text: string,
  from: number,
  delimiter: Delimiter,
): { cell: string; end: number; stray: boolean } {
  let cell = ''
  let stray = false
  for (let at = from; ;) {
    const quote = text.indexOf('"', at)
    if (quote < 0) return { cell, end: -1, stray }
    if (text[quote + 1] === '"') {
      cell += text.slice(at, quote + 1)
      at = quote + 2
      continue
    }
    const after = skipBlanks(text, quote + 1, delimiter)
    if (after >= text.length || text[after] === delimiter)
      return { cell: cell + text.slice(at, quote), end: after, stray }
    stray = true
    cell += text.slice(at, quote + 1)
    at = quote + 1
  }
}

function skipBlanks(text: string, from: number, delimiter: Delimiter): number {
  let at = from
  while (text[at] === ' ' || (text[at] === '\t' && delimiter !== '\t')) at += 1
  return at
}

const lineEnd = /\r\n|\n|\r/g

/** Text in pieces → arrays of physical lines without their ends, NUL characters left out. */
export async function* physicalLines(
  text: AsyncIterable<string>,
  delimiter: Delimiter = ',',
): AsyncGenerator<string[]> {
  let rest = ''
  let line = 1
  for await (const piece of text) {
    const whole = rest + (piece.includes('\0') ? piece.replaceAll('\0', '') : piece)
    // A CR at the very end may be the first half of a CRLF.
    const usable = whole.endsWith('\r') ? whole.length - 1 : whole.length
    const lines: string[] = []
    let from = 0
    lineEnd.lastIndex = 0
    for (let match = lineEnd.exec(whole); match && match.index < usable; match = lineEnd.exec(whole)) {
      lines.push(checked(whole.slice(from, match.index), line, delimiter))
      line += 1
      from = lineEnd.lastIndex
    }
    rest = whole.slice(from)
    checked(rest, line, delimiter)
    if (lines.length > 0) yield lines
  }
  const last = rest.endsWith('\r') ? rest.slice(0, -1) : rest
  if (last !== '') yield [last]
}

function checked(text: string, line: number, delimiter: Delimiter): string {
  if (text.length <= limits.lineChars) return text
  let columns = 1
  for (let at = text.indexOf(delimiter); at >= 0; at = text.indexOf(delimiter, at + 1)) columns += 1
  if (columns > limits.columns)
    throw new UnreadableFile('too_many_columns', { line, columns, max: limits.columns })
  throw new UnreadableFile('line_too_long', { line, max: limits.lineChars })
}
