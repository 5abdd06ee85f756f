/** The shapes of a replay of routing rules over past refusals: what it counts, by what. Pure data. */
import type { LocationKind, RoutingCosts } from '@/lib/locations/schemas'

/** Where a parcel went or would go, as one text: `deliver:<location id>`, `redeliver`, `ask`, or `none`: no rules. */
export type WayKey = `deliver:${string}` | 'redeliver' | 'ask' | 'none'

/** `{ "<before>><after>": parcels }` over all refusals, those that stay too. */
export type ReplayFlows = Record<string, number>
/** `{ "<rule id>" or "default": parcels }` of the draft. */
export type ReplayHits = Record<string, number>

/**
 * Minor units and days of the parcels whose price is known both before and after, so that the two sides can be compared;
 * `unpriced`: of all refusals, those that on this side wait for a person, whose way nobody knows.
 */
export type ReplaySide = { cost: number; storageDays: number; unpriced: number }
/**
 * `compared`: the parcels whose price is known on both sides. `handled`: those that go the same way but are treated
 * otherwise on it; absent in replays that were made before it was counted.
 */
export type ReplayTotals = { before: ReplaySide; after: ReplaySide; compared: number; handled?: number }

export type ReplayPlace = {
  id: string
  code: string
  name: string
  kind: LocationKind
  parcelCost: number
  storageDayCost: number
  open: boolean
}
/** The places and prices as they were when the replay was started. */
export type ReplayPrices = { costs: RoutingCosts; places: ReplayPlace[]; currency: string }
