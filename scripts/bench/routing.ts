import { ruleFindings } from '@/lib/routing/checks'
import type { KnownValues } from '@/lib/routing/findings'
import type { RefusalFacts, RoutingPlaces } from '@/lib/routing/route'
import { answerRoute, compileRules } from '@/lib/routing/rules'
import {
  fixedFields,
  fixedValues,
  type Condition,
  type RouteActions,
  type RoutingRule,
  type RuleSetContent,
} from '@/lib/routing/schemas'
import { rounds, sampleOf, type Finding } from './measuring'

const ruleCount = 200

/** Numbers from 0 to 1 that are the same in every run. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const named = (name: string, count: number) => Array.from({ length: count }, (_, index) => `${name} ${index}`)
const parents = named('reason', 10)
const reasons = parents.flatMap((code) => [
  { code, parent: null, hidden: false },
  ...named(code, 3).map((child) => ({ code: child, parent: code, hidden: false })),
])
const shop = {
  reason: reasons.map(({ code }) => code),
  region: named('region', 85),
  city: named('city', 300),
  hub: named('hub', 20),
  carrier: named('carrier', 5),
  category: named('category', 60),
  sku: named('sku', 2000),
  supplier: named('supplier', 40),
}
const locations = named('location', 12)

/** A set as large shops have: three to five conditions a rule, over all fields, some of them in a group of alternatives. */
function someRules(seed: number): RuleSetContent {
  const next = numbers(seed)
  const below = (count: number) => Math.floor(next() * count)
  const some = <T>(values: readonly T[], most: number) => {
    const from = below(values.length)
    return values.slice(from, from + 1 + below(most))
  }
  const range = (field: 'price' | 'parcelValue' | 'weight', step: number): Condition => {
    const from = below(30) * step
    return { field, op: 'between', from, to: next() < 0.3 ? null : from + (1 + below(20)) * step }
  }
  const condition = (): Condition => {
    const kind = below(13)
    if (kind < 3) return { field: 'reason', op: next() < 0.8 ? 'in' : 'not_in', values: some(shop.reason, 4) }
    if (kind === 3)
      return { field: 'region', op: next() < 0.8 ? 'in' : 'not_in', values: some(shop.region, 12) }
    if (kind === 4) return { field: 'city', op: 'in', values: some(shop.city, 20) }
    if (kind === 5) return { field: 'hub', op: 'in', values: some(shop.hub, 3) }
    if (kind === 6)
      return { field: 'category', op: next() < 0.6 ? 'any' : 'all', values: some(shop.category, 8) }
    if (kind === 7)
      return { field: 'supplier', op: next() < 0.8 ? 'any' : 'none', values: some(shop.supplier, 4) }
    if (kind === 8) return range('price', 50_000)
    if (kind === 9) return range('parcelValue', 100_000)
    if (kind === 10) return range('weight', 500)
    if (kind === 11) return { field: 'attempt', op: 'between', from: 1 + below(3), to: null }
    const field = fixedFields[below(fixedFields.length)] ?? 'extent'
    return { field, op: 'in', values: some(fixedValues[field], 2) }
  }
  const conditions = (count: number) => Array.from({ length: count }, condition)
  const to = (): RouteActions => ({
    to: { action: 'deliver', locationId: locations[below(locations.length)] ?? '' },
    storageDays: null,
    sorting: next() < 0.2,
    repack: false,
    tellCustomer: true,
    tellOrderSystem: true,
    refund: false,
  })
  const rules = Array.from({ length: ruleCount }, (_, index): RoutingRule => ({
    id: `rule ${index}`,
    name: `Rule ${index}`,
    note: '',
    enabled: next() < 0.97,
    when: {
      match: 'all',
      of: [
        ...conditions(3 + below(3)),
        ...(next() < 0.2 ? [{ match: 'any' as const, of: conditions(2) }] : []),
      ],
    },
    then: to(),
  }))
  return { rules, otherwise: to() }
}

function someRefusals(count: number): RefusalFacts[] {
  const next = numbers(7)
  const one = <T>(values: readonly T[], fallback: T): T =>
    values[Math.floor(next() * values.length)] ?? fallback
  return Array.from({ length: count }, (): RefusalFacts => {
    const reason = one(reasons, { code: '', parent: null, hidden: false })
    const price = Math.floor(next() * 2_000_000)
    const articles = Array.from({ length: 1 + Math.floor(next() * 4) }, () => next())
    const each = (values: readonly string[]) => articles.map(() => one(values, ''))
    return {
      reasons: reason.parent ? [reason.code, reason.parent] : [reason.code],
      categories: each(shop.category),
      skus: each(shop.sku),
      suppliers: each(shop.supplier),
      price,
      parcelValue: price * articles.length,
      weight: next() < 0.1 ? null : Math.floor(next() * 20_000),
      payment: one(['prepaid', 'cod'], null),
      region: one(shop.region, null),
      city: one(shop.city, null),
      hub: one(shop.hub, null),
      carrier: one(shop.carrier, ''),
      attempt: 1 + Math.floor(next() * 3),
      extent: one(['whole', 'partial'], 'whole'),
      packaging: one(['intact', 'opened', 'damaged', 'unknown'], 'unknown'),
      weekday: one(fixedValues.weekday, 'mon'),
      stocked: one(['all', 'some', 'none'], 'none'),
    }
  })
}

/** Measure 13: CPU time of the route of one refusal against 200 rules, in microseconds; many in a row, one being too short. */
export async function measureRoute(effort: { rounds: number }): Promise<Finding> {
  const count = 20_000
  const refusals = someRefusals(count)
  const content = someRules(1)
  const places: RoutingPlaces = new Map(locations.map((id, index) => [id, { open: index > 0 }]))
  const rules = compileRules(content)
  const once = async () => {
    const before = process.cpuUsage()
    let looked = 0
    for (const facts of refusals) looked += answerRoute(rules, facts, places).passed.length
    const { user, system } = process.cpuUsage(before)
    return { looked, each: (user + system) / count }
  }
  const cold = await once()
  const results = await rounds(effort.rounds, once)
  return {
    measure: 13,
    what: `CPU to route one refusal by ${ruleCount} rules`,
    cases: null,
    unit: 'µs',
    value: sampleOf(results.map(({ each }) => each)),
    target: { sign: '<=', value: 100 },
    detail: `${cold.each.toFixed(1)} µs the first time round, ${(cold.looked / count).toFixed(0)} rules passed by on average`,
  }
}

/** Measure 14: the static check of 200 rules, in milliseconds: another set every round, so that no two are alike. */
export async function measureRuleCheck(effort: { rounds: number }): Promise<Finding> {
  const known: KnownValues = {
    reasons,
    regions: new Set(shop.region),
    cities: new Set(shop.city),
    hubs: new Set(shop.hub),
    carriers: new Set(shop.carrier),
    categories: new Set(shop.category),
    skus: new Set(shop.sku),
    suppliers: new Set(shop.supplier),
    locations: locations.map((id) => ({
      id,
      kind: 'warehouse' as const,
      closed: false,
      closures: [],
    })),
    today: '2026-11-22',
  }
  const once = async (index: number) => {
    const content = someRules(100 + index)
    const started = performance.now()
    const findings = ruleFindings(content, known)
    return { findings, ms: performance.now() - started }
  }
  const cold = await once(-1)
  const results = await rounds(effort.rounds, once)
  const told = results.flatMap(({ findings }) => findings)
  const count = (kind: string) => told.filter((finding) => finding.kind === kind).length
  return {
    measure: 14,
    what: `check ${ruleCount} rules`,
    cases: null,
    unit: 'ms',
    value: sampleOf(results.map(({ ms }) => ms)),
    target: { sign: '<=', value: 200 },
    detail: `${cold.ms.toFixed(0)} ms the first time; ${count('never_fires')} that never fire, ${count('not_proved')} not proved, in ${results.length} sets`,
  }
}
