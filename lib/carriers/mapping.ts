import 'server-only'
/** What waited for a carrier's word, once somebody has said what it means: applied in steps. */
import { sql } from 'drizzle-orm'
import type { CarrierCodeKind } from '@/db/schema/pickups'
import { withMerchant, type Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { enqueue } from '@/lib/enqueue'
import { normalCode } from './codes'
import { applyWaiting, unknownWord } from './waiting'

export const waitingTask = 'carriers:waiting'

/** As carrier_codes keeps it. */
export type CarrierWord = { carrierId: string; kind: CarrierCodeKind; code: string }

/** The form in which a word is kept and compared: of codes the common one, of types the carrier's own. */
export function keptWord(kind: CarrierCodeKind, word: string): string {
  return kind === 'reason' ? normalCode(word) : word.trim()
}

type Step = { looked: number; applied: number; last: string | null }

/** How a carrier's parked messages write a word. */
async function spellings(tx: Tx, merchantId: string, { carrierId, kind, code }: CarrierWord) {
  const told = await tx.execute<{ word: string; count: number }>(sql`
    select ${unknownWord(kind)} as word, count(*)::int as count from carrier_messages
    where merchant_id = ${merchantId} and carrier_id = ${carrierId} and status = 'parked'
      and ${unknownWord(kind)} is not null
    group by 1 limit 10000`)
  return told.filter(({ word }) => keptWord(kind, word) === code)
}

/** How many messages wait for a word. */
export async function countWord(tx: Tx, merchantId: string, word: CarrierWord): Promise<number> {
  return (await spellings(tx, merchantId, word)).reduce((sum, { count }) => sum + count, 0)
}

/** One step over the messages that wait for a word, in whatever way they write it. */
export async function applyWord(
  tx: Tx,
  caller: Caller,
  word: CarrierWord,
  after: string | null,
  now: Date,
): Promise<Step> {
  const words = (await spellings(tx, caller.merchant.id, word)).map((one) => one.word)
  if (words.length === 0) return { looked: 0, applied: 0, last: null }
  const which = { unknown: word.kind, words, ...(after !== null && { after }) }
  return applyWaiting(tx, caller, word.carrierId, which, now)
}

/**
 * Queues what one step has left, and asks once more a minute later: for messages that were told at the same moment, by
 * somebody who had not seen the mapping yet.
 */
export async function enqueueWord(
  tx: Tx,
  merchantId: string,
  word: CarrierWord,
  last: string | null,
  now: Date,
): Promise<void> {
  if (last !== null) await enqueue(tx, waitingTask, { merchantId, ...word })
  await enqueue(tx, waitingTask, { merchantId, ...word }, { runAt: new Date(now.getTime() + 60_000) })
}

/** All that waits for a word, a transaction a step: who is killed and begins again finds what was done gone from the list. */
export async function applyAllOfWord(caller: Caller, word: CarrierWord, now: () => Date): Promise<number> {
  let applied = 0
  let after: string | null = null
  do {
    const step: Step = await withMerchant(caller, (tx) => applyWord(tx, caller, word, after, now()))
    applied += step.applied
    after = step.last
  } while (after !== null)
  return applied
}
