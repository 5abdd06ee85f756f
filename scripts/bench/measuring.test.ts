import { describe, expect, it } from 'vitest'
import { inTurns, isMet, median, p95, sampleOf, tableOf, type Finding } from './measuring'

const finding: Finding = {
  measure: 6,
  what: 'one / other',
  cases: 10_000,
  unit: 'ratio',
  value: sampleOf([1.2, 1.7, 1.5]),
  target: { sign: '<=', value: 1.5 },
  detail: '3 ms / 2 ms',
}

describe('measuring', () => {
  it('takes the value that 95 of 100 do not exceed, and the middle one', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index)
    expect(p95(hundred)).toBe(95)
    expect(median([9, 1, 5])).toBe(5)
    expect(p95([7])).toBe(7)
    expect(() => p95([])).toThrow()
  })

  it('keeps the spread beside the median', () => {
    expect(sampleOf([3, 1, 2, 9, 4])).toEqual({ median: 3, low: 1, high: 9, rounds: 5 })
  })

  it('lets everybody run as often, in bursts, each being first in turn', async () => {
    const order: string[] = []
    const work = (name: string) => () => {
      order.push(name)
      return Promise.resolve(order.length)
    }
    const taken = await inTurns(4, 2, [work('a'), work('b')])
    expect(order.join('')).toBe('aabbbbaa')
    expect(taken).toEqual([
      [1, 2, 7, 8],
      [3, 4, 5, 6],
    ])
  })

  it('compares with the target by its sign, and asserts nothing where there is none', () => {
    expect(isMet(finding)).toBe(true)
    expect(isMet({ ...finding, target: { sign: '<=', value: 1.4 } })).toBe(false)
    expect(isMet({ ...finding, target: { sign: '>=', value: 1.4 } })).toBe(true)
    expect(isMet({ ...finding, target: null })).toBeNull()
  })

  it('writes a table', () => {
    const [head, line, row, ...more] = tableOf([finding]).split('\n')
    expect(more).toEqual([])
    expect(head).toMatch(/^\| # \| measure +\| cases +\|/)
    expect(line).toMatch(/^\|[-|]+\|$/)
    expect(row).toBe('| 6 | one / other | 10,000 | 1.50   | 1.20–1.70 | ≤ 1.5  | ✓ | 3 ms / 2 ms |')
  })
})
