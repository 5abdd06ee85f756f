import type { LiveShop } from './live'
import type { LiveOrder, Thread } from './thread'
import { day } from './orders'
import { comparing, delivery, refusal, refusalReasons } from './refusals'
import { atWork } from './clock'
import { clientReturn, picksOf, type Plot, type Stop, type Turn } from './stories'
import type { Story } from './timeline'

const turns: readonly (readonly [Turn, number])[] = [
  ['smooth', 56],
  ['call_failed', 9],
  ['attempt_failed', 8],
  ['twice_failed', 3],
  ['thrice_failed', 3],
  ['partial', 4],
  ['rescheduled', 5],
  ['pickup_cancelled', 2],
  ['cancelled', 3],
  ['declined', 5],
  ['appealed', 2],
  ['reversed', 2],
  ['repeated', 2],
  ['lost_found', 1.5],
  ['lost', 0.7],
  ['refund_failed', 1.5],
]

/** What waits for somebody today: where it stopped, how many, begun how many days ago. */
const waiting: readonly (readonly [Stop, number, number, number, Turn?])[] = [
  ['new', 7, 0.1, 1.4],
  ['review', 5, 1, 4],
  ['needs_pickup', 5, 1.2, 4],
  ['needs_pickup', 2, 1.2, 3, 'pickup_cancelled'],
  ['ordered', 9, 0.2, 1],
  ['attempt', 4, 4, 6, 'attempt_failed'],
  ['failed', 3, 8, 12, 'thrice_failed'],
  ['on_road', 9, 3.5, 7],
  ['received', 9, 7, 12],
  ['inspected', 7, 9, 14],
  ['refunding', 3, 10, 15],
]
const pickupComments = [
  'Позвонить за час',
  'Упаковка сохранена',
  'Проверить комплектность по списку',
  'Товар крупный, нужен второй человек',
]

/** About a quarter of the year's orders come back, one way or another. */
export function storiesOf(shop: LiveShop, orders: LiveOrder[], now: Date): Story[] {
  const { random } = shop
  const used = new Set<LiveOrder>()
  const ago = (days: number) => new Date(now.getTime() - days * day)
  const stories: Story[] = []

  const begin = (order: LiveOrder, plot: Plot) => {
    used.add(order)
    const whole = plot.stop === 'new' || plot.stop === 'review'
    const thread: Thread = { order, picks: whole ? all(shop, order) : picksOf(shop, order.lines) }
    const units = thread.picks.reduce((sum, pick) => sum + pick.quantity, 0)
    const turn = plot.turn === 'partial' && units < 2 ? 'smooth' : plot.turn
    const comment = random.chance(0.25) ? { comment: random.pick(pickupComments) } : {}
    stories.push(clientReturn(shop, thread, { ...plot, ...comment, turn }))
  }
  const refuse = (order: LiveOrder, at: Date) => {
    used.add(order)
    const whole = random.chance(0.8) || order.lines.length === 1
    const lines = whole ? order.lines : random.some(order.lines, 1)
    const picks = lines.map((line) => ({
      lineId: line.id,
      sku: line.sku,
      quantity: line.quantity,
      reason: '',
    }))
    const reason = random.weighted(refusalReasons)
    const hasty = random.chance(0.06) ? { log: { calls: 0 } } : {}
    stories.push(refusal(shop, { order, picks }, { at, ...hasty, reason }))
  }

  for (const [stop, count, from, to, turn = 'smooth'] of waiting) {
    for (let n = 0; n < count; n += 1) {
      const at = atWork(shop, ago(random.between(from, to)))
      const api = ['new', 'review'].includes(stop) || (stop === 'needs_pickup' && turn === 'smooth')
      // Work ends, so that what must have happened by now has room to.
      const begun = at > ago(from / 2) ? ago(random.between(from, to)) : at
      // What waits for a decision is dearer than what the terms approve by themselves.
      const least = ['new', 'review'].includes(stop) ? 1_500_000 : 0
      const order = delivered(orders, used, begun, least)
      if (order) begin(order, { at: begun, api, turn, stop })
    }
  }
  for (const order of orders) {
    if (used.has(order)) continue
    if (order.fate === 'refused') {
      const at = atWork(shop, new Date(order.placedAt.getTime() + random.between(2, 5) * day))
      if (at < now) refuse(order, at)
      continue
    }
    if (order.handedOverAt && order.handedOverAt > ago(100))
      stories.push(delivery(shop, { order, picks: [] }, order.handedOverAt))
    if (order.handedOverAt && random.chance(0.15)) {
      const lag = Math.min(-Math.log(1 - random.next()) * 3.2 + 0.2, 13)
      const turn = random.weighted(turns)
      const api = turn === 'declined' || turn === 'appealed' || random.chance(0.35)
      const at = atWork(shop, new Date(order.handedOverAt.getTime() + lag * day))
      if (at < now) begin(order, { at, api, turn })
    }
  }
  const [any] = orders
  if (any) stories.push(comparing(shop, { order: any, picks: [] }, [ago(6), ago(3), ago(0.1)]))
  return stories
}

/** An order that nothing came back of yet and that was given to the customer in the week before. */
function delivered(
  orders: LiveOrder[],
  used: Set<LiveOrder>,
  at: Date,
  least: number,
): LiveOrder | undefined {
  return orders.findLast((order) => {
    const days = order.handedOverAt ? (at.getTime() - order.handedOverAt.getTime()) / day : -1
    const value = order.input.lines.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0)
    return !used.has(order) && days > 0.2 && days < 9 && value > least
  })
}

/** Everything of an order, for one reason. */
function all(shop: LiveShop, order: LiveOrder): Thread['picks'] {
  const [first] = picksOf(shop, order.lines, 1)
  return order.lines.map(({ id, sku, quantity }) => ({
    lineId: id,
    sku,
    quantity,
    reason: first?.reason ?? 'other',
    ...(first?.comment && { comment: first.comment }),
  }))
}
