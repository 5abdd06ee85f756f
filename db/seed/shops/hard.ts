import type { LiveShop } from './live'
import type { LiveOrder, Piece, Thread, Told } from './thread'
import { orderCourier } from './live-pickups'
import { day, hour, lineOf, planned, type PlannedOrder } from './orders'
import { refusal } from './refusals'
import type { Random } from './random'
import type { ShopPlan } from './plan'
import { later } from './clock'
import { clientReturn } from './stories'
import type { Story } from './timeline'
import { newId } from '@/lib/ids'

/** The orders behind the deliberately hard cases; they follow the year's by number. */
const keys = [
  'forty',
  'long',
  'split',
  'late_cancel',
  'disputed',
  'reversed',
  'repeated',
  'found',
  'lost',
  'lost_too',
  'parked',
  'redelivered',
  'waiting',
  'moving',
  'partly',
  'outside',
  'outside_declined',
  'outside_asked',
  'excluded',
] as const
type Key = (typeof keys)[number]
const refused: readonly Key[] = ['disputed', 'redelivered', 'waiting', 'moving']

const longName = 'Константинопольская-Преображенская Александра-Виктория Вячеславовна-Станиславовна'
const names: Partial<Record<Key, string>> = {
  forty: 'Ателье «Дом на Ёлочной», Пётр Щёголев',
  long: longName,
  disputed: 'Ёлкина Алёна Семёновна',
}

/** How many days ago the order was given to the customer, or refused; 18 unless said. */
const agesInDays: Partial<Record<Key, number>> = {
  split: 27,
  long: 2.5,
  parked: 4,
  redelivered: 1.5,
  waiting: 1.5,
  moving: 3,
  outside: 74,
  outside_declined: 80,
  outside_asked: 77,
  excluded: 4,
}

export function hardOrders(shop: ShopPlan, random: Random, now: Date): PlannedOrder[] {
  return keys.map((key, at) => {
    const lines = linesFor(shop, random, key)
    const handed = agesInDays[key] ?? 18
    const order = planned(shop, random, {
      index: shop.orders + at,
      placedAt: new Date(now.getTime() - (handed + 3) * day),
      handedOverAt: refused.includes(key) ? null : new Date(now.getTime() - handed * day),
      fate: refused.includes(key) ? 'refused' : 'kept',
      person: {
        name: names[key] ?? random.pick(['Фёдорова Алла', 'Лев Ширяев', 'Зоя Кравец', 'Ренат Гайнутдинов']),
        phone: `+79${String(shop.phones + 90_000_000 + at * 1_234_567).padStart(9, '0')}`,
      },
      lines,
    })
    if (key === 'disputed') order.input.payment = 'cod'
    return order
  })
}

function linesFor(shop: ShopPlan, random: Random, key: Key) {
  if (key === 'forty') return random.some(shop.goods, 40).map((good) => lineOf(good, 1))
  if (key === 'excluded') {
    const good =
      shop.goods.find((one) => one.madeToOrder) ?? shop.goods.find((one) => one.category === 'Термобельё')
    if (good) return [lineOf(good, 1)]
  }
  const longest = shop.goods.reduce((one, other) => (other.name.length > one.name.length ? other : one))
  if (key === 'long')
    return [lineOf(longest, 1), ...random.some(shop.goods, 1).map((good) => lineOf(good, 2))]
  return random.some(shop.goods, key === 'split' ? 3 : 2).map((good) => lineOf(good, 2))
}

/** @param orders those of `hardOrders`, in their order */
export function hardStories(shop: LiveShop, orders: LiveOrder[], now: Date): Story[] {
  const ago = (days: number) => new Date(now.getTime() - days * day)
  const order = (key: Key): LiveOrder => {
    const found = orders[keys.indexOf(key)]
    if (!found) throw new Error('A hard case lost its order')
    return found
  }
  const whole = (key: Key): Thread => ({
    order: order(key),
    picks: order(key).lines.map((line) => piece(shop, line)),
  })
  // No defect: that would be another ground.
  const late = (key: Key): Thread => ({
    order: order(key),
    picks: order(key).lines.map((line) => ({ ...piece(shop, line), reason: 'changed_mind' })),
  })
  const lines = order('split').lines
  const one = (index: number): Thread => ({
    order: order('split'),
    picks: lines.slice(index, index + 1).map((line) => piece(shop, line)),
  })
  const forty = whole('forty')
  // The courier finds two articles missing and one without its box: 37 of 40.
  const taken = forty.picks.map(({ sku, quantity }, index) => ({
    sku,
    quantity: index % 14 === 11 ? 0 : quantity,
  }))
  const partly = whole('partly')
  const halved = partly.picks.map(({ sku, quantity }) => ({ sku, quantity: quantity - 1 }))
  return [
    clientReturn(shop, forty, {
      at: ago(10),
      api: false,
      turn: 'partial',
      stop: 'received',
      taken,
      comment: 'Сорок позиций, примерная опись внутри',
    }),
    clientReturn(shop, whole('long'), { at: ago(0.9), api: false, turn: 'smooth' }),
    clientReturn(shop, one(0), { at: ago(24), api: false, turn: 'smooth' }),
    clientReturn(shop, one(1), { at: ago(0.8), api: true, turn: 'smooth', stop: 'new' }),
    clientReturn(shop, whole('reversed'), { at: ago(9), api: false, turn: 'reversed' }),
    clientReturn(shop, whole('repeated'), { at: ago(8), api: false, turn: 'repeated' }),
    clientReturn(shop, whole('found'), { at: ago(16), api: false, turn: 'lost_found', stop: 'received' }),
    clientReturn(shop, whole('lost'), { at: ago(15), api: true, turn: 'lost' }),
    clientReturn(shop, whole('lost_too'), { at: ago(13), api: false, turn: 'lost' }),
    cancelledTooLate(shop, whole('late_cancel'), ago(7)),
    refusal(shop, whole('disputed'), {
      at: ago(11),
      reason: 'changed_mind',
      stop: 'disputed',
      courier: 'k-12',
      log: { seconds: 38 },
    }),
    refusal(shop, whole('redelivered'), { at: ago(2.5), reason: 'late', stop: 'agreed' }),
    refusal(shop, whole('waiting'), { at: ago(1), reason: 'courier_fault', stop: 'hub' }),
    refusal(shop, whole('moving'), { at: ago(4), reason: 'changed_mind', stop: 'moving' }),
    clientReturn(shop, partly, { at: ago(12), api: true, turn: 'partial', taken: halved }),
    unclear(shop, whole('parked'), ago(2.2)),
    clientReturn(shop, late('outside'), { at: ago(1.3), api: true, turn: 'smooth', stop: 'review' }),
    clientReturn(shop, late('outside_declined'), { at: ago(6), api: true, turn: 'declined' }),
    clientReturn(shop, late('outside_asked'), { at: ago(3), api: true, turn: 'smooth', stop: 'asked' }),
    clientReturn(shop, late('excluded'), { at: ago(2.4), api: true, turn: 'smooth', stop: 'review' }),
  ]
}

function piece(shop: LiveShop, line: LiveOrder['lines'][number]): Piece {
  const [reason] = shop.random.weighted(shop.plan.reasons.map((one) => [one, one[1]] as const))
  return { lineId: line.id, sku: line.sku, quantity: line.quantity, reason }
}

const saying = (thread: Thread, at: Date, type: string, more: Partial<Told> = {}): Told => ({
  type,
  occurredAt: at,
  ...(thread.pickupId && { pickupId: thread.pickupId }),
  ...more,
})

/** The shop cancels while the courier, without a signal, already has the goods in his van. */
function* cancelledTooLate(shop: LiveShop, thread: Thread, from: Date): Story {
  let t = from
  yield { at: t, thread, act: () => orderCourier(shop, thread, from) }
  yield { at: (t = later(shop, t, 0.2, 0.5)), thread, tell: saying(thread, t, 'pickup.accepted') }
  yield { at: (t = later(shop, t, 0.2, 0.5)), thread, tell: saying(thread, t, 'pickup.agreed') }
  const slot = thread.slot?.startsAt ?? t
  yield { at: (t = new Date(slot.getTime())), thread, tell: saying(thread, t, 'pickup.on_way') }
  const taken = later(shop, t, 0.4, 0.8)
  const cancelled = later(shop, taken, 0.5, 1)
  const comment = 'Покупатель передумал возвращать'
  yield {
    at: cancelled,
    thread,
    act: () => shop.change(thread, 'cancel', cancelled, { by: ['support'], comment }),
  }
  t = later(shop, cancelled, 1, 2)
  yield { at: t, thread, tell: saying(thread, taken, 'pickup.collected'), alone: true }
  yield {
    at: (t = later(shop, t, 3, 5)),
    thread,
    tell: saying(thread, t, 'parcel.at_hub', { location: { code: shop.plan.hub } }),
  }
}

/** Messages that nobody can apply before a person has looked: each is parked for another reason. */
function* unclear(shop: LiveShop, thread: Thread, from: Date): Story {
  let t = from
  yield { at: t, thread, act: () => orderCourier(shop, thread, from) }
  yield { at: (t = later(shop, t, 0.2, 0.5)), thread, tell: saying(thread, t, 'pickup.accepted') }
  const sku = thread.picks[0]?.sku ?? ''
  const strange: [string, Partial<Told>][] = [
    ['pickup.courier_changed', { comment: 'Передали другому курьеру' }],
    ['pickup.agreed', { pickupId: newId() }],
    ['pickup.on_way', { occurredAt: new Date(t.getTime() + 40 * hour) }],
    ['pickup.collected', { items: [{ sku: 'NE-NASH-1', quantity: 1 }] }],
    ['pickup.collected', { items: [{ sku, quantity: 99 }] }],
    ['pickup.collected', { items: [{ sku, quantity: 0 }] }],
  ]
  for (const [type, more] of strange) {
    yield { at: (t = later(shop, t, 0.1, 0.4)), thread, tell: saying(thread, t, type, more) }
  }
}
