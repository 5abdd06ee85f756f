/** Pickup tasks as the public contract shows them. */
import { z } from 'zod'
import { Refused } from '@/db/server/refused'
import { get, type Shop } from './http'
import type { Task } from './story'

const pickupOfCase = z.object({
  id: z.string(),
  status: z.string(),
  attempts: z.number(),
  maxAttempts: z.number(),
})
const caseShape = z.object({
  number: z.string(),
  kind: z.string(),
  custody: z.string(),
  pickup: pickupOfCase.nullable(),
})
const listShape = z.object({ data: z.array(caseShape), nextCursor: z.string().nullable() })
const pickupShape = z.object({
  id: z.string(),
  returnId: z.string(),
  status: z.string(),
  items: z.array(z.object({ sku: z.string(), quantity: z.number() })),
})

const underway = 'awaiting_pickup,pickup_problem,in_transit,lost'

/** Client returns that a carrier has something to do with, the newest first, at most 200. */
export async function openTasks(
  shop: Shop,
  signal: AbortSignal,
): Promise<{ pickupId: string; task: Omit<Task, 'items'> }[]> {
  const { data } = listShape.parse(
    await get(shop, `/api/v1/returns?kind=client_return&limit=200&stage=${underway}`, signal),
  )
  return data.flatMap(({ number, custody, pickup }) =>
    pickup ? [{ pickupId: pickup.id, task: taskOf(number, custody, pickup) }] : [],
  )
}

function taskOf(number: string, custody: string, pickup: z.infer<typeof pickupOfCase>): Omit<Task, 'items'> {
  const { id, status, attempts, maxAttempts } = pickup
  return { pickupId: id, returnNumber: number, status, custody, attempts, maxAttempts }
}

/** One task with what is to be fetched. */
export async function readTask(shop: Shop, pickupId: string, signal: AbortSignal): Promise<Task> {
  const { returnId, items } = pickupShape.parse(await get(shop, `/api/v1/pickups/${pickupId}`, signal))
  const { number, custody, pickup } = caseShape.parse(await get(shop, `/api/v1/returns/${returnId}`, signal))
  if (pickup?.id !== pickupId) throw new Refused(`${number} has a newer pickup task than ${pickupId}`)
  return { ...taskOf(number, custody, pickup), items: items.map(({ sku, quantity }) => ({ sku, quantity })) }
}
