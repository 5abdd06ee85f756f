import { describe, expect, it } from 'vitest'
import { actionsTo } from '@/db/factories/past-refusals'
import type { ReplayPrices } from '@/lib/routing/replay'
import { compileRules } from '@/lib/routing/rules'
import type { RefusalFacts } from '@/lib/routing/route'
import { countIn, noCounts, placesOf, rejudge, type PastRefusal } from './rules'
import { everyChange, parseRoutingReplaySearch, routingReplayHref } from './search'
import { flowsOf, locationOf, readWay } from './ways'

const [near, far, id] = [
  '019a9b1e-0000-7000-8000-00000000000a',
  '019a9b1e-0000-7000-8000-00000000000b',
  '019a9b1e-0000-7000-8000-00000000000c',
]
const prices: ReplayPrices = {
  currency: 'RUB',
  costs: { redelivery: 25_000, sorting: 3000, repack: 5000, storageDays: 7 },
  places: [
    { id: near, code: 'N', name: 'Near', kind: 'warehouse', parcelCost: 9000, storageDayCost: 0, open: true },
    { id: far, code: 'F', name: 'Far', kind: 'storage', parcelCost: 4000, storageDayCost: 500, open: false },
  ],
}
const facts: RefusalFacts = {
  reasons: ['size', 'not_fit'],
  categories: [],
  skus: ['A'],
  suppliers: [],
  price: 100,
  parcelValue: 100,
  weight: null,
  payment: 'cod',
  region: null,
  city: null,
  hub: null,
  carrier: 'obratno',
  attempt: 1,
  extent: 'whole',
  packaging: 'intact',
  weekday: 'mon',
  stocked: 'none',
}
const to = (locationId: string) => actionsTo({ action: 'deliver', locationId })
const past = (route: PastRefusal['route']): PastRefusal => ({
  ...{ id, caseId: id, refusedAt: new Date(0), facts, route },
})
const judges = (otherwise = to(near)) => ({
  rules: compileRules({ rules: [], otherwise }),
  places: placesOf(prices),
  prices,
})

describe('a past refusal', () => {
  it('goes as it really went, and where the draft sends it', () => {
    const route = { way: `deliver:${far}`, by: 'person', actions: to(far) } as const
    expect(rejudge(past(route), judges())).toEqual({
      before: `deliver:${far}`,
      after: `deliver:${near}`,
      byPerson: true,
      ruleId: null,
      beforePrice: { cost: 4000 + 7 * 500, storageDays: 7 },
      afterPrice: { cost: 9000, storageDays: 7 },
      handled: false,
    })
  })
  it('may go the same way and be treated otherwise on it, unless a person chose the way', () => {
    const actions = { ...to(near), storageDays: 3 }
    const route = { way: `deliver:${near}`, by: 'rule', actions } as const
    expect(rejudge(past(route), judges())).toMatchObject({ handled: true })
    expect(rejudge(past({ ...route, by: 'person' }), judges())).toMatchObject({ handled: false })
    expect(rejudge(past({ ...route, actions: to(near) }), judges())).toMatchObject({ handled: false })
    const counts = noCounts()
    countIn(counts, rejudge(past(route), judges()))
    expect(counts.totals.handled).toBe(1)
  })
  it('went no way and has no price where there were no rules', () => {
    expect(rejudge(past(null), judges())).toMatchObject({
      before: 'none',
      byPerson: false,
      beforePrice: null,
    })
  })
  it('waits for a person, unpriced, when the default leads to a place that was closed', () => {
    expect(rejudge(past(null), judges(to(far)))).toMatchObject({ after: 'ask', afterPrice: null })
  })
})

it('compares the prices of what is priced on both sides, and counts what is not', () => {
  const counts = noCounts()
  const told = [
    past({ way: `deliver:${far}`, by: 'rule', actions: to(far) }),
    past({ way: `deliver:${near}`, by: 'rule', actions: to(near) }),
    past({ way: 'ask', by: 'default', actions: actionsTo({ action: 'ask' }) }),
    past(null),
  ]
  for (const one of told) countIn(counts, rejudge(one, judges()))
  expect(counts).toEqual({
    flows: {
      [`deliver:${far}>deliver:${near}`]: 1,
      [`deliver:${near}>deliver:${near}`]: 1,
      [`ask>deliver:${near}`]: 1,
      [`none>deliver:${near}`]: 1,
    },
    hits: { default: 4 },
    totals: {
      before: { cost: 16_500, storageDays: 14, unpriced: 2 },
      after: { cost: 18_000, storageDays: 14, unpriced: 0 },
      compared: 2,
      handled: 0,
    },
  })
})

it('lists flows by their size and leaves out what is none', () => {
  expect(
    flowsOf({ 'redeliver>ask': 2, 'none>ask': 5, 'ask>redeliver': 2, 'x>ask': 9, 'ask>ask': 0 }),
  ).toEqual([
    { before: 'none', after: 'ask', count: 5 },
    { before: 'ask', after: 'redeliver', count: 2 },
    { before: 'redeliver', after: 'ask', count: 2 },
  ])
})

it('reads the names of ways', () => {
  expect(readWay(`deliver:${near}`)).toBe(`deliver:${near}`)
  expect(locationOf(`deliver:${near}`)).toBe(near)
  expect(locationOf('ask')).toBeNull()
  for (const text of ['', 'deliver:', 'deliver:1', `deliver:${near}x`, 'askx'])
    expect(readWay(text)).toBeNull()
})

describe('the address of a replay', () => {
  it('holds what is listed', () => {
    const ways = [`deliver:${near}`, 'ask'] as const
    const search = {
      from: ways,
      to: ['redeliver'],
      rule: [id, 'default'],
      cursor: { side: 'before', id },
    } as const
    const href = routingReplayHref('shop', id, search)
    expect(href).toBe(
      `/shop/routing/replays/${id}?from=deliver:${near},ask&to=redeliver&rule=${id},default&cursor=b${id}`,
    )
    expect(parseRoutingReplaySearch(Object.fromEntries(new URL(href, 'http://x').searchParams))).toEqual(
      search,
    )
  })
  it('leaves out what cannot be understood', () => {
    expect(parseRoutingReplaySearch({ from: 'x', to: ['?', ''], rule: 'x', cursor: `c${id}` })).toEqual(
      everyChange,
    )
    expect(parseRoutingReplaySearch({ from: ['ask,ask', 'x'], cursor: 'a1' })).toEqual({
      ...everyChange,
      from: ['ask'],
    })
  })
  it('asks for no rule of what stays', () => {
    expect(parseRoutingReplaySearch({ from: 'ask', to: 'ask', rule: id })).toMatchObject({ rule: [] })
    expect(parseRoutingReplaySearch({ from: 'ask,none', to: 'ask', rule: id })).toMatchObject({ rule: [id] })
  })
})
