/** How a carrier speaks with the server: over HTTP and nothing else, patiently. */
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { signedHeaders } from '@/lib/carriers/signature'
import { newId } from '@/lib/ids'
import { Refused } from '@/db/server/refused'

export type Shop = {
  name: string
  url: string
  carrier: string
  secret: string
  key: string
  /** Code of the sorting centre where the carrier's parcels of this shop lie; null: it is not told. */
  hub: string | null
}

const takenShape = z.object({ accepted: z.number(), duplicates: z.number(), parked: z.number() })
export type Taken = z.infer<typeof takenShape>

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

/** What the contract answers to the shop's key; refuses with the server's own words. */
export function get(shop: Shop, path: string, signal: AbortSignal): Promise<unknown> {
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
