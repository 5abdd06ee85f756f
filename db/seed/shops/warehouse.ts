import type { Disposition } from '@/lib/cases/machine'
import { workLater } from './clock'
import type { LiveShop } from './live'
import type { Thread } from './thread'
import type { Plot } from './stories'
import type { Step, Story } from './timeline'

/** Inspection and money, as the warehouse and the manager do them. */
export function* settle(
  shop: LiveShop,
  thread: Thread,
  plot: Pick<Plot, 'turn' | 'stop'>,
  from: Date,
): Story {
  let t = workLater(shop, from, 2, 40)
  const step = (run: (at: Date) => Promise<void>): Step => {
    const at = t
    return { at, thread, act: () => run(at) }
  }
  yield step((at) => inspect(shop, thread, at))
  if (plot.stop === 'inspected') return
  t = workLater(shop, t, 1, 30)
  yield step((at) => shop.change(thread, 'start_refund', at, { by: ['manager', 'admin'] }))
  if (plot.stop === 'refunding') return
  t = workLater(shop, t, 2, 40)
  if (plot.turn === 'refund_failed') {
    const comment = 'Банк вернул платёж: карта закрыта'
    yield step((at) => shop.change(thread, 'fail_refund', at, { by: ['manager'], comment }))
    t = workLater(shop, t, 20, 60)
    yield step((at) => shop.change(thread, 'start_refund', at, { by: ['manager'] }))
    t = workLater(shop, t, 3, 30)
  }
  yield step((at) => shop.change(thread, 'pay_refund', at, { by: ['manager', 'admin'] }))
}

/** The same for what was refused: who was to pay at the door gets nothing back. */
export function* inspectAndPay(shop: LiveShop, thread: Thread, from: Date): Story {
  const paid = thread.order.input.payment === 'prepaid'
  yield* settle(shop, thread, paid ? { turn: 'smooth' } : { turn: 'smooth', stop: 'inspected' }, from)
}

const fates: Record<string, readonly (readonly [Disposition, number])[]> = {
  not_working: [
    ['refurbish', 5],
    ['supplier', 4],
    ['recycle', 1],
  ],
  damaged: [
    ['resell', 4],
    ['supplier', 3],
    ['write_off', 3],
  ],
  goods: [
    ['write_off', 5],
    ['resell', 4],
    ['recycle', 1],
  ],
  packaging: [
    ['repack', 8],
    ['restock', 2],
  ],
}
const usual: readonly (readonly [Disposition, number])[] = [
  ['restock', 13],
  ['repack', 5],
  ['resell', 2],
]

async function inspect(shop: LiveShop, thread: Thread, at: Date): Promise<void> {
  const { random } = shop
  const items = (await shop.received(thread)).map(({ reason, ...item }) => {
    const disposition = random.weighted(fates[reason ?? ''] ?? usual)
    // The warehouse now and then sees it otherwise than the customer.
    const seen = random.chance(0.1) ? random.pick(['damaged', 'incomplete', 'no_reason']) : reason
    return { ...item, disposition, ...(seen && { reason: seen }) }
  })
  const comment = random.chance(0.15)
    ? random.pick(['Следы вскрытия', 'Полный комплект, ярлыки на месте', 'Нужна новая коробка'])
    : ''
  await shop.change(thread, 'inspect', at, {
    by: ['staff', 'staff', 'manager'],
    items,
    ...(comment && { comment }),
  })
}
