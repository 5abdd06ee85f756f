import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  caseHref,
  caseListHref,
  caseQuery,
  defaultColumns,
  isNarrowed,
  parseCaseSearch,
  readCaseNumber,
  usableSortKeys,
  withoutFilters,
  type CaseSearch,
  type SearchParams,
} from './search'
import { stages } from './machine'

const id = '01920000-0000-7000-8000-000000000001'

/** The state that a query string of ours is read back as. */
function again(search: CaseSearch): CaseSearch {
  const params: SearchParams = Object.fromEntries(new URLSearchParams(caseQuery(search)))
  return parseCaseSearch(params)
}

describe('the address of the list', () => {
  it('is empty for the state that an empty one means', () => {
    const search = parseCaseSearch({})
    expect(search).toMatchObject({ q: '', stage: [], kind: null, cursor: null, peek: null })
    expect(search.columns).toEqual(defaultColumns)
    expect(search.sort).toEqual({ key: 'created', descending: true })
    expect(caseQuery(search)).toBe('')
    expect(isNarrowed(search)).toBe(false)
  })

  it('keeps everything through writing and reading', () => {
    const search = parseCaseSearch({
      q: ' Ёлкина & сын ',
      stage: 'lost,review',
      kind: 'refusal',
      verdict: 'outside,within',
      money: 'failed,due,paid',
      reason: ['size', 'color'],
      location: id,
      createdFrom: '2026-11-01',
      createdTo: '2026-11-21',
      due: 'money-2026-11-25',
      sort: 'updated',
      columns: 'slot,stage',
      cursor: `b1763000000000-${id}`,
      peek: 'R-10001',
    })
    expect(search).toMatchObject({
      q: 'Ёлкина & сын',
      stage: ['review', 'lost'],
      verdict: ['within', 'outside'],
      money: ['due', 'failed'],
      reason: ['size', 'color'],
      due: 'money-2026-11-25',
      sort: { key: 'updated', descending: false },
      columns: ['number', 'stage', 'slot'],
      cursor: { side: 'before', at: new Date(1763000000000), id },
      peek: 10001,
    })
    expect(again(search)).toEqual(search)
  })

  it('falls back to what is usual where it is wrong, and never throws', () => {
    expect(
      parseCaseSearch({
        stage: 'melted,new',
        kind: ['x'],
        location: '1; drop table',
        createdFrom: '2026-02-30',
        sort: 'price',
        cursor: 'a-1',
        columns: 'nothing',
        peek: 'R-0',
      }),
    ).toEqual({ ...parseCaseSearch({}), stage: ['new'] })
    const text = fc.oneof(fc.string(), fc.array(fc.string()), fc.constant(undefined))
    const keys = fc.constantFrom(
      'q',
      'stage',
      'kind',
      'verdict',
      'reason',
      'location',
      'createdFrom',
      'sort',
      'cursor',
      'columns',
      'peek',
    )
    fc.assert(
      fc.property(fc.dictionary(keys, text), (params) => {
        const search = parseCaseSearch(params)
        expect(again(search)).toEqual(search)
      }),
    )
  })

  it('shows in support’s queue why each is there and how long it has waited, unless columns are chosen', () => {
    const queue = parseCaseSearch({ stage: 'review', sort: '-waiting' })
    expect(queue.columns).toEqual(expect.arrayContaining(['flags', 'waiting']))
    expect(caseQuery(queue)).toBe('?stage=review&sort=-waiting')
    expect(again(queue)).toEqual(queue)
    expect(caseListHref('lavka', queue, { stage: ['review', 'new'] })).toBe(
      '/lavka/returns?stage=review,new&sort=-waiting',
    )
    expect(withoutFilters(queue).columns).toEqual(defaultColumns)
    expect(caseQuery(withoutFilters(queue))).toBe('')
    const chosen = parseCaseSearch({ stage: 'review', columns: 'order' })
    expect(chosen.columns).toEqual(['number', 'order'])
    expect(caseListHref('lavka', chosen, { stage: [] })).toBe('/lavka/returns?columns=number,order')
    // The usual columns of the other stages are a choice here.
    const plain = parseCaseSearch({ stage: 'review', columns: defaultColumns.join() })
    expect(again(plain)).toEqual(plain)
  })

  it('asks who has waited longest only within stages', () => {
    expect(parseCaseSearch({ sort: '-waiting' }).sort).toEqual({ key: 'created', descending: true })
    expect(parseCaseSearch({ sort: 'waiting', stage: 'new' }).sort).toEqual({
      key: 'waiting',
      descending: false,
    })
    expect(usableSortKeys({ stage: [] })).toEqual(['created', 'updated'])
  })

  it('begins anew when what is found changes, and stays on the page when only the look does', () => {
    const search = parseCaseSearch({ stage: 'new', cursor: `a1763000000000-${id}`, peek: '10001' })
    expect(caseListHref('lavka', search, { stage: ['lost'] })).toBe('/lavka/returns?stage=lost')
    expect(caseListHref('lavka', search, { peek: null })).toBe(
      `/lavka/returns?stage=new&cursor=a1763000000000-${id}`,
    )
    expect(caseHref('lavka', 10001, search)).toBe('/lavka/returns/R-10001?stage=new')
    expect(isNarrowed(withoutFilters(search))).toBe(false)
  })

  it.each([
    ['R-10342', 10342],
    ['r10342', 10342],
    ['Р-10342', 10342],
    [' 10342 ', 10342],
    ['R-0', null],
    ['R-1e3', null],
    ['10342abc', null],
    ['9999999999', null],
  ])('reads the number %s as %s', (text, number) => {
    expect(readCaseNumber(text)).toBe(number)
  })

  it('knows every stage', () => {
    expect(parseCaseSearch({ stage: [...stages] }).stage).toEqual(stages)
  })
})
