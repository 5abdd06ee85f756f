import type { LiveShop, Thread, Told } from './live'
import { later, workLater } from './clock'
import { inspectAndPay } from './warehouse'
import type { Step, Story } from './timeline'

export type RefusalPlot = {
  at: Date
  stop?: 'hub' | 'routed' | 'agreed' | 'moving' | 'received' | 'disputed'
  reason: string
  packaging?: Told['packaging']
  visit?: Told['visit']
  comment?: string
  courier?: string
}

export const refusalReasons = [
  ['changed_mind', 6],
  ['recipient_absent', 5],
  ['late', 2],
  ['no_money', 3],
  ['packaging', 2],
  ['goods', 2],
  ['found_cheaper', 2],
  ['courier_fault', 3],
  ['no_reason', 2],
] as const

const couriers: Record<string, string> = {
  'k-11': 'Пётр Ланской',
  'k-12': 'Сабир Латыпов',
  'k-14': 'Олег Маркин',
  'k-17': 'Дина Ахметова',
  'k-21': 'Евгений Сомов',
  'k-23': 'Николай Журба',
  'k-30': 'Тагир Исаев',
  'k-31': 'Антон Вересов',
}

/** Whoever brings a parcel; one of them is refused more often than the others. */
export function courierOf(shop: LiveShop, refused: boolean): string {
  return shop.random.chance(refused ? 0.38 : 0.07) ? 'k-12' : shop.random.pick(Object.keys(couriers))
}

const words = [
  'Получатель посмотрел и отказался',
  'Дверь не открыли, по телефону отказались',
  'Сказали, что уже купили в магазине',
  'Просили приехать вечером, вечером отказались',
]
const overrides = [
  'Поддержка дозвонилась: покупатель правда передумал',
  'Разобрали с перевозчиком, везём домой',
  'Курьер ошибся адресом, договорились о возврате на склад',
]

/** A parcel refused at the door: where the rules send it, or where a person does; or once more to the door. */
export function* refusal(shop: LiveShop, thread: Thread, plot: RefusalPlot): Story {
  const { random, plan } = shop
  const orderNumber = thread.order.input.number
  const hub = { code: plan.hub }
  let t = plot.at
  const code = plot.courier ?? courierOf(shop, true)
  const courier = { id: code, name: couriers[code] ?? 'Курьер' }
  const whole = thread.picks.length === thread.order.lines.length
  const say = (type: string, more: Partial<Told> = {}): Step => ({
    at: t,
    thread,
    tell: { type, occurredAt: t, orderNumber, location: hub, ...more },
  })
  const act = (run: (at: Date) => Promise<void>): Step => {
    const at = t
    return { at, thread, act: () => run(at) }
  }
  const comment = plot.comment ?? (random.chance(0.4) ? random.pick(words) : undefined)
  const packaging =
    plot.packaging ??
    random.weighted([
      ['intact', 7],
      ['opened', 2],
      ['damaged', 1],
      ['unknown', 2],
    ] as const)
  const arrived = later(shop, t, -0.3, -0.1)
  const visit = plot.visit ?? {
    arrivedAt: arrived.toISOString(),
    leftAt: new Date(t.getTime() + 60_000).toISOString(),
    calls: random.int(1, 3),
  }
  const refused = (more: Partial<Told> = {}) =>
    say('delivery.refused', {
      reasonCode: plot.reason,
      courier,
      packaging,
      visit,
      ...(comment && { comment }),
      ...(packaging === 'damaged' && {
        evidence: [{ kind: 'photo', reference: `photos/${orderNumber}-1.jpg` }],
      }),
      ...(!whole && { items: thread.picks.map(({ sku, quantity }) => ({ sku, quantity })) }),
      ...more,
    })
  yield refused({ attempt: 1 })

  t = later(shop, t, 3, 12)
  // Now and then the hub finds it otherwise than the courier said.
  const found = random.chance(0.12) ? 'damaged' : packaging === 'unknown' ? 'intact' : packaging
  yield say('parcel.at_hub', { packaging: found })
  if (plot.stop === 'hub') return
  t = workLater(shop, t, 0.5, 4)
  if (plot.stop === 'routed') return

  const seen = { redelivers: false }
  yield act(async (at) => {
    seen.redelivers = (await shop.refusal(thread)).route === 'redeliver'
    if (seen.redelivers) await shop.redeliver(thread, at)
  })
  if (seen.redelivers && plot.stop === 'agreed') return
  if (seen.redelivers) {
    t = later(shop, thread.slot?.startsAt ?? t, 0.5, 2)
    if (random.chance(0.6)) {
      yield say('delivery.redelivered')
      return
    }
    yield refused({ attempt: 2, reasonCode: 'changed_mind' })
    t = later(shop, t, 3, 10)
    yield say('parcel.at_hub', { packaging: found })
    t = workLater(shop, t, 1, 8)
  }
  yield act(async (at) => {
    const { route } = await shop.refusal(thread)
    if (route !== 'deliver') await shop.override(thread, at, random.pick(overrides))
  })
  t = later(shop, t, 4, 30)
  yield say('parcel.in_transit')
  if (plot.stop === 'moving') return
  t = later(shop, t, 8, 60)
  yield act(async (at) => {
    const { placeCode } = await shop.refusal(thread)
    await shop.tell(
      [{ type: 'parcel.received', occurredAt: at, orderNumber, location: { code: placeCode } }],
      at,
    )
  })
  if (plot.stop === 'received') return
  if (plot.stop === 'disputed') {
    t = workLater(shop, t, 3, 20)
    const words =
      'Покупатель: «Никто не приезжал и не звонил, отказ придумал курьер». Просим у перевозчика запись звонка'
    yield act((at) => shop.dispute(thread, at, words))
    return
  }
  if (plot.visit && random.chance(0.8)) {
    t = workLater(shop, t, 2, 20)
    yield act((at) => shop.settle(thread, at))
  }
  yield* inspectAndPay(shop, thread, t)
}

/** A parcel that was handed over: nothing to do with it, but couriers are compared by how many they bring. */
export function* delivery(shop: LiveShop, thread: Thread, at: Date): Story {
  const id = courierOf(shop, false)
  yield {
    at,
    thread,
    tell: {
      type: 'delivery.delivered',
      occurredAt: at,
      orderNumber: thread.order.input.number,
      courier: { id, name: couriers[id] ?? 'Курьер' },
    },
  }
}

/** A refusal with a code that nobody has explained yet: it waits for a person. */
export function* unexplained(shop: LiveShop, thread: Thread, at: Date, reasonCode: string): Story {
  yield {
    at,
    thread,
    tell: {
      type: 'delivery.refused',
      occurredAt: at,
      orderNumber: thread.order.input.number,
      reasonCode,
      location: { code: shop.plan.hub },
      comment: shop.random.pick(words),
    },
  }
}

/** The worker compares the couriers, some days ago and today. */
export function* comparing(shop: LiveShop, thread: Thread, moments: Date[]): Story {
  for (const at of moments) yield { at, thread, act: () => shop.judgeCouriers(at) }
}
