import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDecimal, readInteger, recogniseMark, scaled, type DecimalMark } from './numbers'

const plain = (text: string, mark: DecimalMark): number | null => {
  const decimal = readDecimal(text, mark)
  return decimal && (scaled(decimal, 3)?.value ?? null)
}

describe('readDecimal', () => {
  it.each<[string, DecimalMark, number | null]>([
    ['2.55', '.', 2550],
    ['2,55', ',', 2550],
    ['2.55', ',', 2550],
    ['2,55', '.', 2550],
    ['1.234', '.', 1234],
    ['1.234', ',', 1_234_000],
    ['1,234', '.', 1_234_000],
    ['0.125', ',', 125],
    ['1 234,50 ₽', ',', 1_234_500],
    ['1\u202f234.5 руб.', '.', 1_234_500],
    ['1.234.567,89', ',', 1_234_567_890],
    ['1,234,567.89', '.', 1_234_567_890],
    ['1,234,567', ',', 1_234_567_000],
    ['£2.5', '.', 2500],
    ['$-5', '.', -5000],
    ['-£5', '.', -5000],
    ['−5', '.', -5000],
    ['(5,5)', ',', -5500],
    ['+5', '.', 5000],
    ['.5', '.', 500],
    ['5.', '.', 5000],
    ['12 шт.', ',', 12_000],
    ['1.2.3', '.', null],
    ['1,23,456', '.', null],
    ['12a', '.', null],
    ['', '.', null],
    ['-', '.', null],
    ['.', '.', null],
    ['1e5', '.', null],
    ['9'.repeat(31), '.', null],
  ])('%j with %j is %j thousandths', (text, mark, expected) => expect(plain(text, mark)).toBe(expected))

  it('reads back what either side writes, to the last digit', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }),
        fc.constantFrom<DecimalMark>('.', ','),
        fc.boolean(),
        (cents, mark, grouped) => {
          const digits = String(cents < 0n ? -cents : cents).padStart(3, '0')
          const whole = digits.slice(0, -2)
          const shown = grouped ? whole.replace(/\B(?=(\d{3})+$)/g, mark === '.' ? ',' : '.') : whole
          const read = readDecimal(`${cents < 0n ? '-' : ''}${shown}${mark}${digits.slice(-2)}`, mark)
          expect(read && scaled(read, 2)).toEqual({ value: Number(cents), rounded: false })
        },
      ),
    )
  })
})

describe('scaled', () => {
  it.each([
    ['33.333', 2, { value: 3333, rounded: true }],
    ['33.335', 2, { value: 3334, rounded: true }],
    ['-33.335', 2, { value: -3334, rounded: true }],
    ['-0.001', 2, { value: 0, rounded: true }],
    ['2.550', 2, { value: 255, rounded: false }],
    ['0.35', 3, { value: 350, rounded: false }],
    ['99999999999999999', 2, null],
  ])('%s × 10^%d', (text, exponent, expected) => {
    const decimal = readDecimal(text, '.')
    expect(decimal && scaled(decimal, exponent)).toEqual(expected)
  })
})

describe('readInteger', () => {
  it.each([
    ['6', 6],
    ['6.0', 6],
    ['-80995', -80995],
    ['1 000', 1000],
    ['1.5', null],
    ['-0', 0],
    ['десять', null],
    ['99999999999999999999', null],
  ])('%s', (text, expected) => expect(readInteger(text, '.')).toBe(expected))
})

describe('recogniseMark', () => {
  it.each<[string[], DecimalMark, boolean]>([
    [['2.55', '3.39', '10'], '.', true],
    [['2,55', '1 234,5'], ',', true],
    [['1.234,50', '7'], ',', true],
    [['1,234', '2,500'], '.', true],
    [['1.234.567'], ',', true],
    [['2,55', '2.55', '3,10'], ',', false],
    [['5', '6'], '.', true],
    [['0.125'], '.', true],
  ])('%j', (values, mark, sure) => expect(recogniseMark(values)).toEqual({ mark, sure }))
})
