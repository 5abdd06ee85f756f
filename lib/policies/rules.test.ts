import { describe, expect, it } from 'vitest'
import { fittingException } from './grounds'
import { factIssues, inForce, judgeCase, judgeItem } from './rules'
import { lawOnlyTerms, type PolicyTerms, type WindowException } from './schemas'
import { grounds, requirements, type ItemFacts, type JudgeInput, type OrderFacts } from './verdict'

const at = (text: string) => new Date(text.length === 10 ? `${text}T12:00:00+03:00` : text)

const order: OrderFacts = {
  placedAt: at('2026-02-01'),
  readyForCollectionAt: null,
  handedOverAt: at('2026-11-09'),
  returnTermsGivenAt: null,
  channel: 'site',
  buyer: 'consumer',
}
const item: ItemFacts = {
  id: 'one',
  sku: 'SH-1',
  category: 'Обувь',
  quantity: 1,
  unitPrice: 250_000,
  madeToOrder: false,
  technicallyComplex: false,
  reasons: ['size', 'not_fit'],
}
const terms: PolicyTerms = { ...lawOnlyTerms, writtenTerms: 'every_order', autoApprove: { upTo: 300_000 } }
const exception: WindowException = {
  category: null,
  priceFrom: null,
  priceTo: null,
  channel: null,
  reason: null,
  days: 14,
}
const defective = ['not_working', 'defective']

type Asked = { on: string; order?: Partial<OrderFacts>; terms?: Partial<PolicyTerms> | null; zone?: string }

function asked({ on, order: facts, terms: own = {}, zone = 'Europe/Moscow' }: Asked): JudgeInput {
  return {
    zone,
    demandedAt: at(on),
    now: at('2033-01-01'),
    order: { ...order, ...facts },
    policy: own && { number: 3, terms: { ...terms, ...own } },
  }
}
const judged = (input: Asked, facts: Partial<ItemFacts> = {}) =>
  judgeItem(asked(input), { ...item, ...facts })
const answer = (input: Asked, facts: Partial<ItemFacts> = {}) => {
  const { outcome, ground, endsOn } = judged(input, facts)
  return [outcome, ground, endsOn]
}
const condition = (input: Asked, code: string, facts: Partial<ItemFacts> = {}) =>
  judged(input, facts).conditions.find((one) => one.code === code)

describe('the moment of the handover', () => {
  // The last second of 10 March and the first of 11 March on the clocks of each place.
  it.each([
    ['Europe/Kaliningrad', '2026-03-10T23:59:59+02:00', '2026-03-17'],
    ['Europe/Kaliningrad', '2026-03-11T00:00:00+02:00', '2026-03-18'],
    ['Europe/Moscow', '2026-03-10T23:59:59+03:00', '2026-03-17'],
    ['Europe/Moscow', '2026-03-11T00:00:00+03:00', '2026-03-18'],
    ['Asia/Kamchatka', '2026-03-10T23:59:59+12:00', '2026-03-17'],
    ['Asia/Kamchatka', '2026-03-11T00:00:00+12:00', '2026-03-18'],
  ])('in %s, %s: to the end of %s', (zone, handedOverAt, last) => {
    const offset = handedOverAt.slice(-6)
    const next = `2026-03-${Number(last.slice(-2)) + 1}`
    const when = (on: string) => answer({ on, zone, order: { handedOverAt: at(handedOverAt) } })
    expect(when(`${last}T23:59:59.999${offset}`)).toEqual(['within', 'shop_window', last])
    expect(when(`${next}T00:00:00${offset}`)).toEqual(['outside', null, last])
  })

  it('is counted in the zone that the shop has: another zone, other days', () => {
    const order = { handedOverAt: at('2026-03-10T23:30:00+03:00') }
    const on = '2026-03-17T20:00:00+03:00'
    expect(answer({ on, order, zone: 'Europe/Moscow' })).toEqual(['within', 'shop_window', '2026-03-17'])
    expect(answer({ on, order, zone: 'Asia/Kamchatka' })).toEqual(['within', 'shop_window', '2026-03-18'])
  })
})

describe('the last day', () => {
  it.each([
    // On 31 December, off by decree.
    ['2025-12-24', '2026-01-12', '2026-01-13'],
    ['2024-12-24', '2025-01-09', '2025-01-10'],
    // On 8 March.
    ['2026-03-01', '2026-03-10', '2026-03-11'],
    ['2025-03-01', '2025-03-10', '2025-03-11'],
    // On a Saturday that is worked.
    ['2025-10-25', '2025-11-01', '2025-11-02'],
    ['2024-12-21', '2024-12-28', '2024-12-29'],
    ['2027-02-13', '2027-02-20', '2027-02-21'],
    // On 29 February.
    ['2024-02-22', '2024-02-29', '2024-03-01'],
  ])('of a handover on %s is %s, and %s is too late', (handed, last, late) => {
    const facts = { placedAt: at('2023-12-01'), handedOverAt: at(handed) }
    expect(answer({ on: last, order: facts })).toEqual(['within', 'shop_window', last])
    expect(answer({ on: late, order: facts })).toEqual(['outside', null, last])
  })

  it('of the shop’s own days stays where it is when the shop does not shift, but the law’s moves', () => {
    const input = { on: '2026-03-09', order: { handedOverAt: at('2026-03-01') } }
    expect(answer({ ...input, terms: { extendToWorkingDay: false } })).toEqual([
      'within',
      'distance_refusal',
      '2026-03-10',
    ])
    expect(condition({ ...input, terms: { extendToWorkingDay: false } }, 'shop_window')?.holds).toBe(false)
  })

  it('is not guessed in a year without a calendar: a person decides, until no day off can reach', () => {
    const facts = { handedOverAt: at('2028-02-28') }
    expect(answer({ on: '2028-03-06', order: facts })[0]).toBe('within')
    expect(answer({ on: '2028-03-07', order: facts })).toEqual(['review', null, '2028-03-06'])
    expect(answer({ on: '2028-05-01', order: facts })[0]).toBe('outside')
  })
})

describe('dates that are missing or contradict each other', () => {
  it('lets goods be refused at any time before they are handed over', () => {
    const input = { on: '2026-11-20', order: { handedOverAt: null } }
    expect(answer(input)).toEqual(['within', 'before_handover', null])
    expect(condition(input, 'handover_known')?.holds).toBeNull()
    expect(condition(input, 'shop_window')).toMatchObject({ holds: null, window: null })
    expect(condition(input, 'distance_refusal')).toMatchObject({ holds: null, window: null })
  })

  it('takes a demand of before the handover, whose days end after it', () => {
    expect(answer({ on: '2026-11-08' })).toEqual(['within', 'shop_window', '2026-11-16'])
    expect(condition({ on: '2026-11-08' }, 'before_handover')?.holds).toBe(true)
    expect(condition({ on: '2026-11-09T11:59:59.999+03:00' }, 'before_handover')?.holds).toBe(true)
    expect(condition({ on: '2026-11-09' }, 'before_handover')?.holds).toBe(false)
  })

  it.each([
    [{ handedOverAt: at('2026-01-31') }, '2026-02-03', 'handed_over_before_placed'],
    [{}, '2026-01-31', 'demand_before_order'],
    [{}, '2033-01-02', 'demand_in_future'],
  ])('leaves %j, asked on %s, to a person: %s', (facts, on, problem) => {
    expect(answer({ on, order: facts })).toEqual(['review', null, null])
    expect(condition({ on, order: facts }, 'dates_agree')).toMatchObject({ holds: false, facts: { problem } })
    const { handedOverAt, placedAt } = { ...order, ...facts }
    const issues = factIssues({ placedAt, handedOverAt }, at(on), at('2033-01-01'))
    expect(issues.map(({ path, code }) => [path, code])).toEqual([
      [problem === 'handed_over_before_placed' ? 'handedOverAt' : 'requestedAt', problem],
    ])
  })

  it('names each of two contradictions, and none where dates agree or nothing is asked', () => {
    const now = at('2026-11-22')
    const wrong = { placedAt: at('2026-11-10'), handedOverAt: at('2026-11-01') }
    expect(factIssues(wrong, at('2026-11-23'), now).map(({ code }) => code)).toEqual([
      'handed_over_before_placed',
      'demand_in_future',
    ])
    expect(factIssues(wrong, null, now)).toHaveLength(1)
    expect(factIssues({ ...wrong, handedOverAt: null }, null, now)).toEqual([])
    expect(factIssues({ ...wrong, handedOverAt: now }, now, now)).toEqual([])
  })
})

describe('written terms of return', () => {
  const asRecorded = { writtenTerms: 'as_recorded' } as const

  it.each([
    // Three months, to the end of that day, shifted off a day off.
    ['2026-01-20', '2026-04-20', '2026-04-21'],
    ['2025-11-30', '2026-03-02', '2026-03-03'],
    ['2026-01-31', '2026-04-30', '2026-05-01'],
    ['2026-02-09', '2026-05-12', '2026-05-13'],
  ])('never given at the handover on %s: refusal until %s, not on %s', (handed, last, late) => {
    const facts = { placedAt: at('2025-11-01'), handedOverAt: at(handed) }
    const last24 = `${last}T23:59:59+03:00`
    expect(answer({ on: last24, order: facts, terms: asRecorded })).toEqual([
      'within',
      'terms_not_given',
      last,
    ])
    expect(answer({ on: late, order: facts, terms: asRecorded })).toEqual(['outside', null, last])
  })

  it('given at the handover or before it end the matter, given a day later do not', () => {
    const given = (on: string) =>
      answer({ on: '2026-12-20', terms: asRecorded, order: { returnTermsGivenAt: at(on) } })
    expect(given('2026-11-01')[0]).toBe('outside')
    expect(given('2026-11-09T23:00:00+03:00')[0]).toBe('outside')
    expect(given('2026-11-10')).toEqual(['within', 'terms_not_given', '2027-02-09'])
  })

  it('lie in every parcel of a shop that says so; of one without a policy nothing is known', () => {
    expect(answer({ on: '2026-12-20' })[0]).toBe('outside')
    expect(answer({ on: '2026-12-20', terms: null })).toEqual(['within', 'terms_not_given', '2027-02-09'])
  })
})

describe('made to order', () => {
  it('cannot be refused, before the handover neither', () => {
    expect(answer({ on: '2026-11-10' }, { madeToOrder: true })).toEqual(['not_returnable', null, null])
    expect(answer({ on: '2026-11-08' }, { madeToOrder: true })[0]).toBe('not_returnable')
    expect(answer({ on: '2026-11-10', order: { handedOverAt: null } }, { madeToOrder: true })[0]).toBe(
      'not_returnable',
    )
  })

  it('is what the shop excludes on that basis too, by category or article', () => {
    const by = (category: string | null, sku: string | null) =>
      answer({ on: '2026-11-10', terms: { exclusions: [{ category, sku, basis: 'made_to_order' }] } })[0]
    expect([by('Обувь', null), by(null, 'SH-1'), by('Шапки', null), by(null, 'SH-2')]).toEqual([
      'not_returnable',
      'not_returnable',
      'within',
      'within',
    ])
  })

  it('still comes back with a defect', () => {
    const facts = { madeToOrder: true, reasons: defective }
    expect(answer({ on: '2026-12-20' }, facts)).toEqual(['within', 'defect', '2028-11-09'])
    expect(judged({ on: '2026-12-20' }, { madeToOrder: true }).open).toEqual([
      { ground: 'defect', endsOn: '2028-11-09', claimed: false },
    ])
  })
})

describe('a claimed defect', () => {
  it.each([
    // Handed over on 9 November 2026; 24 November is day 15.
    ['2026-11-23', 'within', 'defect_complex'],
    ['2026-11-24', 'within', 'defect_complex'],
    ['2026-11-25', 'review', null],
    ['2030-11-25', 'review', null],
  ])('in technically complex goods, asked on %s: %s by %s', (on, outcome, ground) => {
    const facts = { technicallyComplex: true, reasons: defective }
    expect(answer({ on }, facts)).toEqual([outcome, ground, '2026-11-24'])
    expect(condition({ on }, 'defect', facts)).toMatchObject({ holds: false, window: null })
  })

  it('in other goods holds for two years, then only a warranty may, so a person decides', () => {
    const facts = { handedOverAt: at('2024-11-08') }
    const placed = { ...facts, placedAt: at('2024-11-01') }
    const by = (on: string) => answer({ on, order: placed }, { reasons: defective })
    expect(by('2026-11-09')).toEqual(['within', 'defect', '2026-11-09'])
    expect(by('2026-11-10')).toEqual(['review', null, '2026-11-09'])
  })

  it.each(['defective', 'damaged_in_delivery', 'not_as_described', 'wrong_item', 'incomplete'])(
    'is what the reason %s says, and those below it',
    (root) => {
      expect(answer({ on: '2026-12-20' }, { reasons: [root] })[1]).toBe('defect')
      expect(answer({ on: '2026-12-20' }, { reasons: ['the shop’s own', root] })[1]).toBe('defect')
    },
  )

  it('that is not claimed is told as open and decides nothing', () => {
    const verdict = judged({ on: '2026-12-20' })
    expect(verdict.outcome).toBe('outside')
    expect(verdict.open).toEqual([{ ground: 'defect', endsOn: '2028-11-09', claimed: false }])
    expect(judged({ on: '2026-12-20' }, { reasons: [] }).outcome).toBe('outside')
  })
})

describe('goods of the exchange list', () => {
  const listed: Partial<PolicyTerms> = {
    outside: 'decline',
    exclusions: [{ category: 'Обувь', sku: null, basis: 'exchange_list' }],
  }
  it('are for a person to decide, within and outside', () => {
    expect(answer({ on: '2026-11-10', terms: listed })[0]).toBe('review')
    expect(answer({ on: '2026-12-20', terms: listed })[0]).toBe('review')
    expect(judgeCase(asked({ on: '2026-12-20', terms: listed }), [item]).next).toBe('review')
  })

  it('are refused at the door and returned with a defect as any other', () => {
    expect(answer({ on: '2026-11-08', terms: listed })[0]).toBe('within')
    expect(answer({ on: '2026-12-20', terms: listed }, { reasons: defective })).toEqual([
      'within',
      'defect',
      '2028-11-09',
    ])
  })
})

describe('a business buyer', () => {
  it('has no consumer’s grounds, so a person decides by the shop’s own terms', () => {
    const input: Asked = { on: '2026-11-10', order: { buyer: 'business' } }
    const verdict = judged(input, { reasons: defective })
    expect([verdict.outcome, verdict.ground]).toEqual(['review', 'shop_window'])
    expect(verdict.conditions.filter(({ holds }) => holds === true).map(({ code }) => code)).not.toContain(
      'distance_refusal',
    )
    for (const code of ['distance_refusal', 'before_handover', 'terms_not_given', 'defect', 'consumer']) {
      expect(condition(input, code, { reasons: defective })).toMatchObject({ holds: false, window: null })
    }
    expect(answer({ ...input, on: '2026-12-20' })[0]).toBe('review')
    expect(answer(input, { madeToOrder: true })[0]).toBe('review')
  })
})

describe('the shop’s own days', () => {
  it('count from the order or the pick-up point only where that is better for the customer', () => {
    const facts = { placedAt: at('2026-11-01'), readyForCollectionAt: at('2026-11-04') }
    const counted = (countFrom: PolicyTerms['countFrom'], days: number, more: Partial<OrderFacts> = {}) =>
      answer({ on: '2026-11-10', order: { ...facts, ...more }, terms: { countFrom, days } })
    expect(counted('order', 7)).toEqual(['within', 'distance_refusal', '2026-11-16'])
    expect(counted('order', 30)).toEqual(['within', 'shop_window', '2026-12-01'])
    expect(counted('collection_point', 30)).toEqual(['within', 'shop_window', '2026-12-04'])
    expect(counted('collection_point', 30, { readyForCollectionAt: null })).toEqual([
      'within',
      'shop_window',
      '2026-12-09',
    ])
    const nothingYet = { readyForCollectionAt: null, handedOverAt: null }
    expect(counted('collection_point', 30, nothingYet)).toEqual(['within', 'before_handover', null])
  })

  it('are those of the first exception that fits, else the usual', () => {
    const exceptions: WindowException[] = [
      { ...exception, category: 'Обувь', priceFrom: 100_000, priceTo: 250_000, days: 20 },
      { ...exception, channel: 'market', days: 30 },
      { ...exception, reason: 'not_fit', days: 40 },
      { ...exception, category: 'Обувь', days: 50 },
    ]
    const fitting = (facts: Partial<ItemFacts>, channel = 'site') =>
      fittingException({ exceptions }, { channel }, { ...item, ...facts })?.place ?? null
    expect(fitting({ unitPrice: 99_999 })).toBe(3)
    expect(fitting({ unitPrice: 100_000 })).toBe(1)
    expect(fitting({ unitPrice: 249_999 })).toBe(1)
    expect(fitting({ unitPrice: 250_000 })).toBe(3)
    expect(fitting({}, 'market')).toBe(2)
    expect(fitting({ reasons: ['not_fit'] })).toBe(3)
    expect(fitting({ reasons: ['no_money', 'changed_mind'] })).toBe(4)
    expect(fitting({ reasons: [], category: null })).toBeNull()
    expect(condition({ on: '2026-11-10', terms: { exceptions } }, 'shop_window')).toMatchObject({
      window: { days: 40 },
      facts: { exception: 3 },
    })
  })

  it('are those of the version in force when the order was placed', () => {
    const versions = [
      { number: 1, effectiveAt: at('2026-01-01'), days: 7 },
      { number: 2, effectiveAt: at('2026-06-01'), days: 14 },
      { number: 3, effectiveAt: at('2026-05-01'), days: 21 },
    ]
    const number = (placed: string) => inForce(versions, at(placed))?.number ?? null
    expect(number('2025-12-31T23:59:59+03:00')).toBeNull()
    expect(inForce(versions, at('2026-01-01'))?.number).toBe(1)
    expect(number('2026-04-30')).toBe(1)
    // Published later, in effect earlier: it supersedes the one that was scheduled.
    expect([number('2026-05-01'), number('2026-06-02')]).toEqual([3, 3])
    expect(inForce([], at('2026-06-01'))).toBeNull()
  })
})

describe('a case', () => {
  const other = { ...item, id: 'two', sku: 'HT-1', category: 'Шапки', unitPrice: 40_000 }

  it('approves within the threshold, waits past it and ends with its earliest item', () => {
    const exceptions = [{ ...exception, category: 'Обувь', days: 30 }]
    const input = asked({ on: '2026-11-10', terms: { exceptions } })
    expect(judgeCase(input, [item, other])).toMatchObject({
      outcome: 'within',
      next: 'approve',
      flag: null,
      endsOn: '2026-11-16',
      value: 290_000,
      policyNumber: 3,
      moneyDue: { from: '2026-11-10', days: 10, calendarEnd: '2026-11-20', shiftedEnd: '2026-11-20' },
      items: [
        { id: 'one', endsOn: '2026-12-09' },
        { id: 'two', endsOn: '2026-11-16' },
      ],
    })
    expect(judgeCase(input, [item, { ...other, unitPrice: 50_000 }]).next).toBe('approve')
    expect(judgeCase(input, [item, { ...other, unitPrice: 50_001 }]).next).toBe('wait')
    expect(judgeCase(input, [item, { ...other, quantity: 2 }]).next).toBe('wait')
    expect(judgeCase(asked({ on: '2026-11-10', terms: { autoApprove: null } }), [item]).next).toBe('wait')
    expect(judgeCase(asked({ on: '2026-11-10', terms: { autoApprove: { upTo: null } } }), [item]).next).toBe(
      'approve',
    )
  })

  it('of two windows, one past, goes to a person as mixed', () => {
    const exceptions = [{ ...exception, category: 'Обувь', days: 30 }]
    const input = asked({ on: '2026-11-25', terms: { exceptions, outside: 'decline' } })
    expect(judgeCase(input, [item, other])).toMatchObject({
      outcome: 'review',
      next: 'review',
      flag: 'mixed',
    })
  })

  it.each([
    ['flag_for_support', 'review', 'outside_window'],
    ['decline', 'decline', 'outside_window'],
    ['accept', 'approve', null],
  ] as const)('outside the window, %s: %s', (outside, next, flag) => {
    const verdict = judgeCase(asked({ on: '2026-12-20', terms: { outside } }), [item])
    expect([verdict.outcome, verdict.next, verdict.flag]).toEqual(['outside', next, flag])
  })

  it('outside a window that the shop forgives still waits past the threshold', () => {
    const input = asked({ on: '2026-12-20', terms: { outside: 'accept' } })
    expect(judgeCase(input, [{ ...item, quantity: 2 }])).toMatchObject({ next: 'wait', flag: null })
  })

  it('that cannot be returned is declined only where the shop declines by itself', () => {
    const made = [{ ...item, madeToOrder: true }]
    const next = (outside: PolicyTerms['outside']) => {
      const verdict = judgeCase(asked({ on: '2026-11-10', terms: { outside } }), made)
      return [verdict.next, verdict.flag]
    }
    expect(next('decline')).toEqual(['decline', 'not_returnable'])
    expect(next('flag_for_support')).toEqual(['review', 'not_returnable'])
    expect(next('accept')).toEqual(['review', 'not_returnable'])
  })

  it('is never declined by itself while a claimed defect is open or disputed', () => {
    const input = asked({ on: '2026-12-20', terms: { outside: 'decline' } })
    const complex = { ...item, technicallyComplex: true, reasons: defective }
    expect(judgeCase(input, [complex])).toMatchObject({ next: 'review', flag: 'needs_person' })
    expect(judgeCase(input, [{ ...item, reasons: defective }])).toMatchObject({ outcome: 'within' })
  })

  it('without items or a policy is judged too', () => {
    expect(judgeCase(asked({ on: '2026-11-10' }), [])).toMatchObject({
      outcome: 'review',
      endsOn: null,
      value: 0,
    })
    const lawAlone = judgeItem(asked({ on: '2026-11-10', terms: null }), item)
    expect(lawAlone.conditions[0]).toMatchObject({
      code: 'shop_window',
      holds: false,
      source: { policy: null },
      window: null,
    })
  })

  it('says which state of the law it went by and moves the day the money is due off a day off', () => {
    const verdict = judgeCase(asked({ on: '2026-02-27' }), [item])
    expect(verdict.moneyDue).toMatchObject({ calendarEnd: '2026-03-09', shiftedEnd: '2026-03-10' })
    expect(verdict.law).toBe('2022-09')
  })
})

it('lists every ground and every requirement with its source, whatever failed first', () => {
  const situations: [Asked, Partial<ItemFacts>][] = [
    [{ on: '2026-11-10' }, {}],
    [
      { on: '2026-11-10', terms: null },
      { technicallyComplex: true, reasons: defective },
    ],
    [{ on: '2026-01-10', order: { buyer: 'business', handedOverAt: null } }, { madeToOrder: true }],
  ]
  for (const [input, facts] of situations) {
    const { conditions } = judged(input, facts)
    expect(conditions.map(({ code }) => code)).toEqual([...grounds, ...requirements])
    for (const { source } of conditions) expect('policy' in source || source.law).toBeTruthy()
  }
})

it('throws on a zone that is none', () => {
  expect(() => judged({ on: '2026-11-10', zone: 'Mars/Olympus' })).toThrow(RangeError)
})
