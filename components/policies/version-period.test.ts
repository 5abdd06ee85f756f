import { expect, test } from 'vitest'
import { periodOf } from './version-period'

const versions = [
  { number: 4, effectiveFrom: '2026-12-01' },
  { number: 3, effectiveFrom: '2026-10-01' },
  { number: 2, effectiveFrom: '2026-11-01' },
  { number: 1, effectiveFrom: '2026-03-01' },
]
const of = (number: number) => {
  const version = versions.find((one) => one.number === number)
  return version && periodOf(version, versions)
}

test('a version lasts until the day before a later one takes effect', () => {
  expect(of(1)).toEqual({ from: '2026-03-01', until: '2026-09-30' })
  expect(of(3)).toEqual({ from: '2026-10-01', until: '2026-11-30' })
})

test('the last one has no end', () => {
  expect(of(4)).toEqual({ from: '2026-12-01', until: null })
})

test('one that a later version came before never took effect', () => {
  expect(of(2)).toBeNull()
})

test('nor did one that was replaced for the very same day', () => {
  const corrected = { number: 5, effectiveFrom: '2026-12-01' }
  expect(periodOf({ number: 4, effectiveFrom: '2026-12-01' }, [corrected, ...versions])).toBeNull()
})
