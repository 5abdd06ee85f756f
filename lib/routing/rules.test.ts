import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { weekdays } from '@/lib/dates'
import { payments } from '@/lib/orders/schemas'
import type { RefusalFacts, RoutingPlaces } from './route'
import { answerRoute, compileRules, inForce, wayOf } from './rules'
import {
  conditionFields,
  extents,
  fixedFields,
  fixedValues,
  manyFields,
  oneFields,
  packagingStates,
  rangeFields,
  stockings,
  type Condition,
  type ConditionField,
  type ConditionGroup,
  type InnerGroup,
  type RouteActions,
  type RoutingRule,
  type RuleSetContent,
} from './schemas'

const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const locations = [uuid(901), uuid(902), uuid(903)]

const plain = {
  storageDays: null,
  sorting: false,
  repack: false,
  tellCustomer: true,
  tellOrderSystem: true,
  refund: false,
}
const deliver = (locationId: string): RouteActions => ({ ...plain, to: { action: 'deliver', locationId } })
const ask: RouteActions = { ...plain, to: { action: 'ask' } }
const redeliver: RouteActions = { ...plain, to: { action: 'redeliver', afterDays: 2, window: null } }

const facts: RefusalFacts = {
  reasons: ['not_working', 'defective'],
  categories: ['a', 'b'],
  skus: ['a'],
  suppliers: [],
  price: 500,
  parcelValue: 900,
  weight: null,
  payment: null,
  region: null,
  city: 'b',
  hub: null,
  carrier: 'a',
  attempt: 2,
  extent: 'partial',
  packaging: 'opened',
  weekday: 'sun',
  stocked: 'some',
}

const some = <T>(values: readonly T[]) => fc.subarray([...values], { minLength: 1 })
const names = ['a', 'b', 'c', 'defective', 'not_working']
const bound = fc.integer({ min: 0, max: 5 })
const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    field: fc.constantFrom(...oneFields),
    op: fc.constantFrom('in', 'not_in'),
    values: some(names),
  }),
  fc.record({
    field: fc.constantFrom(...manyFields),
    op: fc.constantFrom('any', 'all', 'none'),
    values: some(names),
  }),
  fc
    .record({
      field: fc.constantFrom(...rangeFields),
      from: bound,
      width: bound,
      open: fc.constantFrom('no', 'from', 'to'),
    })
    .map(({ field, from, width, open }): Condition => ({
      field,
      op: 'between',
      from: open === 'from' ? null : from,
      to: open === 'to' ? null : from + width + 1,
    })),
  fc
    .constantFrom(...fixedFields)
    .chain((field) =>
      fc.record({ field: fc.constant(field), op: fc.constant('in'), values: some(fixedValues[field]) }),
    ),
)
const match = fc.constantFrom('all', 'any')
const inner: fc.Arbitrary<InnerGroup> = fc.record({
  match,
  of: fc.array(condition, { minLength: 1, maxLength: 3 }),
})
const group: fc.Arbitrary<ConditionGroup> = fc.record({
  match,
  of: fc.array(fc.oneof(condition, inner), { minLength: 1, maxLength: 4 }),
})
const actions = fc.constantFrom(...locations.map(deliver), redeliver, ask)
const content: fc.Arbitrary<RuleSetContent> = fc.record({
  rules: fc
    .array(fc.record({ enabled: fc.boolean(), when: group, then: actions }), { maxLength: 12 })
    .map((rules) =>
      rules.map((one, index): RoutingRule => ({ ...one, id: uuid(index + 1), name: `${index}`, note: '' })),
    ),
  otherwise: actions,
})
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })
const name = fc.constantFrom('a', 'b', 'c', 'd')
const refusal: fc.Arbitrary<RefusalFacts> = fc.record({
  reasons: fc.constantFrom([], ['defective'], ['not_working', 'defective'], ['a'], ['d']),
  categories: fc.uniqueArray(name, { maxLength: 3 }),
  skus: fc.uniqueArray(name, { maxLength: 3 }),
  suppliers: fc.uniqueArray(name, { maxLength: 3 }),
  price: bound,
  parcelValue: bound,
  weight: maybe(bound),
  payment: maybe(fc.constantFrom(...payments)),
  region: maybe(name),
  city: maybe(name),
  hub: maybe(name),
  carrier: name,
  attempt: fc.integer({ min: 1, max: 4 }),
  extent: fc.constantFrom(...extents),
  packaging: fc.constantFrom(...packagingStates),
  weekday: fc.constantFrom(...weekdays),
  stocked: fc.constantFrom(...stockings),
})
const somePlaces = fc
  .array(fc.boolean(), { minLength: 2, maxLength: 3 })
  .map(
    (open): RoutingPlaces => new Map(open.map((isOpen, index) => [locations[index] ?? '', { open: isOpen }])),
  )

/** Word for word what the shop was told that a condition means; shares nothing with the code. */
function oracle(part: Condition | InnerGroup | ConditionGroup, of: RefusalFacts): ConditionField[] {
  if ('match' in part) {
    const inTheWay = part.of.map((one) => oracle(one, of))
    const holds =
      part.match === 'all'
        ? inTheWay.every((one) => one.length === 0)
        : inTheWay.some((one) => one.length === 0)
    return holds ? [] : inTheWay.flat()
  }
  const values: Record<ConditionField, (string | number | null)[]> = {
    reason: of.reasons,
    region: [of.region],
    city: [of.city],
    hub: [of.hub],
    carrier: [of.carrier],
    category: of.categories,
    sku: of.skus,
    supplier: of.suppliers,
    price: [of.price],
    parcelValue: [of.parcelValue],
    weight: [of.weight],
    attempt: [of.attempt],
    payment: [of.payment],
    extent: [of.extent],
    packaging: [of.packaging],
    weekday: [of.weekday],
    stocked: [of.stocked],
  }
  const given = values[part.field]
  if (part.op === 'between') {
    const { from, to } = part
    const within = given.every(
      (value) => typeof value === 'number' && (from === null || value >= from) && (to === null || value < to),
    )
    return within ? [] : [part.field]
  }
  const named = given.map((value) => typeof value === 'string' && part.values.some((one) => one === value))
  const holds = {
    in: named.includes(true),
    not_in: !named.includes(true),
    any: named.includes(true),
    all: named.length > 0 && !named.includes(false),
    none: !named.includes(true),
  }[part.op]
  return holds ? [] : [part.field]
}

const isTaken = ({ to }: RouteActions, places: RoutingPlaces) =>
  to.action !== 'deliver' || (places.get(to.locationId)?.open ?? false)

describe('answerRoute', () => {
  it('gives each refusal the first rule that holds, and says of all above why they did not', () => {
    let byRule = 0
    fc.assert(
      fc.property(content, refusal, somePlaces, (rules, of, places) => {
        const answer = answerRoute(compileRules(rules), of, places)
        const first = rules.rules.findIndex(
          ({ enabled, when, then }) => enabled && oracle(when, of).length === 0 && isTaken(then, places),
        )
        const fired = rules.rules[first]
        const above = first === -1 ? rules.rules : rules.rules.slice(0, first)
        if (fired) byRule += 1
        const isClosed = !fired && !isTaken(rules.otherwise, places)
        expect(answer).toEqual({
          rule: fired ? { id: fired.id, position: first + 1, name: fired.name } : null,
          actions:
            fired?.then ?? (isClosed ? { ...rules.otherwise, to: { action: 'ask' } } : rules.otherwise),
          destinationClosed: isClosed,
          passed: above.map(({ enabled, when }, index) => {
            const inTheWay = new Set(oracle(when, of))
            const why = !enabled ? 'off' : inTheWay.size === 0 ? 'closed' : 'conditions'
            const fields = why === 'conditions' ? conditionFields.filter((field) => inTheWay.has(field)) : []
            return { position: index + 1, why, fields }
          }),
        })
      }),
      { numRuns: 3000 },
    )
    expect(byRule).toBeGreaterThan(500)
  })

  it('answers the same however often, in whatever order and with whatever else it is asked', () => {
    fc.assert(
      fc.property(content, fc.array(refusal, { maxLength: 6 }), somePlaces, (rules, refusals, places) => {
        const once = compileRules(rules)
        const before = JSON.stringify(rules)
        const answers = refusals.map((of) => answerRoute(once, of, places))
        const again = refusals.toReversed().map((of) => answerRoute(once, of, places))
        expect(again.toReversed()).toEqual(answers)
        expect(refusals.map((of) => answerRoute(compileRules(rules), of, places))).toEqual(answers)
        expect(JSON.stringify(rules)).toBe(before)
      }),
    )
  })

  it('sends nothing to a rule that is off, and does the same when that rule is not there at all', () => {
    fc.assert(
      fc.property(content, refusal, somePlaces, (rules, of, places) => {
        const enabled = { ...rules, rules: rules.rules.filter((rule) => rule.enabled) }
        const [answer, without] = [rules, enabled].map((one) => answerRoute(compileRules(one), of, places))
        expect(answer?.rule?.id).toBe(without?.rule?.id)
        expect(answer?.actions).toEqual(without?.actions)
      }),
    )
  })

  it('changes nothing by a rule that comes below the one that fires', () => {
    fc.assert(
      fc.property(content, group, actions, refusal, somePlaces, (rules, when, then, of, places) => {
        const below = { id: uuid(99), name: '', note: '', enabled: true, when, then }
        const answer = answerRoute(compileRules(rules), of, places)
        fc.pre(answer.rule !== null)
        const longer = { ...rules, rules: [...rules.rules, below] }
        expect(answerRoute(compileRules(longer), of, places)).toEqual(answer)
      }),
    )
  })

  const open: RoutingPlaces = new Map(locations.map((id) => [id, { open: true }]))
  const holds = (...of: ConditionGroup['of']) => {
    const when: ConditionGroup = { match: 'all', of }
    const rule = { id: uuid(1), name: 'One', note: '', enabled: true, when, then: redeliver }
    return answerRoute(compileRules({ rules: [rule], otherwise: ask }), facts, open)
  }

  it.each<[string, Condition, boolean]>([
    ['a reason by the one above it', { field: 'reason', op: 'in', values: ['defective'] }, true],
    ['not a reason whose parent is named', { field: 'reason', op: 'not_in', values: ['defective'] }, false],
    ['an unknown region as none of those named', { field: 'region', op: 'not_in', values: ['a'] }, true],
    ['an unknown weight in no range', { field: 'weight', op: 'between', from: 0, to: null }, false],
    ['the lower bound', { field: 'price', op: 'between', from: 500, to: 501 }, true],
    ['not the upper bound', { field: 'price', op: 'between', from: null, to: 500 }, false],
    ['all of several categories', { field: 'category', op: 'all', values: ['a', 'b', 'c'] }, true],
    ['not all when one is missing', { field: 'category', op: 'all', values: ['a'] }, false],
    ['none of no suppliers', { field: 'supplier', op: 'none', values: ['a'] }, true],
    ['not all of no suppliers', { field: 'supplier', op: 'all', values: ['a'] }, false],
    ['an unknown payment as neither', { field: 'payment', op: 'in', values: ['prepaid', 'cod'] }, false],
    ['the attempt', { field: 'attempt', op: 'between', from: 2, to: 3 }, true],
  ])('takes %s', (_, one, is) => {
    expect(holds(one).rule !== null).toBe(is)
  })

  it('names of an `any` group all fields, of an `all` group those that failed', () => {
    const failing: Condition = { field: 'price', op: 'between', from: 501, to: null }
    const right: Condition = { field: 'carrier', op: 'in', values: ['a'] }
    const group: InnerGroup = { match: 'any', of: [{ field: 'hub', op: 'in', values: ['a'] }, failing] }
    expect(holds(right, group).passed).toEqual([{ position: 1, why: 'conditions', fields: ['hub', 'price'] }])
    expect(holds(right, { match: 'any', of: [failing, right] }).rule?.position).toBe(1)
  })

  it('passes a rule whose destination is closed, and asks a person when that of the default is', () => {
    const when: ConditionGroup = { match: 'any', of: [{ field: 'carrier', op: 'in', values: ['a'] }] }
    const rule = (number: number, then: RouteActions) => ({
      id: uuid(number),
      name: `${number}`,
      note: '',
      enabled: true,
      when,
      then,
    })
    const refund = { ...deliver(uuid(901)), refund: true }
    const rules = compileRules({
      rules: [rule(1, deliver(uuid(901))), rule(2, deliver(uuid(902)))],
      otherwise: refund,
    })
    const places = (one: boolean, other: boolean): RoutingPlaces =>
      new Map([
        [uuid(901), { open: one }],
        [uuid(902), { open: other }],
      ])
    expect(answerRoute(rules, facts, places(true, true)).rule?.position).toBe(1)
    const passed = [
      { position: 1, why: 'closed', fields: [] },
      { position: 2, why: 'closed', fields: [] },
    ]
    expect(answerRoute(rules, facts, places(false, true))).toMatchObject({
      rule: { position: 2 },
      passed: passed.slice(0, 1),
    })
    expect(answerRoute(rules, facts, places(false, false))).toEqual({
      rule: null,
      actions: { ...refund, to: { action: 'ask' } },
      destinationClosed: true,
      passed,
    })
    expect(answerRoute(rules, facts, new Map()).destinationClosed).toBe(true)
  })

  it('is content with a set that has nothing but its default', () => {
    expect(answerRoute(compileRules({ rules: [], otherwise: deliver(uuid(901)) }), facts, open)).toEqual({
      rule: null,
      actions: deliver(uuid(901)),
      destinationClosed: false,
      passed: [],
    })
  })
})

describe('inForce', () => {
  const version = (number: number, day: number) => ({ number, effectiveAt: new Date(Date.UTC(2026, 0, day)) })
  const at = (day: number) => new Date(Date.UTC(2026, 0, day))

  it('is the highest number that has come into effect, even where an earlier one came later', () => {
    const versions = [version(1, 1), version(2, 20), version(3, 10)]
    expect([at(1), at(9), at(10), at(25)].map((moment) => inForce(versions, moment)?.number)).toEqual([
      1, 1, 3, 3,
    ])
    expect(inForce(versions, new Date(at(1).getTime() - 1))).toBeNull()
    expect(inForce([], at(1))).toBeNull()
  })
})

describe('wayOf', () => {
  it('tells locations apart, and nothing else of the actions', () => {
    expect([deliver('x'), { ...deliver('x'), refund: true }, redeliver, ask].map(wayOf)).toEqual([
      'deliver:x',
      'deliver:x',
      'redeliver',
      'ask',
    ])
  })
})
