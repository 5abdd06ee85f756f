/** The state of a case as a fold over its events: pure, total, and the same for any order and repetition of them. */
import { pickupAfter, type PickupEventType } from '@/lib/pickups/machine'
import { verdictFlags } from '@/lib/policies/verdict'
import { compareEvents, told, type CaseEvent } from './events'
import { deriveStage } from './machine'
import { countedAtHub, giveFlag, refused, routed, settleOne, takeFlag } from './refused'
import { emptyState, type Anomaly, type CaseState, type PickupState } from './state'

/** Sorts, drops repetitions and folds. The input is not changed. */
export function foldCase(events: readonly CaseEvent[]): CaseState {
  const state = emptyState()
  for (const event of inOrder(events)) apply(state, event)
  state.stage = deriveStage(state, state.pickups.at(-1)?.status ?? null, state.route)
  // What the customer has kept after all may be asked back another time.
  state.live = !(
    state.custody === 'customer' &&
    (state.decision === 'cancelled' || state.decision === 'declined' || state.kind === 'refusal')
  )
  return state
}

/** One copy of each event, in the order of compareEvents. */
export function inOrder<E extends CaseEvent>(events: readonly E[]): E[] {
  const unique = new Map(events.map((event) => [event.id, event]))
  return [...unique.values()].sort(compareEvents)
}

/** A verdict's flag stands until the return is approved all the same, or another verdict was given. */
function unflag(state: CaseState) {
  state.flags = state.flags.filter((flag) => !verdictFlags.some((one) => one === flag))
  state.flagged = state.flags.length > 0
}

function pickupOf(state: CaseState, id: string): PickupState {
  const known = state.pickups.find((pickup) => pickup.id === id)
  if (known) return known
  const fresh: PickupState = {
    id,
    status: 'created',
    slot: null,
    attempts: 0,
    calls: 0,
    maxAttempts: 3,
    collected: {},
  }
  state.pickups.push(fresh)
  return fresh
}

function step(state: CaseState, event: CaseEvent & { type: PickupEventType }): PickupState | null {
  const pickup = pickupOf(state, event.data.pickupId)
  const next = pickupAfter(pickup.status, event.type)
  if (next === null) {
    state.anomalies.push({ eventId: event.id, code: 'did_not_follow' })
    return null
  }
  pickup.status = next
  return pickup
}

/** What was collected or received may not exceed what stood before it; the excess is an anomaly, not a quantity. */
function capped(
  state: CaseState,
  event: CaseEvent,
  claimed: number,
  limit: number,
  code: Anomaly['code'],
): number {
  if (claimed > limit) state.anomalies.push({ eventId: event.id, code })
  return Math.min(claimed, limit)
}

function receive(state: CaseState, event: CaseEvent & { type: 'parcel.received' }) {
  if (isKept(state)) {
    state.anomalies.push({ eventId: event.id, code: 'did_not_follow' })
    return
  }
  state.custody = 'received'
  if (state.inspection === 'not_due') state.inspection = 'awaiting'
  for (const item of Object.values(state.items)) {
    const claimed = event.data.items?.find((one) => one.caseItemId === item.id)?.quantity
    const here = capped(
      state,
      event,
      claimed ?? (event.data.items ? 0 : item.collected),
      item.collected,
      'more_than_collected',
    )
    // What was inspected had arrived, whatever is told of it later.
    item.received = Math.max(item.disposed, here)
  }
}

function apply(state: CaseState, event: CaseEvent): void {
  switch (event.type) {
    case 'case.created': {
      state.kind = event.data.kind
      const { historic } = event.data
      for (const { caseItemId: id, orderLineId, quantity } of event.data.items) {
        const home = historic ? quantity : 0
        state.items[id] = {
          id,
          orderLineId,
          quantity,
          claimed: quantity,
          collected: event.data.kind === 'refusal' ? quantity : home,
          received: home,
          disposed: 0,
          kept: 0,
          disposition: null,
          warehouseReason: null,
        }
      }
      if (historic) {
        state.decision = 'approved'
        state.custody = 'received'
      } else if (event.data.kind === 'refusal') {
        state.decision = 'approved'
        state.custody = 'courier'
      }
      return
    }
    case 'verdict.given':
      state.verdict = event.data
      unflag(state)
      return
    case 'decision.reviewed':
      state.decision = 'review'
      state.asked = event.data.asked ?? false
      return
    case 'decision.approved':
    case 'decision.declined':
      state.decision = event.type === 'decision.approved' ? 'approved' : 'declined'
      state.asked = false
      if (state.decision === 'approved') unflag(state)
      return
    case 'decision.cancelled':
      // Goods that a courier took before the cancellation reached him are still on their way.
      if (state.custody === 'customer') state.decision = 'cancelled'
      else state.anomalies.push({ eventId: event.id, code: 'did_not_follow' })
      return
    case 'case.assigned':
      state.assigneeId = event.data.memberId
      return
    case 'case.flagged':
      if (event.data.lifted) takeFlag(state, event.data.flag)
      else giveFlag(state, event.data.flag)
      if (event.data.endsAt) state.told.push(told(event.data.flag, event.data.endsAt))
      return
    case 'notice.sent':
      state.told.push(told(event.data.kind, event.data.endsAt ?? event.data.pickupId ?? ''))
      return
    case 'pickup.created': {
      const pickup = pickupOf(state, event.data.pickupId)
      pickup.slot ??= event.data.slot
      pickup.maxAttempts = event.data.maxAttempts
      return
    }
    case 'pickup.accepted':
    case 'pickup.on_way':
    case 'pickup.failed':
    case 'pickup.cancelled':
      step(state, event)
      return
    case 'pickup.agreed': {
      const pickup = step(state, event)
      if (pickup && event.data.slot) pickup.slot = event.data.slot
      return
    }
    case 'pickup.rescheduled': {
      const pickup = step(state, event)
      if (pickup) pickup.slot = event.data.slot
      return
    }
    case 'pickup.call_failed': {
      const pickup = step(state, event)
      if (pickup) pickup.calls += 1
      return
    }
    case 'pickup.attempt_failed': {
      const pickup = step(state, event)
      if (!pickup) return
      pickup.attempts += 1
      if (pickup.attempts >= pickup.maxAttempts) pickup.status = 'failed'
      return
    }
    case 'pickup.collected': {
      const pickup = step(state, event)
      if (!pickup) return
      for (const { caseItemId, quantity } of event.data.items) {
        const item = state.items[caseItemId]
        if (!item) continue
        const taken = capped(state, event, quantity, item.quantity - item.collected, 'more_than_asked')
        item.collected += taken
        pickup.collected[caseItemId] = (pickup.collected[caseItemId] ?? 0) + taken
      }
      if (state.custody === 'customer') state.custody = 'courier'
      return
    }
    case 'route.given':
    case 'route.overridden':
      routed(state, event)
      return
    case 'delivery.redelivery_scheduled':
      state.redelivery = event.data.slot
      return
    case 'delivery.redelivered':
      state.custody = 'customer'
      // Who has the goods after all has them for the money.
      if (state.kind === 'refusal' && state.money === 'due') state.money = 'not_due'
      return
    case 'delivery.refused':
      refused(state, event)
      return
    case 'delivery.refusal_settled':
      settleOne(state)
      return
    case 'parcel.at_hub':
      countedAtHub(state, event)
      move(state, event, 'hub')
      return
    case 'parcel.in_transit':
      move(state, event, 'in_transit')
      return
    case 'parcel.lost':
      move(state, event, 'lost')
      return
    case 'parcel.found':
      if (state.custody === 'lost') {
        state.custody = event.data.custody
        if (event.data.custody === 'received' && state.inspection === 'not_due') state.inspection = 'awaiting'
      } else state.anomalies.push({ eventId: event.id, code: 'did_not_follow' })
      return
    case 'parcel.received':
      if (event.data.locationId && !isKept(state)) state.locationId = event.data.locationId
      receive(state, event)
      return
    case 'inspection.done':
      state.inspection = 'done'
      for (const done of event.data.items) {
        const item = state.items[done.caseItemId]
        if (!item) continue
        item.disposed = Math.min(done.quantity, item.received)
        item.disposition = done.disposition
        item.warehouseReason = done.reason ?? item.warehouseReason
      }
      return
    case 'inspection.disputed':
      state.inspection = 'disputed'
      return
    case 'refund.due':
      // Reckoned before it was told that he took the parcel after all: he has the goods for the money.
      if (isKept(state)) return
      takeFlag(state, 'refund_differs')
      if (event.data.amount > 0) state.money = 'due'
      // Nothing was found yet of what is still looked for: only who has inspected it knows that nothing is owed.
      else state.money = state.kind === 'refusal' && state.inspection !== 'done' ? 'not_due' : 'not_owed'
      return
    case 'refund.started':
      state.money = 'in_progress'
      return
    case 'refund.paid':
      state.money = 'paid'
      return
    case 'refund.failed':
      state.money = 'failed'
      return
    case 'case.noted':
    case 'inspection.started':
    case 'evidence.added':
      return
  }
}

/** A refused parcel that the customer has taken after all: only another refusal brings it back. */
function isKept(state: CaseState): boolean {
  return state.kind === 'refusal' && state.custody === 'customer'
}

/** Goods that have arrived do not travel again on a late report. */
function move(state: CaseState, event: CaseEvent, to: 'hub' | 'in_transit' | 'lost') {
  if (state.custody === 'received' || isKept(state) || (state.custody === 'lost' && to !== 'lost')) {
    state.anomalies.push({ eventId: event.id, code: 'did_not_follow' })
    return
  }
  state.custody = to
}
