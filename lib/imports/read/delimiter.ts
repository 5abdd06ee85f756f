import { delimiters, splitRecord, type Delimiter } from './csv'

/**
 * The delimiter with which most of the sample's lines split into the same number of cells, more than one; among equals
 * the one that makes more cells. Excel's own `sep=;` line decides at once. Null: no delimiter makes a table of it.
 */
export function recogniseDelimiter(lines: readonly string[]): Delimiter | null {
  const told = /^sep=(.)$/i.exec(lines[0]?.trimEnd() ?? '')?.[1]
  const named = delimiters.find((delimiter) => delimiter === told)
  if (named) return named
  let best: { delimiter: Delimiter; score: number } | null = null
  for (const delimiter of delimiters) {
    const score = regularity(lines, delimiter)
    if (score > 0 && (!best || score > best.score)) best = { delimiter, score }
  }
  return best?.delimiter ?? null
}

/** Share of lines with the commonest width, with a little for the width itself; 0 when that width is one. */
function regularity(lines: readonly string[], delimiter: Delimiter): number {
  const widths = new Map<number, number>()
  let counted = 0
  for (const line of lines) {
    if (line.trim() === '') continue
    const record = splitRecord(line, delimiter)
    if (record.open) continue
    counted += 1
    const width = record.cells.length
    if (width > 1) widths.set(width, (widths.get(width) ?? 0) + 1)
  }
  let best = 0
  for (const [width, times] of widths) best = Math.max(best, times / counted + Math.min(width, 50) / 1000)
  return best
}
