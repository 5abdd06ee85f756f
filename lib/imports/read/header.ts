import { isDate } from '../dates'
import { fieldOfName } from '../columns'
import { readDecimal } from '../numbers'
import type { SourceRow } from './csv'

/** How many of the first rows may be titles above the header (`Выгрузка заказов за ноябрь`). */
const searched = 30

/**
 * The row that names the columns, or null when the data begin at once: the one with the most names we know, at least
 * two; else a first full row of words above rows with numbers or dates.
 */
export function findHeader(rows: readonly SourceRow[], width: number): SourceRow | null {
  let best: { row: SourceRow; known: number } | null = null
  for (const row of rows.slice(0, searched)) {
    const known = new Set(row.cells.map((cell) => fieldOfName(cell)?.field).filter(Boolean)).size
    if (known >= 2 && known > (best?.known ?? 0)) best = { row, known }
  }
  if (best) return best.row
  for (const [at, row] of rows.slice(0, searched).entries()) {
    const filled = row.cells.filter((cell) => cell.trim() !== '')
    if (filled.length < Math.max(2, width * 0.8)) continue
    const words = filled.every((cell) => /\p{L}/u.test(cell) && !isValue(cell))
    const below = rows.slice(at + 1, at + 6)
    return words && below.length > 0 && below.every((next) => next.cells.some(isValue)) ? row : null
  }
  return null
}

function isValue(cell: string): boolean {
  const text = cell.trim()
  return text !== '' && (readDecimal(text, '.') !== null || isDate(text))
}

/** The number of cells most rows have; the wider one among equals. */
export function usualWidth(rows: readonly SourceRow[]): number {
  const times = new Map<number, number>()
  for (const row of rows) times.set(row.cells.length, (times.get(row.cells.length) ?? 0) + 1)
  let best = 0
  for (const [width, count] of times) {
    const most = times.get(best) ?? 0
    if (count > most || (count === most && width > best)) best = width
  }
  return best
}
