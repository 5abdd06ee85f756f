/** A story is lived: what happens in it is told when its hour has come, never before. */
import { setTimeout as pause } from 'node:timers/promises'
import { say } from '../console'
import { report, type Shop, type Taken } from './http'
import type { Message, Visit } from './telling'

export type Pace = {
  /** Hours of a story in a second of ours. */
  speed: number
  signal: AbortSignal
  /** What was told in all. */
  total: Taken
}

export type Subject = {
  /** As people call it. */
  name: string
  /** How the contract names it in an event. */
  reference: Record<string, string>
  idOf: (key: number) => string
  /** Why nothing more of it is told; null: it goes on. */
  endedBefore?: (message: Message) => Promise<string | null>
}

const minuteMs = 60_000

/** Tells a story of one subject to its end, or until something ended it. */
export async function relate(
  shop: Shop,
  { name, reference, idOf, endedBefore }: Subject,
  messages: readonly Message[],
  { speed, signal, total }: Pace,
): Promise<void> {
  const began = Date.now()
  for (const message of messages) {
    const wait = began + (message.hours / speed) * 1000 - Date.now()
    if (wait > 0) await pause(wait, undefined, { signal })
    const ended = await endedBefore?.(message)
    if (ended) return say(`${name}: ${ended}`)
    const events = message.told.map(({ type, at, more, visit, key }) => {
      const moment = began + (at / speed) * 1000
      const occurredAt = new Date(moment).toISOString()
      return { id: idOf(key), type, occurredAt, ...reference, ...more, ...(visit && visitAt(visit, moment)) }
    })
    const taken = await report(shop, events, signal)
    total.accepted += taken.accepted
    total.duplicates += taken.duplicates
    total.parked += taken.parked
    const odd = [taken.duplicates > 0 && 'known already', taken.parked > 0 && 'parked for a person'].filter(
      Boolean,
    )
    say(`${name}: ${message.words}${odd.length > 0 ? ` (${odd.join(', ')})` : ''}`)
  }
}

/** A visit of so many minutes that ended at that moment, or that there was none. */
export function visitAt({ calls, minutes }: Visit, moment: number): { visit: Record<string, unknown> } {
  return {
    visit: {
      ...(calls !== undefined && { calls }),
      ...(minutes === null && { arrivedAt: null }),
      ...(typeof minutes === 'number' && {
        arrivedAt: new Date(moment - minutes * minuteMs).toISOString(),
        leftAt: new Date(moment).toISOString(),
      }),
    },
  }
}
