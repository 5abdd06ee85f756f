/** The shapes of a refusal at the door: what was claimed, what was confirmed, and what speaks against it. Pure data. */
import type { PackagingState } from '@/lib/routing/schemas'

export type CountedItem = { caseItemId: string; quantity: number }
export type EvidencePiece = { kind: string; reference: string }

/**
 * What the carrier logged of the visit; what is not in it is not known. Moments in RFC 3339. `arrivedAt` null: he never came,
 * says the carrier itself.
 */
export type Visit = { arrivedAt?: string | null; leftAt?: string; calls?: number }

/** A courier beside all others of the carrier. */
export type CourierFigures = {
  /** Deliveries tried in so many days, and how many of them were refused. */
  days: number
  attempts: number
  refused: number
  /** Share of refusals, and its 95 % interval; that of the others. */
  rate: number
  low: number
  high: number
  others: number
}

/** Something that speaks against the courier's word, with what it rests on. None of them proves anything alone. */
export type RefusalSign =
  | { kind: 'no_call'; calls: 0 }
  | { kind: 'short_visit'; seconds: number }
  | { kind: 'no_visit' }
  /** What the customer said, taken down by whoever heard it. */
  | { kind: 'customer_disagrees'; noteId: string | null; at: string }
  | ({ kind: 'courier_unusual' } & CourierFigures)

/** How support settled a disputed refusal. */
export const settlements = ['customer_refused', 'not_refused', 'unclear'] as const
export type Settlement = (typeof settlements)[number]

/** What differs between the courier's words and the hub's. */
export type Difference =
  | { of: 'items'; caseItemId: string; claimed: number; confirmed: number }
  /** Found by the hub, and of nobody's claim. */
  | { of: 'extra'; sku: string; quantity: number }
  | { of: 'packaging'; claimed: PackagingState; confirmed: PackagingState }
  | { of: 'reason'; claimed: string | null; confirmed: string }
