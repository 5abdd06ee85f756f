import { expect, test } from 'vitest'
import { compared } from './compare'

const [first, second, third] = [{ rank: 1 }, { rank: 2 }, { rank: 3 }]
const draft = { rank: Infinity }

test('without a wish it is the one before', () => {
  expect(compared(third, [draft, first, second], undefined)).toEqual({
    other: second,
    before: second,
    after: third,
  })
})

test('the earlier stands first, whichever is asked for', () => {
  expect(compared(second, [draft, third, first], third)).toEqual({
    other: third,
    before: second,
    after: third,
  })
  expect(compared(second, [draft, third, first], first)).toEqual({
    other: first,
    before: first,
    after: second,
  })
  expect(compared(second, [draft, third, first], draft)).toEqual({
    other: draft,
    before: second,
    after: draft,
  })
})

test('a first one has nothing before it', () => {
  expect(compared(first, [draft, second], undefined)).toBeNull()
})
