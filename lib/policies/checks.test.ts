import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { baseReasons } from '@/lib/cases/reasons'
import { policyIssues, type Known } from './checks'
import { fittingException } from './grounds'
import { lawOnlyTerms, type PolicyTerms, type WindowException } from './schemas'

const known: Known = {
  categories: new Set(['Обувь', 'Шапки']),
  skus: new Set(['SH-1']),
  channels: new Set(['site', 'market']),
  reasons: baseReasons,
}
const anyGoods: WindowException = {
  category: null,
  priceFrom: null,
  priceTo: null,
  channel: null,
  reason: null,
  days: 14,
}
const found = (terms: Partial<PolicyTerms>) =>
  policyIssues({ ...lawOnlyTerms, ...terms }, known).map(({ path, code }) => [path, code])
const among = (...exceptions: Partial<WindowException>[]) =>
  found({ exceptions: exceptions.map((one) => ({ ...anyGoods, ...one })) })

describe('the law', () => {
  it('is met by its own terms', () => expect(found({})).toEqual([]))

  it('refuses fewer days than it gives, and is named', () => {
    expect(found({ days: 7 })).toEqual([])
    const exceptions = [{ ...anyGoods, category: 'Обувь', days: 6 }]
    expect(policyIssues({ ...lawOnlyTerms, days: 1, exceptions }, known)).toEqual([
      {
        path: 'days',
        code: 'stricter_than_law',
        message: expect.stringContaining('26.1'),
        params: { law: 'zozpp-26.1-4', days: 7 },
      },
      expect.objectContaining({ path: 'exceptions[0].days', code: 'stricter_than_law' }),
    ])
  })
})

describe('what the shop does not have', () => {
  it.each([
    [{ category: 'Пальто' }, 'exceptions[0].category', 'unknown_category'],
    [{ channel: 'fax' }, 'exceptions[0].channel', 'unknown_channel'],
    [{ reason: 'boredom' }, 'exceptions[0].reason', 'unknown_reason'],
  ])('is no condition: %j', (condition, path, code) => {
    expect(among(condition)).toEqual([[path, code]])
  })

  it('cannot be excluded', () => {
    const exclusions: PolicyTerms['exclusions'] = [
      { category: 'Пальто', sku: null, basis: 'made_to_order' },
      { category: null, sku: 'XX', basis: 'exchange_list' },
    ]
    expect(found({ exclusions })).toEqual([
      ['exclusions[0].category', 'unknown_category'],
      ['exclusions[1].sku', 'unknown_sku'],
    ])
  })
})

describe('exclusions', () => {
  it('name a category or an article, each once', () => {
    const basis = 'made_to_order'
    const exclusions: PolicyTerms['exclusions'] = [
      { category: 'Обувь', sku: 'SH-1', basis },
      { category: null, sku: null, basis },
      { category: 'Обувь', sku: null, basis },
      { category: null, sku: 'SH-1', basis },
      { category: 'Обувь', sku: null, basis: 'exchange_list' },
    ]
    expect(found({ exclusions })).toEqual([
      ['exclusions[0]', 'category_or_sku'],
      ['exclusions[1]', 'category_or_sku'],
      ['exclusions[4]', 'duplicate'],
    ])
  })
})

it('warns each role once', () => {
  expect(found({ warning: { daysBefore: 3, roles: ['support', 'manager', 'support'] } })).toEqual([
    ['warning.roles[2]', 'duplicate'],
  ])
})

describe('price bands', () => {
  it('have prices in them', () => {
    expect(among({ priceFrom: 100, priceTo: 100 })).toEqual([['exceptions[0].priceTo', 'empty_band']])
    expect(among({ priceFrom: 200, priceTo: 100 })).toEqual([['exceptions[0].priceTo', 'empty_band']])
    expect(among({ priceTo: 0 })).toEqual([['exceptions[0].priceTo', 'empty_band']])
    expect(among({ priceFrom: 100, priceTo: 101 })).toEqual([])
  })

  it('of the same goods do not overlap, and may touch', () => {
    const shoes = { category: 'Обувь' }
    expect(among({ ...shoes, priceTo: 200 }, { ...shoes, priceFrom: 199 })).toEqual([
      ['exceptions[1].priceFrom', 'overlapping_band'],
    ])
    expect(among({ ...shoes, priceTo: 200 }, { ...shoes, priceFrom: 200 })).toEqual([])
    expect(among({ ...shoes, priceTo: 200 }, { category: 'Шапки', priceFrom: 199 })).toEqual([])
    expect(among({ ...shoes, priceTo: 200 }, { ...shoes, priceFrom: 1, channel: 'site' })).toEqual([])
    // What holds for the other prices may stand below.
    expect(among({ ...shoes, priceFrom: 200 }, shoes)).toEqual([])
  })
})

describe('an exception that never fires', () => {
  it('has no condition at all, or stands below one that takes everything', () => {
    expect(among({})).toEqual([['exceptions[0]', 'no_condition']])
    const shoes = { category: 'Обувь' }
    const never = [['exceptions[1]', 'never_fires']]
    expect(among(shoes, shoes)).toEqual(never)
    expect(among(shoes, { ...shoes, channel: 'site' })).toEqual(never)
    expect(among({ priceFrom: 100 }, { priceFrom: 200, priceTo: 300 })).toEqual(never)
    expect(among({ reason: 'not_fit' }, { reason: 'size' })).toEqual(never)
    expect(among({ reason: 'size' }, { reason: 'not_fit' })).toEqual([])
    expect(among({ ...shoes, channel: 'site' }, shoes)).toEqual([])
  })

  it('is named with those that cover it together', () => {
    const exceptions = [
      { ...anyGoods, category: 'Шапки' },
      { ...anyGoods, priceTo: 100 },
      { ...anyGoods, priceFrom: 100 },
      { ...anyGoods, category: 'Обувь', days: 20 },
    ]
    expect(policyIssues({ ...lawOnlyTerms, exceptions }, known)).toEqual([
      expect.objectContaining({
        path: 'exceptions[3]',
        code: 'never_fires',
        params: { place: 4, by: '2, 3' },
      }),
    ])
  })

  it('is one that no article, price, channel and reason reaches', () => {
    const reasons = [
      { code: 'fit', parent: null },
      { code: 'size', parent: 'fit' },
      { code: 'style', parent: 'fit' },
      { code: 'late', parent: null },
    ]
    const ways = [[], ['fit'], ['size', 'fit'], ['style', 'fit'], ['late']]
    const values = (...choices: string[]) => fc.constantFrom(null, ...choices)
    const exception = fc
      .record({
        category: values('a', 'b'),
        channel: values('x', 'y'),
        reason: values('fit', 'size', 'late'),
        priceFrom: fc.constantFrom(null, 0, 1, 2, 3),
        priceTo: fc.constantFrom(null, 1, 2, 3),
        days: fc.constant(10),
      })
      .filter(
        ({ category, channel, reason, priceFrom, priceTo }) =>
          (priceTo === null || (priceFrom ?? 0) < priceTo) &&
          [category, channel, reason, priceFrom, priceTo].some((one) => one !== null),
      )
    const reached = (exceptions: WindowException[]) => {
      const places = new Set<number>()
      for (const category of ['a', 'b', null])
        for (const channel of ['x', 'y', 'z'])
          for (const way of ways)
            for (const unitPrice of [0, 1, 2, 3]) {
              const item = { category, unitPrice, reasons: way }
              places.add(fittingException({ exceptions }, { channel }, item)?.place ?? 0)
            }
      return places
    }
    const shop = { ...known, categories: new Set(['a', 'b']), channels: new Set(['x', 'y']), reasons }
    fc.assert(
      fc.property(fc.array(exception, { minLength: 2, maxLength: 6 }), (exceptions) => {
        const places = reached(exceptions)
        const never = policyIssues({ ...lawOnlyTerms, exceptions }, shop)
          .filter(({ code }) => code === 'never_fires')
          .map(({ params }) => params?.place)
        expect(never).toEqual(exceptions.map((_, index) => index + 1).filter((place) => !places.has(place)))
      }),
      { numRuns: 1500 },
    )
  })
})

it('answers the longest policy that can be written with 100 issues', () => {
  const conditions = Array.from({ length: 33 }, (_, index) => index)
  const exceptions: WindowException[] = [
    ...conditions.map((index) => ({ ...anyGoods, category: `c${index}`, priceTo: 10 + index })),
    ...conditions.map((index) => ({ ...anyGoods, channel: `h${index}`, priceFrom: 10 + index })),
    ...conditions.map((index) => ({ ...anyGoods, reason: baseReasons[index % 26]?.code ?? null, days: 6 })),
  ]
  expect(policyIssues({ ...lawOnlyTerms, exceptions }, known)).toHaveLength(100)
})
