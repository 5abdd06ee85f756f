/** What a carrier tells of refusals, and what that becomes. */
import type { Caller } from '@/lib/caller'
import type { About } from '@/lib/carriers/asking'
import type { ParkedReason } from '@/lib/carriers/parking'
import type { CarrierEvent } from '@/lib/carriers/schemas'

export type ToldRefusal = {
  event: CarrierEvent
  /** What the carrier's code means; null: none was given. */
  reason: string | null
  /** Another case of the parcel has taken the same visit: it is counted there. */
  along?: boolean
}

export type TakenRefusal =
  | { caseId: string; about: About }
  | { caseId: string; about: About; again: true }
  | { caseId: string; repeated: true }
  | { parked: ParkedReason }

export type Intake = {
  caller: Caller
  carrier: { id: string; code: string }
  /** A reason with what it stands under, itself first; nothing for none. */
  pathOf: (reason: string | null) => string[]
  locationIdOf: (code: string) => string | undefined
  /** The place's own code for a code as told, whatever its letters; as told where the shop has no such place. */
  hubOf: (code: string | null) => string | null
  now: Date
}
