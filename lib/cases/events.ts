/** What can happen to a case: the types, what each carries, and their order. */
import { z } from 'zod'
import { roles } from '@/lib/permissions'
import { outcomes } from '@/lib/policies/verdict'
import { packagingStates, extents } from '@/lib/routing/schemas'
import { settlements } from '@/lib/refusals/refusal'
import { custodies, dispositions, routeActions } from './machine'

/** The tuple's order is the rank: of two events at the same moment, the earlier type happened first. */
export const eventTypes = [
  'case.created',
  'verdict.given',
  'decision.reviewed',
  'decision.approved',
  'decision.declined',
  'decision.cancelled',
  'case.assigned',
  'case.noted',
  'case.flagged',
  'pickup.created',
  'pickup.accepted',
  'pickup.call_failed',
  'pickup.agreed',
  'pickup.rescheduled',
  'pickup.on_way',
  'pickup.attempt_failed',
  'pickup.collected',
  'pickup.failed',
  'pickup.cancelled',
  'delivery.refused',
  'route.given',
  'route.overridden',
  'delivery.redelivery_scheduled',
  'delivery.redelivered',
  'delivery.refusal_settled',
  'parcel.at_hub',
  'parcel.in_transit',
  'parcel.lost',
  'parcel.found',
  'parcel.received',
  'inspection.started',
  'inspection.done',
  'inspection.disputed',
  'refund.due',
  'refund.started',
  'refund.paid',
  'refund.failed',
  'evidence.added',
  'notice.sent',
] as const
export type EventType = (typeof eventTypes)[number]

export const actorKinds = ['member', 'api_key', 'carrier', 'system'] as const
export type ActorKind = (typeof actorKinds)[number]
export type Actor = { kind: ActorKind; id: string | null }

/** What runs out: the time in which goods may come back, that in which the customer must have the money, and that in which
 * a refused parcel may lie at the hub. */
export const clockKinds = ['window', 'money', 'storage'] as const
export type ClockKind = (typeof clockKinds)[number]

const uuid = z.uuid()
const quantity = z.int().positive()
const counted = z.array(z.object({ caseItemId: uuid, quantity: z.int().nonnegative() }))
const slot = z.object({ date: z.iso.date(), from: z.string(), to: z.string() })
const reasonCode = z.string().max(100).optional()
/** Free words lie in `notes`, so that a person can be erased while the chain still verifies. */
const noteId = uuid.optional()
const commented = z.object({ noteId })
const piece = { kind: z.string(), reference: z.string() }
/** What else somebody outside told with it: photos and papers by reference, and free words as a note. */
const telling = { evidence: z.array(z.object(piece)).optional(), noteId }
const ofPickup = z.object({ pickupId: uuid })
const moment = z.iso.datetime({ offset: true })
const place = z.object({ locationCode: z.string().max(100).optional(), locationId: uuid.optional() })
const clock = z.object({ kind: z.enum(clockKinds), endsAt: moment, warnAt: moment })
const sum = z.object({ amount: z.int().nonnegative(), currency: z.string().length(3) })

const route = {
  routeId: uuid,
  action: z.enum(routeActions),
  locationId: uuid.nullable(),
  /** How long the parcel may lie by this route. */
  storage: clock.optional(),
}

/** Data of each type. No personal data: it is hashed and never erased. */
export const eventData = {
  'case.created': z.object({
    kind: z.enum(['client_return', 'refusal']),
    orderId: uuid,
    items: z.array(
      z.object({ caseItemId: uuid, orderLineId: uuid, quantity, reason: z.string().nullable() }),
    ),
    channel: z.string(),
    /** A return that the shop's own records say is over: nothing is known of how it went. */
    historic: z.object({ importId: uuid, number: z.string() }).optional(),
  }),
  'verdict.given': z.object({
    verdictId: uuid,
    outcome: z.enum(outcomes),
    /** Null: no version was in force, the law alone. */
    policyNumber: z.int().nullable(),
    clocks: z.array(clock),
    warn: z.array(z.enum(roles)),
  }),
  /** `asked`: support wants to know something of the customer first. */
  'decision.reviewed': commented.extend({ asked: z.boolean().optional() }),
  'decision.approved': commented,
  'decision.declined': commented,
  'decision.cancelled': commented,
  'case.assigned': z.object({ memberId: uuid.nullable() }),
  'case.noted': z.object({ noteId: uuid }),
  /** `lifted`: what it was about is over, and the flag is taken away. */
  'case.flagged': z.object({
    flag: z.string(),
    endsAt: moment.optional(),
    lifted: z.boolean().optional(),
  }),
  'pickup.created': ofPickup.extend({
    number: z.int(),
    carrierId: uuid,
    slot,
    items: z.array(z.object({ caseItemId: uuid, quantity })),
    requirements: z.object({ packagingCheck: z.boolean(), photos: z.boolean(), act: z.boolean() }),
    maxAttempts: z.int().min(1),
  }),
  'pickup.accepted': ofPickup,
  'pickup.call_failed': ofPickup.extend({ reasonCode, ...telling }),
  'pickup.agreed': ofPickup.extend({ slot: slot.optional() }),
  'pickup.rescheduled': ofPickup.extend({ slot, noteId }),
  'pickup.on_way': ofPickup,
  'pickup.attempt_failed': ofPickup.extend({ reasonCode, ...telling }),
  'pickup.collected': ofPickup.extend({ items: counted, ...telling }),
  'pickup.failed': ofPickup.extend({ reasonCode, ...telling }),
  'pickup.cancelled': ofPickup.extend({ reasonCode, ...telling }),
  /** What the courier claims; the refusal of this id is kept with it (db/schema/refusals). */
  'delivery.refused': z.object({
    items: counted,
    reasonCode,
    /** What the code means: a reason of the shop. */
    reason: z.string().optional(),
    attempt: z.int().min(1).optional(),
    extent: z.enum(extents).optional(),
    /** The courier named the articles: whatever he did not name was kept. */
    listed: z.boolean().optional(),
    packaging: z.enum(packagingStates).optional(),
    locationCode: z.string().max(100).optional(),
    /** How long the parcel may lie, until a route says otherwise, and by when the customer must have what was paid. */
    storage: clock.optional(),
    money: clock.optional(),
    ...telling,
  }),
  'route.given': z.object({ ...route, ruleSetNumber: z.int().optional(), ruleId: uuid.optional() }),
  'route.overridden': z.object({ ...route, noteId }),
  'delivery.redelivery_scheduled': z.object({ slot }),
  'delivery.redelivered': z.object(telling),
  'delivery.refusal_settled': z.object({ refusalId: uuid, as: z.enum(settlements), noteId }),
  /**
   * With what the hub found, where it looked. Of a refused parcel it may be more than was claimed at the door: `takes` is what
   * the return has from then on, as far as the order had it left; `extra` are articles that the return cannot have.
   */
  'parcel.at_hub': place.extend({
    items: counted.optional(),
    takes: z.array(z.object({ caseItemId: uuid, orderLineId: uuid, quantity })).optional(),
    extra: z.array(z.object({ sku: z.string().max(100), quantity })).optional(),
    packaging: z.enum(packagingStates).optional(),
    reasonCode,
    ...telling,
  }),
  'parcel.in_transit': place.extend(telling),
  'parcel.lost': place.extend(telling),
  'parcel.found': place.extend({ custody: z.enum(custodies).default('hub'), ...telling }),
  'parcel.received': place.extend({ items: counted.optional(), ...telling }),
  'inspection.started': z.object({}),
  'inspection.done': z.object({
    items: z.array(
      z.object({
        caseItemId: uuid,
        quantity,
        disposition: z.enum(dispositions),
        reason: z.string().optional(),
      }),
    ),
    noteId,
  }),
  'inspection.disputed': commented,
  'refund.due': sum,
  'refund.started': z.object({}),
  'refund.paid': z.object({}),
  'refund.failed': commented,
  /** The first piece, and in `evidence` what was told with it. */
  'evidence.added': z.object({ ...piece, ...telling }),
  'notice.sent': z.object({
    kind: z.string(),
    endsAt: moment.optional(),
    pickupId: uuid.optional(),
  }),
} satisfies Record<EventType, z.ZodObject>

export type EventDataOf<T extends EventType> = z.infer<(typeof eventData)[T]>

/** An event as a union over its types, so that `type` narrows `data`. */
export type CaseEvent = {
  [T in EventType]: { id: string; type: T; occurredAt: Date; actor: Actor; data: EventDataOf<T> }
}[EventType]

const rank = new Map<EventType, number>(eventTypes.map((type, index) => [type, index]))

/**
 * The order in which events are folded and shown, whatever the order they were told in: the creation first (a
 * carrier's clock may be behind ours), then by (`occurredAt`, rank of the type, id).
 */
export function compareEvents(
  a: Pick<CaseEvent, 'id' | 'type' | 'occurredAt'>,
  b: Pick<CaseEvent, 'id' | 'type' | 'occurredAt'>,
): number {
  if (a.id === b.id) return 0
  if (a.type === 'case.created') return -1
  if (b.type === 'case.created') return 1
  return (
    a.occurredAt.getTime() - b.occurredAt.getTime() ||
    (rank.get(a.type) ?? 0) - (rank.get(b.type) ?? 0) ||
    (a.id < b.id ? -1 : 1)
  )
}

/** The key of a notice: what it is of, and the end or pickup task it is about. */
export function told(kind: string, subject: string): string {
  return `${kind}:${subject}`
}
