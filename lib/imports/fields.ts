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
  'readyForCollectionAt',
  'handedOverAt',
  'buyerType',
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
  'readyForCollectionAt',
  'handedOverAt',
  'buyerType',
]

/** Field → column, counted from 0. */
export type Mapping = Partial<Record<Field, number>>

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
