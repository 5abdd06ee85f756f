import { expect, it } from 'vitest'
import { shareDone } from './progress'

const at = (
  status: Parameters<typeof shareDone>[0]['status'],
  staged: number,
  written: number,
  total: number | null,
) => shareDone({ status, staged, written, total })

it('goes forward only', () => {
  const shares = [
    at('reading', 0, 0, null),
    at('reading', 500, 0, 1000),
    at('reading', 1200, 0, 1000),
    at('writing', 1000, 0, 50),
    at('writing', 1000, 50, 50),
    at('matching', 1000, 0, 9),
    at('matching', 1000, 9, 9),
    at('done', 1000, 9, null),
  ].map(Number)
  expect(shares).toEqual([...shares].sort((one, other) => one - other))
  expect(shares[0]).toBe(0)
  expect(shares.at(-1)).toBe(1)
  expect(at('queued', 0, 0, null)).toBeNull()
})
