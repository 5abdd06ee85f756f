/** Numbers as people type them into a form, and back. Pure. */
import { formatNumber } from './i18n/format'
import type { Locale } from './i18n/locale'
import { currencyDecimals, moneyToDecimal, parseMoney, type Currency } from './money'

/** How sums are written and read: the shop's currency, in the reader's language. */
export type Writing = { currency: Currency; locale: Locale }

/** «5 000,50» without a sign, as it is typed; empty for null. */
export function sumText(amount: number | null, { currency, locale }: Writing): string {
  if (amount === null) return ''
  return formatNumber(Number(moneyToDecimal(amount, currency)), locale, currencyDecimals(currency))
}

/** Minor units; null when nothing is typed, NaN when it is no sum. */
export function sumOf(typed: string, { currency, locale }: Writing): number | null {
  const parsed = parseMoney(typed, currency)
  if (parsed.ok) return parsed.amount
  if (parsed.issue === 'empty') return null
  if (parsed.issue !== 'ambiguous') return Number.NaN
  // «1,234» is one and a bit where commas are decimal, and a thousand where they group.
  const again = parseMoney(typed, currency, locale === 'ru' ? ',' : '.')
  return again.ok ? again.amount : Number.NaN
}

/** A whole number; undefined when nothing is typed, NaN when it is none. */
export function wholeOf(typed: string): number | undefined {
  const body = typed.replace(/\s/g, '').replace('−', '-')
  if (body === '') return undefined
  return /^-?\d{1,9}$/.test(body) ? Number(body) : Number.NaN
}

/** «2,5» kilograms for 2500 grams; empty for null. */
export function kilogramsText(grams: number | null, locale: Locale): string {
  return grams === null ? '' : formatNumber(grams / 1000, locale, 3)
}

/** Grams, which are whole; null when nothing is typed, NaN when it is no weight. */
export function gramsOf(typed: string, locale: Locale): number | null {
  const bare = typed.replace(/\s/g, '')
  // «1,500» is one and a half where commas are decimal, and fifteen hundred where they group.
  const body = (locale === 'ru' ? bare : bare.replace(/,(?=\d{3}(\D|$))/g, '')).replace(',', '.')
  if (body === '') return null
  if (!/^\d{1,7}(\.\d{0,3})?$/.test(body)) return Number.NaN
  return Math.round(Number(body) * 1000)
}
