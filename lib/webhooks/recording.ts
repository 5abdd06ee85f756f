import 'server-only'
/** What came of an attempt, and what follows from it. */
import { sql } from 'drizzle-orm'
import { withMerchant, type Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { newId } from '@/lib/ids'
import type { Claimed } from './claiming'
import { nextAttempt, outcomeOf, retryAfterOf, type Outcome } from './rules'
import type { Answer } from './sending'

/** Keeps the body as it is first sent; the answer is what was kept, should another have been quicker. */
export async function keepBody(caller: Caller, messageId: string, body: string): Promise<string> {
  const merchantId = caller.merchant.id
  const [row] = await withMerchant(caller, (tx) =>
    tx.execute<{ body: string }>(sql`
      update webhook_messages set body = coalesce(body, ${body})
      where merchant_id = ${merchantId} and id = ${messageId} returning body`),
  )
  return row?.body ?? body
}

/** Throws a message away that is not to be told after all. */
export async function dropMessage(
  caller: Caller,
  endpointId: string,
  message: Claimed,
  now: Date,
): Promise<void> {
  const merchantId = caller.merchant.id
  await withMerchant(caller, async (tx) => {
    await holdEndpoint(tx, merchantId, endpointId)
    await tx.execute(
      sql`delete from webhook_messages where merchant_id = ${merchantId} and id = ${message.id}`,
    )
    await wakeNext(tx, merchantId, endpointId, message, now)
  })
}

/**
 * Records the attempt and moves the message on, or switches the endpoint off when it says that it is gone. An address that
 * was replaced while it was called says nothing of the one that stands there now.
 */
export async function recordAnswer(
  caller: Caller,
  { id: endpointId, url }: Called,
  message: Claimed,
  answer: Answer,
  { startedAt, endedAt }: { startedAt: Date; endedAt: Date },
): Promise<Outcome> {
  const merchantId = caller.merchant.id
  return withMerchant(caller, async (tx) => {
    const outcome = outcomeNow(answer.statusCode, url === (await holdEndpoint(tx, merchantId, endpointId)))
    const [row] = await tx.execute<{ status: string; before: number }>(sql`
      select status, (select count(*)::int from webhook_attempts a
        where a.merchant_id = ${merchantId} and a.message_id = ${message.id} and not a.by_hand) as before
      from webhook_messages where merchant_id = ${merchantId} and id = ${message.id} for update`)
    if (!row) return outcome
    await tx.execute(sql`
      insert into webhook_attempts
        (merchant_id, id, message_id, number, at, duration_ms, status_code, error, response, by_hand)
      values (${merchantId}, ${newId()}, ${message.id}, ${message.number}, ${at(startedAt)}, ${answer.durationMs},
        ${answer.statusCode}, ${answer.error}, ${answer.response}, ${message.byHand !== null})`)
    if (outcome === 'gone') await switchOff(tx, merchantId, endpointId, endedAt)
    const next = nextState(message, outcome, answer, { made: row.before + 1, endedAt })
    // Ended before it was sent by hand, or meanwhile: by another worker after this one's lease, or with its endpoint.
    // Delivered it is all the same.
    if (row.status !== 'pending' && outcome !== 'delivered') return outcome
    await tx.execute(sql`
      update webhook_messages set status = ${next.status},
        next_attempt_at = ${next.at === null ? null : next.at.toISOString()}::timestamptz,
        ended_at = ${next.at === null ? endedAt.toISOString() : null}::timestamptz
      where merchant_id = ${merchantId} and id = ${message.id}`)
    if (row.status === 'pending' && next.at === null)
      await wakeNext(tx, merchantId, endpointId, message, endedAt)
    return outcome
  })
}

/** The endpoint as it was called. */
type Called = { id: string; url: string }

function outcomeNow(statusCode: number | null, same: boolean): Outcome {
  const outcome = outcomeOf(statusCode)
  return outcome === 'gone' && !same ? 'failed' : outcome
}

type Next = { status: 'pending' | 'delivered' | 'failed'; at: Date | null }

function nextState(
  { byHand }: Claimed,
  outcome: Outcome,
  answer: Answer,
  { made, endedAt }: { made: number; endedAt: Date },
): Next {
  if (outcome === 'delivered') return { status: 'delivered', at: null }
  if (outcome === 'gone') return { status: 'failed', at: null }
  // A press of a button that fails changes nothing: it neither uses up an attempt nor brings the next one nearer.
  if (byHand) return { status: 'pending', at: byHand.nextAttemptAt ?? endedAt }
  const next = nextAttempt(made, endedAt, retryAfterOf(answer.retryAfter, endedAt))
  return { status: next ? 'pending' : 'failed', at: next }
}

/** @returns the address that stands there now */
async function holdEndpoint(tx: Tx, merchantId: string, endpointId: string): Promise<string | undefined> {
  const [row] = await tx.execute<{ url: string }>(sql`
    select url from webhook_endpoints where merchant_id = ${merchantId} and id = ${endpointId} for no key update`)
  return row?.url
}

async function switchOff(tx: Tx, merchantId: string, endpointId: string, now: Date): Promise<void> {
  await tx.execute(sql`
    update webhook_endpoints set off_at = ${at(now)}, off_reason = 'gone', version = version + 1, updated_at = ${at(now)},
      updated_by = null
    where merchant_id = ${merchantId} and id = ${endpointId} and off_at is null`)
}

/** The next message of the case has waited for this one. */
async function wakeNext(
  tx: Tx,
  merchantId: string,
  endpointId: string,
  { caseId, eventSeq }: Claimed,
  now: Date,
): Promise<void> {
  await tx.execute(sql`
    update webhook_messages set next_attempt_at = least(next_attempt_at, ${at(now)})
    where merchant_id = ${merchantId} and id = (
      select id from webhook_messages
      where merchant_id = ${merchantId} and endpoint_id = ${endpointId} and case_id = ${caseId}
        and event_seq > ${eventSeq} and status = 'pending'
      order by event_seq limit 1)`)
}

function at(moment: Date) {
  return sql`${moment.toISOString()}::timestamptz`
}
