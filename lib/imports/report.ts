/** A line of CSV for a spreadsheet: cells in quotes where needed, those that begin like a formula defused. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => quoted(defused(cell))).join(';')}\r\n`
}

/** Excel runs a cell that begins with one of these; a number with its sign does no harm. */
export function defused(cell: string): string {
  return /^[=+\-@\t\r\n]/.test(cell) && !/^[+-]?\d+([.,]\d+)?$/.test(cell) ? `'${cell}` : cell
}

function quoted(cell: string): string {
  return /[";\r\n]/.test(cell) || cell !== cell.trim() ? `"${cell.replaceAll('"', '""')}"` : cell
}

/** By this Excel knows that the file is UTF-8. */
export const byteOrderMark = '\ufeff'
