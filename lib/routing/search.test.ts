import { expect, test } from 'vitest'
import { parseAgainst, ruleSetHref, type Against } from './search'

test('what is compared comes back from the address as it was put in', () => {
  const all: Against[] = [null, 'draft', { version: 3 }]
  for (const against of all) {
    const query = new URL(ruleSetHref('shop', 5, against), 'https://x').searchParams
    expect(parseAgainst(Object.fromEntries(query))).toEqual(against)
  }
  expect(parseAgainst({ with: 'law' })).toBeNull()
  expect(parseAgainst({ with: ['draft', '3'] })).toBe('draft')
})
