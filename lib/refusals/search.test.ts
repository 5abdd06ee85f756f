import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { refusalListHref, parseRefusalSearch, refusalQuery, refusalTabs, type RefusalSearch } from './search'

const rule = '01920000-0000-7000-8000-000000000001'

/** The state that a query string of ours is read back as. */
function again(search: RefusalSearch): RefusalSearch {
  return parseRefusalSearch(Object.fromEntries(new URLSearchParams(refusalQuery(search))))
}

describe('the address of the queue', () => {
  it('is empty for the state that an empty one means: what waits for a route', () => {
    const search = parseRefusalSearch({})
    expect(search).toMatchObject({ tab: 'needs_route', rule: [], from: null, cursor: null, peek: null })
    expect(refusalQuery(search)).toBe('')
  })

  it('shows all parcels to who comes with a question about some, unless the tab is named', () => {
    expect(parseRefusalSearch({ rule }).tab).toBe('all')
    expect(parseRefusalSearch({ courier: 'K-17' }).tab).toBe('all')
    expect(parseRefusalSearch({ rule, tab: 'moving' }).tab).toBe('moving')
    expect(refusalQuery({ ...parseRefusalSearch({ rule }), tab: 'needs_route' })).toContain('tab=needs_route')
  })

  it('drops what no list could mean', () => {
    const search = parseRefusalSearch({
      tab: 'everything',
      rule: `x,${rule},default,${rule}`,
      hub: 'MSK-1,../..',
      carrier: ['obratno-express', 'Ы'],
      reason: 'size,Ы',
      from: '2026-02-30',
      cursor: 'a2-1-x',
      peek: 'nothing',
    })
    expect(search).toMatchObject({
      tab: 'all',
      rule: [rule, 'default'],
      hub: ['MSK-1'],
      carrier: ['obratno-express'],
      reason: ['size'],
      from: null,
      cursor: null,
      peek: null,
    })
  })

  it('reads every state back as it was written', () => {
    const list = (...values: string[]) => fc.uniqueArray(fc.constantFrom(...values), { maxLength: 3 })
    const state: fc.Arbitrary<RefusalSearch> = fc.record({
      tab: fc.constantFrom(...refusalTabs),
      rule: list(rule, 'default'),
      hub: list('MSK-1', 'spb_2'),
      carrier: list('obratno-express', 'cdek'),
      courier: list('K-17', 'Курьер 5', 'a&b=c', '7/8 %'),
      reason: list('size', 'not_fit'),
      from: fc.option(fc.constantFrom('2026-11-01', '2026-02-28')),
      to: fc.option(fc.constantFrom('2026-11-22', '2026-12-31')),
      cursor: fc.option(
        fc.record({
          side: fc.constantFrom('after' as const, 'before' as const),
          group: fc.constantFrom(0 as const, 1 as const),
          at: fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }),
          id: fc.constant(rule),
        }),
      ),
      peek: fc.option(fc.integer({ min: 1, max: 999_999_999 })),
    })
    fc.assert(
      fc.property(state, (search) => {
        expect(again(search)).toEqual(search)
      }),
    )
  })

  it('goes back to the first page when what is found changes, and only then', () => {
    const cursor = { side: 'after', group: 1, at: new Date(5), id: rule } as const
    const search = { ...parseRefusalSearch({ tab: 'redelivery' }), cursor, peek: 12 }
    expect(refusalListHref('shop', search, { reason: ['size'] })).toBe(
      '/shop/refusals?tab=redelivery&reason=size',
    )
    expect(refusalListHref('shop', search, { peek: null })).toBe(
      `/shop/refusals?tab=redelivery&cursor=a1-5-${rule}`,
    )
  })
})
