import { describe, expect, test } from 'vitest'
import { sortLeft } from './kept-left'

const now = Date.UTC(2026, 10, 22)
const day = 86_400_000
const text = (name: string, daysAgo: number, form = name) => ({
  name,
  value: { savedAt: now - daysAgo * day, form },
})
const asked = { now, isOpen: () => false, isNews: () => true }

describe('texts that were left behind', () => {
  test('the latest is offered first, and none is dropped for it', () => {
    const found = sortLeft([text('a', 3), text('b', 1), text('c', 2)], asked)
    expect(found).toEqual({ offered: text('b', 1), dropped: [] })
  })

  test('what an open tab writes is neither offered nor dropped, however old it is', () => {
    const found = sortLeft([text('a', 99), text('b', 1)], { ...asked, isOpen: () => true })
    expect(found).toEqual({ offered: null, dropped: [] })
  })

  test('what says the same as what is stored, and what is old, is dropped', () => {
    const isNews = ({ form }: { form: string }) => form !== 'stored'
    const found = sortLeft([text('a', 1, 'stored'), text('b', 31), text('c', 29)], { ...asked, isNews })
    expect(found).toEqual({ offered: text('c', 29), dropped: ['a', 'b'] })
  })

  test('no more than five are held', () => {
    const found = sortLeft(
      [7, 1, 2, 3, 4, 5, 6].map((ago) => text(`${ago}`, ago)),
      asked,
    )
    expect(found).toEqual({ offered: text('1', 1), dropped: ['6', '7'] })
  })
})
