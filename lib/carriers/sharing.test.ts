import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concerned, shareOut } from './sharing'

const one = { caseId: 'lamps', pieces: new Map([['LAMP', 2]]) }
const other = { caseId: 'cups', pieces: new Map([['CUP', 1]]) }

describe('of several refusals of one parcel', () => {
  it('a message without a list is about all', () => {
    expect(shareOut(undefined, [one, other])).toEqual([
      { caseId: 'lamps', items: undefined },
      { caseId: 'cups', items: undefined },
    ])
    expect(shareOut([], [one, other])).toEqual([
      { caseId: 'lamps', items: [] },
      { caseId: 'cups', items: [] },
    ])
  })

  it('each gets of a list what is its own, and nothing is told of one that is not in it', () => {
    const lamps = { sku: 'LAMP', quantity: 2 }
    const cups = { sku: 'CUP', quantity: 1 }
    expect(shareOut([cups, lamps], [one, other])).toEqual([
      { caseId: 'lamps', items: [lamps] },
      { caseId: 'cups', items: [cups] },
    ])
    expect(shareOut([cups], [one, other])).toEqual([{ caseId: 'cups', items: [cups] }])
  })

  it('more than there was goes to the one that knows the article, what nobody knows to the newest', () => {
    expect(shareOut([{ sku: 'CUP', quantity: 3 }], [one, other])).toEqual([
      { caseId: 'cups', items: [{ sku: 'CUP', quantity: 3 }] },
    ])
    expect(shareOut([{ sku: 'VASE', quantity: 1 }], [one, other])).toEqual([
      { caseId: 'lamps', items: [{ sku: 'VASE', quantity: 1 }] },
    ])
  })

  it('a single one gets the list as it was told', () => {
    const told = [
      { sku: 'VASE', quantity: 1 },
      { sku: 'VASE', quantity: 0 },
    ]
    expect(shareOut(told, [one])).toEqual([{ caseId: 'lamps', items: told }])
    expect(shareOut(told, [])).toEqual([])
  })

  it('no piece is lost or doubled', () => {
    const sku = fc.constantFrom('A', 'B', 'C', 'D')
    const pieces = fc
      .array(fc.tuple(sku, fc.integer({ min: 1, max: 4 })), { maxLength: 4 })
      .map((list) => new Map(list))
    const cases = fc
      .array(pieces, { minLength: 1, maxLength: 4 })
      .map((list) => list.map((one, at) => ({ caseId: `${at}`, pieces: one })))
    const items = fc.array(fc.record({ sku, quantity: fc.integer({ min: 0, max: 6 }) }), { minLength: 1 })
    const sums = (list: { sku: string; quantity: number }[]) => {
      const all: Record<string, number> = {}
      for (const { sku, quantity } of list) all[sku] = (all[sku] ?? 0) + quantity
      return all
    }
    fc.assert(
      fc.property(items, cases, (told, known) => {
        expect(sums(shareOut(told, known).flatMap((share) => share.items ?? []))).toEqual(sums(told))
      }),
    )
  })
})

describe('a message without a list', () => {
  const state = (custody: 'hub' | 'received', route: 'deliver' | 'redeliver' | null) => ({
    state: { custody, route },
  })
  const [home, again, arrived] = [
    state('hub', 'deliver'),
    state('hub', 'redeliver'),
    state('received', 'deliver'),
  ]

  it.each([
    ['parcel.at_hub', [home, again, arrived], [home, again]],
    ['parcel.lost', [home, again], [home, again]],
    ['parcel.in_transit', [home, again], [home]],
    ['parcel.received', [again, home], [home]],
    ['delivery.redelivered', [home, again], [again]],
    ['delivery.refused', [again, home, arrived], [again]],
    ['delivery.refused', [home, home], [home, home]],
    ['parcel.received', [again, again], [again, again]],
    ['parcel.in_transit', [again, arrived], [again]],
    ['parcel.at_hub', [arrived, arrived], [arrived, arrived]],
  ])('%s is about those it can be about', (type, cases, expected) => {
    expect(concerned(type, cases)).toEqual(expected)
  })
})
