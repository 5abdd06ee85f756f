import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ruleFindings } from './checks'
import type { ExampleValue, Finding, KnownValues } from './findings'
import type { RefusalFacts } from './route'
import { answerRoute, compileRules } from './rules'
import {
  ruleSetContent,
  type Condition,
  type ConditionField,
  type ConditionGroup,
  type RouteActions,
  type RoutingRule,
  type InnerGroup,
} from './schemas'

const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const stores = [uuid(901), uuid(902)] as const
const places = new Map(stores.map((id) => [id, { open: true }]))

const plain = {
  storageDays: null,
  sorting: false,
  repack: false,
  tellCustomer: false,
  tellOrderSystem: false,
  refund: false,
}
const deliver = (locationId: string): RouteActions => ({ ...plain, to: { action: 'deliver', locationId } })
const ways: RouteActions[] = [
  deliver(stores[0]),
  deliver(stores[1]),
  { ...deliver(stores[1]), refund: true },
  { ...plain, to: { action: 'redeliver', afterDays: 1, window: null } },
]

const rule = (
  number: number,
  when: ConditionGroup,
  then: RouteActions = deliver(stores[0]),
  enabled = true,
): RoutingRule => ({ id: uuid(number), name: `No. ${number}`, note: '', enabled, when, then })

const all = (...of: ConditionGroup['of']): ConditionGroup => ({ match: 'all', of })
const any = (...of: ConditionGroup['of']): ConditionGroup => ({ match: 'any', of })
const between = (
  field: 'price' | 'parcelValue' | 'weight' | 'attempt',
  from: number | null,
  to: number | null,
) => ({ field, op: 'between', from, to }) satisfies Condition
const reason = (...values: string[]) => ({ field: 'reason', op: 'in', values }) satisfies Condition

/** `ghost` is named by rules and not there any more. */
const reasons = [
  { code: 'defective', parent: null, hidden: false },
  { code: 'not_working', parent: 'defective', hidden: false },
  { code: 'damaged', parent: 'defective', hidden: true },
  { code: 'late', parent: null, hidden: false },
]
const known: KnownValues = {
  reasons,
  categories: new Set(['shoes', 'hats']),
  suppliers: new Set(['north']),
  regions: new Set(['east', 'west']),
  cities: new Set(),
  skus: new Set(),
  hubs: new Set(),
  carriers: new Set(),
  locations: stores.map((id) => ({ id, kind: 'warehouse', closed: false, closures: [] })),
  today: '2026-11-22',
}

const find = (
  rules: RoutingRule[],
  others: Partial<KnownValues> = {},
  otherwise = deliver(stores[0]),
  patience?: number,
) => ruleFindings({ rules, otherwise }, { ...known, ...others }, patience)

/** All refusals that rules over a few fields with these values can tell apart, out of every value of every field. */
const someFacts: RefusalFacts = {
  reasons: ['late'],
  categories: ['shoes'],
  skus: ['S-1'],
  suppliers: [],
  price: 0,
  parcelValue: 1000,
  weight: 100,
  payment: 'prepaid',
  region: 'east',
  city: null,
  hub: null,
  carrier: 'cdek',
  attempt: 1,
  extent: 'whole',
  packaging: 'intact',
  weekday: 'mon',
  stocked: 'all',
}

const pathOf = (code: string) => {
  const parent = reasons.find((one) => one.code === code)?.parent
  return parent ? [code, parent] : [code]
}
const subsets = (values: string[]): string[][] =>
  values.reduce<string[][]>((sets, value) => [...sets, ...sets.map((set) => [...set, value])], [[]])

// Lower ends of prices and upper ends of values, so that each pair of ranges that can go together is there.
const everyValue = {
  reason: [[], ...['defective', 'not_working', 'damaged', 'late', 'ghost', 'new'].map(pathOf)].map((one) => ({
    reasons: one,
  })),
  region: ['east', 'west', 'south', null].map((region) => ({ region })),
  category: subsets(['shoes', 'hats', 'gloves']).map((categories) => ({ categories })),
  supplier: subsets(['north', 'other']).map((suppliers) => ({ suppliers })),
  price: [0, 100, 200, 300].map((price) => ({ price })),
  parcelValue: [99, 199, 299, 1000].map((parcelValue) => ({ parcelValue })),
  weight: [null, 0, 100, 200].map((weight) => ({ weight })),
  attempt: [1, 2, 3].map((attempt) => ({ attempt })),
  payment: (['prepaid', 'cod', null] as const).map((payment) => ({ payment })),
  extent: (['whole', 'partial'] as const).map((extent) => ({ extent })),
} satisfies Partial<Record<ConditionField, Partial<RefusalFacts>[]>>
type SmallField = keyof typeof everyValue

const isParcel = ({ price, parcelValue }: RefusalFacts) => price <= parcelValue

function everyRefusal(fields: readonly SmallField[]): RefusalFacts[] {
  return fields
    .reduce<RefusalFacts[]>(
      (list, field) => list.flatMap((facts) => everyValue[field].map((values) => ({ ...facts, ...values }))),
      [someFacts],
    )
    .filter(isParcel)
}

const some = (...values: string[]) => fc.subarray(values, { minLength: 1 })
const range = (field: 'price' | 'parcelValue' | 'weight' | 'attempt', bounds: number[]) =>
  fc
    .subarray(bounds, { minLength: 1, maxLength: 2 })
    .chain(([from = 0, to]) =>
      fc.constantFrom(
        between(field, from, to ?? null),
        between(field, null, (to ?? from) || Math.max(...bounds)),
        between(field, from, null),
      ),
    )
const conditionOn: Record<SmallField, fc.Arbitrary<Condition>> = {
  reason: fc.record({
    field: fc.constant('reason'),
    op: fc.constantFrom('in', 'not_in'),
    values: some('defective', 'not_working', 'damaged', 'late', 'ghost'),
  }),
  region: fc.record({
    field: fc.constant('region'),
    op: fc.constantFrom('in', 'not_in'),
    values: some('east', 'west'),
  }),
  category: fc.record({
    field: fc.constant('category'),
    op: fc.constantFrom('any', 'all', 'none'),
    values: some('shoes', 'hats'),
  }),
  supplier: fc.record({
    field: fc.constant('supplier'),
    op: fc.constantFrom('any', 'all', 'none'),
    values: some('north'),
  }),
  price: range('price', [0, 100, 200, 300]),
  parcelValue: range('parcelValue', [0, 100, 200, 300]),
  weight: range('weight', [0, 100, 200]),
  attempt: range('attempt', [0, 1, 2, 3]),
  payment: fc.record({
    field: fc.constant('payment'),
    op: fc.constant('in'),
    values: some('prepaid', 'cod'),
  }),
  extent: fc.record({
    field: fc.constant('extent'),
    op: fc.constant('in'),
    values: some('whole', 'partial'),
  }),
}

const smallSet = fc
  .subarray(Object.keys(everyValue) as SmallField[], { minLength: 1, maxLength: 4 })
  .chain((fields) => {
    const one = fc.constantFrom(...fields).chain((field) => conditionOn[field])
    const match = fc.constantFrom('all', 'any')
    const inner = fc.record({ match, of: fc.array(one, { minLength: 1, maxLength: 3 }) })
    const group: fc.Arbitrary<ConditionGroup> = fc.record({
      match,
      of: fc.array(fc.oneof({ weight: 3, arbitrary: one }, { weight: 1, arbitrary: inner }), {
        minLength: 1,
        maxLength: 3,
      }),
    })
    const parts = fc.record({
      when: group,
      then: fc.constantFrom(...ways),
      enabled: fc.constantFrom(true, true, true, true, false),
    })
    return fc.record({
      fields: fc.constant(fields),
      rules: fc
        .array(parts, { minLength: 1, maxLength: 7 })
        .map((list) => list.map(({ when, then, enabled }, index) => rule(index + 1, when, then, enabled))),
    })
  })

/** Which of the refusals a rule set sends by which rule, or by its default. */
function fired(rules: RoutingRule[], refusals: readonly RefusalFacts[]): Map<string, Set<number>> {
  const compiled = compileRules({ rules, otherwise: ways[0] ?? deliver(stores[0]) })
  const by = new Map<string, Set<number>>(
    [...rules.map(({ id }) => id), 'default'].map((id) => [id, new Set()]),
  )
  refusals.forEach((facts, index) =>
    by.get(answerRoute(compiled, facts, places).rule?.id ?? 'default')?.add(index),
  )
  return by
}

const same = (a: ReadonlySet<number>, b: ReadonlySet<number>) => a.size === b.size && a.isSubsetOf(b)

/** Everything that a refusal told by an example can be. */
function completions(example: readonly ExampleValue[], refusals: readonly RefusalFacts[]): RefusalFacts[] {
  const of = (field: ConditionField) => example.filter((one) => one.field === field)
  const texts = (field: ConditionField) =>
    of(field).map(({ value }) => (value === null ? 'unnamed' : String(value)))
  const [path] = texts('reason').map(pathOf)
  const numbers = (field: 'price' | 'parcelValue' | 'attempt') =>
    of(field).map(({ value }): Partial<RefusalFacts> => ({ [field]: Number(value) }))
  const payments = { prepaid: 'prepaid', cod: 'cod', unnamed: null } as const
  const payment = texts('payment').map((text) => (text === 'cod' || text === 'prepaid' ? text : 'unnamed'))
  const set: Partial<RefusalFacts>[] = [
    ...(path ? [{ reasons: path }] : []),
    ...(of('region').length > 0 ? [{ region: texts('region')[0] ?? null }] : []),
    ...(of('category').length > 0 ? [{ categories: texts('category') }] : []),
    ...(of('supplier').length > 0 ? [{ suppliers: texts('supplier') }] : []),
    ...numbers('price'),
    ...numbers('parcelValue'),
    ...numbers('attempt'),
    ...of('weight').map(({ value }) => ({ weight: value === null ? null : Number(value) })),
    ...payment.map((text) => ({ payment: payments[text] })),
    ...texts('extent').map((text): Partial<RefusalFacts> => ({
      extent: text === 'whole' ? 'whole' : 'partial',
    })),
  ]
  return refusals
    .map((facts) => set.reduce<RefusalFacts>((one, part) => ({ ...one, ...part }), facts))
    .filter(isParcel)
}

const always = between('attempt', 0, null)
const only = (group: ConditionGroup, fields: readonly ConditionField[]): ConditionGroup => {
  const keep = (part: Condition) => (fields.includes(part.field) ? part : always)
  return {
    ...group,
    of: group.of.map((part) => ('match' in part ? { ...part, of: part.of.map(keep) } : keep(part))),
  }
}

describe('ruleFindings against every refusal there is', () => {
  it('says of firing what trying all refusals shows, no more and no less', () => {
    const seen = new Map<string, number>()
    fc.assert(
      fc.property(smallSet, ({ fields, rules }) => {
        const findings = find(rules)
        for (const { kind } of findings) seen.set(kind, (seen.get(kind) ?? 0) + 1)
        const refusals = everyRefusal(fields)
        const fires = fired(rules, refusals)
        const alone = new Map(
          rules.map((one) => [one.id, fired([one], refusals).get(one.id) ?? new Set<number>()]),
        )
        const holdsOf = (id: string) => alone.get(id) ?? new Set<number>()
        const told = <K extends Finding['kind']>(kind: K) =>
          findings.filter((one): one is Extract<Finding, { kind: K }> => one.kind === kind)
        const byId = (id: string) => rules.filter((one) => one.id === id)

        expect(told('not_proved')).toEqual([])
        const enabled = rules.filter((one) => one.enabled)
        expect(told('impossible').map(({ ruleId }) => ruleId)).toEqual(
          enabled.filter(({ id }) => holdsOf(id).size === 0).map(({ id }) => id),
        )
        for (const { ruleId, fields: named } of told('impossible')) {
          const [one] = byId(ruleId)
          const isPossible = (kept: readonly ConditionField[]) =>
            one && (fired([{ ...one, when: only(one.when, kept) }], refusals).get(ruleId)?.size ?? 0) > 0
          expect(isPossible(named)).toBe(false)
          for (const field of named) expect(isPossible(named.filter((other) => other !== field))).toBe(true)
        }

        const possible = enabled.filter(({ id }) => holdsOf(id).size > 0)
        const contradicting = possible.flatMap((one, index) => {
          const isSame = (other: RoutingRule) =>
            same(holdsOf(one.id), holdsOf(other.id)) &&
            JSON.stringify(one.then) !== JSON.stringify(other.then)
          const other = possible.slice(0, index).find(isSame)
          return other ? [{ ruleId: one.id, otherId: other.id }] : []
        })
        expect(told('contradicts').map(({ ruleId, otherId }) => ({ ruleId, otherId }))).toEqual(contradicting)
        const hidden = possible.filter(({ id }) => fires.get(id)?.size === 0)
        expect([...told('never_fires'), ...told('contradicts')].map(({ ruleId }) => ruleId).sort()).toEqual(
          hidden.map(({ id }) => id),
        )
        for (const { ruleId, by } of told('never_fires')) {
          const left = (ids: readonly string[]) =>
            fired([...ids, ruleId].flatMap(byId), refusals).get(ruleId)?.size ?? 0
          expect(left(by)).toBe(0)
          for (const id of by) expect(left(by.filter((other) => other !== id))).toBeGreaterThan(0)
        }

        const firing = possible.filter((one) => !hidden.includes(one))
        const overlapping = firing.flatMap((one, index) => {
          const mine = holdsOf(one.id)
          const meets = ({ id, then }: RoutingRule) =>
            JSON.stringify(then) !== JSON.stringify(one.then) &&
            !mine.isDisjointFrom(holdsOf(id)) &&
            !mine.isSubsetOf(holdsOf(id)) &&
            !holdsOf(id).isSubsetOf(mine)
          return firing
            .slice(0, index)
            .filter(meets)
            .toReversed()
            .slice(0, 2)
            .map(({ id }) => ({ ruleId: one.id, otherId: id }))
        })
        expect(told('overlaps').map(({ ruleId, otherId }) => ({ ruleId, otherId }))).toEqual(overlapping)
        for (const { ruleId, otherId, example } of told('overlaps')) {
          const like = completions(example, refusals)
          expect(like.length).toBeGreaterThan(0)
          for (const id of [ruleId, otherId]) {
            expect(fired(byId(id), like).get(id)?.size).toBe(like.length)
          }
        }

        const isLeft = (fires.get('default')?.size ?? 0) > 0
        expect(told('default_never').length).toBe(isLeft ? 0 : 1)
        expect(told('gap').length).toBe(isLeft && possible.length > 0 ? 1 : 0)
        for (const { example } of told('gap')) {
          const like = completions(example, refusals)
          expect(like.length).toBeGreaterThan(0)
          expect(fired(rules, like).get('default')?.size).toBe(like.length)
        }
      }),
      { numRuns: 2500 },
    )
    for (const kind of ['impossible', 'contradicts', 'never_fires', 'overlaps', 'gap', 'default_never']) {
      expect(seen.get(kind) ?? 0, kind).toBeGreaterThan(20)
    }
  }, 120_000)
})

describe('ruleFindings', () => {
  const kinds = (findings: Finding[]) => findings.map(({ kind }) => kind)
  const region = (op: 'in' | 'not_in', ...values: string[]) =>
    ({ field: 'region', op, values }) satisfies Condition
  const category = (op: 'any' | 'all' | 'none', ...values: string[]) =>
    ({ field: 'category', op, values }) satisfies Condition
  const [here, there, back] = [deliver(stores[0]), deliver(stores[1]), ways[3] ?? deliver(stores[0])]

  it('has nothing to say of a set with no rules but the default', () => {
    expect(find([])).toEqual([])
    expect(find([rule(1, all(reason('late')), here, false)])).toEqual([])
  })

  it('names the two rules that together take everything from a third', () => {
    const rules = [
      rule(1, all(between('price', null, 5000))),
      rule(2, all(region('in', 'east'))),
      rule(3, all(between('price', 5000, null), reason('late', 'defective'))),
      rule(4, all(reason('damaged')), here),
    ]
    expect(find(rules)).toContainEqual({
      severity: 'warning',
      kind: 'never_fires',
      ruleId: uuid(4),
      by: [uuid(1), uuid(3)],
    })
  })

  it('counts a rule above only while it is switched on', () => {
    const rules = (enabled: boolean) => [
      rule(1, all(reason('defective')), here, enabled),
      rule(2, all(reason('damaged')), here),
    ]
    expect(find(rules(true)).filter(({ kind }) => kind === 'never_fires')).toHaveLength(1)
    expect(find(rules(false)).filter(({ kind }) => kind === 'never_fires')).toEqual([])
  })

  it('takes a reason for all that stand under it, and a parent that is given by itself for more than its children', () => {
    const children = rule(1, all(reason('not_working', 'damaged')))
    expect(kinds(find([children, rule(2, all(reason('defective')), there)]))).not.toContain('never_fires')
    expect(kinds(find([rule(1, all(reason('defective'))), rule(2, children.when, there)]))).toContain(
      'never_fires',
    )
  })

  it('tells a contradiction from a rule that is merely written twice', () => {
    const above = rule(1, any(region('in', 'east'), region('in', 'west')), here)
    const below = (then: RouteActions) => rule(2, all(region('in', 'west', 'east')), then)
    expect(find([above, below(there)]).filter(({ kind }) => kind !== 'gap')).toEqual([
      { severity: 'warning', kind: 'contradicts', ruleId: uuid(2), otherId: uuid(1) },
    ])
    expect(find([above, below(here)]).filter(({ kind }) => kind !== 'gap')).toEqual([
      { severity: 'warning', kind: 'never_fires', ruleId: uuid(2), by: [uuid(1)] },
    ])
  })

  it('refuses a rule whose own conditions exclude each other, and names only the fields that do', () => {
    const one = rule(
      1,
      all(region('in', 'east'), category('all', 'shoes'), category('any', 'hats'), reason('late')),
    )
    expect(find([one])).toContainEqual({
      severity: 'error',
      kind: 'impossible',
      ruleId: uuid(1),
      fields: ['category'],
    })
    const values = rule(1, all(between('price', 5000, null), between('parcelValue', null, 3000)))
    expect(find([values])).toContainEqual({
      severity: 'error',
      kind: 'impossible',
      ruleId: uuid(1),
      fields: ['price', 'parcelValue'],
    })
    expect(kinds(find([rule(1, all(between('attempt', null, 1)))]))).toContain('impossible')
  })

  it('leaves parcels of several categories to both of two rules about one each', () => {
    const rules = [
      rule(1, all(category('any', 'shoes')), here),
      rule(2, all(category('any', 'hats')), there),
      rule(3, all(category('none', 'shoes', 'hats')), back),
    ]
    const findings = find(rules)
    expect(findings).toContainEqual({
      severity: 'note',
      kind: 'overlaps',
      ruleId: uuid(2),
      otherId: uuid(1),
      example: [
        { field: 'category', value: 'shoes' },
        { field: 'category', value: 'hats' },
      ],
    })
    expect(kinds(findings)).toContain('default_never')
  })

  it('shows the gap between the bounds rather than beyond them', () => {
    const rules = [
      rule(1, all(reason('late'), between('price', null, 300_000))),
      rule(2, all(reason('late'), between('price', 500_000, null)), there),
    ]
    expect(find(rules)).toEqual([
      { severity: 'note', kind: 'gap', example: [{ field: 'price', value: 300_000 }] },
    ])
  })

  it('counts what is not known among what no range takes', () => {
    const rules = [rule(1, all(between('weight', 0, null)))]
    expect(find(rules)).toEqual([
      { severity: 'note', kind: 'gap', example: [{ field: 'weight', value: null }] },
    ])
  })

  it('names values that the shop does not have, once each, wherever they stand', () => {
    const rules = [
      rule(
        1,
        all(region('in', 'moon', 'east'), {
          match: 'any',
          of: [category('none', 'moon', 'moon'), reason('ghost')],
        }),
      ),
      rule(2, all(region('in', 'moon')), here, false),
    ]
    const told = find(rules).filter(({ kind }) => kind === 'unknown_value')
    expect(told).toEqual(
      (['region', 'category', 'reason'] as const).map((field) => ({
        severity: 'warning',
        kind: 'unknown_value',
        ruleId: uuid(1),
        field,
        value: field === 'reason' ? 'ghost' : 'moon',
      })),
    )
    expect(find([rule(1, all(reason('damaged')))]).filter(({ kind }) => kind === 'unknown_value')).toEqual([])
  })

  it('refuses a hub as a destination, which parcels only pass through', () => {
    const hub = { id: stores[1], kind: 'hub' as const, closed: false, closures: [] }
    const told = find([rule(1, all(reason('late')), deliver(hub.id))], { locations: [hub] }, deliver(hub.id))
    const finding = { severity: 'error', kind: 'hub_destination', locationId: hub.id }
    expect(told.filter(({ kind }) => kind.endsWith('destination'))).toEqual([
      { ...finding, ruleId: uuid(1) },
      { ...finding, ruleId: null },
    ])
  })

  it('refuses destinations that are not there or closed for good, and warns of a closure that is on or comes', () => {
    const place = (closed: boolean, ...closures: [string, string][]) => ({
      locations: [
        { id: stores[0], kind: 'warehouse' as const, closed: false, closures: [] },
        {
          id: stores[1],
          kind: 'warehouse' as const,
          closed,
          closures: closures.map(([from, to]) => ({ from, to, note: '' })),
        },
      ],
    })
    const told = (others: Partial<KnownValues>, to = stores[1], enabled = true) =>
      find([rule(1, all(reason('late')), deliver(to), enabled)], others, deliver(to)).filter(({ kind }) =>
        kind.endsWith('destination'),
      )
    const both = (finding: object) => [
      { ...finding, ruleId: uuid(1) },
      { ...finding, ruleId: null },
    ]
    const closed = { kind: 'closed_destination', locationId: stores[1] }
    expect(told(place(true))).toEqual(both({ ...closed, severity: 'error', from: null }))
    expect(told(place(true), stores[1], false)).toHaveLength(1)
    expect(told(place(false, ['2026-12-30', '2027-01-02'], ['2026-11-20', '2026-11-22']))).toEqual(
      both({ ...closed, severity: 'warning', from: '2026-11-20' }),
    )
    expect(told(place(false, ['2026-11-20', '2026-11-21']))).toEqual([])
    const unknown = { severity: 'error', kind: 'unknown_destination', locationId: uuid(999) }
    expect(told({}, uuid(999), false)).toEqual(both(unknown))
  })

  /** More pigeons than holes: nothing is left to the last rule, and no search that goes case by case sees it soon. */
  function pigeonRules(count: number): RoutingRule[] {
    const holes = Array.from({ length: count }, (_, hole) => hole)
    const pigeons = [...holes, holes.length]
    const sku = (op: 'any' | 'none', ...values: string[]) =>
      ({ field: 'sku', op, values }) satisfies Condition
    const groups = [
      ...pigeons.map((pigeon) => all(sku('none', ...holes.map((hole) => `${pigeon}-${hole}`)))),
      ...holes.flatMap((hole) =>
        pigeons.flatMap((one) =>
          pigeons
            .filter((other) => other > one)
            .map((other) => all(sku('any', `${one}-${hole}`), sku('any', `${other}-${hole}`))),
        ),
      ),
      all(always),
    ]
    return groups.map((group, index) => rule(index + 1, group))
  }

  it('says that it has not proved what would take too long, and never guesses', () => {
    const rules = pigeonRules(7)
    const told = find(rules)
    expect(told).toContainEqual({ severity: 'note', kind: 'not_proved', ruleId: rules.at(-1)?.id })
    expect(kinds(told)).not.toContain('never_fires')
  })

  it('proves with more patience what it could not prove with the usual', () => {
    const rules = pigeonRules(5)
    const ruleId = rules.at(-1)?.id
    const told = (patience: number) =>
      find(rules, {}, undefined, patience).filter((one) => 'ruleId' in one && one.ruleId === ruleId)
    expect(told(1)).toContainEqual({ severity: 'note', kind: 'not_proved', ruleId })
    expect(kinds(told(10))).toEqual(['never_fires'])
  })

  it('takes no more than a few seconds for whatever may be saved, and says what it has not proved', () => {
    const sets = [
      [12, 20, 20],
      [50, 10, 10],
      [500, 2, 5],
    ] as const
    for (const [count, outer, inner] of sets) {
      for (const [match, within] of [
        ['all', 'any'],
        ['any', 'all'],
      ] as const) {
        let drawn = 7
        const draw = (below: number) => (drawn = (drawn * 48_271) % 2_147_483_647) % below
        const condition = (): Condition => {
          const values = Array.from({ length: 4 }, () => `v${draw(200)}`)
          const field = (['sku', 'category', 'supplier'] as const)[draw(4)]
          return field
            ? { field, op: draw(2) ? 'any' : 'none', values }
            : { field: 'region', op: 'not_in', values }
        }
        const group = () => ({ match: within, of: Array.from({ length: inner }, condition) })
        const rules = Array.from({ length: count }, (_, index) =>
          rule(index + 1, { match, of: Array.from({ length: outer }, group) }, ways[index % ways.length]),
        )
        expect(ruleSetContent.safeParse({ rules, otherwise: here }).success).toBe(true)
        const began = process.cpuUsage()
        find(rules)
        // About one; not by the clock, which other programs on the machine slow down.
        expect(process.cpuUsage(began).user).toBeLessThan(4_000_000)
      }
    }
  }, 60_000)

  it('is not asked about more conditions or values than can be checked', () => {
    const issues = (rules: RoutingRule[]) =>
      ruleSetContent.safeParse({ rules, otherwise: here }).error?.issues.map((issue) => ({
        path: issue.path.join('.'),
        params: issue.code === 'custom' ? issue.params : null,
      }))
    const twenty = <T>(one: T): T[] => Array.from({ length: 20 }, () => one)
    const inner: InnerGroup = { match: 'any', of: twenty(always) }
    const wide = all(...twenty(inner))
    const many = (count: number, when: ConditionGroup) =>
      Array.from({ length: count }, (_, index) => rule(index + 1, when))
    expect(issues(many(12, wide))).toBeUndefined()
    expect(issues(many(13, wide))).toEqual([
      { path: 'rules', params: { code: 'too_many_conditions', most: 5000 } },
    ])
    const names = Array.from({ length: 200 }, (_, index) => `v${index}`)
    expect(issues(many(100, all(region('in', ...names))))).toBeUndefined()
    expect(issues(many(101, all(region('in', ...names))))).toEqual([
      { path: 'rules', params: { code: 'too_many_values', most: 20_000 } },
    ])
  })

  it('checks as many rules as there may be', () => {
    const rules = Array.from({ length: 500 }, (_, index) =>
      rule(
        index + 1,
        all(
          reason(['late', 'defective', 'damaged'][index % 3] ?? 'late'),
          between('price', index * 100, (index + 1) * 100),
        ),
        ways[index % ways.length],
      ),
    )
    expect(ruleSetContent.safeParse({ rules, otherwise: here }).success).toBe(true)
    const hidden = rule(501, all(reason('damaged'), between('price', 200, 300)), here)
    expect(kinds(find(rules))).toEqual(['gap'])
    expect(find([...rules.slice(1), hidden])).toContainEqual({
      severity: 'warning',
      kind: 'contradicts',
      ruleId: uuid(501),
      otherId: uuid(3),
    })
  })
})
