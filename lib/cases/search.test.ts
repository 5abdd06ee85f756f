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
      reason: ['size', 'color'],
      location: id,
      createdFrom: '2026-11-01',
      createdTo: '2026-11-21',
      sort: 'updated',
      columns: 'slot,stage',
      cursor: `b1763000000000-${id}`,
      peek: 'R-10001',
    })
    expect(search).toMatchObject({
      q: 'Ёлкина & сын',
      stage: ['review', 'lost'],
      reason: ['size', 'color'],
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
