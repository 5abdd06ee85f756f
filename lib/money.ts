/**
 * Money is a whole number of minor units (kopecks, pence, yen) beside a currency code, never a fraction. Sums stay within
 * the safe integers of a JavaScript number, the same that the database's bigint columns are read as; beyond them these
 * functions throw instead of losing a kopeck. No dependencies: client components use it.
 */

/** Digits after the decimal separator by ISO 4217. */
const decimals = {
  RUB: 2,
  BYN: 2,
  KZT: 2,
  KGS: 2,
  UZS: 2,
  AMD: 2,
  AZN: 2,
  GEL: 2,
  TRY: 2,
  CNY: 2,
  USD: 2,
  EUR: 2,
  GBP: 2,
  CHF: 2,
  PLN: 2,
  CZK: 2,
  SEK: 2,
  NOK: 2,
  DKK: 2,
  HUF: 2,
  RON: 2,
  BGN: 2,
  RSD: 2,
  ILS: 2,
  AED: 2,
  INR: 2,
  THB: 2,
  JPY: 0,
  KRW: 0,
  VND: 0,
  ISK: 0,
  KWD: 3,
  BHD: 3,
  TND: 3,
} as const

export type Currency = keyof typeof decimals

/** The currencies an order may be in, as upper-case ISO 4217 codes. */
export const currencies = Object.keys(decimals) as [Currency, ...Currency[]]

export function isCurrency(code: string): code is Currency {
  return Object.hasOwn(decimals, code)
}

/** How many digits of a currency are minor units: RUB 2, JPY 0. */
export function currencyDecimals(currency: Currency): number {
  return decimals[currency]
}

function safe(amount: number): number {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`Not an amount in minor units: ${amount}`)
  // -0 prints as "-0" and is not equal to 0 in tests of identity.
  return amount === 0 ? 0 : amount
}

/** The sum of amounts in one currency's minor units. @throws RangeError past the safe integers or on a fraction */
export function addMoney(...amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => safe(sum + safe(amount)), 0)
}

/** A unit price times a whole quantity, in minor units. @throws RangeError past the safe integers or on a fraction */
export function multiplyMoney(amount: number, quantity: number): number {
  return safe(safe(amount) * safe(quantity))
}

export type MoneyIssue = 'empty' | 'not_a_number' | 'ambiguous' | 'too_many_decimals' | 'too_large'
export type ParsedMoney = { ok: true; amount: number } | { ok: false; issue: MoneyIssue }

const spaces = /[\s\u00a0\u2007\u2009\u202f']/g
const signs = /^(?:₽|руб\.?|р\.|RUB|£|GBP|€|EUR|\$|USD)|(?:₽|руб\.?|р\.|RUB|£|GBP|€|EUR|\$|USD)$/giu

function refuse(issue: MoneyIssue): ParsedMoney {
  return { ok: false, issue }
}

/** Splits digits with separators into whole and fraction, or says why that cannot be told. */
function split(
  body: string,
  decimal: '.' | ',' | undefined,
): { whole: string; fraction: string } | MoneyIssue {
  const used = [...new Set(body.replace(/\d/g, ''))]
  const last = body.search(/[.,](?=[^.,]*$)/)
  const lastMark = body[last]
  if (lastMark === undefined) return { whole: body, fraction: '' }

  const mark = decimal ?? (used.length === 2 || count(body, lastMark) === 1 ? lastMark : undefined)
  const group = (mark ?? lastMark) === '.' ? ',' : '.'
  if (decimal === undefined && used.length === 1) {
    const looksGrouped = /^[1-9]\d{0,2}([.,]\d{3})+$/.test(body)
    // "1,234" is a thousand in one shop's file and one and a bit in the next one's.
    if (count(body, lastMark) === 1 && looksGrouped) return 'ambiguous'
    if (count(body, lastMark) > 1) {
      return looksGrouped ? { whole: body.replaceAll(lastMark, ''), fraction: '' } : 'not_a_number'
    }
  }
  const at = mark === undefined ? -1 : body.indexOf(mark)
  if (mark !== undefined && count(body, mark) > 1) return 'not_a_number'
  const whole = at < 0 ? body : body.slice(0, at)
  const fraction = at < 0 ? '' : body.slice(at + 1)
  if (fraction.includes(group)) return 'not_a_number'
  if (whole.includes(group) && !/^\d{1,3}([.,]\d{3})+$/.test(whole)) return 'not_a_number'
  return { whole: whole.replaceAll(group, ''), fraction }
}

function count(text: string, mark: string): number {
  return text.split(mark).length - 1
}

/**
 * Reads an amount as people and files write it («1 234,56», `1,234.56`, `1.234,56 ₽`, `-5`) into minor units.
 * @param decimal the separator the whole file uses, when known; without it «1,234» is refused as ambiguous
 * @returns minor units, or why not: more digits than the currency has are refused, never rounded (zeros at the end are fine)
 */
export function parseMoney(text: string, currency: Currency, decimal?: '.' | ','): ParsedMoney {
  const stripped = text.replace(spaces, '').replace(/^[\u2212\u2013]/, '-')
  if (stripped === '') return refuse('empty')
  const negative = stripped.startsWith('-')
  const body = stripped.replace(/^[+-]/, '').replace(signs, '')
  if (!/^(?:\d[\d.,]*|[.,]\d+)$/.test(body)) return refuse('not_a_number')

  const parts = split(body, decimal)
  if (typeof parts === 'string') return refuse(parts)
  const digits = currencyDecimals(currency)
  const fraction = parts.fraction.replace(/0+$/, '')
  if (fraction.length > digits) return refuse('too_many_decimals')
  const amount = Number(`${parts.whole}${fraction.padEnd(digits, '0')}`)
  if (!Number.isSafeInteger(amount)) return refuse('too_large')
  return { ok: true, amount: safe(negative ? -amount : amount) }
}

/** The plain decimal text of an amount, `-1234.56`: for exports and for forms. @throws RangeError on a fraction */
export function moneyToDecimal(amount: number, currency: Currency): string {
  const digits = currencyDecimals(currency)
  const text = String(Math.abs(safe(amount))).padStart(digits + 1, '0')
  const sign = amount < 0 ? '-' : ''
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`
}
