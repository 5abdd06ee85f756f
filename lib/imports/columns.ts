import { columnNamesOfFields } from './column-names'
import { fields, type Field, type Mapping } from './fields'

const ranks = new Map<string, { field: Field; rank: number }>()
for (const field of fields) {
  columnNamesOfFields[field].split('|').forEach((name, rank) => {
    const plain = plainName(name)
    if (!ranks.has(plain)) ranks.set(plain, { field, rank })
  })
}

/** A heading without case, punctuation, units of money and the difference of ё and е: `Цена, руб.` → `цена`. */
export function plainName(heading: string): string {
  return heading
    .normalize('NFKC')
    .replace(/([a-zа-яё])([A-ZА-ЯЁ])(?=[a-zа-яё])/g, '$1 $2')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}№]+/gu, ' ')
    .trim()
    .replace(/ (руб|рублей|рубли|р|rub|usd|eur|gbp|kzt|byn)$/u, '')
}

/** The field a heading names, and how surely (0 is surest); null when it names none. */
export function fieldOfName(heading: string): { field: Field; rank: number } | null {
  const plain = plainName(heading)
  return ranks.get(plain) ?? ranks.get(plain.replaceAll(' ', '')) ?? null
}

/** Matches headings to fields: each field gets the column whose name is surest, the first among equals. */
export function matchColumns(headings: readonly string[]): Mapping {
  const best = new Map<Field, { column: number; rank: number }>()
  headings.forEach((heading, column) => {
    const found = fieldOfName(heading)
    if (!found) return
    const other = best.get(found.field)
    if (!other || found.rank < other.rank) best.set(found.field, { column, rank: found.rank })
  })
  const mapping: Mapping = {}
  for (const field of fields) {
    const found = best.get(field)
    if (found) mapping[field] = found.column
  }
  return mapping
}
