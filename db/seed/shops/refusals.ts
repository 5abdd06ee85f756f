import type { LiveShop } from './live'
import type { Thread, Told } from './thread'
import { dispute, override, redeliver, refusalOf, settle } from './live-refusals'
import { later, workLater } from './clock'
import { couriers, oftenRefused } from './couriers'
import { inspectAndPay } from './warehouse'
import type { Step, Story } from './timeline'

export type RefusalPlot = {
  at: Date
  /** `again`: at the hub after a second refusal; `disputed_at_hub`: the customer disagrees before it has left. */
  stop?:
    'door' | 'hub' | 'routed' | 'agreed' | 'again' | 'moving' | 'received' | 'disputed' | 'disputed_at_hub'
  reason: string
  packaging?: Told['packaging']
  /** What the hub says of it. */
  found?: { packaging: NonNullable<Told['packaging']>; reasonCode?: string }
  /** What is logged of the visit, where it is not as it should be: how many calls, how long he was there; null: never. */
  log?: { calls?: number; seconds?: number | null }
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

/** Whoever brings a parcel; one of them is refused more often than the others. */
export function courierOf(shop: LiveShop, refused: boolean): string {
  return shop.random.chance(refused ? 0.28 : 0.07) ? oftenRefused : shop.random.pick(Object.keys(couriers))
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

const disagreement =
  'Покупатель: «Никто не приезжал и не звонил, отказ придумал курьер». Просим у перевозчика запись звонка'

/** What is logged of a visit that ended at `t`: an ordinary one, or what is left of one that was not. */
function visitOf(shop: LiveShop, t: Date, log: RefusalPlot['log']): NonNullable<Told['visit']> {
  if (!log) {
    const arrivedAt = later(shop, t, -0.3, -0.1).toISOString()
    return {
      arrivedAt,
      leftAt: new Date(t.getTime() + 60_000).toISOString(),
      calls: shop.random.int(1, 3),
    }
  }
  const { calls, seconds } = log
  return {
    ...(calls !== undefined && { calls }),
    ...(seconds === null && { arrivedAt: null }),
    ...(typeof seconds === 'number' && {
      arrivedAt: new Date(t.getTime() - seconds * 1000).toISOString(),
      leftAt: t.toISOString(),
    }),
  }
}

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
  const visit = visitOf(shop, t, plot.log)
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
  if (plot.stop === 'door') return

  t = later(shop, t, 3, 12)
  // Now and then the hub finds it otherwise than the courier said.
  const looks = random.chance(0.12) ? 'damaged' : packaging === 'unknown' ? 'intact' : packaging
  const found = plot.found ?? { packaging: looks }
  yield say('parcel.at_hub', found)
  if (plot.stop === 'hub') return
  t = workLater(shop, t, 0.5, 4)
  if (plot.stop === 'routed') return
  if (plot.stop === 'disputed_at_hub') {
    yield act((at) => dispute(shop, thread, at, disagreement))
    return
  }

  const seen = { redelivers: false }
  yield act(async (at) => {
    seen.redelivers = (await refusalOf(shop, thread)).route === 'redeliver'
    if (seen.redelivers) await redeliver(shop, thread, at)
  })
  if (seen.redelivers && plot.stop === 'agreed') return
  if (seen.redelivers) {
    t = later(shop, thread.slot?.startsAt ?? t, 0.5, 2)
    if (plot.stop !== 'again' && random.chance(0.6)) {
      yield say('delivery.redelivered')
      return
    }
    yield refused({ attempt: 2, reasonCode: plot.stop === 'again' ? plot.reason : 'changed_mind' })
    t = later(shop, t, 3, 10)
    yield say('parcel.at_hub', found)
    if (plot.stop === 'again') return
    t = workLater(shop, t, 1, 8)
  }
  yield act(async (at) => {
    const { route } = await refusalOf(shop, thread)
    if (route !== 'deliver') await override(shop, thread, at, random.pick(overrides))
  })
  t = later(shop, t, 4, 30)
  yield say('parcel.in_transit')
  if (plot.stop === 'moving') return
  t = later(shop, t, 8, 60)
  yield act(async (at) => {
    const { placeCode } = await refusalOf(shop, thread)
    await shop.tell(
      [{ type: 'parcel.received', occurredAt: at, orderNumber, location: { code: placeCode } }],
      at,
    )
  })
  if (plot.stop === 'received') return
  if (plot.stop === 'disputed') {
    t = workLater(shop, t, 3, 20)
    yield act((at) => dispute(shop, thread, at, disagreement))
    return
  }
  if (plot.log && random.chance(0.8)) {
    t = workLater(shop, t, 2, 20)
    yield act((at) => settle(shop, thread, at))
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
