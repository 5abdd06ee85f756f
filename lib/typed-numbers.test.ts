import { expect, test } from 'vitest'
import { gramsOf, kilogramsText, sumOf, wholeOf, type Writing } from './typed-numbers'

const rub: Writing = { currency: 'RUB', locale: 'ru' }

test.each([
  ['5 000', 500_000],
  ['5\u202f000,50', 500_050],
  ['5000.5', 500_050],
  ['5,000', 500],
  ['', null],
  ['пять', Number.NaN],
  ['-5', -500],
])('«%s» is %s kopecks', (typed, amount) => {
  expect(sumOf(typed, rub)).toBe(amount)
})

test.each([
  ['14', 14],
  [' 1 000 ', 1000],
  ['−5', -5],
  ['', undefined],
  ['7,5', Number.NaN],
  ['1e3', Number.NaN],
])('«%s» is %s days', (typed, whole) => {
  expect(wholeOf(typed)).toBe(whole)
})

test.each([
  ['2,5', 2500],
  ['0.05', 50],
  ['12', 12_000],
  ['1 200', 1_200_000],
  ['', null],
  ['2,5555', Number.NaN],
  ['-1', Number.NaN],
  ['кило', Number.NaN],
])('«%s» kilograms are %s grams', (typed, grams) => {
  expect(gramsOf(typed, 'ru')).toBe(grams)
})

test.each([0, 1, 50, 2500, 12_000, 1_000_000, 1_234_567])(
  '%s grams come back from how they are written',
  (grams) => {
    expect(gramsOf(kilogramsText(grams, 'ru'), 'ru')).toBe(grams)
    expect(gramsOf(kilogramsText(grams, 'en'), 'en')).toBe(grams)
  },
)
