/** A past refusal routed twice: as it really went, and by a draft. */
import { routePrice } from '@/lib/routing/costs'
import type { ReplayFlows, ReplayHits, ReplayPrices, ReplayTotals, WayKey } from '@/lib/routing/replay'
import { answerRoute, wayOf, type CompiledRules } from '@/lib/routing/rules'
import type { RefusalFacts, RouteAuthor, RoutingPlaces } from '@/lib/routing/route'
import type { RouteActions } from '@/lib/routing/schemas'
import { byDefault } from './ways'

export type PastRefusal = {
  id: string
  caseId: string
  refusedAt: Date
  facts: RefusalFacts
  /** The route that counted when the replay was started; null: there were no rules. */
  route: { way: WayKey; by: RouteAuthor; actions: RouteActions } | null
}

/** By whom a past refusal is routed anew: the draft, with the places as they were when the replay was started. */
export type Judges = { rules: CompiledRules; places: RoutingPlaces; prices: ReplayPrices }

/** Null: nobody knows, a person is to say. */
export type Price = { cost: number; storageDays: number } | null

export type Judgement = {
  before: WayKey
  after: WayKey
  /** A person had chosen the way it really went. */
  byPerson: boolean
  /** The draft's rule; null: its default. */
  ruleId: string | null
  beforePrice: Price
  afterPrice: Price
  /** The same way, but with other days, another time, other work or money on it; what a person chose says nothing of these. */
  handled: boolean
}

/** The places of a replay by their ids. */
export function placesOf({ places }: ReplayPrices): RoutingPlaces {
  return new Map(places.map(({ id, open }) => [id, { open }]))
}

/** Both ways of one past refusal and what each costs. */
export function rejudge({ facts, route }: PastRefusal, { rules, places, prices }: Judges): Judgement {
  const { rule, actions } = answerRoute(rules, facts, places)
  const after = wayOf(actions)
  const byPerson = route?.by === 'person'
  return {
    before: route?.way ?? 'none',
    after,
    byPerson,
    ruleId: rule?.id ?? null,
    beforePrice: route && priceOf(route.actions, facts, prices),
    afterPrice: priceOf(actions, facts, prices),
    handled: route?.way === after && !byPerson && treatment(route.actions) !== treatment(actions),
  }
}

/** What is done on the way, as one text. */
function treatment({ to, storageDays, sorting, repack, refund }: RouteActions): string {
  const when = to.action === 'redeliver' ? [to.afterDays, to.window?.from, to.window?.to] : []
  return [storageDays, sorting, repack, refund, ...when].join()
}

function priceOf(actions: RouteActions, facts: RefusalFacts, prices: ReplayPrices): Price {
  const { cost, storageDays } = routePrice(actions, facts, prices)
  return cost === null ? null : { cost, storageDays }
}

export type Counts = { flows: ReplayFlows; hits: ReplayHits; totals: ReplayTotals }

export const noCounts = (): Counts => ({
  flows: {},
  hits: {},
  totals: {
    before: { cost: 0, storageDays: 0, unpriced: 0 },
    after: { cost: 0, storageDays: 0, unpriced: 0 },
    compared: 0,
    handled: 0,
  },
})

/** Adds one refusal to the counts. What is priced on one side only would make the other look free: neither is added. */
export function countIn({ flows, hits, totals }: Counts, judged: Judgement): void {
  const flow = `${judged.before}>${judged.after}`
  flows[flow] = (flows[flow] ?? 0) + 1
  const rule = judged.ruleId ?? byDefault
  hits[rule] = (hits[rule] ?? 0) + 1
  if (judged.handled) totals.handled = (totals.handled ?? 0) + 1
  const { beforePrice, afterPrice } = judged
  if (beforePrice === null) totals.before.unpriced += 1
  if (afterPrice === null) totals.after.unpriced += 1
  if (beforePrice === null || afterPrice === null) return
  totals.compared += 1
  totals.before.cost += beforePrice.cost
  totals.before.storageDays += beforePrice.storageDays
  totals.after.cost += afterPrice.cost
  totals.after.storageDays += afterPrice.storageDays
}
