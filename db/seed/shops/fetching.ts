import { later, workLater } from './clock'
import type { LiveShop } from './live'
import type { Piece, Thread, Told } from './thread'
import { cancelCourier, orderCourier, rescheduleCourier } from './live-pickups'
import { day } from './orders'
import type { Plot } from './stories'
import type { Step } from './timeline'

const minute = 60_000

/** What the carrier says, but when and of which task. */
export type Saying = Omit<Told, 'occurredAt' | 'pickupId'>

const couriers = ['Рамиль', 'Денис', 'Оксана', 'Баир', 'Сергей', 'Тимофей']

/** From the task to the door and off; answers when the goods were taken, or null when this story ends before. */
export function* fetch(
  shop: LiveShop,
  thread: Thread,
  plot: Plot,
  from: Date,
): Generator<Step, Date | null, void> {
  const { random } = shop
  let t = from
  const courier = { id: `k-${random.int(101, 140)}`, name: random.pick(couriers) }
  const say = (at: Date, what: Saying): Step => ({
    at,
    thread,
    tell: { ...what, occurredAt: at, ...(thread.pickupId && { pickupId: thread.pickupId }) },
  })
  if (plot.stop === 'ordered' && random.chance(0.5)) return null
  yield say((t = later(shop, t, 0.1, 0.8)), { type: 'pickup.accepted' })
  if (plot.turn === 'call_failed' || random.chance(0.1)) {
    yield say((t = later(shop, t, 0.3, 0.9)), { type: 'pickup.call_failed', reasonCode: 'recipient_absent' })
    if (random.chance(0.4))
      yield say((t = later(shop, t, 0.3, 1)), { type: 'pickup.call_failed', reasonCode: 'recipient_absent' })
  }
  if (plot.stop === 'ordered' && random.chance(0.4)) return null
  yield say((t = later(shop, t, 0.3, 1.4)), { type: 'pickup.agreed', courier })
  if (plot.turn === 'rescheduled') {
    const at = (t = later(shop, t, 0.1, 0.5))
    const reason = random.pick([
      'Покупатель просит другой день',
      'Не успевает вернуться с работы',
      'Уезжает, будет после выходных',
    ])
    yield { at, thread, act: () => rescheduleCourier(shop, thread, at, reason) }
    yield say((t = later(shop, t, 0.2, 1)), { type: 'pickup.agreed', courier })
  }
  if (plot.turn === 'pickup_cancelled') {
    const at = (t = later(shop, t, 0.1, 0.5))
    yield { at, thread, act: () => cancelCourier(shop, thread, at, 'Неверный адрес, уточняем у покупателя') }
    if (plot.stop === 'needs_pickup') return null
    const again = (t = workLater(shop, t, 1, 30))
    yield { at: again, thread, act: () => orderCourier(shop, thread, again, 'Адрес исправлен') }
    yield say((t = later(shop, t, 0.1, 1)), { type: 'pickup.accepted' })
    yield say((t = later(shop, t, 0.3, 1.5)), { type: 'pickup.agreed', courier })
  }
  if (plot.stop === 'ordered') return null

  const failures = { attempt_failed: 1, twice_failed: 2, thrice_failed: 3 }[plot.turn as string] ?? 0
  for (let attempt = 0; attempt < failures; attempt += 1) {
    yield say((t = onTheWay(shop, thread, t, attempt)), { type: 'pickup.on_way', courier })
    const reasonCode = random.pick(['recipient_absent', 'recipient_absent', 'changed_mind', 'other'])
    yield say((t = later(shop, t, 0.5, 2)), { type: 'pickup.attempt_failed', courier, reasonCode })
    if (attempt === 0 && plot.stop === 'attempt') return null
    if (attempt < 2) yield say((t = later(shop, t, 1, 3)), { type: 'pickup.agreed', courier })
  }
  if (failures === 3) {
    if (plot.stop === 'failed') return null
    const again = (t = workLater(shop, t, 2, 30))
    yield { at: again, thread, act: () => orderCourier(shop, thread, again, 'Созвонились: ждёт весь день') }
    yield say((t = later(shop, t, 0.1, 1)), { type: 'pickup.accepted' })
    yield say((t = later(shop, t, 0.3, 1)), { type: 'pickup.agreed', courier })
  }
  const left = onTheWay(shop, thread, t, failures % 3)
  const taken = later(shop, left, 0.4, 2.5)
  const items = plot.taken ?? (plot.turn === 'partial' ? partOf(thread.picks) : undefined)
  const collected = { type: 'pickup.collected', courier, ...(items && { items }) }
  if (plot.turn === 'reversed') {
    // The phone had no signal: what happened last is told first.
    const told = later(shop, taken, 3, 5)
    yield { ...say(taken, collected), at: told, alone: true }
    yield {
      ...say(left, { type: 'pickup.on_way', courier }),
      at: new Date(told.getTime() + minute),
      alone: true,
    }
    return taken
  }
  yield say(left, { type: 'pickup.on_way', courier })
  const door = say(taken, collected)
  yield door
  if (plot.turn === 'repeated') yield { ...door, at: later(shop, taken, 5, 6) }
  return taken
}

/** When the courier leaves: before the slot, or as many days after it as attempts were in vain. */
function onTheWay(shop: LiveShop, thread: Thread, t: Date, days: number): Date {
  const start = (thread.slot?.startsAt ?? t).getTime() + days * day
  return new Date(Math.max(start + shop.random.between(-40, 60) * minute, t.getTime() + 20 * minute))
}

/** Less than was asked: one piece of the last article stays with the customer, or the whole article. */
function partOf(picks: Piece[]): { sku: string; quantity: number }[] {
  const kept = picks.map(({ sku, quantity }) => ({ sku, quantity }))
  const last = kept.at(-1)
  if (last) last.quantity -= 1
  return kept
}
