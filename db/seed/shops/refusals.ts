import type { Actor, CaseEvent } from '@/lib/cases/events'
import type { LoadedCase } from '@/lib/cases/store'
import { newId } from '@/lib/ids'
import type { LiveShop, Thread } from './live'
import { later, workLater } from './clock'
import { settle } from './warehouse'
import type { Step, Story } from './timeline'

export type RefusalPlot = {
  at: Date
  redeliver: boolean
  stop?: 'hub' | 'routed' | 'moving' | 'received' | 'disputed'
  reason: string
}

export const refusalReasons = [
  ['changed_mind', 5],
  ['recipient_absent', 5],
  ['late', 3],
  ['no_money', 3],
  ['packaging', 2],
  ['goods', 2],
  ['found_cheaper', 1],
  ['courier_fault', 1],
] as const

/** A parcel refused at the door: back by a route, or once more to the door. */
export function* refusal(shop: LiveShop, thread: Thread, plot: RefusalPlot): Story {
  let t = plot.at
  const carrier = shop.carrier.actor
  const system: Actor = { kind: 'system', id: null }
  const note = (at: Date, build: (loaded: LoadedCase) => Unsigned[], actor = carrier): Step => ({
    at,
    thread,
    act: () => shop.record(thread, at, (loaded) => build(loaded).map((event) => signed(event, at, actor))),
  })
  const place = { locationCode: shop.plan.hub }
  const refusedAt = t
  yield { at: t, thread, act: () => shop.refuse(thread, refusedAt, plot.reason) }
  yield note((t = later(shop, t, 3, 12)), () => [{ type: 'parcel.at_hub', data: place }])
  if (plot.stop === 'hub') return
  const action = plot.redeliver ? ('redeliver' as const) : ('deliver' as const)
  const locationId = plot.redeliver ? null : shop.locationId
  yield note(
    (t = later(shop, t, 1, 20)),
    () => [{ type: 'route.given', data: { routeId: newId(), action, locationId } }],
    system,
  )
  if (plot.redeliver) {
    t = later(shop, t, 0.5, 4)
    const { date, from, to } = shop.slotFor(thread, t)
    yield note(t, () => [{ type: 'delivery.redelivery_scheduled', data: { slot: { date, from, to } } }])
    if (plot.stop === 'routed') return
    yield note(later(shop, t, 30, 90), () => [{ type: 'delivery.redelivered', data: {} }])
    return
  }
  if (plot.stop === 'routed') return
  yield note((t = later(shop, t, 4, 30)), () => [{ type: 'parcel.in_transit', data: place }])
  if (plot.stop === 'moving') return
  yield note((t = later(shop, t, 8, 60)), () => [
    { type: 'parcel.received', data: { locationCode: shop.plan.warehouse, locationId: shop.locationId } },
  ])
  if (plot.stop === 'received') return
  if (thread.order.input.payment === 'prepaid') {
    yield* settle(shop, thread, { turn: 'smooth' }, t)
    return
  }
  t = workLater(shop, t, 2, 40)
  const { actor } = shop.who('staff')
  yield note(t, (loaded) => backOnTheShelf(loaded), actor)
  if (plot.stop !== 'disputed') return
  const at = (t = workLater(shop, t, 3, 20))
  const comment =
    'Покупатель: «Никто не приезжал и не звонил, отказ придумал курьер». Просим у перевозчика запись звонка'
  yield { at, thread, act: () => shop.change(thread, 'note', at, { by: ['support'], comment }) }
  yield note(
    workLater(shop, t, 0.2, 1),
    (): Unsigned[] => [
      { type: 'case.flagged', data: { flag: 'disputed_refusal' } },
      { type: 'inspection.disputed', data: {} },
    ],
    shop.who('support').actor,
  )
}

type Unsigned = CaseEvent extends infer E
  ? E extends CaseEvent
    ? { type: E['type']; data: E['data'] }
    : never
  : never

/** Type and data come from one member of the union; here they are put together with who and when. */
function signed(event: Unsigned, occurredAt: Date, actor: Actor): CaseEvent {
  return { ...event, id: newId(), occurredAt, actor } as CaseEvent
}

/** Whole, and nothing was paid for it. */
function backOnTheShelf(loaded: LoadedCase): Unsigned[] {
  const items = Object.values(loaded.state.items)
    .filter((item) => item.received > 0)
    .map((item) => ({ caseItemId: item.id, quantity: item.received, disposition: 'restock' as const }))
  return [
    { type: 'inspection.done', data: { items } },
    { type: 'refund.due', data: { amount: 0, currency: 'RUB' } },
  ]
}
