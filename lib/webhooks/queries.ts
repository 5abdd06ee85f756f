import 'server-only'
import { sql } from 'drizzle-orm'
import { readMerchant, type Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import type { EventType } from '@/lib/cases/events'
import { requirePermission } from '@/lib/permissions'
import type { SendError } from './rules'
import type { MessageCursor, MessageSearch, MessageState } from './search'

/** An endpoint as the screens know it: never with its secret. */
export type Endpoint = {
  id: string
  name: string
  url: string
  eventTypes: EventType[]
  offAt: Date | null
  offReason: 'person' | 'gone' | null
  /** While a secret is being replaced: until when the one before signs as well. */
  previousUntil: Date | null
  createdAt: Date
  /** The last change: by whom, by name; null: nobody has changed it since it was made, or the receiver did (410). */
  updatedBy: string | null
  updatedAt: Date
  version: number
}

export type ListedEndpoint = Endpoint & {
  lastDeliveredAt: Date | null
  /** Messages that wait, up to 1,000; of these those that have failed at least once. */
  waiting: number
  troubled: number
  /** Given up within 24 hours, up to 1,000. */
  failed: number
}

type EndpointRow = {
  id: string
  name: string
  url: string
  event_types: EventType[]
  off_at: string | null
  off_reason: 'person' | 'gone' | null
  previous_until: string | null
  created_at: string
  updated_at: string
  who: string | null
  version: number
}

const permission = 'webhook.manage'
const countLimit = 1000
const dayMs = 86_400_000
/** The longest that a message can be on its way: what failed within a day was made within these days. */
const longestWayDays = 5

const endpointColumns = sql`e.id, e.name, e.url, e.event_types, e.off_at, e.off_reason, e.previous_until, e.created_at,
  e.updated_at, u.name as who, e.version`
const changers = sql`
  left join members m on m.merchant_id = e.merchant_id and m.id = e.updated_by left join users u on u.id = m.user_id`

/** The endpoints of the shop, the newest last; there are at most 20. */
export async function listEndpoints(caller: Caller, now: Date): Promise<ListedEndpoint[]> {
  requirePermission(caller, permission)
  const merchantId = caller.merchant.id
  const ago = (days: number) => sql`${new Date(now.getTime() - days * dayMs).toISOString()}::timestamptz`
  type Row = EndpointRow & {
    delivered_at: string | null
    waiting: number
    troubled: number
    failed: number
  }
  const rows = await readMerchant(caller, (tx) =>
    tx.execute<Row>(sql`
      select ${endpointColumns},
        (select m.ended_at from webhook_messages m
          where m.merchant_id = ${merchantId} and m.endpoint_id = e.id and m.status = 'delivered'
          order by m.created_at desc, m.id desc limit 1) as delivered_at,
        w.waiting, w.troubled,
        (select count(*)::int from (
          select from webhook_messages m
          where m.merchant_id = ${merchantId} and m.endpoint_id = e.id and m.status = 'failed'
            and m.created_at > ${ago(longestWayDays)} and m.ended_at > ${ago(1)} limit ${countLimit}) n) as failed
      from webhook_endpoints e ${changers}, lateral (
        select count(*)::int as waiting, (count(*) filter (where attempts > 0))::int as troubled from (
          select m.attempts from webhook_messages m
          where m.merchant_id = ${merchantId} and m.endpoint_id = e.id and m.next_attempt_at is not null
          limit ${countLimit}) n) w
      where e.merchant_id = ${merchantId} and e.removed_at is null
      order by e.created_at, e.id limit 100`),
  )
  return rows.map((row) => ({
    ...endpointOf(row),
    lastDeliveredAt: dateOf(row.delivered_at),
    waiting: row.waiting,
    troubled: row.troubled,
    failed: row.failed,
  }))
}

/** One endpoint; null when there is none of that id, or it was taken away. */
export async function endpointById(caller: Caller, id: string): Promise<Endpoint | null> {
  requirePermission(caller, permission)
  return readMerchant(caller, (tx) => findEndpoint(tx, caller.merchant.id, id))
}

export type ListedMessage = {
  /** The `webhook-id`. */
  id: string
  type: EventType
  caseNumber: number
  state: MessageState
  attempts: number
  createdAt: Date
  endedAt: Date | null
  nextAttemptAt: Date | null
  /** Waits for an earlier message of its case. */
  waits: boolean
  last: { statusCode: number | null; error: SendError | null } | null
}

export type MessageLog = {
  messages: ListedMessage[]
  previous: MessageCursor | null
  next: MessageCursor | null
}

const size = 50

type MessageRow = {
  id: string
  type: EventType
  number: number
  status: MessageState
  attempts: number
  created_at: string
  ended_at: string | null
  next_attempt_at: string | null
  waits: boolean
  last: { statusCode: number | null; error: SendError | null } | null
}

/** One page of what was sent to an endpoint and what is going to be, newest first; null when there is no such endpoint. */
export async function endpointLog(
  caller: Caller,
  id: string,
  search: MessageSearch,
): Promise<{ endpoint: Endpoint; log: MessageLog } | null> {
  requirePermission(caller, permission)
  const merchantId = caller.merchant.id
  const { cursor, state, type } = search
  const back = cursor?.side === 'before'
  const direction = sql.raw(back ? 'asc' : 'desc')
  const narrowed = [
    sql`m.merchant_id = ${merchantId} and m.endpoint_id = ${id}`,
    ...(state ? [sql`m.status = ${state}`] : []),
    ...(type ? [sql`m.type = ${type}`] : []),
    ...(cursor
      ? [
          sql`(m.created_at, m.id) ${sql.raw(back ? '>' : '<')} (${cursor.at.toISOString()}::timestamptz, ${cursor.id}::uuid)`,
        ]
      : []),
  ]
  const [endpoint, rows] = await readMerchant(caller, (tx) =>
    Promise.all([
      findEndpoint(tx, merchantId, id),
      tx.execute<MessageRow>(sql`
        with page as materialized (
          select * from webhook_messages m where ${sql.join(narrowed, sql` and `)}
          order by m.created_at ${direction}, m.id ${direction} limit ${sql.raw(`${size + 1}`)})
        select ${messageColumns(merchantId)} from page m
        join cases c on c.merchant_id = ${merchantId} and c.id = m.case_id
        order by m.created_at ${direction}, m.id ${direction}`),
    ]),
  )
  if (!endpoint) return null
  const more = rows.length > size
  const page = rows.slice(0, size).map(messageOf)
  if (back) page.reverse()
  const edge = (message: ListedMessage | undefined, side: MessageCursor['side']) =>
    message ? { side, at: message.createdAt, id: message.id } : null
  return {
    endpoint,
    log: {
      messages: page,
      previous: (back ? more : cursor !== null) ? edge(page[0], 'before') : null,
      next: (back ? true : more) ? edge(page.at(-1), 'after') : null,
    },
  }
}

export type Attempt = {
  number: number
  at: Date
  durationMs: number
  statusCode: number | null
  error: SendError | null
  response: string | null
  byHand: boolean
}

export type MessageDetail = ListedMessage & {
  /** As it is sent every time; null: not sent yet. */
  body: string | null
  /** The latest first, up to 100. */
  log: Attempt[]
}

/** One message with everything that was sent and answered; null when there is none. */
export async function messageDetail(
  caller: Caller,
  endpointId: string,
  messageId: string,
): Promise<{ endpoint: Endpoint; message: MessageDetail } | null> {
  requirePermission(caller, permission)
  const merchantId = caller.merchant.id
  type AttemptRow = Omit<Attempt, 'at' | 'durationMs' | 'statusCode' | 'byHand'> & {
    at: string
    duration_ms: number
    status_code: number | null
    by_hand: boolean
  }
  const [endpoint, [row], attempts] = await readMerchant(caller, (tx) =>
    Promise.all([
      findEndpoint(tx, merchantId, endpointId),
      tx.execute<MessageRow & { body: string | null }>(sql`
        select ${messageColumns(merchantId)}, m.body from webhook_messages m
        join cases c on c.merchant_id = ${merchantId} and c.id = m.case_id
        where m.merchant_id = ${merchantId} and m.endpoint_id = ${endpointId} and m.id = ${messageId}`),
      tx.execute<AttemptRow>(sql`
        select number, at, duration_ms, status_code, error, response, by_hand from webhook_attempts
        where merchant_id = ${merchantId} and message_id = ${messageId} order by number desc limit 100`),
    ]),
  )
  if (!endpoint || !row) return null
  const log = attempts.map(({ at, duration_ms, status_code, by_hand, ...rest }) => ({
    ...rest,
    at: new Date(at),
    durationMs: duration_ms,
    statusCode: status_code,
    byHand: by_hand,
  }))
  return { endpoint, message: { ...messageOf(row), body: row.body, log } }
}

function messageColumns(merchantId: string) {
  return sql`m.id, m.type, c.number, m.status, m.attempts, m.created_at, m.ended_at, m.next_attempt_at,
    m.status = 'pending' and exists (select from webhook_messages p
      where p.merchant_id = ${merchantId} and p.endpoint_id = m.endpoint_id and p.case_id = m.case_id
        and p.event_seq < m.event_seq and p.status = 'pending') as waits,
    (select jsonb_build_object('statusCode', a.status_code, 'error', a.error) from webhook_attempts a
      where a.merchant_id = ${merchantId} and a.message_id = m.id order by a.number desc limit 1) as last`
}

function messageOf(row: MessageRow): ListedMessage {
  return {
    id: row.id,
    type: row.type,
    caseNumber: row.number,
    state: row.status,
    attempts: row.attempts,
    createdAt: new Date(row.created_at),
    endedAt: dateOf(row.ended_at),
    nextAttemptAt: dateOf(row.next_attempt_at),
    waits: row.waits,
    last: row.last,
  }
}

async function findEndpoint(tx: Tx, merchantId: string, id: string): Promise<Endpoint | null> {
  const [row] = await tx.execute<EndpointRow>(sql`
    select ${endpointColumns} from webhook_endpoints e ${changers}
    where e.merchant_id = ${merchantId} and e.id = ${id} and e.removed_at is null`)
  return row ? endpointOf(row) : null
}

function endpointOf(row: EndpointRow): Endpoint {
  return {
    id: row.id,
    name: row.name,
    url: row.url,
    eventTypes: row.event_types,
    offAt: dateOf(row.off_at),
    offReason: row.off_reason,
    previousUntil: dateOf(row.previous_until),
    createdAt: new Date(row.created_at),
    updatedBy: row.who,
    updatedAt: new Date(row.updated_at),
    version: row.version,
  }
}

function dateOf(text: string | null): Date | null {
  return text === null ? null : new Date(text)
}
