import { describe, expect, it } from 'vitest'
import type { Cancellation } from './match'
import { returnedKey, withoutReturned } from './returned'

const cancellation = (line: number, quantity: number, more: Partial<Cancellation> = {}): Cancellation => ({
  line,
  number: 'C1',
  customer: 'ann',
  sku: 'CUP',
  cancelledAt: new Date('2026-01-01'),
  quantity,
  ...more,
})
const shown = (wanted: Cancellation[], before: [string, number][]) => {
  const { open, unchanged } = withoutReturned(wanted, new Map(before))
  return { open: open.map(({ line, quantity }) => `${line}×${quantity}`), unchanged }
}

describe('withoutReturned', () => {
  it('leaves out what an earlier import has made returns of', () => {
    expect(shown([cancellation(1, 2), cancellation(2, 3)], [[returnedKey('C1', 'cup'), 5]])).toEqual({
      open: [],
      unchanged: 2,
    })
  })

  it('keeps what has grown since, and what is of another number or article', () => {
    expect(
      shown(
        [
          cancellation(1, 2),
          cancellation(2, 3),
          cancellation(3, 1, { number: 'C2' }),
          cancellation(4, 1, { sku: 'HAT' }),
        ],
        [[returnedKey('C1', 'CUP'), 4]],
      ),
    ).toEqual({ open: ['2×1', '3×1', '4×1'], unchanged: 1 })
  })
})
