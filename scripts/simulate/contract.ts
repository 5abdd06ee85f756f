/** The public contract from outside, over HTTP and nothing else. */
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { signedHeaders } from '@/lib/carriers/signature'
import { newId } from '@/lib/ids'
import { Refused } from '@/db/server/refused'
import type { Task } from './story'

export type Shop = { name: string; url: string; carrier: string; secret: string; key: string }

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
const takenShape = z.object({ accepted: z.number(), duplicates: z.number(), parked: z.number() })
export type Taken = z.infer<typeof takenShape>

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

/** Sends a signed batch; again and again while nobody answers, as the same message. */
export async function report(shop: Shop, events: object[], signal: AbortSignal): Promise<Taken> {
  const rawBody = JSON.stringify({ events })
  const id = `msg_${newId()}`
  const path = `/api/v1/carriers/${shop.carrier}/events`
  const answer = await patiently(shop, path, signal, () => ({
    method: 'POST',
    body: rawBody,
    headers: {
      'content-type': 'application/json',
      ...signedHeaders({ id, timestamp: Math.floor(Date.now() / 1000), rawBody }, [shop.secret]),
    },
  }))
  return takenShape.parse(answer)
}

function get(shop: Shop, path: string, signal: AbortSignal): Promise<unknown> {
  return patiently(shop, path, signal, () => ({ headers: { authorization: `Bearer ${shop.key}` } }))
}

const problemShape = z.object({ title: z.string(), detail: z.string() })

async function patiently(
  shop: Shop,
  path: string,
  signal: AbortSignal,
  init: () => RequestInit,
): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await fetch(`${shop.url}${path}`, { ...init(), signal }).catch((error: unknown) => {
      signal.throwIfAborted()
      if (attempt < 5) return null
      throw new Refused(
        `${shop.url} does not answer: ${error instanceof Error ? error.message : String(error)}`,
      )
    })
    if (answer?.ok) return answer.json()
    if (answer && (answer.status < 500 || attempt >= 5)) {
      const problem = problemShape.safeParse(await answer.json().catch(() => null))
      const why = problem.success ? `${problem.data.title}. ${problem.data.detail}` : 'no reason given'
      throw new Refused(`${shop.url}${path.split('?')[0]} answered ${answer.status}: ${why}`)
    }
    await pause(attempt * 500, undefined, { signal })
  }
}
