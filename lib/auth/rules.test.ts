import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { attemptLimits, clientAddress, lockedUntil, minutesLeft, safeNext, signInPath } from './rules'

const now = new Date('2026-11-21T12:00:00Z')
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
const { email } = attemptLimits

describe('lock-out', () => {
  test.each([
    ['four failures lock nobody', [1, 2, 3, 4], null],
    ['five in a quarter of an hour do, from the first of them', [1, 2, 3, 4, 5], 10],
    ['in whatever order they are told', [5, 3, 1, 4, 2], 10],
    ['it ends a quarter of an hour after the decisive one', [1, 2, 3, 4, 15], null],
    ['and not a minute before', [1, 2, 3, 4, 14], 1],
    ['older ones do not count', [1, 2, 3, 20, 30, 40, 50], null],
    ['of more than five the fifth last decides', [1, 2, 3, 4, 5, 6, 7], 10],
  ])('%s', (_, failures, minutes) => {
    const until = lockedUntil(failures.map(ago), email, now)
    expect(until && minutesLeft(until, now)).toBe(minutes)
  })

  test('a started minute is a minute', () => {
    expect(minutesLeft(new Date(now.getTime() + 1), now)).toBe(1)
    expect(minutesLeft(new Date(now.getTime() + 60_001), now)).toBe(2)
  })
})

describe('where to go after sign-in', () => {
  test.each(['/lavka', '/lavka/returns?stage=review&q=%D0%B0#row', '/lavka/returns/1'])(
    '%s stays',
    (path) => {
      expect(safeNext(path)).toBe(path)
    },
  )
  test.each([
    undefined,
    null,
    '',
    ['/a'],
    'lavka',
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    'javascript:alert(1)',
    '/sign-in',
    '/sign-in?next=/x',
    '/api/auth/signout',
    `/${'a'.repeat(3000)}`,
  ])('%j is home', (path) => {
    expect(safeNext(path)).toBe('/')
  })
  test('whatever comes in, the browser stays on this site', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      'evil.example',
      '@',
      ':',
      '\t',
      '\n',
      '%2f',
      '?',
      '#',
      'a',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const next = safeNext(pieces.join(''))
        expect(new URL(next, 'https://shop.example').origin).toBe('https://shop.example')
      }),
      { numRuns: 2000 },
    )
  })
  test('the sign-in page is told only what is worth coming back to', () => {
    expect(signInPath('/lavka/returns?q=1')).toBe('/sign-in?next=%2Flavka%2Freturns%3Fq%3D1')
    expect(signInPath('/')).toBe('/sign-in')
    expect(signInPath(null)).toBe('/sign-in')
    expect(signInPath('//evil.example')).toBe('/sign-in')
  })
})

describe("the client's address", () => {
  test.each([
    ['203.0.113.7', 1, '203.0.113.7'],
    ['10.9.9.9, 203.0.113.7', 1, '203.0.113.7'],
    ['10.9.9.9, 203.0.113.7, 192.0.2.1', 2, '203.0.113.7'],
    ['203.0.113.7', 3, '203.0.113.7'],
    ['203.0.113.7', 0, '203.0.113.7'],
    ['::ffff:203.0.113.7', 1, '203.0.113.7'],
    ['2001:DB8:0:1:aaaa:bbbb:cccc:dddd', 1, '2001:db8:0:1::/64'],
    ['2001:db8:0:1::1', 1, '2001:db8:0:1::/64'],
    ['2001:db8::1', 1, '2001:db8:0:0::/64'],
    ['::1', 1, '0:0:0:0::/64'],
    [null, 1, ''],
  ])('%s behind %i is %s', (header, proxies, address) => {
    expect(clientAddress(header, proxies)).toBe(address)
  })
})
