/** What the events of a case add up to. Pure data; lib/cases/fold makes it. */
import type { PickupStatus } from '@/lib/pickups/machine'
import type { EventDataOf } from './events'
import type { Axes, Disposition, RouteAction, Stage } from './machine'

export type Slot = EventDataOf<'pickup.rescheduled'>['slot']

export type ItemState = {
  id: string
  orderLineId: string
  quantity: number
  /** Of a refused parcel: what the courier last said of it, whatever the hub found. */
  claimed: number
  collected: number
  received: number
  disposed: number
  /** Of a refused parcel: what the customer took after all. */
  kept: number
  disposition: Disposition | null
  warehouseReason: string | null
}

export type PickupState = {
  id: string
  status: PickupStatus
  slot: Slot | null
  attempts: number
  calls: number
  maxAttempts: number
  collected: Record<string, number>
}

/** What does not fit together; shown to support, never guessed away. */
export type Anomaly = { eventId: string; code: 'did_not_follow' | 'more_than_asked' | 'more_than_collected' }

export type CaseState = Axes & {
  stage: Stage
  live: boolean
  flagged: boolean
  assigneeId: string | null
  locationId: string | null
  route: RouteAction | null
  /** The latest route's id, and whether a person chose it. */
  routeId: string | null
  overridden: boolean
  /** Times that the parcel was brought to the door and refused. */
  attempt: number
  /** When it goes to the door once more. */
  redelivery: Slot | null
  /** How long a refused parcel may lie. */
  storage: EventDataOf<'verdict.given'>['clocks'][number] | null
  /** By when a refused parcel's customer must have what was paid. */
  moneyClock: EventDataOf<'verdict.given'>['clocks'][number] | null
  /** The latest verdict: its answer, its clocks, and whom to warn. */
  verdict: EventDataOf<'verdict.given'> | null
  /** Support waits for the customer's answer. */
  asked: boolean
  flags: string[]
  /** What the shop was told, once each: `kind:subject`. */
  told: string[]
  items: Record<string, ItemState>
  pickups: PickupState[]
  anomalies: Anomaly[]
}

/** How many pieces of an item nobody else may ask back. */
export function claimOf({ live, items }: Pick<CaseState, 'live' | 'items'>, itemId: string): number {
  const item = items[itemId]
  return live && item ? item.quantity - item.kept : 0
}

/** An item of which nothing is known yet. */
export function emptyItem(id: string, orderLineId: string): ItemState {
  return {
    id,
    orderLineId,
    quantity: 0,
    claimed: 0,
    collected: 0,
    received: 0,
    disposed: 0,
    kept: 0,
    disposition: null,
    warehouseReason: null,
  }
}

export function emptyState(): CaseState {
  return {
    kind: 'client_return',
    decision: 'pending',
    custody: 'customer',
    inspection: 'not_due',
    money: 'not_due',
    stage: 'new',
    live: true,
    flagged: false,
    assigneeId: null,
    locationId: null,
    route: null,
    routeId: null,
    overridden: false,
    attempt: 0,
    redelivery: null,
    storage: null,
    moneyClock: null,
    verdict: null,
    asked: false,
    flags: [],
    told: [],
    items: {},
    pickups: [],
    anomalies: [],
  }
}
