import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { roles } from '@/lib/permissions'
import { diffTerms, type TermChange } from './diff'
import {
  countFroms,
  exclusionBases,
  lawOnlyTerms,
  outsides,
  policyTerms,
  type Exclusion,
  type PolicyTerms,
  type WindowException,
} from './schemas'

const shoes: WindowException = {
  category: 'Обувь',
  priceFrom: null,
  priceTo: null,
  channel: null,
  reason: null,
  days: 30,
}
const coats: WindowException = { ...shoes, category: 'Пальто', days: 21 }
const hats: WindowException = { ...shoes, category: 'Шапки', days: 14 }

const withTerms = (more: Partial<PolicyTerms>): PolicyTerms => ({ ...lawOnlyTerms, ...more })
const exceptions = (...list: WindowException[]) => withTerms({ exceptions: list })

describe('a diff of terms', () => {
  test('another number of days is a change of that exception', () => {
    expect(diffTerms(exceptions(shoes, coats), exceptions(shoes, { ...coats, days: 45 }))).toEqual([
      {
        kind: 'changed',
        what: 'exception',
        before: { ...coats, place: 2 },
        after: { ...coats, days: 45, place: 2 },
      },
    ])
  })

  test('another price band of the same goods is a change too', () => {
    const dear = { ...shoes, priceFrom: 500_000 }
    const dearer = { ...shoes, priceFrom: 700_000 }
    expect(diffTerms(exceptions(dear), exceptions(dearer))).toEqual([
      { kind: 'changed', what: 'exception', before: { ...dear, place: 1 }, after: { ...dearer, place: 1 } },
    ])
  })

  test('what is inserted above moves nothing', () => {
    expect(diffTerms(exceptions(shoes, coats), exceptions(hats, shoes, coats))).toEqual([
      { kind: 'added', what: 'exception', before: null, after: { ...hats, place: 1 } },
    ])
  })

  test('the one that passed the others is moved, and they are not', () => {
    expect(diffTerms(exceptions(shoes, coats, hats), exceptions(hats, shoes, coats))).toEqual([
      { kind: 'moved', what: 'exception', before: { ...hats, place: 3 }, after: { ...hats, place: 1 } },
    ])
  })

  test('an exception may be moved and changed at once', () => {
    const longer = { ...coats, days: 60 }
    const changes = diffTerms(exceptions(shoes, hats, coats), exceptions(longer, shoes, hats))
    expect(changes.map(({ kind }) => kind)).toEqual(['changed', 'moved'])
    expect(changes.map(({ after }) => after)).toEqual([
      { ...longer, place: 1 },
      { ...longer, place: 1 },
    ])
  })

  test('the order of exclusions and of roles means nothing, nor does a repetition', () => {
    const one: Exclusion = { category: 'Носки', sku: null, basis: 'exchange_list' }
    const other: Exclusion = { category: null, sku: 'AB-1', basis: 'made_to_order' }
    const before = withTerms({
      exclusions: [one, other],
      warning: { daysBefore: 3, roles: ['support', 'manager'] },
    })
    const after = withTerms({
      exclusions: [other, one, other],
      warning: { daysBefore: 3, roles: ['manager', 'support', 'manager'] },
    })
    expect(diffTerms(before, after)).toEqual([])
  })

  test('another basis of the same goods is a change', () => {
    const before: Exclusion = { category: 'Носки', sku: null, basis: 'exchange_list' }
    const after: Exclusion = { ...before, basis: 'made_to_order' }
    expect(diffTerms(withTerms({ exclusions: [before] }), withTerms({ exclusions: [after] }))).toEqual([
      { kind: 'changed', what: 'exclusion', before, after },
    ])
  })

  test('approving nothing, up to a sum, and anything are three things', () => {
    const choices = [null, { upTo: null }, { upTo: 0 }, { upTo: 300_000 }]
    choices.forEach((before, at) => {
      choices.forEach((after, other) => {
        const changes = diffTerms(withTerms({ autoApprove: before }), withTerms({ autoApprove: after }))
        expect(changes).toHaveLength(at === other ? 0 : 1)
      })
    })
  })
})

// Few values, so that two draws are often alike.
const few = (...values: string[]) => fc.option(fc.constantFrom(...values), { nil: null })
const price = fc.option(fc.constantFrom(0, 300_000, 500_000), { nil: null })
const anyException: fc.Arbitrary<WindowException> = fc.record({
  category: few('Обувь', 'Пальто'),
  priceFrom: price,
  priceTo: price,
  channel: few('site', 'app'),
  reason: few('size', 'defective'),
  days: fc.constantFrom(7, 14, 30),
})
const anyExclusion: fc.Arbitrary<Exclusion> = fc.record({
  category: few('Носки', 'Бельё'),
  sku: few('AB-1'),
  basis: fc.constantFrom(...exclusionBases),
})
const anyTerms: fc.Arbitrary<PolicyTerms> = fc.record({
  days: fc.constantFrom(7, 14),
  exceptions: fc.array(anyException, { maxLength: 8 }),
  countFrom: fc.constantFrom(...countFroms),
  extendToWorkingDay: fc.boolean(),
  writtenTerms: fc.constantFrom('every_order', 'as_recorded'),
  outside: fc.constantFrom(...outsides),
  autoApprove: fc.option(fc.record({ upTo: fc.option(fc.constantFrom(0, 300_000), { nil: null }) }), {
    nil: null,
  }),
  pickupAttempts: fc.constantFrom(1, 3),
  warning: fc.record({
    daysBefore: fc.constantFrom(0, 3),
    roles: fc.shuffledSubarray([...roles], { minLength: 1 }),
  }),
  exclusions: fc.array(anyExclusion, { maxLength: 6 }),
})

/** Makes the later terms out of the earlier ones and the diff alone: so nothing that differs can be missing in it. */
function patched(before: PolicyTerms, changes: readonly TermChange[]): PolicyTerms {
  const after: PolicyTerms = { ...before }
  const list = before.exceptions.map((one, index) => ({ ...one, place: index + 1 }))
  const gone = new Set<number>()
  const arriving: (WindowException & { place: number })[] = []
  const replaced = new Map<number, WindowException>()
  const excluded = new Map(before.exclusions.map((one) => [JSON.stringify(one), one]))
  for (const change of changes) {
    switch (change.what) {
      case 'exception':
        if (change.kind === 'removed' || change.kind === 'moved') gone.add(change.before.place)
        if (change.kind === 'added' || change.kind === 'moved') arriving.push(change.after)
        if (change.kind === 'changed') replaced.set(change.before.place, change.after)
        break
      case 'exclusion':
        if (change.before) excluded.delete(JSON.stringify(change.before))
        if (change.after) excluded.set(JSON.stringify(change.after), change.after)
        break
      default:
        Object.assign(after, { [change.what]: change.after })
    }
  }
  const staying: WindowException[] = list
    .filter(({ place }) => !gone.has(place))
    .map((one) => replaced.get(one.place) ?? one)
  for (const one of arriving.toSorted((a, b) => a.place - b.place)) staying.splice(one.place - 1, 0, one)
  return { ...after, exceptions: staying, exclusions: [...excluded.values()] }
}

/** Terms with what is a set in one order, and nothing that is not a term. */
function plain(terms: PolicyTerms) {
  const { exclusions, warning } = terms
  return {
    ...terms,
    exceptions: terms.exceptions.map(({ category, priceFrom, priceTo, channel, reason, days }) => ({
      category,
      priceFrom,
      priceTo,
      channel,
      reason,
      days,
    })),
    exclusions: [...new Set(exclusions.map((one) => JSON.stringify(one)))].sort(),
    warning: { ...warning, roles: [...warning.roles].sort() },
  }
}

/** Passed by others, and yet of the same number: only where something else came, went or moved. */
const stands = (change: TermChange) => change.kind === 'moved' && change.before.place === change.after.place
const shifts = ({ what, kind }: TermChange) => what === 'exception' && kind !== 'changed'

describe('of any two terms', () => {
  test('equal ones differ in nothing', () => {
    fc.assert(
      fc.property(anyTerms, (terms) => {
        expect(diffTerms(terms, policyTerms.parse(structuredClone(terms)))).toEqual([])
      }),
    )
  })

  test('the diff holds everything that differs: it makes the one out of the other', () => {
    fc.assert(
      fc.property(anyTerms, anyTerms, (before, after) => {
        expect(plain(patched(before, diffTerms(before, after)))).toEqual(plain(after))
      }),
      { numRuns: 2000 },
    )
  })

  test('each change is a difference, and backwards there are as many', () => {
    fc.assert(
      fc.property(anyTerms, anyTerms, (before, after) => {
        const changes = diffTerms(before, after)
        for (const change of changes) {
          if (stands(change)) expect(changes.filter(shifts).length).toBeGreaterThan(1)
          else expect(change.before).not.toEqual(change.after)
        }
        expect(diffTerms(after, before)).toHaveLength(changes.length)
      }),
    )
  })

  test('a list put into another order says no more moves than it must', () => {
    const distinct = fc.uniqueArray(anyException, { selector: (one) => JSON.stringify(one), maxLength: 8 })
    fc.assert(
      fc.property(
        distinct.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
        ([list, shuffled]) => {
          const changes = diffTerms(exceptions(...list), exceptions(...shuffled))
          expect(changes.every(({ kind }) => kind === 'moved')).toBe(true)
          expect(changes.length).toBeLessThan(Math.max(1, list.length))
        },
      ),
    )
  })
})
