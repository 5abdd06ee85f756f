import { describe, expect, it } from 'vitest'
import { type ServerFacts, unsuitable } from './suitability'

const good: ServerFacts = {
  version: 150_018,
  encoding: 'UTF8',
  provider: 'c',
  ctype: 'C.UTF-8',
  locale: null,
}

describe('unsuitable', () => {
  it.each<[string, Partial<ServerFacts>]>([
    ['libc with a UTF-8 locale', {}],
    ['libc in Russian', { ctype: 'ru_RU.UTF-8' }],
    ['the builtin provider', { version: 180_004, provider: 'b', ctype: 'C', locale: 'C.UTF-8' }],
    ['ICU over a UTF-8 locale', { provider: 'i', ctype: 'en_US.utf8', locale: 'ru' }],
  ])('takes %s', (_, facts) => {
    expect(unsuitable({ ...good, ...facts })).toEqual([])
  })

  it.each<[string, Partial<ServerFacts>, RegExp]>([
    ['an old server', { version: 140_011 }, /15 or newer is needed, the server is 14/],
    ['another encoding', { encoding: 'SQL_ASCII' }, /encoding must be UTF8/],
    ['libc in C', { ctype: 'C' }, /LC_CTYPE must not be "C"/],
    ['libc in POSIX', { ctype: 'POSIX' }, /LC_CTYPE must not be "POSIX"/],
    ['ICU over C', { provider: 'i', ctype: 'C', locale: 'ru' }, /LC_CTYPE/],
    ['the builtin C', { provider: 'b', ctype: 'C.UTF-8', locale: 'C' }, /LC_CTYPE/],
  ])('refuses %s', (_, facts, sentence) => {
    expect(unsuitable({ ...good, ...facts })).toEqual([expect.stringMatching(sentence)])
  })

  it('names everything at once', () => {
    expect(unsuitable({ ...good, version: 130_000, encoding: 'LATIN1', ctype: 'C' })).toHaveLength(3)
  })
})
