import type { RowProblem, SourceRow } from './csv'
import { limits } from './limits'
import { UnreadableFile } from './problem'
import { numberText, type NumberStyle } from './xlsx-values'
import type { XmlHandler } from './xml'

type Shared = { strings: readonly string[]; styles: readonly NumberStyle[]; from1904: boolean }

/** Gathers a sheet's rows from its XML (ECMA-376 part 1, 18.3.1): `taken` gives those complete so far. */
export class SheetRows implements XmlHandler {
  private rows: SourceRow[] = []
  private counted = 0
  private line = 0
  private cells: string[] = []
  private column = -1
  private type = 'n'
  private style = 0
  private value = ''
  private collecting = false
  private phonetic = false
  private problem: RowProblem | undefined

  constructor(private readonly shared: Shared) {}

  *taken(): Generator<SourceRow> {
    const rows = this.rows
    this.rows = []
    yield* rows
  }

  open = (name: string, attributes: Readonly<Record<string, string>>): void => {
    if (name === 'c') {
      this.column = attributes.r ? columnOf(attributes.r) : this.column + 1
      this.type = attributes.t ?? 'n'
      this.style = Number(attributes.s ?? 0)
      this.value = ''
    } else if (name === 'v' || name === 't') this.collecting = !this.phonetic
    else if (name === 'rPh') this.phonetic = true
    else if (name === 'row') {
      const number = Number(attributes.r)
      this.line = Number.isInteger(number) && number > 0 ? number : this.line + 1
      this.cells = []
      this.column = -1
      this.problem = undefined
    }
  }

  text = (text: string): void => {
    if (this.collecting && this.value.length <= limits.cellChars) this.value += text
  }

  close = (name: string): void => {
    if (name === 'v' || name === 't') this.collecting = false
    else if (name === 'rPh') this.phonetic = false
    else if (name === 'c') this.endCell()
    else if (name === 'row') this.endRow()
  }

  private endCell(): void {
    let text = this.cellText()
    if (text === '') return
    if (this.column >= limits.columns || this.column < 0)
      throw new UnreadableFile('too_many_columns', {
        line: this.line,
        columns: this.column + 1,
        max: limits.columns,
      })
    if (text.length > limits.cellChars) {
      text = text.slice(0, limits.cellChars)
      this.problem = { code: 'cell_too_long', params: { column: this.column + 1, max: limits.cellChars } }
    }
    while (this.cells.length < this.column) this.cells.push('')
    this.cells[this.column] = text
  }

  private cellText(): string {
    if (this.value === '') return ''
    if (this.type === 'n')
      return numberText(
        this.value,
        this.shared.styles[this.style] ?? { kind: 'number' },
        this.shared.from1904,
      )
    if (this.type === 's') return this.shared.strings[Number(this.value)] ?? ''
    if (this.type === 'b') return this.value === '1' ? 'TRUE' : 'FALSE'
    if (this.type === 'd') return this.value.replace(/\.\d+$/, '').replace('T', ' ')
    return this.value
  }

  private endRow(): void {
    if (this.cells.every((cell) => cell.trim() === '')) return
    this.counted += 1
    if (this.counted > limits.rows) throw new UnreadableFile('too_many_rows', { max: limits.rows })
    const row: SourceRow = { line: this.line, cells: this.cells }
    if (this.problem) row.problem = this.problem
    this.rows.push(row)
  }
}

/** `BC12` → 54, counted from 0. */
function columnOf(reference: string): number {
  let column = 0
  for (let at = 0; at < reference.length; at += 1) {
    const letter = reference.charCodeAt(at) & ~0x20
    if (letter < 65 || letter > 90) break
    column = column * 26 + letter - 64
  }
  return column - 1
}
