/** The hash chain of a case: each event is sealed with the one recorded before it. */
import { createHash } from 'node:crypto'
import { canonicalJson } from '@/lib/canonical'
import type { CaseEvent } from './events'

export type Sealed = CaseEvent & { seq: number; recordedAt: Date; hash: string }

export const chainStart = ''

/** SHA-256, hex, over the previous hash and all of the event that never changes. */
export function sealHash(
  previous: string,
  merchantId: string,
  caseId: string,
  event: Omit<Sealed, 'hash'>,
): string {
  return createHash('sha256')
    .update(
      canonicalJson([
        previous,
        merchantId,
        caseId,
        event.seq,
        event.id,
        event.type,
        event.occurredAt.toISOString(),
        event.recordedAt.toISOString(),
        event.actor.kind,
        event.actor.id,
        event.data,
      ]),
    )
    .digest('hex')
}

/** Seals new events behind a chain of `count` events whose head is `previous`. */
export function seal(
  chain: { merchantId: string; caseId: string; count: number; head: string },
  events: readonly CaseEvent[],
  recordedAt: Date,
): Sealed[] {
  let head = chain.head
  return events.map((event, index) => {
    const open = { ...event, seq: chain.count + index + 1, recordedAt }
    head = sealHash(head, chain.merchantId, chain.caseId, open)
    return { ...open, hash: head }
  })
}

/** The number of the first event that was tampered with or is missing, or null when the chain holds. */
export function brokenAt(merchantId: string, caseId: string, events: readonly Sealed[]): number | null {
  let head = chainStart
  let expected = 1
  for (const event of [...events].sort((a, b) => a.seq - b.seq)) {
    if (event.seq !== expected || sealHash(head, merchantId, caseId, event) !== event.hash) return expected
    head = event.hash
    expected += 1
  }
  return null
}
