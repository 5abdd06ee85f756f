/** The shape of a verdict: what was asked, every condition that was looked at, and the answer. */
import type { LocalDate } from '@/lib/dates'
import type { CountFrom, ExclusionBasis, PolicyTerms } from './schemas'

export const outcomes = ['within', 'outside', 'not_returnable', 'review'] as const
export type Outcome = (typeof outcomes)[number]

export const buyers = ['consumer', 'business'] as const
export type Buyer = (typeof buyers)[number]

/** What becomes of the case by itself; `wait`: a person with the right to decide has to. */
export const nextSteps = ['approve', 'decline', 'review', 'wait'] as const
export type NextStep = (typeof nextSteps)[number]

/** Why a person has to look: said on the case. */
export const verdictFlags = ['outside_window', 'not_returnable', 'needs_person', 'mixed'] as const
export type VerdictFlag = (typeof verdictFlags)[number]

/** Grounds on which goods may come back. */
export const grounds = [
  'shop_window',
  'distance_refusal',
  'before_handover',
  'terms_not_given',
  'defect',
  'defect_complex',
] as const
export type Ground = (typeof grounds)[number]

/** What must hold whatever the ground, or limits which grounds there are. */
export const requirements = [
  'dates_agree',
  'consumer',
  'handover_known',
  'not_made_to_order',
  'not_in_exchange_list',
  'receipt_not_needed',
] as const
export type Requirement = (typeof requirements)[number]

/**
 * A span of days. It begins on the day after `from`; `calendarEnd` is its last day by count, `shiftedEnd` the last day
 * after a day off was skipped (ГК РФ ст. 193): equal to `calendarEnd` when that is worked or nothing moves it, null when
 * the production calendar of that year is not in the data and the day may or may not be worked.
 */
export type Window = {
  from: LocalDate
  /** One of the two. */
  days: number | null
  months: number | null
  calendarEnd: LocalDate
  shiftedEnd: LocalDate | null
  /** Whether ends on days off move at all for this window. */
  shifts: boolean
  /** False where the calendar's year has no signed decree. */
  confirmed: boolean
}

/** Where a condition comes from: an entry of `law`, or the shop's policy of that number. */
export type SourceRef = { law: string } | { policy: number | null }

/**
 * One condition that was looked at. `holds` is null when what is known does not say (a disputed list, an unknown day, a
 * calendar that is not there). `facts` are what a sentence about it needs: dates, numbers and codes, never words.
 */
export type Condition = {
  code: Ground | Requirement
  holds: boolean | null
  source: SourceRef
  window: Window | null
  facts: ConditionFacts
}

export type ConditionFacts = {
  /** Which dates contradict each other: `handed_over_before_placed`, `demand_in_future`, `demand_before_order`. */
  problem?: 'handed_over_before_placed' | 'demand_in_future' | 'demand_before_order'
  placedOn?: LocalDate
  handedOverOn?: LocalDate | null
  readyOn?: LocalDate | null
  termsGivenOn?: LocalDate | null
  demandedOn?: LocalDate
  buyer?: Buyer
  countFrom?: CountFrom
  /** Place of the exception that fits, from 1; null: the shop's usual days. */
  exception?: number | null
  /** The basis by which the shop excludes the article, and whether the article itself says it is made to order. */
  exclusion?: ExclusionBasis | null
  madeToOrder?: boolean
  technicallyComplex?: boolean
  /** Whether the reason given claims a defect. */
  claimed?: boolean
}

/** The facts of an order that a verdict depends on. */
export type OrderFacts = {
  placedAt: Date
  readyForCollectionAt: Date | null
  handedOverAt: Date | null
  returnTermsGivenAt: Date | null
  channel: string
  buyer: Buyer
}

export type ItemFacts = {
  /** The case item or order line; goes back out with its answer. */
  id: string
  sku: string
  category: string | null
  quantity: number
  /** Minor units. */
  unitPrice: number
  madeToOrder: boolean
  technicallyComplex: boolean
  /** Code of the customer's reason, and its parents up to the root; empty when none was given. */
  reasons: readonly string[]
}

export type JudgedPolicy = { id: string; number: number; terms: PolicyTerms }

export type JudgeInput = {
  /** IANA zone of the merchant. */
  zone: string
  demandedAt: Date
  now: Date
  order: OrderFacts
  /** The version in force when the order was placed; null: none was, the law alone. */
  policy: Pick<JudgedPolicy, 'number' | 'terms'> | null
}

export type ItemVerdict = {
  id: string
  outcome: Outcome
  /** The ground that decides: of those that hold, the one that lasts longest. Null when none holds. */
  ground: Ground | null
  /**
   * Last day on which these goods may come back for the reason given: of the deciding ground, or, when none holds, of the
   * one that ended last. Null when nothing ends it (not handed over yet) or nothing ever began.
   */
  endsOn: LocalDate | null
  /** Other grounds that hold, or would hold if the customer claimed a defect, with their last day (null: no end yet). */
  open: { ground: Ground; endsOn: LocalDate | null; claimed: boolean }[]
  /** Every ground and every requirement, in the order of the tuples above. */
  conditions: Condition[]
}

export type CaseVerdict = {
  /** What all items share; `review` where they differ. */
  outcome: Outcome
  next: NextStep
  flag: VerdictFlag | null
  /** The earliest last day among the items. */
  endsOn: LocalDate | null
  /** Value of the items, minor units: what the threshold is compared with. */
  value: number
  /** Money back: 10 days from the demand (ЗоЗПП ст. 22, 26.1). */
  moneyDue: Window
  /** Days before an end when the shop is warned, and whom. */
  warning: PolicyTerms['warning']
  policyNumber: number | null
  /** Which state of the law was applied. */
  law: string
  items: ItemVerdict[]
}
