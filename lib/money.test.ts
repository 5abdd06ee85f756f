import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addMoney,
  currencies,
  currencyDecimals,
  isCurrency,
  moneyToDecimal,
  multiplyMoney,
  parseMoney,
  type Currency,
  type MoneyIssue,
} from './money'

const nbsp = '\u00a0'
const narrow = '\u202f'
const anyAmount = fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER })
const anyCurrency = fc.constantFrom(...currencies)

describe('parseMoney', () => {
  it.each<[string, Currency, number]>([
    ['1 234,56', 'RUB', 123456],
    [`1${nbsp}234,56`, 'RUB', 123456],
    [`1${narrow}234,56${nbsp}₽`, 'RUB', 123456],
    ['1 234.5', 'RUB', 123450],
    ['1,234.56', 'GBP', 123456],
    ['1.234,56', 'EUR', 123456],
    ['1.234.567,8', 'EUR', 123456780],
    ['1,234,567', 'USD', 123456700],
    ["1'234.50", 'CHF', 123450],
    ['£2.55', 'GBP', 255],
    ['300 руб.', 'RUB', 30000],
    ['2.55', 'GBP', 255],
    ['0', 'RUB', 0],
    ['-0', 'RUB', 0],
    ['0,00', 'RUB', 0],
    ['-5,1', 'RUB', -510],
    ['−5', 'RUB', -500],
    ['+5', 'RUB', 500],
    ['.5', 'GBP', 50],
    ['5,', 'RUB', 500],
    ['12,5000', 'RUB', 1250],
    ['0012', 'RUB', 1200],
    ['1500', 'JPY', 1500],
    ['1500.00', 'JPY', 1500],
    ['1,2345', 'KWD', Number.NaN],
    ['90071992547409,91', 'RUB', Number.MAX_SAFE_INTEGER],
  ])('%j %s', (text, currency, amount) => {
    const parsed = parseMoney(text, currency)
    if (Number.isNaN(amount)) expect(parsed).toEqual({ ok: false, issue: 'too_many_decimals' })
    else expect(parsed).toEqual({ ok: true, amount })
  })

  it.each<[string, Currency, MoneyIssue]>([
    ['', 'RUB', 'empty'],
    ['   ', 'RUB', 'empty'],
    ['abc', 'RUB', 'not_a_number'],
    ['1e3', 'RUB', 'not_a_number'],
    ['0x10', 'RUB', 'not_a_number'],
    ['Infinity', 'RUB', 'not_a_number'],
    ['--5', 'RUB', 'not_a_number'],
    ['5-', 'RUB', 'not_a_number'],
    ['1,2,3', 'RUB', 'not_a_number'],
    ['1.23,45,6', 'RUB', 'not_a_number'],
    ['12,34.56', 'RUB', 'not_a_number'],
    ['.', 'RUB', 'not_a_number'],
    ['₽', 'RUB', 'not_a_number'],
    ['1,234', 'RUB', 'ambiguous'],
    ['12.345', 'GBP', 'ambiguous'],
    ['0.001', 'GBP', 'too_many_decimals'],
    ['1,2345', 'RUB', 'too_many_decimals'],
    ['1,5', 'JPY', 'too_many_decimals'],
    ['90071992547409,92', 'RUB', 'too_large'],
    ['9'.repeat(400), 'RUB', 'too_large'],
  ])('refuses %j %s as %s', (text, currency, issue) => {
    expect(parseMoney(text, currency)).toEqual({ ok: false, issue })
  })

  it('goes by the separator the file is known to use', () => {
    expect(parseMoney('1,234', 'GBP', '.')).toEqual({ ok: true, amount: 123400 })
    expect(parseMoney('1.234', 'EUR', ',')).toEqual({ ok: true, amount: 123400 })
    expect(parseMoney('1.234', 'GBP', '.')).toEqual({ ok: false, issue: 'too_many_decimals' })
    expect(parseMoney('1.2.3', 'GBP', '.')).toEqual({ ok: false, issue: 'not_a_number' })
  })

  it('reads back every amount it writes', () => {
    fc.assert(
      fc.property(anyAmount, anyCurrency, (amount, currency) => {
        expect(parseMoney(moneyToDecimal(amount, currency), currency, '.')).toEqual({ ok: true, amount })
      }),
    )
  })

  it('never throws and never gives a fraction', () => {
    fc.assert(
      fc.property(fc.string(), anyCurrency, (text, currency) => {
        const parsed = parseMoney(text, currency)
        if (parsed.ok) expect(Number.isSafeInteger(parsed.amount)).toBe(true)
      }),
    )
  })
})

describe('sums', () => {
  it('adds and multiplies whole minor units', () => {
    expect(addMoney()).toBe(0)
    expect(addMoney(10, 20, -5)).toBe(25)
    expect(multiplyMoney(199, 3)).toBe(597)
    expect(Object.is(multiplyMoney(-5, 0), 0)).toBe(true)
  })

  it.each([
    () => addMoney(Number.MAX_SAFE_INTEGER, 1),
    () => addMoney(0.1, 0.2),
    () => addMoney(Number.NaN),
    () => multiplyMoney(Number.MAX_SAFE_INTEGER, 2),
    () => multiplyMoney(100, 1.5),
    () => moneyToDecimal(0.5, 'RUB'),
  ])('throws rather than lose a kopeck: %s', (sum) => expect(sum).toThrow(RangeError))

  it('is the exact sum or no sum at all', () => {
    fc.assert(
      fc.property(anyAmount, anyAmount, (a, b) => {
        const exact = BigInt(a) + BigInt(b)
        const fits = exact >= BigInt(Number.MIN_SAFE_INTEGER) && exact <= BigInt(Number.MAX_SAFE_INTEGER)
        if (fits) expect(BigInt(addMoney(a, b))).toBe(exact)
        else expect(() => addMoney(a, b)).toThrow(RangeError)
      }),
    )
  })
})

describe('currencies and plain decimals', () => {
  it.each<[Currency, number]>([
    ['RUB', 2],
    ['GBP', 2],
    ['JPY', 0],
    ['KWD', 3],
  ])('%s has %d decimals', (currency, expected) => expect(currencyDecimals(currency)).toBe(expected))

  it('knows codes in upper case only, and nothing inherited', () => {
    expect(isCurrency('RUB')).toBe(true)
    expect(isCurrency('rub')).toBe(false)
    expect(isCurrency('XXX')).toBe(false)
    expect(isCurrency('toString')).toBe(false)
  })

  it.each<[number, Currency, string]>([
    [5, 'RUB', '0.05'],
    [-5, 'RUB', '-0.05'],
    [123456, 'GBP', '1234.56'],
    [7, 'JPY', '7'],
    [7, 'KWD', '0.007'],
  ])('%d %s as plain decimal', (amount, currency, expected) => {
    expect(moneyToDecimal(amount, currency)).toBe(expected)
  })
})
