import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooseAll, chooseItem, reasonTree, stillPossible, withinLeft, type ChosenItem } from './rules'
import { newPickupHref, parseNewPickup } from './search'

const line = { id: 'a', left: 3 }
const other = { id: 'b', left: 1 }
const item = (more: Partial<ChosenItem> = {}): ChosenItem => ({
  orderLineId: 'a',
  quantity: 1,
  reason: 'size',
  ...more,
})

describe('chooseItem', () => {
  it('adds, changes and takes out, and never goes above what is left', () => {
    const one = chooseItem([], line, 2)
    expect(one).toEqual([{ orderLineId: 'a', quantity: 2, reason: '' }])
    expect(chooseItem(one, line, 9)).toEqual([{ orderLineId: 'a', quantity: 3, reason: '' }])
    expect(chooseItem(one, line, 0)).toEqual([])
    expect(chooseItem([], { id: 'c', left: 0 }, 1)).toEqual([])
  })

  it('offers the reason chosen last to the next item and leaves the others alone', () => {
    const items = [item(), item({ orderLineId: 'c', reason: '' })]
    expect(chooseItem(items, other, 1).at(-1)).toEqual({ orderLineId: 'b', quantity: 1, reason: 'size' })
    expect(chooseItem(items, other, 1).slice(0, 2)).toEqual(items)
  })

  it('keeps every quantity between one and what is left, whatever is typed', () => {
    const moves = fc.array(fc.tuple(fc.constantFrom(line, other), fc.oneof(fc.integer(), fc.double())))
    fc.assert(
      fc.property(moves, (steps) => {
        const items = steps.reduce<ChosenItem[]>(
          (all, [which, quantity]) => chooseItem(all, which, quantity),
          [],
        )
        expect(new Set(items.map((one) => one.orderLineId)).size).toBe(items.length)
        for (const one of items) {
          expect(one.quantity).toBeGreaterThanOrEqual(1)
          expect(one.quantity).toBeLessThanOrEqual(one.orderLineId === 'a' ? 3 : 1)
        }
      }),
    )
  })

  it('chooses all that is left at once', () => {
    expect(chooseAll([item({ reason: 'other' })], [line, other, { id: 'c', left: 0 }])).toEqual([
      { orderLineId: 'a', quantity: 3, reason: 'other' },
      { orderLineId: 'b', quantity: 1, reason: 'other' },
    ])
  })
})

describe('stillPossible', () => {
  const reasons = new Set(['size'])

  it('keeps what holds', () => {
    expect(stillPossible([item({ comment: 'мало' })], [line], reasons)).toEqual({
      items: [item({ comment: 'мало' })],
      changed: false,
    })
  })

  it('drops lines that are gone, cuts quantities and forgets reasons that are hidden', () => {
    const items = [
      item({ quantity: 3 }),
      item({ orderLineId: 'gone' }),
      item({ orderLineId: 'b', reason: 'late' }),
    ]
    expect(stillPossible(items, [{ id: 'a', left: 2 }, other], reasons)).toEqual({
      items: [item({ quantity: 2 }), item({ orderLineId: 'b', reason: '' })],
      changed: true,
    })
  })
})

it('reads quantities as whole pieces', () => {
  expect([NaN, -1, 1.9, 2, 7].map((typed) => withinLeft(typed, 3))).toEqual([0, 0, 1, 2, 3])
})

it('makes a tree in which nothing is lost', () => {
  const reasons = [
    { code: 'not_fit', parent: null },
    { code: 'size', parent: 'not_fit' },
    { code: 'orphan', parent: 'hidden' },
  ]
  expect(reasonTree(reasons)).toEqual([
    { reason: reasons[0], children: [reasons[1]] },
    { reason: reasons[2], children: [] },
  ])
})

describe('the address of a new task', () => {
  it('is read as it was written', () => {
    const read = (href: string) =>
      parseNewPickup(Object.fromEntries(new URL(href, 'http://shop').searchParams))
    expect(read(newPickupHref('shop', { order: 'ЛП 20/№5&x' }))).toEqual({
      order: 'ЛП 20/№5&x',
      caseNumber: null,
    })
    expect(read(newPickupHref('shop', { caseNumber: 10342 }))).toEqual({ order: null, caseNumber: 10342 })
    expect(read(newPickupHref('shop'))).toEqual({ order: null, caseNumber: null })
  })

  it('takes the return’s number with and without the letter, and ignores the rest', () => {
    expect(
      ['10342', 'r-10342', 'Р 10342', 'R10342'].map((text) => parseNewPickup({ case: text }).caseNumber),
    ).toEqual([10342, 10342, 10342, 10342])
    expect(parseNewPickup({ case: ['x'], order: undefined })).toEqual({ order: null, caseNumber: null })
  })
})
