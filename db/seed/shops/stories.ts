import { atWork, later, workLater } from './clock'
import { fetch, type Saying } from './fetching'
import type { LiveShop } from './live'
import type { LiveOrder, Piece, Thread } from './thread'
import { orderCourier } from './live-pickups'
import type { Step, Story } from './timeline'
import { settle } from './warehouse'

/** Where a story is left, so that every queue of the cabinet has somebody in it. */
export type Stop =
  | 'new'
  | 'review'
  | 'asked'
  | 'needs_pickup'
  | 'ordered'
  | 'attempt'
  | 'failed'
  | 'on_road'
  | 'received'
  | 'inspected'
  | 'refunding'

/** What goes otherwise than smoothly. */
export type Turn =
  | 'smooth'
  | 'call_failed'
  | 'attempt_failed'
  | 'twice_failed'
  | 'thrice_failed'
  | 'partial'
  | 'rescheduled'
  | 'pickup_cancelled'
  | 'cancelled'
  | 'declined'
  | 'appealed'
  | 'reversed'
  | 'repeated'
  | 'lost_found'
  | 'lost'
  | 'refund_failed'

export type Plot = {
  at: Date
  api: boolean
  turn: Turn
  stop?: Stop
  comment?: string
  /** What the courier takes, where it is not everything. */
  taken?: { sku: string; quantity: number }[]
}

/** What a customer gives back of an order, and why. */
export function picksOf(shop: LiveShop, lines: LiveOrder['lines'], most = 3): Piece[] {
  const { random, plan } = shop
  const chosen = random.some(lines, random.chance(0.75) ? 1 : random.int(1, most))
  return chosen.map((line) => {
    const [reason, , words] = random.weighted(plan.reasons.map((one) => [one, one[1]] as const))
    const comment = random.chance(0.55) ? random.pick(words) : ''
    return {
      lineId: line.id,
      sku: line.sku,
      quantity: random.chance(0.8) ? line.quantity : random.int(1, line.quantity),
      reason,
      ...(comment && { comment }),
    }
  })
}

/** A client return from the demand to the money. */
export function* clientReturn(shop: LiveShop, thread: Thread, plot: Plot): Story {
  let t = atWork(shop, plot.at)
  const act = (at: Date, run: () => Promise<void>): Step => ({ at, thread, act: run })
  if (plot.api) {
    t = plot.at
    yield act(t, () => shop.open(thread, t))
    if (plot.stop === 'new') return
    t = yield* decide(shop, thread, plot, t)
    if (plot.stop === 'review' || plot.stop === 'asked' || plot.stop === 'needs_pickup') return
    if (thread.decision !== 'approved') return
    t = workLater(shop, t, 0.2, 6)
  }
  const ordered = t
  yield act(t, () => orderCourier(shop, thread, ordered, plot.comment))
  if (plot.turn === 'cancelled') {
    const at = workLater(shop, t, 0.5, 5)
    const comment = shop.random.pick([
      'Покупатель решил оставить товар',
      'Ошиблись заказом',
      'Договорились о скидке 15 %',
    ])
    yield act(at, () => shop.change(thread, 'cancel', at, { by: ['staff', 'support'], comment }))
    return
  }
  const home = yield* fetch(shop, thread, plot, t)
  if (!home) return
  yield* afterwards(shop, thread, plot, home)
}

function* decide(shop: LiveShop, thread: Thread, plot: Plot, from: Date): Generator<Step, Date, void> {
  let t = workLater(shop, from, 0.3, 8)
  const step = (run: (at: Date) => Promise<void>): Step => {
    const at = t
    return { at, thread, act: () => run(at) }
  }
  if (thread.decision === 'approved') return t
  if (plot.stop === 'review' || shop.random.chance(0.25)) {
    yield step((at) => shop.change(thread, 'send_to_review', at, { by: ['staff'] }))
    if (plot.stop === 'review') return t
    t = workLater(shop, t, 1, 20)
  }
  if (plot.stop === 'asked') {
    const comment = shop.random.pick(['Пришлите, пожалуйста, фото ярлыка', 'Сохранилась ли упаковка?'])
    yield step((at) => shop.change(thread, 'ask', at, { by: ['support'], comment }))
    return t
  }
  if (plot.turn === 'declined' || plot.turn === 'appealed') {
    const comment = shop.random.pick([
      'Следы носки, ярлыки срезаны',
      'Изготовлено по размерам покупателя',
      'Прошло больше трёх месяцев',
      'Товар куплен не у нас: номера на изделии нет',
    ])
    yield step((at) => shop.change(thread, 'decline', at, { by: ['support', 'manager'], comment }))
    if (plot.turn === 'declined') return t
    t = workLater(shop, t, 4, 40)
    const plea = 'Покупатель прислал фото: ярлыки на месте, просит пересмотреть'
    yield step((at) => shop.change(thread, 'appeal', at, { by: ['staff'], comment: plea }))
    t = workLater(shop, t, 2, 20)
  }
  const comment = shop.random.pick([
    'По фото товар как новый',
    'Ярлыки и упаковка на месте',
    'Постоянный покупатель, принимаем',
  ])
  yield step((at) => shop.change(thread, 'approve', at, { by: ['support', 'manager'], comment }))
  return t
}

/** From the courier's hands to the money. */
function* afterwards(shop: LiveShop, thread: Thread, plot: Plot, taken: Date): Story {
  const { plan } = shop
  let t = taken
  const say = (at: Date, what: Saying): Step => ({
    at,
    thread,
    tell: { ...what, occurredAt: at, ...(thread.pickupId && { pickupId: thread.pickupId }) },
  })
  yield say((t = later(shop, t, 5.2, 9)), { type: 'parcel.at_hub', location: { code: plan.hub } })
  if (plot.stop === 'on_road' && shop.random.chance(0.4)) return
  yield say((t = later(shop, t, 6, 24)), { type: 'parcel.in_transit', location: { code: plan.hub } })
  if (plot.stop === 'on_road') return
  if (plot.turn === 'lost' || plot.turn === 'lost_found') {
    yield say((t = later(shop, t, 40, 90)), { type: 'parcel.lost', location: { code: plan.hub } })
    if (plot.turn === 'lost') return
    yield say((t = later(shop, t, 30, 120)), { type: 'parcel.found', location: { code: plan.hub } })
    yield say((t = later(shop, t, 4, 20)), { type: 'parcel.in_transit', location: { code: plan.hub } })
  }
  yield say((t = later(shop, t, 8, 60)), { type: 'parcel.received', location: { code: plan.warehouse } })
  if (plot.stop === 'received') return
  yield* settle(shop, thread, plot, t)
}
