import { columnNamesOfFields } from './column-names'

/** What a column of a shop's file can be; the order is the one a person is asked in. */
export const fields = [
  'orderNumber',
  'placedAt',
  'sku',
  'name',
  'quantity',
  'unitPrice',
  'currency',
  'customerRef',
  'customerName',
  'phone',
  'email',
  'city',
  'address',
  'region',
  'postalCode',
  'payment',
  'channel',
  'trackingNumber',
  'handedOverAt',
  'category',
  'supplier',
  'weightGrams',
] as const
export type Field = (typeof fields)[number]

/** Without these a line of the file cannot become a line of an order. */
export const requiredFields = [
  'orderNumber',
  'placedAt',
  'sku',
  'quantity',
  'unitPrice',
] as const satisfies readonly Field[]

/** Said once an order; a file may leave them out in the order's further lines. */
export const orderFields: readonly Field[] = [
  'placedAt',
  'currency',
  'customerRef',
  'customerName',
  'phone',
  'email',
  'city',
  'address',
  'region',
  'postalCode',
  'payment',
  'channel',
  'trackingNumber',
  'handedOverAt',
]

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

/** Field → column, counted from 0. */
export type Mapping = Partial<Record<Field, number>>

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

/** The required fields that no column was given to. */
export function missingFields(mapping: Mapping): Field[] {
  return requiredFields.filter((field) => mapping[field] === undefined)
}

/** `0` → `A`, `27` → `AB`: how a spreadsheet calls a column. */
export function columnLetters(column: number): string {
  let letters = ''
  for (let rest = column; rest >= 0; rest = Math.floor(rest / 26) - 1)
    letters = String.fromCharCode(65 + (rest % 26)) + letters
  return letters
}

/**
 * One name a column, as a person can tell them apart: the second `Цена` becomes `Цена (2)`, a column without a name its
 * letters.
 */
export function columnNames(headings: readonly string[], width: number): string[] {
  const seen = new Map<string, number>()
  return Array.from({ length: Math.max(width, headings.length) }, (_, column) => {
    const name = (headings[column] ?? '').replace(/\s+/g, ' ').trim().slice(0, 200) || columnLetters(column)
    const times = (seen.get(name.toLowerCase()) ?? 0) + 1
    seen.set(name.toLowerCase(), times)
    return times > 1 ? `${name} (${times})` : name
  })
}
