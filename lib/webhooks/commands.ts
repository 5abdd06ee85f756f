import 'server-only'
import { randomBytes } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { withMerchant } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { formatSecret } from '@/lib/carriers/signature'
import { command, deny } from '@/lib/command'
import { enqueue } from '@/lib/enqueue'
import { newId } from '@/lib/ids'
import { requirePermission } from '@/lib/permissions'
import { ok, refuse, type Result } from '@/lib/result'
import type { AddressIssue, UrlIssue } from './addresses'
import { findEndpoint, findForHand, isUnderWay, lockEndpoint, maySendByHand, type Endpoint } from './claiming'
import { holdEndpoint, saveEndpoint } from './holding'
import { findTarget, systemNetwork, type Network } from './network'
import { sendTask } from './outbox'
import { keptDays, replaceSecret } from './rules'
import { longestUrl, mostEndpoints } from './schemas'
import type {
  ChangeEndpointInput,
  CreateEndpointInput,
  HeldEndpointInput,
  ResendInput,
  SwitchEndpointInput,
  TestInput,
} from './schemas'
import { post } from './sending'
import { testMessage, testTurn, type TestAnswer } from './trial'

/** Characters of the answer to a test that are shown. */
const shownOfTest = 1000

export const resendTask = 'webhooks:resend'
const permission = 'webhook.manage'

export type Saved = { id: string; version: number }

/**
 * A new endpoint, on at once, with the secret that it signs with: shown now and never again. Refused with a field issue of
 * `url` when the address may not be called: `not_a_url`, `not_https`, `credentials`, `port`, `unresolved`, `private_address`,
 * `too_long`.
 */
export async function createEndpoint(
  caller: Caller,
  input: CreateEndpointInput,
  now: Date,
  network: Network = systemNetwork(),
): Promise<Result<Saved & { secret: string }>> {
  const url = await checkedUrl(caller, input.url, network)
  if (!url.ok) return url
  const { commandId, name, eventTypes } = input
  const made = await command(caller, { name: 'webhook.create', permission, commandId }, async (tx) => {
    const { id: merchantId } = caller.merchant
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`webhooks:${merchantId}`}, 0))`)
    const [count] = await tx.execute<{ live: number }>(sql`
      select count(*)::int as live from webhook_endpoints
      where merchant_id = ${merchantId} and removed_at is null`)
    if ((count?.live ?? 0) >= mostEndpoints) {
      deny('not_allowed_now', `A shop has at most ${mostEndpoints} endpoints`, {
        params: { most: mostEndpoints },
      })
    }
    const id = newId()
    await tx.execute(sql`
      insert into webhook_endpoints
        (merchant_id, id, url, name, event_types, secret, version, created_by, created_at, updated_at)
      values (${merchantId}, ${id}, ${url.data}, ${name}, ${sql.param(eventTypes)}::text[], ${newSecret()}, 1,
        ${memberOf(caller)}, ${at(now)}, ${at(now)})`)
    return { id, version: 1 }
  })
  return made.ok ? ok({ ...made.data, secret: await secretOf(caller, made.data.id) }) : made
}

/** Another name, address or choice of events. What already waits goes to the new address. */
export async function changeEndpoint(
  caller: Caller,
  input: ChangeEndpointInput,
  now: Date,
  network: Network = systemNetwork(),
): Promise<Result<Saved>> {
  const url = await checkedUrl(caller, input.url, network)
  if (!url.ok) return url
  return command(caller, { name: 'webhook.change', permission, commandId: input.commandId }, async (tx) => {
    await holdEndpoint(tx, caller, input)
    return saveEndpoint(
      tx,
      caller,
      input,
      sql`name = ${input.name}, url = ${url.data},
        event_types = ${sql.param(input.eventTypes)}::text[]`,
      now,
    )
  })
}

/** Switches an endpoint on or off. While it is off nothing new is written down for it; what waits, waits. */
export function switchEndpoint(
  caller: Caller,
  input: SwitchEndpointInput,
  now: Date,
): Promise<Result<Saved>> {
  const { commandId, endpointId, on } = input
  return command(caller, { name: 'webhook.switch', permission, commandId }, async (tx) => {
    await holdEndpoint(tx, caller, input)
    if (!on) return saveEndpoint(tx, caller, input, sql`off_at = ${at(now)}, off_reason = 'person'`, now)
    await enqueue(tx, sendTask, { merchantId: caller.merchant.id, endpointId })
    return saveEndpoint(tx, caller, input, sql`off_at = null, off_reason = null`, now)
  })
}

/** Takes an endpoint away. What waited for it is given up; its log stays until it is old. */
export function removeEndpoint(caller: Caller, input: HeldEndpointInput, now: Date): Promise<Result<Saved>> {
  const { commandId, endpointId } = input
  return command(caller, { name: 'webhook.remove', permission, commandId }, async (tx) => {
    await holdEndpoint(tx, caller, input)
    await tx.execute(sql`
      update webhook_messages set status = 'failed', next_attempt_at = null, ended_at = ${at(now)}
      where merchant_id = ${caller.merchant.id} and endpoint_id = ${endpointId} and status = 'pending'`)
    return saveEndpoint(tx, caller, input, sql`removed_at = ${at(now)}`, now)
  })
}

/** A new secret, shown now and never again. For 24 hours the one before signs as well, replaced again or not. */
export async function rotateSecret(
  caller: Caller,
  input: HeldEndpointInput,
  now: Date,
): Promise<Result<Saved & { secret: string; previousUntil: string }>> {
  const { commandId, endpointId } = input
  const done = await command(caller, { name: 'webhook.rotate', permission, commandId }, async (tx) => {
    await holdEndpoint(tx, caller, input)
    const endpoint = await findEndpoint(tx, caller.merchant.id, endpointId)
    if (!endpoint) return deny('not_found', 'No such endpoint')
    const { previousSecret, previousUntil } = replaceSecret(endpoint, now)
    const saved = await saveEndpoint(
      tx,
      caller,
      input,
      sql`previous_secret = ${previousSecret}, secret = ${newSecret()}, previous_until = ${at(previousUntil)}`,
      now,
    )
    return { ...saved, previousUntil: previousUntil.toISOString() }
  })
  return done.ok ? ok({ ...done.data, secret: await secretOf(caller, done.data.id) }) : done
}

/**
 * Has a message sent once more, at once and under the same `webhook-id`. Refused while it is under way (`params.why`
 * `under_way`), while an earlier message of its case waits (`waits`), and while the endpoint is off (`off`).
 * What has ended is never refused as under way: pressed again while the same worker sends it, it goes out once.
 */
export function resendMessage(
  caller: Caller,
  input: ResendInput,
  now: Date,
): Promise<Result<{ messageId: string }>> {
  const { commandId, endpointId, messageId } = input
  return command(caller, { name: 'webhook.resend', permission, commandId }, async (tx) => {
    const { id: merchantId } = caller.merchant
    const live = await lockEndpoint(tx, merchantId, endpointId)
    const message = await findForHand(tx, merchantId, endpointId, messageId)
    if (!message) return deny('not_found', 'No such message')
    if (!live) deny('not_allowed_now', 'The endpoint is off', { params: { why: 'off' } })
    if (!maySendByHand(message, now)) {
      const why = isUnderWay(message, now) ? 'under_way' : 'waits'
      deny('not_allowed_now', 'The message is being sent, or waits for an earlier one', { params: { why } })
    }
    await enqueue(
      tx,
      resendTask,
      { merchantId, endpointId, messageId },
      { key: `webhooks:resend:${messageId}` },
    )
    return { messageId }
  })
}

/**
 * Sends a signed message of the type `webhook.test` to an endpoint, be it on or off, and tells what was answered. Nothing of
 * it is kept, and nothing follows from it: not even a 410 switches the endpoint off. Refused when the last test of this
 * endpoint began a few seconds ago (`params.why` `too_often`): a button must not become a way to flood anybody.
 */
export async function sendTest(
  caller: Caller,
  { endpointId }: TestInput,
  now: Date,
  network: Network = systemNetwork(),
): Promise<Result<TestAnswer>> {
  const commandId = testTurn(endpointId, now)
  const found: { endpoint: Endpoint | null } = { endpoint: null }
  // The turn is the command: of two tests within one turn the second finds its result and has nobody to send to.
  const turn = await command(caller, { name: 'webhook.test', permission, commandId }, async (tx) => {
    found.endpoint = await findEndpoint(tx, caller.merchant.id, endpointId)
    if (!found.endpoint) deny('not_found', 'No such endpoint')
    return { endpointId }
  })
  if (!turn.ok) return turn
  const { endpoint } = found
  if (!endpoint) {
    return refuse('not_allowed_now', 'A test was sent a moment ago', { params: { why: 'too_often' } })
  }
  const { statusCode, error, response, durationMs } = await post(testMessage(endpoint, newId(), now), network)
  return ok({
    at: now.toISOString(),
    statusCode,
    error,
    response: response?.slice(0, shownOfTest) ?? null,
    durationMs,
  })
}

/**
 * Throws away what ended more than 30 days ago, and what never can end because its endpoint is off or was taken away.
 * @returns how many messages
 */
export async function pruneMessages(caller: Caller, now: Date): Promise<number> {
  requirePermission(caller, permission)
  const { id: merchantId } = caller.merchant
  const before = new Date(now.getTime() - keptDays * 86_400_000)
  for (let total = 0; ;) {
    const gone = await withMerchant(caller, (tx) =>
      tx.execute(sql`
        delete from webhook_messages where merchant_id = ${merchantId} and id in (
          select m.id from webhook_endpoints e
          join webhook_messages m on m.merchant_id = ${merchantId} and m.endpoint_id = e.id
          where e.merchant_id = ${merchantId} and m.created_at < ${at(before)}
            and (m.ended_at < ${at(before)} or (m.ended_at is null and (e.off_at < ${at(before)} or e.removed_at is not null)))
          limit 1000)
        returning id`),
    )
    total += gone.length
    if (gone.length < 1000) return total
  }
}

/** The address as it is stored, once it may be called. Asked outside any transaction: names take their time. */
async function checkedUrl(caller: Caller, text: string, network: Network): Promise<Result<string>> {
  if (!caller.can.has(permission)) {
    return refuse('forbidden', `This needs the permission ${permission}`, { params: { permission } })
  }
  const target = await findTarget(text, network)
  if (!('issue' in target) && target.url.href.length <= longestUrl) return ok(target.url.href)
  const code = 'issue' in target ? target.issue : 'too_long'
  const message = urlMessages[code]
  return refuse('invalid', message, { fields: [{ path: 'url', code, message }] })
}

const urlMessages: Record<UrlIssue | AddressIssue | 'too_long', string> = {
  too_long: `The address is longer than ${longestUrl} characters as it is sent`,
  not_a_url: 'This is no web address',
  not_https: 'The address must begin with https://',
  credentials: 'A name and password do not belong into the address: messages are signed',
  port: 'This port is not used for the web: take 443, 8443 or one above 1023',
  unresolved: 'No computer is known under this name',
  private_address: 'The address leads into a private or local network',
}

/** Read after the command, so that it does not also lie in the command's kept result. */
async function secretOf(caller: Caller, id: string): Promise<string> {
  const [row] = await withMerchant(caller, (tx) =>
    tx.execute<{ secret: string }>(
      sql`select secret from webhook_endpoints where merchant_id = ${caller.merchant.id} and id = ${id}`,
    ),
  )
  if (!row) throw new Error('The endpoint is gone that was just written')
  return row.secret
}

function newSecret(): string {
  return formatSecret(randomBytes(32))
}

function memberOf(caller: Caller): string {
  const { kind, id } = caller.actor
  if (kind !== 'member' || !id) deny('forbidden', 'Endpoints are made by people', { params: { permission } })
  return id
}

function at(moment: Date) {
  return sql`${moment.toISOString()}::timestamptz`
}
