/** The shapes of a route: what the rules look at, and what they answer. Pure data; stored as it is. */
import type { Weekday } from '@/lib/dates'
import type { ConditionField, Extent, PackagingState, RouteActions, Stocking } from './schemas'

/** What the rules know of a refused parcel. Null: not known. Stored with every refusal; a replay needs nothing else. */
export type RefusalFacts = {
  /** The reason with what it stands under, itself first; empty: none was given. */
  reasons: string[]
  /** One entry for each refused article; what an article does not have is left out. */
  categories: string[]
  skus: string[]
  suppliers: string[]
  /** Minor units: the dearest refused piece, and all refused pieces together. */
  price: number
  parcelValue: number
  /** Grams, all refused pieces together; null as soon as one article's weight is not known. */
  weight: number | null
  payment: 'prepaid' | 'cod' | null
  region: string | null
  city: string | null
  /** Code of the location that the courier belongs to or that has the parcel. */
  hub: string | null
  /** Code of the carrier. */
  carrier: string
  attempt: number
  extent: Extent
  packaging: PackagingState
  /** Of the refusal, in the merchant's zone. */
  weekday: Weekday
  /** Which of the refused articles are kept at fulfilment. */
  stocked: Stocking
}

/** Where a rule may send goods on the day of the refusal. */
export type RoutingPlaces = ReadonlyMap<string, { open: boolean }>

/**
 * Why a rule above did not fire: it was off, its destination was closed, or conditions did not hold. `position` in the
 * version from 1; `fields` of the conditions that stood in the way, empty unless `conditions`.
 */
export type Passed = { position: number; why: 'off' | 'closed' | 'conditions'; fields: ConditionField[] }

export type RouteAnswer = {
  /** The rule that fired and its place from 1; null: the default. */
  rule: { id: string; position: number; name: string } | null
  actions: RouteActions
  /** The rule's destination was closed and it is the default: a person must say. */
  destinationClosed: boolean
  passed: Passed[]
}

export const routeAuthors = ['rule', 'default', 'person'] as const
export type RouteAuthor = (typeof routeAuthors)[number]

/** Why a route was given: the refusal, what the hub confirmed, its destination closed, or a person chose. */
export const routeCauses = ['refused', 'confirmed', 'destination_closed', 'waited', 'person'] as const
export type RouteCause = (typeof routeCauses)[number]
