import { expect, test } from 'vitest'
import { againstKey, parseAgainst, policyVersionHref } from './search'

test.each([['draft'], ['law'], [{ version: 12 }]] as const)(
  'a comparison comes back as it was: %j',
  (against) => {
    const { searchParams } = new URL(policyVersionHref('shop', 3, against), 'http://localhost')
    expect(parseAgainst(Object.fromEntries(searchParams))).toEqual(against)
    expect(searchParams.get('with')).toBe(againstKey(against))
  },
)

test('without a comparison, or with nonsense, it is the one before', () => {
  expect(policyVersionHref('shop', 3)).toBe('/shop/policy/versions/3')
  expect(parseAgainst({})).toBeNull()
  expect(parseAgainst({ with: 'yesterday' })).toBeNull()
  expect(parseAgainst({ with: ['2', '3'] })).toEqual({ version: 2 })
})
