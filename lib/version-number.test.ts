import { expect, test } from 'vitest'
import { parseVersionNumber } from './version-number'

test.each([
  ['3', 3],
  ['0', null],
  ['03', null],
  ['-1', null],
  ['1.5', null],
  ['4000000000', null],
  ['draft', null],
  ['', null],
])('the number in an address: %s', (text, number) => {
  expect(parseVersionNumber(text)).toBe(number)
})
