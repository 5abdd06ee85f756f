import 'server-only'
/**
 * Who sends which message when. The book-keeping of one endpoint goes one after the other behind a lock on its row, so that
 * of two workers none takes what the other has; what is taken is taken for a while only, and comes back when its worker dies.
 */
import { sql } from 'drizzle-orm'
import { withMerchant, type Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import type { EventType } from '@/lib/cases/events'
import { enqueue } from '@/lib/enqueue'
import { sendTask } from './outbox'

/** Longer than any call takes. */
export const leaseMs = 60_000
const lookedAtOnce = 100
/** How long a message that waits for an earlier one is left alone at least: it is woken when that has ended. */
const leftAloneMs = 3_600_000

export type Endpoint = {
  id: string
  url: string
  secret: string
  previousSecret: string | null
  previousUntil: Date | null
}

export type Claimed = {
  id: string
  caseId: string
  eventId: string
  eventSeq: number
  type: EventType
  body: string | null
  /** Which attempt this is, from 1. */
  number: number
  /** Set when a person asked for it: when it was to be sent next, and is again if it fails; null: it had ended. */
  byHand: { nextAttemptAt: Date | null } | null
}

export type Claim = { endpoint: Endpoint | null; messages: Claimed[] }

type MessageRow = {
  id: string
  case_id: string
  event_id: string
  event_seq: number
  type: EventType
  body: string | null
  attempts: number
}

/**
 * Takes up to `room` messages that are due, of each case none but the first, and puts the next look at this endpoint into
 * the queue: as long as anything waits there is a job for it, whatever becomes of this process.
 */
export async function claimDue(caller: Caller, endpointId: string, room: number, now: Date): Promise<Claim> {
  const merchantId = caller.merchant.id
  for (;;) {
    // A look at a time, so that a crowd that waits does not keep the endpoint from those who record what came of calls.
    const { more, ...claim } = await withMerchant(caller, async (tx) => {
      const endpoint = await lockEndpoint(tx, merchantId, endpointId)
      if (!endpoint) return { endpoint, messages: [], more: false }
      const { taken, more } =
        room > 0 ? await takeDue(tx, merchantId, endpointId, room, now) : { taken: [], more: false }
      await lookAgain(tx, merchantId, endpointId, now)
      return { endpoint, messages: taken.map((row) => claimedOf(row, null)), more }
    })
    if (!more) return claim
  }
}

/**
 * Takes one message because a person asked; none when it is under way right now or waits for an earlier one. What had ended
 * stays so unless it is delivered now, and holds up none that come after it, even when this worker dies.
 */
export function claimByHand(
  caller: Caller,
  endpointId: string,
  messageId: string,
  now: Date,
): Promise<Claim> {
  const merchantId = caller.merchant.id
  return withMerchant(caller, async (tx) => {
    const endpoint = await lockEndpoint(tx, merchantId, endpointId)
    const found = endpoint && (await findForHand(tx, merchantId, endpointId, messageId))
    if (!found || !maySendByHand(found, now)) return { endpoint, messages: [] }
    await tx.execute(sql`
      update webhook_messages set attempts = attempts + 1,
        next_attempt_at = case when status = 'pending' then ${at(lease(now))} end
      where merchant_id = ${merchantId} and id = ${messageId}`)
    await lookAgain(tx, merchantId, endpointId, now)
    const nextAttemptAt = found.next_attempt_at === null ? null : new Date(found.next_attempt_at)
    return { endpoint, messages: [claimedOf(found, { nextAttemptAt })] }
  })
}

export type HandRow = MessageRow & {
  next_attempt_at: string | null
  /** The number of the last attempt that was recorded; those that died with their worker never are. */
  recorded: number
  waits: boolean
}

/** A message with what decides whether it may be sent by hand. */
export async function findForHand(
  tx: Tx,
  merchantId: string,
  endpointId: string,
  messageId: string,
): Promise<HandRow | undefined> {
  const [row] = await tx.execute<HandRow>(sql`
    select m.id, m.case_id, m.event_id, m.event_seq, m.type, m.body, m.attempts, m.next_attempt_at,
      (select coalesce(max(a.number), 0) from webhook_attempts a
        where a.merchant_id = ${merchantId} and a.message_id = m.id) as recorded,
      exists (select from webhook_messages p
        where p.merchant_id = ${merchantId} and p.endpoint_id = m.endpoint_id and p.case_id = m.case_id
          and p.event_seq < m.event_seq and p.status = 'pending') as waits
    from webhook_messages m
    where m.merchant_id = ${merchantId} and m.endpoint_id = ${endpointId} and m.id = ${messageId}`)
  return row
}

/** Not while it is under way, and not before an earlier message of the same case. */
export function maySendByHand(row: HandRow, now: Date): boolean {
  return !row.waits && !isUnderWay(row, now)
}

/** While what came of the last attempt is not recorded the next one stands at the end of its lease. */
export function isUnderWay(row: HandRow, now: Date): boolean {
  return row.attempts > row.recorded && row.next_attempt_at !== null && new Date(row.next_attempt_at) > now
}

function claimedOf(row: MessageRow, byHand: Claimed['byHand']): Claimed {
  return {
    id: row.id,
    caseId: row.case_id,
    eventId: row.event_id,
    eventSeq: row.event_seq,
    type: row.type,
    body: row.body,
    number: row.attempts + 1,
    byHand,
  }
}

type EndpointRow = {
  id: string
  url: string
  secret: string
  previous_secret: string | null
  previous_until: string | null
}

/** Holds the endpoint until the end of the transaction; null when it is off or was taken away. New messages may come in. */
export async function lockEndpoint(tx: Tx, merchantId: string, endpointId: string): Promise<Endpoint | null> {
  const [row] = await tx.execute<EndpointRow & { live: boolean }>(sql`
    select id, url, secret, previous_secret, previous_until, off_at is null and removed_at is null as live
    from webhook_endpoints
    where merchant_id = ${merchantId} and id = ${endpointId} for no key update`)
  return row?.live ? endpointOf(row) : null
}

/** What an endpoint is called with, be it on or off; null when there is none. */
export async function findEndpoint(tx: Tx, merchantId: string, endpointId: string): Promise<Endpoint | null> {
  const [row] = await tx.execute<EndpointRow>(sql`
    select id, url, secret, previous_secret, previous_until from webhook_endpoints
    where merchant_id = ${merchantId} and id = ${endpointId} and removed_at is null`)
  return row ? endpointOf(row) : null
}

function endpointOf(row: EndpointRow): Endpoint {
  return {
    id: row.id,
    url: row.url,
    secret: row.secret,
    previousSecret: row.previous_secret,
    previousUntil: row.previous_until === null ? null : new Date(row.previous_until),
  }
}

type DueRow = MessageRow & { blocked_until: string | null }

/**
 * Looks at the messages that are due and takes the first of each case; those that wait for an earlier one of their case are
 * put off. `more`: all that it looked at wait, and there may be others.
 */
async function takeDue(
  tx: Tx,
  merchantId: string,
  endpointId: string,
  room: number,
  now: Date,
): Promise<{ taken: MessageRow[]; more: boolean }> {
  const due = await tx.execute<DueRow>(sql`
    select m.id, m.case_id, m.event_id, m.event_seq, m.type, m.body, m.attempts,
      (select p.next_attempt_at from webhook_messages p
        where p.merchant_id = ${merchantId} and p.endpoint_id = ${endpointId} and p.case_id = m.case_id
          and p.event_seq < m.event_seq and p.status = 'pending'
        order by p.event_seq limit 1) as blocked_until
    from webhook_messages m
    where m.merchant_id = ${merchantId} and m.endpoint_id = ${endpointId} and m.next_attempt_at <= ${at(now)}
    order by m.next_attempt_at, m.id limit ${lookedAtOnce}`)
  const waiting = due.filter((row) => row.blocked_until !== null)
  const taken = due.filter((row) => row.blocked_until === null).slice(0, room)
  if (waiting.length > 0) await putOff(tx, merchantId, waiting, now)
  if (taken.length > 0) {
    await tx.execute(sql`
      update webhook_messages set attempts = attempts + 1, next_attempt_at = ${at(lease(now))}
      where merchant_id = ${merchantId} and id = any(${idsOf(taken)}::uuid[])`)
  }
  return { taken, more: taken.length === 0 && due.length === lookedAtOnce }
}

/** Until the message that they wait for is sent next; when that ends, or is due and gets no room, is not known here. */
async function putOff(tx: Tx, merchantId: string, rows: readonly DueRow[], now: Date): Promise<void> {
  const until = sql.param(rows.map((row) => row.blocked_until))
  await tx.execute(sql`
    update webhook_messages m
    set next_attempt_at = greatest(r.until, ${at(new Date(now.getTime() + leftAloneMs))})
    from unnest(${idsOf(rows)}::uuid[], ${until}::text[]::timestamptz[]) as r(id, until)
    where m.merchant_id = ${merchantId} and m.id = r.id`)
}

/** Leaves the endpoint to another worker, at once where something is due: for a worker that stops. */
export function handOver(caller: Caller, endpointId: string, now: Date): Promise<void> {
  const { id: merchantId } = caller.merchant
  return withMerchant(caller, (tx) => lookAgain(tx, merchantId, endpointId, now, now))
}

/** Messages that are due already and found no room are looked at by whoever makes room, or after the lease. */
async function lookAgain(
  tx: Tx,
  merchantId: string,
  endpointId: string,
  now: Date,
  whenDue = lease(now),
): Promise<void> {
  const [next] = await tx.execute<{ at: string | null }>(sql`
    select min(next_attempt_at) as at from webhook_messages
    where merchant_id = ${merchantId} and endpoint_id = ${endpointId} and next_attempt_at is not null`)
  if (!next?.at) return
  const due = new Date(next.at)
  await enqueue(
    tx,
    sendTask,
    { merchantId, endpointId },
    // Not the key of those who bring new messages: theirs must not be put off.
    { key: `webhooks:${endpointId}:next`, runAt: due > now ? due : whenDue },
  )
}

function idsOf(rows: readonly { id: string }[]) {
  return sql.param(rows.map(({ id }) => id))
}

function lease(now: Date): Date {
  return new Date(now.getTime() + leaseMs)
}

function at(moment: Date) {
  return sql`${moment.toISOString()}::timestamptz`
}
