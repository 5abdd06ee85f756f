import { currencies, isCurrency, type Currency } from '@/lib/money'
import { recogniseOrder, type DateOrder, type RecognisedOrder } from './dates'
import type { Field, Mapping } from './fields'
import { recogniseMark, type DecimalMark } from './numbers'

/** How the mapped columns write their values; a person may correct each. */
export type Formats = {
  decimalMark: DecimalMark
  dateOrder: DateOrder
  /** Of prices when no column says it. */
  currency: Currency
  weightUnit: 'g' | 'kg'
  /** Columns whose whole numbers were written as fractions by another program (`17850.0`): the `.0` is dropped. */
  floatIds: Field[]
  /** Numbers that begin so are cancellations even with a positive quantity; null: only negative quantities are. */
  cancellationPrefix: string | null
  /** A line without an order number goes on with the order above it. */
  blankNumberContinues: boolean
}

export type Recognised = {
  formats: Formats
  /** What a person must look at before the import begins. */
  doubts: Doubt[]
}
export type Doubt =
  | { code: 'date_ambiguous' | 'date_mixed'; example: string }
  | { code: 'decimal_mixed' }
  | { code: 'currency_mixed'; found: string }

const idFields = [
  'orderNumber',
  'customerRef',
  'sku',
  'phone',
  'postalCode',
  'trackingNumber',
] as const satisfies readonly Field[]
const cyrillicC = /^С(?=\d)/i

/** A number such as `С536379` typed with a Cyrillic letter → with the Latin one that looks the same. */
export function latinPrefix(number: string): string {
  return number.replace(cyrillicC, 'C')
}

/**
 * The formats that a sample of rows shows. Pure; `now` serves to see that a reading of dates would lie in the future.
 */
export function recogniseFormats(
  sample: readonly (readonly string[])[],
  mapping: Mapping,
  headings: readonly string[],
  defaults: { currency: Currency; now: Date },
): Recognised {
  const doubts: Doubt[] = []
  const column = (field: Field) => values(sample, mapping[field])
  const mark = recogniseMark([...column('unitPrice'), ...column('quantity'), ...column('weightGrams')])
  if (!mark.sure) doubts.push({ code: 'decimal_mixed' })
  const dates = recogniseOrder(
    [...column('placedAt'), ...column('readyForCollectionAt'), ...column('handedOverAt')],
    defaults.now,
  )
  doubts.push(...doubtsOfDates(dates))
  const prices = currenciesIn(column('unitPrice'))
  const [found] = prices
  if (prices.length > 1) doubts.push({ code: 'currency_mixed', found: prices.join(', ') })
  return {
    formats: {
      decimalMark: mark.mark,
      dateOrder: dates.order,
      currency: prices.length === 1 && found ? found : defaults.currency,
      weightUnit: weightUnit(headings[mapping.weightGrams ?? -1] ?? '', column('weightGrams')),
      floatIds: idFields.filter((field) => areFloats(column(field))),
      cancellationPrefix: cancellationPrefix(sample, mapping),
      blankNumberContinues: numbersLeftOut(sample, mapping),
    },
    doubts,
  }
}

function doubtsOfDates(dates: RecognisedOrder): Doubt[] {
  if (dates.certainty === 'sure') return []
  return [
    { code: dates.certainty === 'mixed' ? 'date_mixed' : 'date_ambiguous', example: dates.example ?? '' },
  ]
}

function values(sample: readonly (readonly string[])[], column: number | undefined): string[] {
  if (column === undefined) return []
  const found: string[] = []
  for (const cells of sample) {
    const value = cells[column]?.trim()
    if (value) found.push(value)
  }
  return found
}

const signsOfCurrencies: readonly [RegExp, Currency][] = [
  [/₽|руб|rub/iu, 'RUB'],
  [/£|gbp/iu, 'GBP'],
  [/€|eur/iu, 'EUR'],
  [/\$|usd/iu, 'USD'],
  [/₸|kzt/iu, 'KZT'],
  [/byn/iu, 'BYN'],
]

function currenciesIn(prices: readonly string[]): Currency[] {
  const found = new Set<Currency>()
  for (const price of prices)
    for (const [sign, currency] of signsOfCurrencies) if (sign.test(price)) found.add(currency)
  return [...found]
}

/** A currency cell → its code: `RUB`, `руб.`, `₽`, `643`; null when it is none we know. */
export function readCurrency(text: string): Currency | null {
  const upper = text.trim().toUpperCase()
  if (isCurrency(upper)) return upper
  if (upper === 'RUR' || upper === '643') return 'RUB'
  return (
    signsOfCurrencies.find(([sign]) => sign.test(upper))?.[1] ??
    currencies.find((code) => upper.startsWith(`${code} `)) ??
    null
  )
}

function weightUnit(heading: string, weights: readonly string[]): 'g' | 'kg' {
  if (/(^|[^\p{L}])(кг|kg)([^\p{L}]|$)/iu.test(heading)) return 'kg'
  if (/(^|[^\p{L}])(гр?|g|grams?|граммы?)([^\p{L}]|$)/iu.test(heading)) return 'g'
  const fractions = weights.filter((weight) => /\d[.,]\d/.test(weight)).length
  return fractions * 2 > weights.length ? 'kg' : 'g'
}

function areFloats(ids: readonly string[]): boolean {
  let floats = 0
  for (const id of ids) {
    if (/^\d+\.0$/.test(id)) floats += 1
    else if (/^\d+$/.test(id)) return false
  }
  return floats > 0
}

/** `C` when the sample has numbers like C536379 with negative quantities; positive ones alone are ordinary numbers. */
function cancellationPrefix(sample: readonly (readonly string[])[], mapping: Mapping): string | null {
  const { orderNumber, quantity } = mapping
  if (orderNumber === undefined || quantity === undefined) return null
  const marked = sample.filter((cells) => /^C\d/i.test(latinPrefix(cells[orderNumber]?.trim() ?? '')))
  const negative = marked.filter((cells) => /^[-−–(]/.test(cells[quantity]?.trim() ?? ''))
  return negative.length > 0 && negative.length * 10 >= marked.length * 9 ? 'C' : null
}

function numbersLeftOut(sample: readonly (readonly string[])[], mapping: Mapping): boolean {
  const { orderNumber, sku, quantity } = mapping
  if (orderNumber === undefined || sku === undefined || quantity === undefined) return false
  const blank = sample.filter(
    (cells) => !cells[orderNumber]?.trim() && cells[sku]?.trim() && cells[quantity]?.trim(),
  ).length
  return blank > 0 && Boolean(sample[0]?.[orderNumber]?.trim())
}
