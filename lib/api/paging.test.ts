import { expect, it } from 'vitest'
import { readCursor, writeCursor } from './paging'
import { ordersQuery, returnsQuery } from './schemas'

const id = '26f605ed-3d57-8068-b891-82024950f9f9'

it('reads the cursors that were given, and none of a year that a database does not know', () => {
  const at = '2026-11-20T09:00:00.000Z'
  expect(readCursor(writeCursor(at, id))).toEqual({ at, id })
  for (const never of ['0000-01-01T00:00:00.000Z', '2026-13-01T00:00:00.000Z', 'soon']) {
    expect(readCursor(writeCursor(never, id))).toBeUndefined()
  }
})

it.each(['0000-01-01', '0001-01-01', '9999-12-31'])(
  'takes no bound on %s, which begins or ends in a year without four digits',
  (day) => {
    expect(ordersQuery.safeParse({ placedFrom: day }).success).toBe(false)
    expect(returnsQuery.safeParse({ createdTo: day }).success).toBe(false)
    expect(ordersQuery.safeParse({ placedFrom: '1970-01-01' }).success).toBe(true)
  },
)
