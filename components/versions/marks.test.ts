import { expect, test } from 'vitest'
import { changedMiddle } from './marks'

test('only what differs is marked', () => {
  expect(changedMiddle('Обувь от 5 — 30\u00a0дней', 'Обувь от 7 — 30\u00a0дней')).toEqual({
    before: ['Обувь от ', '5 ', '— 30\u00a0дней'],
    after: ['Обувь от ', '7 ', '— 30\u00a0дней'],
  })
})

test('what is only added leaves the other side unmarked', () => {
  expect(changedMiddle('Обувь — 30', 'Обувь от 5 — 30')).toEqual({
    before: ['Обувь ', '', '— 30'],
    after: ['Обувь ', 'от 5 ', '— 30'],
  })
})

test('a repeated word is not counted from both ends', () => {
  const { before, after } = changedMiddle('раз раз', 'раз раз раз')
  expect(before.join('')).toBe('раз раз')
  expect(after.join('')).toBe('раз раз раз')
})
