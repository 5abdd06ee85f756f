import { dateOf } from '@/lib/calendar/days'
import type { FieldIssue } from '@/lib/result'
import {
  dateProblem,
  demandOf,
  lawfulSpan,
  limitsOf,
  lookAtGrounds,
  lookAtRequirements,
  type DateProblem,
  type Demand,
  type Limits,
  type Looked,
} from './grounds'
import type { PolicyTerms } from './schemas'
import type {
  CaseVerdict,
  ItemFacts,
  ItemVerdict,
  JudgeInput,
  NextStep,
  OrderFacts,
  Outcome,
  VerdictFlag,
} from './verdict'

/** The verdict: pure, total and never stopping at the first failure. Time, zone and policy are arguments. */

const isDefect = ({ code }: Looked) => code === 'defect' || code === 'defect_complex'

const dayOf = (looked: Looked | null) =>
  looked === null || looked.last === null ? null : dateOf(looked.last)

function longest(grounds: readonly Looked[]): Looked | null {
  return grounds.reduce<Looked | null>((best, looked) => {
    if (!best) return looked
    if (best.last === null) return best
    return looked.last === null || looked.last > best.last ? looked : best
  }, null)
}

/** Grounds that the list of goods that are not exchanged does not touch: nothing was handed over, or it is defective. */
const pastExchangeList = (looked: Looked) => looked.code === 'before_handover' || isDefect(looked)

function outcomeOf(demand: Demand, limits: Limits, relevant: readonly Looked[]): Outcome {
  if (demand.problem || !demand.consumer) return 'review'
  if (limits.madeToOrder && !limits.claimed) return 'not_returnable'
  const holding = relevant.filter(({ holds }) => holds === true)
  if (limits.excluded.exchange_list) return holding.some(pastExchangeList) ? 'within' : 'review'
  if (holding.length > 0) return 'within'
  return relevant.some(({ holds }) => holds === null) ? 'review' : 'outside'
}

function judge(demand: Demand, item: ItemFacts): ItemVerdict {
  const limits = limitsOf(demand.terms, item)
  const looked = lookAtGrounds(demand, item, limits)
  const relevant = looked.filter((one) => one.relevant)
  const outcome = outcomeOf(demand, limits, relevant)
  const holding = relevant.filter(({ holds }) => holds === true)
  const past =
    limits.excluded.exchange_list && outcome === 'within' ? holding.filter(pastExchangeList) : holding
  const deciding = demand.problem ? null : longest(past)
  // Of dates that contradict each other nothing follows, no end either.
  const counted = demand.problem ? [] : relevant
  const shown = deciding ?? longest(counted.filter(({ last }) => last !== null))
  return {
    id: item.id,
    outcome,
    ground: deciding?.code ?? null,
    endsOn: dayOf(shown),
    open: (demand.problem ? [] : looked)
      .filter((one) => one !== deciding && one.holds === true)
      .map((one) => ({ ground: one.code, endsOn: dayOf(one), claimed: !isDefect(one) || limits.claimed })),
    conditions: [
      ...looked.map(({ code, holds, source, span, facts }) => ({
        code,
        holds,
        source,
        window: span?.window ?? null,
        facts,
      })),
      ...lookAtRequirements(demand, item, limits),
    ],
  }
}

/**
 * The verdict of one item: every ground and requirement looked at, and what follows.
 * @throws RangeError only on an unknown zone or an invalid Date
 */
export function judgeItem(input: JudgeInput, item: ItemFacts): ItemVerdict {
  return judge(demandOf(input), item)
}

/** Goods of which it is not known that the customer has them are not fetched without a person. */
function nextOf(terms: PolicyTerms, outcome: Outcome, value: number, handedOver: boolean): NextStep {
  const { autoApprove, outside } = terms
  const approve =
    handedOver && autoApprove && (autoApprove.upTo === null || value <= autoApprove.upTo) ? 'approve' : 'wait'
  switch (outcome) {
    case 'within':
      return approve
    case 'outside':
      // Taken as if it were within: what is past the threshold still waits for a person.
      return outside === 'accept' ? approve : outside === 'decline' ? 'decline' : 'review'
    case 'not_returnable':
      return outside === 'decline' ? 'decline' : 'review'
    case 'review':
      return 'review'
  }
}

function flagOf(outcome: Outcome, next: NextStep, mixed: boolean): VerdictFlag | null {
  if (next === 'approve' || next === 'wait') return null
  if (mixed) return 'mixed'
  return outcome === 'outside' ? 'outside_window' : outcome === 'not_returnable' ? outcome : 'needs_person'
}

/**
 * The verdict of a demand for several items of one order, and what becomes of the case by it.
 * @throws RangeError only on an unknown zone or an invalid Date
 */
export function judgeCase(input: JudgeInput, items: readonly ItemFacts[]): CaseVerdict {
  const demand = demandOf(input)
  const verdicts = items.map((item) => judge(demand, item))
  const [first] = verdicts
  const mixed = verdicts.some(({ outcome }) => outcome !== first?.outcome)
  const outcome = first && !mixed ? first.outcome : 'review'
  const value = items.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0)
  const next = nextOf(demand.terms, outcome, value, input.order.handedOverAt !== null)
  const ends = verdicts.flatMap(({ endsOn }) => endsOn ?? [])
  return {
    outcome,
    next,
    flag: flagOf(outcome, next, mixed),
    endsOn: ends.length > 0 ? ends.reduce((a, b) => (a < b ? a : b)) : null,
    value,
    moneyDue: lawfulSpan(demand.law, 'zozpp-22', demand.demanded).window,
    warning: demand.terms.warning,
    policyNumber: input.policy?.number ?? null,
    law: demand.law.version,
    items: verdicts,
  }
}

/** The version an order is judged by: the highest number that was in effect when it was placed; null: the law alone. */
export function inForce<T extends { number: number; effectiveAt: Date }>(
  versions: readonly T[],
  placedAt: Date,
): T | null {
  return versions.reduce<T | null>(
    (best, version) =>
      version.effectiveAt <= placedAt && (!best || version.number > best.number) ? version : best,
    null,
  )
}

const problems: Record<DateProblem, Omit<FieldIssue, 'code'>> = {
  handed_over_before_placed: {
    path: 'handedOverAt',
    message: 'The order was handed over before it was placed: correct one of its two dates',
  },
  demand_before_order: {
    path: 'requestedAt',
    message:
      'The return was asked for before the order was placed: correct the date of the demand or of the order',
  },
  demand_in_future: {
    path: 'requestedAt',
    message: 'The return was asked for in the future: give the moment the customer asked, or none for now',
  },
}

/** What contradicts itself in the dates of an order and of a demand, by field; `demandedAt` null when there is none. */
export function factIssues(
  order: Pick<OrderFacts, 'placedAt' | 'handedOverAt'>,
  demandedAt: Date | null,
  now: Date,
): FieldIssue[] {
  const ofOrder = order.handedOverAt && order.handedOverAt < order.placedAt
  const ofDemand = demandedAt && dateProblem({ ...order, handedOverAt: null }, demandedAt, now)
  const found: DateProblem[] = [
    ...(ofOrder ? (['handed_over_before_placed'] as const) : []),
    ...(ofDemand ? [ofDemand] : []),
  ]
  return found.map((code) => ({ code, ...problems[code] }))
}
