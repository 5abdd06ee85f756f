import 'server-only'
import { sql } from 'drizzle-orm'
import type { CarrierCodeKind } from '@/db/schema/pickups'
import { withMerchant, type Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { command, deny, pastDeadlocks } from '@/lib/command'
import { refuse, type Result } from '@/lib/result'
import { applyEvents } from './applying'
import { keepMessages, settleMessages } from './keeping'
import { applyWord, countWord, enqueueWord, keptWord } from './mapping'
import type { ParkedReason } from './parking'
import { carrierEventTypes } from './rules'
import type { CarrierEvent, MapCodeInput, RetryMessageInput } from './schemas'
import { applyBrought, applyWaiting } from './waiting'

export type TakenEvents = { accepted: number; duplicates: number; parked: number }

/**
 * Takes what a carrier reports: durable when answered, each event once whatever the repetition, in any order. Raw
 * messages are kept; what cannot be understood or placed is parked for a person, and applied when what it waited for is
 * there. Up to 500 a call.
 */
export async function takeCarrierEvents(
  caller: Caller,
  told: CarrierEvent[],
  now: Date,
): Promise<Result<TakenEvents>> {
  const { actor } = caller
  if (actor.kind !== 'carrier' || !actor.id) return refuse('forbidden', 'Only a carrier reports what it did')
  const carrierId = actor.id
  const take = async (tx: Tx): Promise<TakenEvents> => {
    const unique = [...new Map(told.map((event) => [event.id, event])).values()]
    // Before they are applied: of two who tell the same at the same moment one applies it.
    const kept = await keepMessages(tx, caller.merchant.id, carrierId, unique, now)
    const fresh = unique.filter((event) => kept.has(event.id))
    if (fresh.length === 0) return { accepted: 0, duplicates: told.length, parked: 0 }
    const applied = await applyEvents(tx, caller, carrierId, fresh, now)
    await settleMessages(tx, caller.merchant.id, carrierId, applied, now)
    const brought = applied.flatMap((one) => one.brings ?? [])
    await applyBrought(tx, caller, carrierId, brought, now)
    const parked = applied.filter((one) => one.parked !== null).length
    const repeated = applied.filter((one) => one.repeated).length
    const accepted = applied.length - parked - repeated
    return { accepted, parked, duplicates: told.length - accepted - parked }
  }
  return { ok: true, data: await pastDeadlocks(() => withMerchant(caller, take)) }
}

/**
 * Says once what a carrier's word means: its code of a reason, or its type of event. What waited for it is applied: up to
 * 500 messages with the answer, the rest by a job. Said again otherwise, later messages go by the new meaning; what was
 * applied stays.
 * @returns how many were applied; how many of those that were looked at wait for something else now; how many the job has
 * still to look at
 */
export async function mapCode(
  caller: Caller,
  { commandId, carrierId, kind, code: told, meaning }: MapCodeInput,
  now: Date,
): Promise<Result<{ applied: number; parked: number; waiting: number }>> {
  const { actor, merchant } = caller
  const options = { name: 'carriers.map', permission: 'carrier_message.map', commandId } as const
  return command(caller, options, async (tx) => {
    if (actor.kind !== 'member' || !actor.id) {
      return deny('forbidden', 'Only a member says what a word means')
    }
    const word = { carrierId, kind, code: keptWord(kind, told) }
    await mustBeCarrier(tx, merchant.id, carrierId)
    if (kind === 'type' && carrierEventTypes.includes(word.code)) {
      denyField('code', 'known_type', 'This type is one of our own and means what it says')
    }
    await mustMean(tx, merchant.id, kind, meaning)
    await tx.execute(sql`
      insert into carrier_codes (merchant_id, carrier_id, kind, code, meaning, mapped_by, mapped_at)
      values (${merchant.id}, ${carrierId}, ${kind}, ${word.code}, ${meaning}, ${actor.id}, ${now.toISOString()}::timestamptz)
      on conflict (merchant_id, carrier_id, kind, code) do update
        set meaning = excluded.meaning, mapped_by = excluded.mapped_by, mapped_at = excluded.mapped_at`)
    const { looked, applied, last } = await applyWord(tx, caller, word, null, now)
    await enqueueWord(tx, merchant.id, word, last, now)
    const waiting = last === null ? 0 : await countWord(tx, merchant.id, word)
    return { applied, parked: looked - applied, waiting }
  })
}

/**
 * One parked message once more, after what stood in its way was mended elsewhere.
 * @returns why it still waits; null: it is applied
 */
export async function retryMessage(
  caller: Caller,
  { commandId, carrierId, eventId }: RetryMessageInput,
  now: Date,
): Promise<Result<{ parked: ParkedReason | null }>> {
  const options = { name: 'carriers.retry', permission: 'carrier_message.map', commandId } as const
  return command(caller, options, async (tx) => {
    await applyWaiting(tx, caller, carrierId, { ids: [eventId] }, now)
    const [message] = await tx.execute<{ parked: ParkedReason | null }>(sql`
      select parked_reason as parked from carrier_messages
      where merchant_id = ${caller.merchant.id} and carrier_id = ${carrierId} and event_id = ${eventId}`)
    return message ?? deny('not_found', 'No carrier has sent such a message')
  })
}

function denyField(path: string, code: string, message: string): never {
  return deny('invalid', message, { fields: [{ path, code, message }] })
}

async function mustBeCarrier(tx: Tx, merchantId: string, carrierId: string): Promise<void> {
  const [carrier] = await tx.execute(sql`
    select from carriers where merchant_id = ${merchantId} and id = ${carrierId}`)
  if (!carrier) deny('not_found', 'No such carrier')
}

async function mustMean(tx: Tx, merchantId: string, kind: CarrierCodeKind, meaning: string): Promise<void> {
  if (kind === 'type') {
    if (!carrierEventTypes.includes(meaning)) {
      denyField('meaning', 'unknown_type', 'A carrier cannot report this')
    }
    return
  }
  const [reason] = await tx.execute(sql`
    select from reasons where merchant_id = ${merchantId} and code = ${meaning} and hidden_at is null`)
  if (!reason) denyField('meaning', 'unknown_reason', 'The shop has no such reason, or has hidden it')
}
