import 'server-only'
/** Returns as the HTTP contract gives them. */
import { sql, type SQL } from 'drizzle-orm'
import { readMerchant, type Tx } from '@/db/tenant'
import type { PageQuery, ReturnsQuery } from '@/lib/api/schemas'
import type { Caller } from '@/lib/caller'
import { isLocalDate } from '@/lib/dates'
import { requirePermission } from '@/lib/permissions'
import { refuse, type Result } from '@/lib/result'
import type { CaseVerdict } from '@/lib/policies/verdict'
import { searchCondition } from '@/lib/search/queries'
import { searchRanges } from '@/lib/search/rules'
import { endOfDay, startOfDay } from '@/lib/time'
import type { Sealed } from './chain'
import { inOrder } from './fold'
import { caseNumber } from './search'
import { eventFromRow } from './rows'
import { verdictAnswer } from './verdict-answer'

type Row = {
  id: string
  number: number
  kind: string
  stage: string
  decision: string
  custody: string
  inspection: string
  money: string
  channel: string
  flagged: boolean
  requested_at: string
  created_at: string
  updated_at: string
  version: number
  order: object
  location: object | null
  items: { id: string; sku: string; quantity: number }[]
  verdict: { answer: CaseVerdict; at: string } | null
  route: { type: string; data: Record<string, unknown>; at: string } | null
  pickup: object | null
}

export type CaseAnswer = ReturnType<typeof answerOf>
type EventAnswer = ReturnType<typeof eventAnswerOf>
export type Page<T> = { data: T[]; nextCursor: string | null }

const iso = (moment: string) => new Date(moment).toISOString()

/** A return of this shop; null when it has none of that id. */
export async function caseAnswer(caller: Caller, id: string): Promise<CaseAnswer | null> {
  requirePermission(caller, 'case.read')
  const [row] = await readMerchant(caller, (tx) =>
    readCases(
      tx,
      caller.merchant.id,
      sql`select id, created_at from cases
      where merchant_id = ${caller.merchant.id} and id = ${id}`,
    ),
  )
  return row ? answerOf(row) : null
}

/** One page of returns, newest first, stable while others come in. */
export async function casesAnswer(caller: Caller, query: ReturnsQuery): Promise<Result<Page<CaseAnswer>>> {
  requirePermission(caller, 'case.read')
  const { merchant } = caller
  const after = query.cursor === undefined ? null : readCursor(query.cursor)
  if (after === undefined) return badCursor()
  const rows = await readMerchant(caller, async (tx) => {
    const found = await conditionsOf(tx, merchant, query)
    if (!found) return []
    const beyond = after ? [sql`(c.created_at, c.id) < (${after.at}::timestamptz, ${after.id}::uuid)`] : []
    const where = sql.join([sql`c.merchant_id = ${merchant.id}`, ...found, ...beyond], sql` and `)
    return readCases(
      tx,
      merchant.id,
      sql`select c.id, c.created_at from cases c where ${where}
        order by c.created_at desc, c.id desc limit ${query.limit + 1}`,
    )
  })
  const page = rows.slice(0, query.limit)
  const last = rows.length > query.limit ? page.at(-1) : undefined
  return {
    ok: true,
    data: {
      data: page.map(answerOf),
      nextCursor: last ? writeCursor(iso(last.created_at), last.id) : null,
    },
  }
}

/** Null when nothing can be found. */
async function conditionsOf(
  tx: Tx,
  merchant: Caller['merchant'],
  query: ReturnsQuery,
): Promise<SQL[] | null> {
  const conditions: SQL[] = []
  if (query.stage) conditions.push(sql`c.stage = any(${sql.param(query.stage)}::text[])`)
  if (query.kind) conditions.push(sql`c.kind = ${query.kind}`)
  if (query.createdFrom) {
    conditions.push(
      sql`c.created_at >= ${boundOf(query.createdFrom, merchant.timeZone, startOfDay)}::timestamptz`,
    )
  }
  if (query.createdTo) {
    // A day is meant whole, a moment as it is.
    conditions.push(
      isLocalDate(query.createdTo)
        ? sql`c.created_at < ${boundOf(query.createdTo, merchant.timeZone, endOfDay)}::timestamptz`
        : sql`c.created_at <= ${query.createdTo}::timestamptz`,
    )
  }
  if (query.orderNumber) {
    conditions.push(sql`c.order_id in (select id from orders
      where merchant_id = ${merchant.id} and number = ${query.orderNumber})`)
  }
  if (query.reason) {
    const codes = sql.param(query.reason)
    conditions.push(sql`exists (select from case_items i
      where i.merchant_id = ${merchant.id} and i.case_id = c.id and i.customer_reason = any(${codes}::text[]))`)
  }
  if (query.q) {
    const groups = searchRanges(query.q)
    if (groups === null) return null
    conditions.push((await searchCondition(tx, merchant.id, 'case', groups))(sql`c.id`))
  }
  return conditions
}

function boundOf(text: string, zone: string, ofDay: (date: string, zone: string) => Date): string {
  return isLocalDate(text) ? ofDay(text, zone).toISOString() : text
}

/** The cases of a query of ids, newest first, with everything an answer has. */
async function readCases(tx: Tx, merchantId: string, from: SQL): Promise<Row[]> {
  const rows = await tx.execute<Row>(sql`
    with page as materialized (${from})
    select c.id, c.number, c.kind, c.stage, c.decision, c.custody, c.inspection, c.money, c.channel, c.flagged,
      c.requested_at, c.created_at, c.updated_at, c.version,
      jsonb_build_object('id', o.id, 'number', o.number) as order,
      case when l.id is not null then jsonb_build_object('code', l.code, 'name', l.name) end as location,
      (select jsonb_agg(jsonb_build_object('id', i.id, 'sku', n.sku, 'name', n.name, 'quantity', i.quantity,
          'unitPrice', n.unit_price, 'collectedQuantity', i.collected_quantity, 'receivedQuantity', i.received_quantity,
          'reason', i.customer_reason, 'courierReason', i.courier_reason, 'warehouseReason', i.warehouse_reason,
          'comment', t.body, 'disposition', i.disposition) order by n.position)
        from case_items i
        join order_lines n on n.merchant_id = i.merchant_id and n.id = i.order_line_id
        left join notes t on t.merchant_id = i.merchant_id and t.id = i.note_id
        where i.merchant_id = ${merchantId} and i.case_id = c.id) as items,
      (select jsonb_build_object('answer', v.answer, 'at', v.given_at) from verdicts v
        where v.merchant_id = ${merchantId} and v.case_id = c.id
        order by v.given_at desc, v.id desc limit 1) as verdict,
      (select jsonb_build_object('type', e.type, 'data', e.data, 'at', e.occurred_at) from case_events e
        where e.merchant_id = ${merchantId} and e.case_id = c.id and e.type in ('route.given', 'route.overridden')
        order by e.occurred_at desc, e.seq desc limit 1) as route,
      (select jsonb_build_object('id', p.id, 'number', p.number, 'status', p.status,
          'slot', jsonb_build_object('date', p.slot_date, 'from', to_char(p.slot_from, 'HH24:MI'), 'to', to_char(p.slot_to, 'HH24:MI')),
          'carrier', k.code, 'attempts', p.attempts, 'maxAttempts', p.max_attempts, 'calls', p.calls, 'version', p.version)
        from pickup_tasks p join carriers k on k.merchant_id = p.merchant_id and k.id = p.carrier_id
        where p.merchant_id = ${merchantId} and p.case_id = c.id order by p.created_at desc, p.id desc limit 1) as pickup
    from page
    join cases c on c.merchant_id = ${merchantId} and c.id = page.id
    join orders o on o.merchant_id = ${merchantId} and o.id = c.order_id
    left join locations l on l.merchant_id = ${merchantId} and l.id = c.location_id
    order by page.created_at desc, page.id desc`)
  return [...rows]
}

function answerOf(row: Row) {
  return {
    id: row.id,
    number: caseNumber(row.number),
    kind: row.kind,
    stage: row.stage,
    decision: row.decision,
    custody: row.custody,
    inspection: row.inspection,
    money: row.money,
    channel: row.channel,
    flagged: row.flagged,
    order: row.order,
    items: row.items,
    /** Null where none was given: a refusal at the door is always lawful, and past returns were not judged. */
    verdict: row.verdict && verdictAnswer(row.verdict.answer, iso(row.verdict.at), row.items),
    route: row.route && {
      action: row.route.data.action,
      locationId: row.route.data.locationId,
      overridden: row.route.type === 'route.overridden',
      /** Of the rules that answered; null where a person did, or the default. */
      ruleSetVersion: row.route.data.ruleSetNumber ?? null,
      ruleId: row.route.data.ruleId ?? null,
      givenAt: iso(row.route.at),
    },
    pickup: row.pickup,
    location: row.location,
    requestedAt: iso(row.requested_at),
    createdAt: iso(row.created_at),
    updatedAt: iso(row.updated_at),
    version: row.version,
  }
}

type EventRow = Parameters<typeof eventFromRow>[0] & { who: string | null; body: string | null }

/** The timeline of a return, the latest first, in the order of what happened and not of when it was told. */
export async function eventsAnswer(
  caller: Caller,
  id: string,
  query: PageQuery,
): Promise<Result<Page<object>> | null> {
  requirePermission(caller, 'case.read')
  const merchantId = caller.merchant.id
  const [[found], rows] = await readMerchant(caller, (tx) =>
    Promise.all([
      tx.execute(sql`select id from cases where merchant_id = ${merchantId} and id = ${id}`),
      readEventRows(tx, merchantId, sql`e.case_id = ${id} limit 5000`),
    ]),
  )
  if (!found) return null
  const words = new Map(rows.map((row) => [row.id, row]))
  const timeline = inOrder(rows.map(eventFromRow)).reverse()
  const at = query.cursor === undefined ? -1 : timeline.findIndex((event) => event.id === query.cursor)
  if (query.cursor !== undefined && at < 0) return badCursor()
  const page = timeline.slice(at + 1, at + 1 + query.limit)
  const more = at + 1 + query.limit < timeline.length
  return {
    ok: true,
    data: {
      data: page.map((event) => eventAnswerOf(event, words.get(event.id))),
      nextCursor: more ? (page.at(-1)?.id ?? null) : null,
    },
  }
}

/** One event of a return as its timeline gives it; null when there is no such event. */
export async function eventAnswer(
  caller: Caller,
  caseId: string,
  eventId: string,
): Promise<EventAnswer | null> {
  requirePermission(caller, 'case.read')
  const merchantId = caller.merchant.id
  const [row] = await readMerchant(caller, (tx) =>
    readEventRows(tx, merchantId, sql`e.case_id = ${caseId} and e.id = ${eventId}`),
  )
  return row ? eventAnswerOf(eventFromRow(row), row) : null
}

function readEventRows(tx: Tx, merchantId: string, where: SQL) {
  return tx.execute<EventRow>(sql`
    select e.id, e.case_id, e.seq, e.type, e.occurred_at, e.recorded_at, e.actor_kind, e.actor_id, e.data, e.hash,
      coalesce(u.name, k.name, a.name) as who, n.body
    from case_events e
    left join members m on m.merchant_id = ${merchantId} and e.actor_kind = 'member' and m.id = e.actor_id
    left join users u on u.id = m.user_id
    left join carriers k on k.merchant_id = ${merchantId} and e.actor_kind = 'carrier' and k.id = e.actor_id
    left join api_keys a on a.merchant_id = ${merchantId} and e.actor_kind = 'api_key' and a.id = e.actor_id
    left join notes n on n.merchant_id = ${merchantId} and n.id = (e.data->>'noteId')::uuid
    where e.merchant_id = ${merchantId} and ${where}`)
}

function eventAnswerOf(event: Sealed, row: Pick<EventRow, 'who' | 'body'> | undefined) {
  const { noteId: _, ...data } = event.data as { noteId?: string }
  return {
    id: event.id,
    sequence: event.seq,
    type: event.type,
    occurredAt: event.occurredAt.toISOString(),
    recordedAt: event.recordedAt.toISOString(),
    actor: { kind: event.actor.kind, name: row?.who ?? null },
    comment: row?.body ?? null,
    data,
  }
}

/** Where a return or a pickup task stands now, for callers that did not say what they saw. */
export async function currentVersion(
  caller: Caller,
  of: 'case' | 'pickup',
  id: string,
): Promise<number | null> {
  requirePermission(caller, 'case.read')
  const table = sql.raw(of === 'case' ? 'cases' : 'pickup_tasks')
  const [row] = await readMerchant(caller, (tx) =>
    tx.execute<{ version: number }>(
      sql`select version from ${table} where merchant_id = ${caller.merchant.id} and id = ${id}`,
    ),
  )
  return row?.version ?? null
}

const cursorShape = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

function writeCursor(at: string, id: string): string {
  return Buffer.from(`${at}_${id}`).toString('base64url')
}

function readCursor(text: string): { at: string; id: string } | undefined {
  const [, at, id] = cursorShape.exec(Buffer.from(text, 'base64url').toString()) ?? []
  return at && id && !Number.isNaN(Date.parse(at)) ? { at, id } : undefined
}

function badCursor() {
  const message = 'This cursor is not one that was given; begin without it'
  return refuse('invalid', message, { fields: [{ path: 'cursor', code: 'unknown_cursor', message }] })
}
