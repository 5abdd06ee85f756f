import { localDay, dateOf, type DayNumber } from '@/lib/calendar/days'
import type { LocalDate } from '@/lib/dates'
import { lawOn, type LawEntry, type LawId, type LawState } from './law'
import { lawOnlyTerms, type ExclusionBasis, type PolicyTerms, type WindowException } from './schemas'
import type {
  Condition,
  ConditionFacts,
  Ground,
  ItemFacts,
  JudgeInput,
  OrderFacts,
  SourceRef,
} from './verdict'
import { runsOn, spanAfter, type Length, type Span } from './windows'

/** What a demand may rest on, looked at one by one: the conditions of a verdict and what they decide. */

/** Reasons that claim a defect: roots of the tree that every merchant begins with, which keep their codes. */
const defectReasons: ReadonlySet<string> = new Set([
  'defective',
  'damaged_in_delivery',
  'not_as_described',
  'wrong_item',
  'incomplete',
])

export type DateProblem = NonNullable<ConditionFacts['problem']>

/** What contradicts itself in the dates of an order and of a demand for it; null when nothing does. */
export function dateProblem(
  order: Pick<OrderFacts, 'placedAt' | 'handedOverAt'>,
  demandedAt: Date,
  now: Date,
): DateProblem | null {
  if (order.handedOverAt && order.handedOverAt < order.placedAt) return 'handed_over_before_placed'
  if (demandedAt < order.placedAt) return 'demand_before_order'
  return demandedAt > now ? 'demand_in_future' : null
}

/** What all items of one demand share. */
export type Demand = {
  input: JudgeInput
  terms: PolicyTerms
  law: LawState
  demanded: DayNumber
  problem: DateProblem | null
  consumer: boolean
  beforeHandover: boolean
  /** The day the shop's own days are counted from; null while it is not known. */
  shopFrom: DayNumber | null
  handedOver: DayNumber | null
  /** Windows of the law from the handover; null while there was none, or where the terms were given. */
  refusal: Span | null
  termsGiven: boolean
  unwritten: Span | null
  defect: Span | null
  complex: Span | null
  on: {
    placed: LocalDate
    ready: LocalDate | null
    handedOver: LocalDate | null
    termsGiven: LocalDate | null
    demanded: LocalDate
  }
}

function termOf({ id, days, months }: LawEntry): Length {
  if (days !== null) return { days }
  if (months !== null) return { months }
  throw new Error(`${id} sets no term`)
}

/** Many orders are handed over on one day, and the law's windows from it are the same for all. */
const lawful = new Map<LawEntry, Map<DayNumber, Span>>()
const mostRemembered = 20_000

/** The window that the law counts from a day: its days or months, always moved off days off. */
export function lawfulSpan(law: LawState, id: LawId, from: DayNumber): Span {
  const entry = law.entry(id)
  let spans = lawful.get(entry)
  if (!spans) lawful.set(entry, (spans = new Map()))
  const known = spans.get(from)
  if (known) return known
  const span = spanAfter(from, termOf(entry), true)
  Object.freeze(span.window)
  if (spans.size >= mostRemembered) spans.clear()
  spans.set(from, span)
  return span
}

const sinceHandover = (law: LawState, id: LawId, handedOver: DayNumber | null) =>
  handedOver === null ? null : lawfulSpan(law, id, handedOver)

const dayOf = (at: Date | null, zone: string) => (at === null ? null : localDay(at, zone))
const dateOn = (day: DayNumber | null) => (day === null ? null : dateOf(day))

export function demandOf(input: JudgeInput): Demand {
  const { order, zone, policy } = input
  const terms = policy?.terms ?? lawOnlyTerms
  const demanded = localDay(input.demandedAt, zone)
  const placed = localDay(order.placedAt, zone)
  const ready = dayOf(order.readyForCollectionAt, zone)
  const handedOver = dayOf(order.handedOverAt, zone)
  const termsGivenOn = dayOf(order.returnTermsGivenAt, zone)
  const law = lawOn(dateOf(demanded))
  // Given later than at the handover, they come too late (ст. 26.1 п. 4: «в момент доставки»).
  const termsGiven =
    termsGivenOn === null
      ? terms.writtenTerms === 'every_order'
      : handedOver === null || termsGivenOn <= handedOver
  const froms = { order: placed, collection_point: ready ?? handedOver, handover: handedOver }
  return {
    input,
    terms,
    law,
    demanded,
    problem: dateProblem(order, input.demandedAt, input.now),
    consumer: order.buyer === 'consumer',
    beforeHandover: order.handedOverAt === null || input.demandedAt < order.handedOverAt,
    shopFrom: froms[terms.countFrom],
    handedOver,
    refusal: sinceHandover(law, 'zozpp-26.1-4', handedOver),
    termsGiven,
    unwritten: termsGiven ? null : sinceHandover(law, 'zozpp-26.1-4-terms', handedOver),
    defect: sinceHandover(law, 'zozpp-19-1', handedOver),
    complex: sinceHandover(law, 'zozpp-18-1-complex', handedOver),
    on: {
      placed: dateOf(placed),
      ready: dateOn(ready),
      handedOver: dateOn(handedOver),
      termsGiven: dateOn(termsGivenOn),
      demanded: dateOf(demanded),
    },
  }
}

/** What limits the grounds of one item. */
export type Limits = {
  claimed: boolean
  /** The shop's own exclusions that the item falls under, by basis. */
  excluded: Record<ExclusionBasis, boolean>
  madeToOrder: boolean
}

export function limitsOf(terms: PolicyTerms, item: ItemFacts): Limits {
  const excluded = { made_to_order: false, exchange_list: false }
  for (const { category, sku, basis } of terms.exclusions) {
    if (sku === item.sku || (category !== null && category === item.category)) excluded[basis] = true
  }
  return {
    claimed: item.reasons.some((reason) => defectReasons.has(reason)),
    excluded,
    madeToOrder: item.madeToOrder || excluded.made_to_order,
  }
}

/** Whether an exception fits: every condition that is set holds; a reason stands for its children too. */
function fits(exception: WindowException, channel: string, item: Priced): boolean {
  return (
    (exception.category === null || exception.category === item.category) &&
    (exception.priceFrom === null || item.unitPrice >= exception.priceFrom) &&
    (exception.priceTo === null || item.unitPrice < exception.priceTo) &&
    (exception.channel === null || exception.channel === channel) &&
    (exception.reason === null || item.reasons.includes(exception.reason))
  )
}

type Priced = Pick<ItemFacts, 'category' | 'unitPrice' | 'reasons'>

/**
 * The first exception from the top that fits an item, with its place from 1; null: the usual days are meant.
 * @param item unit price in minor units; reasons with their parents
 */
export function fittingException(
  terms: Pick<PolicyTerms, 'exceptions'>,
  order: Pick<OrderFacts, 'channel'>,
  item: Priced,
): { place: number; exception: WindowException } | null {
  const index = terms.exceptions.findIndex((exception) => fits(exception, order.channel, item))
  const exception = terms.exceptions[index]
  return exception ? { place: index + 1, exception } : null
}

/** One ground that was looked at. */
export type Looked = {
  code: Ground
  holds: boolean | null
  source: SourceRef
  /** Null where nothing began, or where the ground is none for these goods or this buyer. */
  span: Span | null
  /** The last day on which it holds or held; null where nothing ends it or nothing began. */
  last: DayNumber | null
  /** Whether it can decide at all: a ground for these goods, this buyer and the reason given. */
  relevant: boolean
  facts: ConditionFacts
}

function shopWindow(demand: Demand, item: ItemFacts, { madeToOrder }: Limits): Looked {
  const { terms, on, input } = demand
  const fitting = input.policy && fittingException(terms, input.order, item)
  const relevant = input.policy !== null && !madeToOrder
  const days = fitting?.exception.days ?? terms.days
  const span =
    relevant && demand.shopFrom !== null
      ? spanAfter(demand.shopFrom, { days }, terms.extendToWorkingDay)
      : null
  return {
    code: 'shop_window',
    holds: relevant ? span && runsOn(span, demand.demanded) : false,
    source: { policy: input.policy?.number ?? null },
    span,
    last: span?.last ?? null,
    relevant,
    facts: {
      countFrom: terms.countFrom,
      exception: fitting?.place ?? null,
      placedOn: on.placed,
      readyOn: on.ready,
      handedOverOn: on.handedOver,
      demandedOn: on.demanded,
      madeToOrder,
    },
  }
}

/** A window of the law where it is a ground at all. */
function counted(
  relevant: boolean,
  span: Span | null,
  day: DayNumber,
): Pick<Looked, 'holds' | 'span' | 'last'> {
  if (!relevant) return { holds: false, span: null, last: null }
  return { holds: span && runsOn(span, day), span, last: span?.last ?? null }
}

function refusals(demand: Demand, { madeToOrder }: Limits): Looked[] {
  const { on, consumer, input, demanded } = demand
  const relevant = consumer && !madeToOrder
  const facts = {
    handedOverOn: on.handedOver,
    demandedOn: on.demanded,
    buyer: input.order.buyer,
    madeToOrder,
  }
  const refused = { source: { law: 'zozpp-26.1-4' satisfies LawId }, relevant, facts }
  const unwritten = counted(relevant, demand.unwritten, demanded)
  return [
    { ...refused, code: 'distance_refusal', ...counted(relevant, demand.refusal, demanded) },
    {
      ...refused,
      code: 'before_handover',
      holds: relevant && demand.beforeHandover,
      span: null,
      last: relevant ? demand.handedOver : null,
    },
    {
      ...unwritten,
      code: 'terms_not_given',
      holds: demand.termsGiven ? false : unwritten.holds,
      source: { law: 'zozpp-26.1-4-terms' satisfies LawId },
      relevant: relevant && !demand.termsGiven,
      facts: { ...facts, termsGivenOn: on.termsGiven },
    },
  ]
}

/**
 * Within the term it holds; after it a longer warranty, a substantial defect or an overdue repair may still make it hold,
 * which nobody here knows.
 */
function defect(demand: Demand, item: ItemFacts, { claimed }: Limits, complex: boolean): Looked {
  const { on, consumer, input, demanded } = demand
  const applies = consumer && item.technicallyComplex === complex
  const span = applies ? (complex ? demand.complex : demand.defect) : null
  const law: LawId = complex ? 'zozpp-18-1-complex' : 'zozpp-19-1'
  return {
    code: complex ? 'defect_complex' : 'defect',
    holds: applies ? (span !== null && runsOn(span, demanded)) || null : false,
    source: { law },
    span,
    last: span?.last ?? null,
    relevant: applies && claimed,
    facts: {
      handedOverOn: on.handedOver,
      demandedOn: on.demanded,
      buyer: input.order.buyer,
      technicallyComplex: item.technicallyComplex,
      claimed,
    },
  }
}

/** Every ground, in the order of `grounds`. */
export function lookAtGrounds(demand: Demand, item: ItemFacts, limits: Limits): Looked[] {
  return [
    shopWindow(demand, item, limits),
    ...refusals(demand, limits),
    defect(demand, item, limits, false),
    defect(demand, item, limits, true),
  ]
}

function condition(
  code: Condition['code'],
  holds: boolean | null,
  law: LawId,
  facts: ConditionFacts,
): Condition {
  return { code, holds, source: { law }, window: null, facts }
}

/** Every requirement, in the order of `requirements`. */
export function lookAtRequirements(demand: Demand, item: ItemFacts, limits: Limits): Condition[] {
  const { on, input, problem } = demand
  const { made_to_order: madeToOrder, exchange_list: listed } = limits.excluded
  return [
    condition('dates_agree', problem === null, 'gk-191-194', {
      ...(problem && { problem }),
      placedOn: on.placed,
      handedOverOn: on.handedOver,
      demandedOn: on.demanded,
    }),
    condition('consumer', demand.consumer, 'zozpp-preamble', { buyer: input.order.buyer }),
    condition('handover_known', input.order.handedOverAt ? true : null, 'zozpp-26.1-4', {
      handedOverOn: on.handedOver,
    }),
    condition('not_made_to_order', !limits.madeToOrder, 'zozpp-26.1-4-made-to-order', {
      madeToOrder: item.madeToOrder,
      exclusion: madeToOrder ? 'made_to_order' : null,
      claimed: limits.claimed,
    }),
    condition('not_in_exchange_list', listed ? null : true, 'pp-2463', {
      exclusion: listed ? 'exchange_list' : null,
      claimed: limits.claimed,
    }),
    condition('receipt_not_needed', true, limits.claimed ? 'zozpp-18-5' : 'zozpp-26.1-4-receipt', {}),
  ]
}
