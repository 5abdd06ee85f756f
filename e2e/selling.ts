import { randomUUID } from 'node:crypto'
import { expect, type APIRequestContext } from '@playwright/test'
import { carrierTells, casesOf, shopOf } from './fixtures'

export type Task = { id: string; number: number; returnNumber: string }
type Slot = { date: string; from: string; to: string }

const authorised = (apiKey: string) => ({ authorization: `Bearer ${apiKey}` })
const [lamp, torchere] = [
  { sku: 'LV-1', name: 'Лампа «Уют»', quantity: 2, unitPrice: 129_000 },
  { sku: 'LV-2', name: 'Торшер «Тень»', quantity: 2, unitPrice: 459_000 },
] as const
const twoOfEach = [lamp, torchere]
/** For an order of a single thing. */
export const oneLamp = [{ ...lamp, quantity: 1 }]

/** A fresh order, of two articles, two of each unless said, handed over two days ago; sent by the shop's own system. */
export async function placedOrder(
  request: APIRequestContext,
  apiKey: string,
  lines: readonly { sku: string; quantity: number }[] = twoOfEach,
): Promise<string> {
  const number = `L-${randomUUID().slice(0, 8)}`
  const order = {
    number,
    placedAt: new Date(Date.now() - 5 * 86_400_000).toISOString(),
    handedOverAt: new Date(Date.now() - 2 * 86_400_000).toISOString(),
    payment: 'prepaid',
    currency: 'RUB',
    customer: { name: 'Ольга Ершова', phone: '+79161234567' },
    address: { city: 'Казань', line: 'ул. Баумана, 5' },
    lines,
  }
  const headers = authorised(apiKey)
  const answer = await request.post('/api/v1/orders', { headers, data: { orders: [order] } })
  expect(await answer.json()).toMatchObject({ created: 1 })
  return number
}

/** The last slot that can be booked: there is room, and days before it. */
export async function lastSlot(request: APIRequestContext, apiKey: string): Promise<Slot> {
  const headers = authorised(apiKey)
  const asked = await request.get('/api/v1/pickups/slots', { headers, params: { city: 'Казань' } })
  const { data } = (await asked.json()) as { data: Slot[] }
  const slot = data.at(-1)
  if (!slot) throw new Error('There is no free slot')
  return { date: slot.date, from: slot.from, to: slot.to }
}

/** A task to fetch all of such an order, in the last slot that can be booked: there is room, and days before it. */
export async function pickupOf(request: APIRequestContext, apiKey: string, order: string): Promise<Task> {
  const headers = authorised(apiKey)
  const slot = await lastSlot(request, apiKey)
  const made = await request.post('/api/v1/pickups', {
    headers,
    data: {
      orderNumber: order,
      items: twoOfEach.map(({ sku, quantity }) => ({ sku, quantity, reason: 'size' })),
      recipient: { name: 'Ольга Ершова', phone: '+79161234567' },
      address: { city: 'Казань', line: 'ул. Баумана, 5' },
      slot,
    },
  })
  expect(made.status(), await made.text()).toBe(201)
  return (await made.json()) as Task
}

/** A return in the first shop, of two articles, two of each, that the carrier has brought to the warehouse; it waits to be inspected. */
export async function arrivedReturn(request: APIRequestContext): Promise<string> {
  const { apiKey } = shopOf()
  const { id: pickupId, returnNumber } = await pickupOf(request, apiKey, await placedOrder(request, apiKey))
  const types = ['accepted', 'agreed', 'on_way'].map((step) => ({ type: `pickup.${step}`, pickupId }))
  const items = ['LV-1', 'LV-2'].map((sku) => ({ sku, quantity: 2 }))
  await carrierTells(request, [...types, { type: 'pickup.collected', pickupId, items }])
  await carrierTells(request, [{ type: 'parcel.received', pickupId, location: { code: 'khimki' } }])
  await expect
    .poll(async () => (await casesOf(request, { q: returnNumber })).map(({ stage }) => stage))
    .toEqual(['inspection'])
  return returnNumber
}
