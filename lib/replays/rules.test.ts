import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lawOnlyTerms } from '@/lib/policies/schemas'
import { nextSteps, outcomes } from '@/lib/policies/verdict'
import {
  addTransitions,
  countTransition,
  readDecision,
  rejudge,
  sameAnswer,
  shareDone,
  summaryOf,
  writeDecision,
  type Decision,
  type PastCase,
  type Transitions,
} from './rules'
import { parseReplaySearch, replayHref } from './search'

const decision: fc.Arbitrary<Decision> = fc.record({
  outcome: fc.constantFrom(...outcomes),
  next: fc.constantFrom(...nextSteps),
})
const wait: Decision = { outcome: 'within', next: 'wait' }
const approve: Decision = { outcome: 'within', next: 'approve' }
const review: Decision = { outcome: 'outside', next: 'review' }

describe('the counts of a replay', () => {
  it('are the same in one go and in steps', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(decision, decision)), fc.nat(20), (pairs, at) => {
        const count = (some: typeof pairs) => {
          const counts: Transitions = {}
          for (const [before, after] of some) countTransition(counts, before, after)
          return counts
        }
        const steps = addTransitions(count(pairs.slice(0, at)), count(pairs.slice(at)))
        expect(steps).toEqual(count(pairs))
        const { decisions, dates, decided, dated } = summaryOf(steps)
        expect(decided + dated).toBe(pairs.length)
        for (const { before, after } of dates) expect(before).toEqual(after)
        for (const { before, after } of decisions) expect(before).not.toEqual(after)
      }),
    )
  })

  it('stand with the most frequent on top, the last days apart, and leave out what nobody can read', () => {
    const counts = {
      'within.approve>within.wait': 2,
      'outside.review>within.approve': 5,
      'within.wait>within.wait': 9,
      'outside.review>outside.review': 0,
      'gone.approve>within.wait': 4,
    }
    expect(summaryOf(counts)).toEqual({
      decisions: [
        { before: review, after: approve, count: 5 },
        { before: approve, after: wait, count: 2 },
      ],
      dates: [{ before: wait, after: wait, count: 9 }],
      decided: 7,
      dated: 9,
    })
  })
})

it('writes decisions so that they are read again, and reads nothing else', () => {
  fc.assert(
    fc.property(decision, (one) => {
      expect(readDecision(writeDecision(one))).toEqual(one)
    }),
  )
  for (const text of ['', 'within', 'within.', 'within.approve.wait', 'WITHIN.approve', 'approve.within'])
    expect(readDecision(text)).toBeNull()
})

describe('both answers to a past return', () => {
  const past: PastCase = {
    id: 'c',
    requestedAt: new Date('2026-03-09T09:00:00Z'),
    order: {
      placedAt: new Date('2026-02-25T09:00:00Z'),
      readyForCollectionAt: null,
      handedOverAt: new Date('2026-02-27T12:00:00Z'),
      returnTermsGivenAt: null,
      channel: 'site',
      buyer: 'consumer',
    },
    items: [
      {
        id: 'i',
        sku: 'LAMP-1',
        category: null,
        quantity: 1,
        unitPrice: 199_000,
        madeToOrder: false,
        technicallyComplex: false,
        reasons: ['size', 'not_fit'],
      },
    ],
  }
  const seven = { ...lawOnlyTerms, writtenTerms: 'every_order' as const, autoApprove: { upTo: null } }
  const version = (number: number, effectiveAt: string, days: number) => ({
    id: String(number),
    number,
    effectiveAt: new Date(effectiveAt),
    terms: { ...seven, days },
  })
  const judges = {
    zone: 'Europe/Moscow',
    now: new Date('2026-11-20T09:00:00Z'),
    draft: { ...seven, days: 10 },
  }

  it('are by the version in force when the order was placed, and by the draft', () => {
    const published = [version(1, '2026-01-01T00:00:00Z', 7), version(2, '2026-03-01T00:00:00Z', 60)]
    // 27 February and 7 days is Friday 6 March; and 10 days, Monday 9 March, the day off for the 8th.
    expect(rejudge(past, { ...judges, published })).toEqual({
      before: { outcome: 'outside', next: 'review', endsOn: '2026-03-06' },
      after: { outcome: 'within', next: 'approve', endsOn: '2026-03-10' },
    })
  })

  it('are the same when the draft says what was in force', () => {
    const published = [version(1, '2026-01-01T00:00:00Z', 10)]
    const { before, after } = rejudge(past, { ...judges, published })
    expect(sameAnswer(before, after)).toBe(true)
  })
})

it('says how far it is: nothing before it runs, all of it when done, never more', () => {
  expect(shareDone({ status: 'queued', judged: 0, total: 5 })).toBeNull()
  expect(shareDone({ status: 'running', judged: 0, total: 0 })).toBe(0)
  expect(shareDone({ status: 'running', judged: 3, total: 12 })).toBe(0.25)
  expect(shareDone({ status: 'running', judged: 13, total: 12 })).toBe(1)
  expect(shareDone({ status: 'done', judged: 0, total: 0 })).toBe(1)
})

describe('the address of a replay', () => {
  const id = '019a9b1e-0000-7000-8000-000000000001'
  it('holds what is listed', () => {
    const search = { show: 'date' as const, from: wait, to: approve, after: id }
    const href = replayHref('shop', id, search)
    expect(href).toBe(`/shop/policy/replays/${id}?show=date&from=within.wait&to=within.approve&after=${id}`)
    expect(parseReplaySearch(Object.fromEntries(new URL(href, 'http://x').searchParams))).toEqual(search)
  })
  it('falls back where it cannot be understood', () => {
    expect(parseReplaySearch({ show: 'x', from: 'within.wait', to: '?', after: ['1', '2'] })).toEqual({
      show: null,
      from: null,
      to: null,
      after: null,
    })
  })
})
