import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { caseTokens, searchRanges, wordsOf } from './rules'

const source = {
  number: 10_342,
  orderNumber: 'LMP-2026/417',
  customerName: 'Анна-Мария Ёлкина',
  phones: ['+79123456789', null],
  trackingNumber: 'RB123456789RU',
}
const tokens = caseTokens(source)

/** Whether a query finds a thing with these tokens, as the database would. */
function finds(query: string, of = tokens): boolean {
  const groups = searchRanges(query)
  return (
    groups !== null &&
    groups.every((ranges) => ranges.some(({ from, to }) => of.some((token) => token >= from && token < to)))
  )
}

describe('search', () => {
  it.each([
    'R-10342',
    'r10342',
    'Р-10342',
    '10342',
    '103',
    'LMP-2026/417',
    'lmp-2026',
    '6789',
    '8 912 345-67-89',
    '+7 912 345 67 89',
    'елкина',
    'Ёлк',
    'мария анна',
    'RB123456789RU',
    'rb1234',
    '789ru',
  ])('finds by %s', (query) => {
    expect(finds(query)).toBe(true)
  })

  it.each(['10343', 'лкина', '912', 'анна пётр', '0000', 'LMP-2027'])('does not find by %s', (query) => {
    expect(finds(query)).toBe(false)
  })

  it.each(['', '   ', '%', '-', '---'])('has nothing to look for in "%s"', (query) => {
    expect(searchRanges(query)).toBeNull()
  })

  it('finds every name by the beginning of each of its words', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'абвгдёжзийabc -'), maxLength: 30 }), (name) => {
        for (const word of wordsOf(name)) {
          for (let end = 1; end <= word.length; end += 1) {
            expect(finds(word.slice(0, end), caseTokens({ ...source, customerName: name }))).toBe(true)
          }
        }
      }),
    )
  })

  it('answers anything typed without throwing, with few ranges', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (query) => {
        expect((searchRanges(query) ?? []).flat().length).toBeLessThanOrEqual(20)
      }),
    )
  })
})
