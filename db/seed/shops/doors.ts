import type { LiveShop } from './live'
import { basketOf, day, lineOf, planned, type PlannedOrder } from './orders'
import { people } from './people'
import type { Random } from './random'
import { refusal, unexplained, type RefusalPlot } from './refusals'
import type { ShopPlan } from './plan'
import type { LiveOrder, Thread } from './thread'
import type { Story } from './timeline'

/** A parcel that is at a door these days: begun how many days ago, and what came of it. */
type DoorPlan = { from: number; to: number; part?: true; ofClosing?: true } & (
  | { plot: Partial<RefusalPlot> & Pick<RefusalPlot, 'reason'> }
  | { code: string }
  /** Not there yet. */
  | { underway: true }
)
const some = (count: number, plan: DoorPlan): DoorPlan[] => Array.from({ length: count }, () => plan)

const rude = 'Получатель сказал, что курьер нагрубил'
const plans: readonly DoorPlan[] = [
  // Support has to say where to.
  ...some(3, { from: 0.7, to: 2, plot: { reason: 'courier_fault', stop: 'hub' } }),
  {
    from: 0.4,
    to: 0.6,
    plot: { reason: 'courier_fault', stop: 'door', comment: 'Не донёс до квартиры, ссора у подъезда' },
  },
  // They may lie there for five days: some have lain longer, for others it is today or tomorrow.
  ...some(2, { from: 8.2, to: 9, plot: { reason: 'courier_fault', stop: 'hub', comment: rude } }),
  ...some(3, { from: 3.7, to: 4.6, plot: { reason: 'courier_fault', stop: 'hub' } }),
  // They come again: to be agreed, agreed, and after a second refusal to be agreed once more.
  ...some(3, { from: 0.8, to: 1.6, plot: { reason: 'recipient_absent', stop: 'routed' } }),
  ...some(3, { from: 1.2, to: 2.4, plot: { reason: 'late', stop: 'agreed' } }),
  ...some(2, { from: 8, to: 10, plot: { reason: 'recipient_absent', stop: 'again' } }),
  // On their way home, and there.
  ...some(2, { from: 0.1, to: 0.3, plot: { reason: 'changed_mind', stop: 'door' } }),
  ...some(2, { from: 1.5, to: 3, plot: { reason: 'changed_mind', stop: 'routed' } }),
  {
    from: 1.5,
    to: 2,
    part: true,
    plot: { reason: 'size', stop: 'routed', comment: 'Одну вещь оставили, остальное не подошло' },
  },
  ...some(4, { from: 2.2, to: 4, plot: { reason: 'no_money', stop: 'moving' } }),
  ...some(3, { from: 5, to: 7, plot: { reason: 'found_cheaper', stop: 'received' } }),
  ...some(2, {
    from: 5,
    to: 7,
    plot: { reason: 'goods', packaging: 'damaged', stop: 'received', comment: 'Угол смят, внутри гремит' },
  }),
  // The hub sees them otherwise than the courier.
  {
    from: 1,
    to: 2,
    plot: {
      reason: 'changed_mind',
      packaging: 'intact',
      found: { packaging: 'damaged', reasonCode: 'goods' },
      stop: 'routed',
    },
  },
  {
    from: 1,
    to: 2,
    plot: { reason: 'packaging', packaging: 'damaged', found: { packaging: 'intact' }, stop: 'routed' },
  },
  // Called into question, by each kind of sign.
  { from: 0.5, to: 1.5, plot: { reason: 'no_reason', log: { calls: 0 }, courier: 'k-12', stop: 'routed' } },
  {
    from: 0.5,
    to: 1.5,
    plot: { reason: 'no_reason', log: { calls: 0, seconds: null }, courier: 'k-12', stop: 'routed' },
  },
  {
    from: 0.6,
    to: 1.2,
    plot: { reason: 'no_reason', log: { calls: 1, seconds: 24 }, courier: 'k-23', stop: 'hub' },
  },
  {
    from: 0.6,
    to: 1.2,
    plot: { reason: 'changed_mind', log: { calls: 0, seconds: 190 }, courier: 'k-31', stop: 'hub' },
  },
  { from: 1.6, to: 2.4, plot: { reason: 'recipient_absent', courier: 'k-17', stop: 'disputed_at_hub' } },
  // Sent to a place that closed while they were on their way.
  { from: 2.6, to: 3.4, ofClosing: true, plot: { reason: 'changed_mind', stop: 'moving' } },
  { from: 0.5, to: 1, ofClosing: true, plot: { reason: 'changed_mind', stop: 'hub' } },
  // In codes that nobody has explained.
  ...some(3, { from: 0.2, to: 1.2, code: 'otkaz-7' }),
  { from: 0.2, to: 1.2, code: 'NV-19' },
  ...some(36, { from: 0, to: 0, underway: true }),
]

/** @param first where their numbers begin */
export function doorOrders(shop: ShopPlan, random: Random, now: Date, first: number): PlannedOrder[] {
  const customers = people(random, plans.length, shop.phones + 60_000_000)
  return plans.map((plan, index) => {
    const person = customers[index]
    if (!person) throw new Error('A parcel lost its customer')
    const before =
      'underway' in plan ? random.between(0.4, 4) : random.between(plan.from, plan.to) + random.between(2, 4)
    return planned(shop, random, {
      index: first + index,
      placedAt: new Date(now.getTime() - before * day),
      handedOverAt: null,
      fate: 'underway' in plan ? 'kept' : 'refused',
      person,
      lines: plan.ofClosing ? [lineOf(goodOfClosing(shop), 1)] : basketOf(shop, random, plan.part ? 3 : 1),
    })
  })
}

/** @param orders those of `doorOrders`, in their order */
export function doorStories(shop: LiveShop, orders: LiveOrder[], now: Date): Story[] {
  const { random } = shop
  return orders.flatMap((order, index) => {
    const plan = plans[index]
    if (!plan || 'underway' in plan) return []
    const at = new Date(Math.max(order.placedAt.getTime() + 1.9 * day, now.getTime() - plan.to * day))
    if ('code' in plan) return [unexplained(shop, { order, picks: [] }, at, plan.code)]
    const lines = plan.part ? random.some(order.lines, order.lines.length - 1) : order.lines
    const picks: Thread['picks'] = lines.map(({ id, sku, quantity }) => ({
      lineId: id,
      sku,
      quantity,
      reason: '',
    }))
    const { packaging } = shop.plan.closing
    const looks = plan.ofClosing ? { packaging, found: { packaging } } : {}
    return [refusal(shop, { order, picks }, { at, ...plan.plot, ...looks })]
  })
}

/** What the rules send to the place that closes. */
function goodOfClosing({ goods, closing, slug }: ShopPlan) {
  const good = goods.find(({ sku }) => sku.startsWith(closing.sku))
  if (!good) throw new Error(`${slug} has no ${closing.sku}`)
  return good
}
