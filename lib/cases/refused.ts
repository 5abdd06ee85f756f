/** What happens to a refused parcel, in the state of its case: refused again, sent somewhere, counted by the hub. */
import type { CaseEvent } from './events'
import { emptyItem, type CaseState, type ItemState } from './state'

/** One of the attempts that were called into question; another one may still be. */
export function settleOne(state: CaseState) {
  const at = state.flags.indexOf('disputed_refusal')
  if (at >= 0) state.flags.splice(at, 1)
  state.flagged = state.flags.length > 0
}

export function giveFlag(state: CaseState, flag: string) {
  state.flags.push(flag)
  state.flagged = true
}

export function takeFlag(state: CaseState, flag: string) {
  state.flags = state.flags.filter((one) => one !== flag)
  state.flagged = state.flags.length > 0
}

/** So many of a refused item are in the parcel; the customer took the others after all. */
function hold(item: ItemState, quantity: number) {
  item.quantity = Math.max(item.quantity, quantity)
  item.collected = Math.max(item.received, quantity)
  item.kept = item.quantity - item.collected
}

/**
 * The hub counted. It may have found more than the courier claimed; where it found less, what he claimed is still looked for.
 * Its latest word counts, wherever the goods are by now.
 */
export function countedAtHub(state: CaseState, { data }: CaseEvent & { type: 'parcel.at_hub' }) {
  const { items, takes, extra = [] } = data
  if (state.kind !== 'refusal' || !items || !takes) return
  for (const { caseItemId: id, orderLineId } of takes) {
    state.items[id] ??= emptyItem(id, orderLineId)
  }
  let beyond = extra.length > 0
  for (const item of Object.values(state.items)) {
    const taken = takes.find(({ caseItemId }) => caseItemId === item.id)?.quantity ?? 0
    hold(item, Math.max(item.claimed, taken))
    const found = items.find(({ caseItemId }) => caseItemId === item.id)?.quantity ?? 0
    if (found > item.collected) beyond = true
  }
  takeFlag(state, 'found_more')
  if (beyond) giveFlag(state, 'found_more')
}

/** Refused again: what was decided on the attempt before is over, and the goods are with the courier. */
export function refused(state: CaseState, event: CaseEvent & { type: 'delivery.refused' }) {
  if (state.kind !== 'refusal') {
    state.anomalies.push({ eventId: event.id, code: 'did_not_follow' })
    return
  }
  const attempt = event.data.attempt ?? 1
  if (attempt > state.attempt) {
    // Of what went to the door again, some may have been kept.
    for (const item of Object.values(state.items)) {
      const told = event.data.items.find(({ caseItemId }) => caseItemId === item.id)
      if (!told && !event.data.listed) continue
      // All of the parcel is all that the attempt before has left in it.
      const most = event.data.listed || state.attempt === 0 ? item.quantity : item.collected
      item.claimed = Math.min(most, told?.quantity ?? 0)
      hold(item, item.claimed)
    }
  }
  if (attempt > state.attempt && state.attempt > 0) {
    state.route = null
    state.routeId = null
    state.overridden = false
    state.redelivery = null
    // They were said of a way that is over.
    takeFlag(state, 'override_too_late')
    takeFlag(state, 'found_more')
    if (state.custody !== 'received') state.custody = 'courier'
  }
  if (state.custody === 'customer') state.custody = 'courier'
  state.attempt = Math.max(state.attempt, attempt)
  state.storage = event.data.storage ?? state.storage
  state.moneyClock ??= event.data.money ?? null
}

export function routed(state: CaseState, event: CaseEvent & { type: 'route.given' | 'route.overridden' }) {
  const byPerson = event.type === 'route.overridden'
  // Told later: the goods were gone when somebody sent them elsewhere. They go where they were sent before.
  if (byPerson && !['courier', 'hub'].includes(state.custody)) {
    state.anomalies.push({ eventId: event.id, code: 'did_not_follow' })
    giveFlag(state, 'override_too_late')
    return
  }
  state.route = event.data.action
  state.routeId = event.data.routeId
  state.overridden = byPerson
  state.locationId = event.data.locationId
  state.storage = event.data.storage ?? state.storage
  state.redelivery = null
  takeFlag(state, 'destination_closed')
  // Who is to have the goods after all is not paid for them meanwhile; what was sent already is not taken back.
  if (event.data.action === 'redeliver' && state.money === 'due') state.money = 'not_due'
}
