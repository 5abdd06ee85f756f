/** Parcels on their way to a door, and those that were refused there, as the public contract shows them. */
import { z } from 'zod'
import { get, type Shop } from './http'
import type { Parcel } from './door'
import type { RefusedParcel } from './way'

const ordersShape = z.object({
  data: z.array(z.object({ number: z.string(), trackingNumber: z.string().nullable() })),
})
const orderShape = z.object({
  number: z.string(),
  trackingNumber: z.string().nullable(),
  handedOverAt: z.string().nullable(),
  lines: z.array(z.object({ sku: z.string(), returnable: z.number() })),
})
const refusalShape = z.object({
  id: z.string(),
  number: z.string(),
  custody: z.string(),
  order: z.object({ number: z.string() }),
  items: z.array(z.object({ sku: z.string(), quantity: z.number() })),
  route: z.object({ action: z.enum(['deliver', 'redeliver', 'ask']) }).nullable(),
  location: z.object({ code: z.string() }).nullable(),
})
const refusalsShape = z.object({ data: z.array(refusalShape) })
const eventsShape = z.object({
  data: z.array(z.object({ type: z.string(), data: z.object({ packaging: z.string().optional() }) })),
})

const dayMs = 86_400_000
/** What lies longer is no longer on its way. */
const longestWayDays = 14

/** Numbers of orders with a tracking number that nobody has got yet, the newest first, at most 200. */
export async function parcelsOnTheirWay(shop: Shop, now: number, signal: AbortSignal): Promise<string[]> {
  const from = new Date(now - longestWayDays * dayMs).toISOString()
  const { data } = ordersShape.parse(
    await get(shop, `/api/v1/orders?handedOver=false&placedFrom=${from}&limit=200`, signal),
  )
  return data.flatMap(({ number, trackingNumber }) => (trackingNumber ? [number] : []))
}

/** One parcel with what is in it; null when it was handed over or refused meanwhile. */
export async function readParcel(
  shop: Shop,
  orderNumber: string,
  signal: AbortSignal,
): Promise<Parcel | null> {
  const path = encodeURIComponent(orderNumber)
  const refused = await get(shop, `/api/v1/returns?kind=refusal&limit=1&orderNumber=${path}`, signal)
  if (refusalsShape.parse(refused).data.length > 0) return null
  const order = orderShape.parse(await get(shop, `/api/v1/orders/${path}`, signal))
  const items = order.lines.flatMap(({ sku, returnable }) =>
    returnable > 0 ? [{ sku, quantity: returnable }] : [],
  )
  if (order.handedOverAt !== null || order.trackingNumber === null || items.length === 0) return null
  return { orderNumber, trackingNumber: order.trackingNumber, items }
}

const underway = 'needs_route,redelivery,in_transit,lost'

/** Refused parcels that a carrier still has in his hands, the newest first, at most 200. */
export async function refusedParcels(shop: Shop, signal: AbortSignal): Promise<RefusedParcel[]> {
  const { data } = refusalsShape.parse(
    await get(shop, `/api/v1/returns?kind=refusal&limit=200&stage=${underway}`, signal),
  )
  return Promise.all(
    data.map(async ({ id, number, custody, order, items, route, location }) => ({
      returnNumber: number,
      orderNumber: order.number,
      custody,
      items: items.map(({ sku, quantity }) => ({ sku, quantity })),
      action: route?.action ?? null,
      destination: location?.code ?? null,
      ...(await visitsOf(shop, id, signal)),
    })),
  )
}

/** How often it was at the door, how it looked the last time, and whether the shop has agreed since when it comes again. */
async function visitsOf(shop: Shop, returnId: string, signal: AbortSignal) {
  const { data } = eventsShape.parse(await get(shop, `/api/v1/returns/${returnId}/events?limit=200`, signal))
  const types = data.map(({ type }) => type)
  const refused = types.indexOf('delivery.refused')
  return {
    packaging: data[refused]?.data.packaging ?? 'unknown',
    attempts: types.filter((type) => type === 'delivery.refused').length,
    agreed: types.slice(0, Math.max(refused, 0)).includes('delivery.redelivery_scheduled'),
  }
}
