/** From a carrier's words to an event of a case, or to the reason why a person must look at it. Pure. */
import type { ParkedReason } from './parking'
import type { Actor, CaseEvent, EventDataOf } from '@/lib/cases/events'
import type { CarrierEvent } from './schemas'

/** Clocks differ; what lies further ahead is not believed. */
export const futureToleranceMs = 5 * 60_000

export type ReportedCase = {
  /** Items of the pickup task or, without one, of the case: what there is to collect or receive of each article. */
  items: { caseItemId: string; sku: string; quantity: number }[]
  pickupId: string | null
  /** Of a refused parcel: all of its order, for what the hub finds; null where nobody counts. */
  order?: FoundLine[] | null
}

/** A line of the order that a refused parcel belongs to. */
export type FoundLine = {
  /** Its item of the case, or the one that it would become. */
  caseItemId: string
  orderLineId: string
  sku: string
  /** Pieces that its item was made of; 0: the case has no such item. */
  quantity: number
  /** Pieces that the case may have of it: its own, and those that nobody asks back. */
  room: number
}

type Context = {
  id: string
  actor: Actor
  now: Date
  /** Null: no such pickup, parcel or order of this merchant with this carrier. */
  target: ReportedCase | null
  locationIdOf: (code: string) => string | undefined
  /** Under which its words are kept; none: it said none. */
  noteId?: string | null
  /** What the carrier's code of a reason means; null: nobody has said yet. */
  reasonOf: (code: string) => string | null
}

export type Translated = { event: CaseEvent } | { parked: ParkedReason }

const needsPickup = [
  'pickup.accepted',
  'pickup.call_failed',
  'pickup.agreed',
  'pickup.on_way',
  'pickup.attempt_failed',
  'pickup.collected',
  'pickup.failed',
  'pickup.cancelled',
] as const
const ofParcel = [
  'parcel.at_hub',
  'parcel.in_transit',
  'parcel.lost',
  'parcel.found',
  'parcel.received',
  'delivery.redelivered',
  'evidence.added',
] as const
/** What is not about a case that is there: a refusal begins one, a delivery is counted. */
const ofDelivery = ['delivery.refused', 'delivery.delivered'] as const

/** What a carrier may report; everything else is parked. */
export const carrierEventTypes: readonly string[] = [...needsPickup, ...ofParcel, ...ofDelivery]

export function translate(told: CarrierEvent, context: Context): Translated {
  if (!carrierEventTypes.includes(told.type)) return { parked: 'unknown_type' }
  const occurredAt = new Date(told.occurredAt)
  if (isFuture(told, context.now)) return { parked: 'future' }
  const { target } = context
  if (!target) return { parked: 'unknown_pickup' }
  const base = { id: context.id, occurredAt, actor: context.actor }
  const telling = tellingOf(told, context)
  const reason = { ...(told.reasonCode && { reasonCode: told.reasonCode }), ...telling }
  const type = told.type as (typeof needsPickup)[number] | (typeof ofParcel)[number]

  switch (type) {
    case 'pickup.accepted':
    case 'pickup.agreed':
    case 'pickup.on_way':
      return target.pickupId
        ? { event: { ...base, type, data: { pickupId: target.pickupId } } }
        : { parked: 'unknown_pickup' }
    case 'pickup.call_failed':
    case 'pickup.attempt_failed':
    case 'pickup.failed':
    case 'pickup.cancelled':
      return target.pickupId
        ? { event: { ...base, type, data: { pickupId: target.pickupId, ...reason } } }
        : { parked: 'unknown_pickup' }
    case 'pickup.collected': {
      if (!target.pickupId) return { parked: 'unknown_pickup' }
      const counted = countItems(told.items, target.items)
      if ('parked' in counted) return counted
      if (counted.items.every((item) => item.quantity === 0)) return { parked: 'incomplete' }
      return {
        event: { ...base, type, data: { pickupId: target.pickupId, items: counted.items, ...telling } },
      }
    }
    case 'parcel.received': {
      if (!told.items) return { event: { ...base, type, data: placeOf(told, context) } }
      const counted = countItems(told.items, target.items)
      if ('parked' in counted) return counted
      return { event: { ...base, type, data: { ...placeOf(told, context), items: counted.items } } }
    }
    case 'parcel.at_hub':
      return atHub(told, base, context)
    case 'parcel.in_transit':
    case 'parcel.lost':
      return { event: { ...base, type, data: placeOf(told, context) } }
    case 'parcel.found':
      return { event: { ...base, type, data: { ...placeOf(told, context), custody: 'hub' } } }
    case 'delivery.redelivered':
      return { event: { ...base, type, data: telling } }
    case 'evidence.added': {
      const [first, ...evidence] = told.evidence ?? []
      if (!first) return { parked: 'incomplete' }
      return { event: { ...base, type, data: { ...first, ...tellingOf({ evidence }, context) } } }
    }
  }
}

/** Whether it lies further ahead than clocks differ. */
export function isFuture(told: Pick<CarrierEvent, 'occurredAt'>, now: Date): boolean {
  return Date.parse(told.occurredAt) > now.getTime() + futureToleranceMs
}

/** That it is there, with what the hub found where it looked. */
function atHub(
  told: CarrierEvent,
  base: Pick<CaseEvent, 'id' | 'occurredAt' | 'actor'>,
  context: Context,
): Translated {
  const { items, packaging, reasonCode } = told
  if (reasonCode !== undefined && context.reasonOf(reasonCode) === null) return { parked: 'unknown_code' }
  const found = { ...(packaging && { packaging }), ...(reasonCode !== undefined && { reasonCode }) }
  const type = 'parcel.at_hub' as const
  if (!items) return { event: { ...base, type, data: { ...placeOf(told, context), ...found } } }
  const order = context.target?.order
  if (order)
    return {
      event: { ...base, type, data: { ...placeOf(told, context), ...found, ...countFound(items, order) } },
    }
  const counted = countItems(items, context.target?.items ?? [])
  if ('parked' in counted) return counted
  return { event: { ...base, type, data: { ...placeOf(told, context), ...found, items: counted.items } } }
}

/**
 * What a hub counted of a refused parcel is a fact, also where it is more than was claimed: first what the case is made of,
 * then what is left of the order. The rest stays a word: with an article of the case, or as `extra`.
 */
export function countFound(
  told: NonNullable<CarrierEvent['items']>,
  order: readonly FoundLine[],
): Pick<EventDataOf<'parcel.at_hub'>, 'items' | 'takes' | 'extra'> {
  const sums = new Map<string, number>()
  for (const { sku, quantity } of told) sums.set(sku, (sums.get(sku) ?? 0) + quantity)
  const found = new Map<string, number>()
  const add = (line: FoundLine, pieces: number) =>
    found.set(line.caseItemId, (found.get(line.caseItemId) ?? 0) + pieces)
  const extra: { sku: string; quantity: number }[] = []
  for (const [sku, sum] of sums) {
    const lines = order.filter((line) => line.sku === sku)
    const own = lines.filter(({ quantity }) => quantity > 0)
    let rest = sum
    for (const [line, most] of [
      ...own.map((line) => [line, line.quantity] as const),
      ...own.map((line) => [line, line.room] as const),
      ...lines.filter(({ quantity }) => quantity === 0).map((line) => [line, line.room] as const),
    ]) {
      const pieces = Math.min(rest, Math.max(0, most - (found.get(line.caseItemId) ?? 0)))
      if (pieces > 0) add(line, pieces)
      rest -= pieces
    }
    if (rest > 0 && own[0]) add(own[0], rest)
    else if (rest > 0) extra.push({ sku, quantity: rest })
  }
  const counted = order
    .map((line) => ({ ...line, found: found.get(line.caseItemId) ?? 0 }))
    .filter((line) => line.found > 0 || line.quantity > 0)
  return {
    items: counted.map(({ caseItemId, found: quantity }) => ({ caseItemId, quantity })),
    takes: counted
      .map(({ caseItemId, orderLineId, room, found: here }) => ({
        caseItemId,
        orderLineId,
        quantity: Math.min(here, room),
      }))
      .filter(({ quantity }) => quantity > 0),
    ...(extra.length > 0 && { extra }),
  }
}

/** What it told besides: photos and papers by reference, and free words. */
function tellingOf({ evidence }: Pick<CarrierEvent, 'evidence'>, { noteId }: Context) {
  return { ...(evidence && evidence.length > 0 && { evidence }), ...(noteId && { noteId }) }
}

function placeOf(told: CarrierEvent, context: Context) {
  const telling = tellingOf(told, context)
  const code = told.location?.code
  if (!code) return telling
  const locationId = context.locationIdOf(code)
  return { locationCode: code, ...(locationId && { locationId }), ...telling }
}

type Counted = { items: { caseItemId: string; quantity: number }[] } | { parked: ParkedReason }

/** Articles → items; without a list, everything. One article in two lines is counted off in the order of the items. */
function countItems(told: CarrierEvent['items'], expected: ReportedCase['items']): Counted {
  if (!told) return { items: expected.map(({ caseItemId, quantity }) => ({ caseItemId, quantity })) }
  const left = new Map<string, number>()
  for (const { sku, quantity } of told) left.set(sku, (left.get(sku) ?? 0) + quantity)
  const items = expected.map((item) => {
    const here = Math.min(item.quantity, left.get(item.sku) ?? 0)
    if (left.has(item.sku)) left.set(item.sku, (left.get(item.sku) ?? 0) - here)
    return { caseItemId: item.caseItemId, quantity: here }
  })
  const known = new Set(expected.map((item) => item.sku))
  for (const [sku, rest] of left) {
    if (!known.has(sku)) return { parked: 'unknown_item' }
    if (rest > 0) return { parked: 'too_many' }
  }
  return { items }
}
