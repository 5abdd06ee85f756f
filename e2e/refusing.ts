import { randomUUID } from 'node:crypto'
import type { APIRequestContext } from '@playwright/test'
import { carrierTells, casesOf, expect, shopOf, type Told } from './fixtures'

/** A parcel on its way that the courier could not hand over; answers the number of its return. */
export async function refusedParcel(request: APIRequestContext, told: Partial<Told>): Promise<string> {
  return (await refusedOrder(request, told)).number
}

/** The same with the number of its order, for what the carrier tells of it afterwards. */
export async function refusedOrder(
  request: APIRequestContext,
  told: Partial<Told>,
): Promise<{ number: string; order: string }> {
  const order = `O-${randomUUID().slice(0, 8)}`
  const answer = await request.post('/api/v1/orders', {
    headers: { authorization: `Bearer ${shopOf().apiKey}` },
    data: {
      orders: [
        {
          number: order,
          placedAt: new Date(Date.now() - 3 * 86_400_000).toISOString(),
          payment: 'prepaid',
          currency: 'RUB',
          customer: { name: 'Нина Полякова', phone: '+79161112233' },
          address: { city: 'Казань', line: 'ул. Баумана, 5' },
          lines: [{ sku: 'OT-1', name: 'Ночник «Тихий»', quantity: 1, unitPrice: 159_000 }],
        },
      ],
    },
  })
  expect(await answer.json()).toMatchObject({ created: 1 })
  const sent = await carrierTells(request, [{ type: 'delivery.refused', orderNumber: order, ...told }])
  expect(sent).toMatchObject({ accepted: 1, parked: 0 })
  const [made] = await casesOf(request, { orderNumber: order })
  if (!made) throw new Error('The refusal made no return')
  return { number: made.number, order }
}
