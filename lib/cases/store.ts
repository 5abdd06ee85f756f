import 'server-only'
/**
 * The event store: loads cases with their events under lock, and records new events together with everything cached
 * from them. Works on many cases at once, because carriers report hundreds of events in one request.
 */
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import { chainStart, seal, type Sealed } from './chain'
import type { CaseEvent } from './events'
import { foldCase } from './fold'
import { cached, eventFromRow, eventRow, itemRow, type EventRow } from './rows'
import type { CaseState } from './state'
import { caseTokens, type CaseTokenSource } from '@/lib/search/rules'
import { tellEndpoints } from '@/lib/webhooks/outbox'

export type LoadedCase = {
  id: string
  number: number
  version: number
  eventCount: number
  lastHash: string
  events: CaseEvent[]
  state: CaseState
}

type CaseRow = { id: string; number: number; version: number; event_count: number; last_hash: string }
/** Events of the given cases, by case, in the order of recording. */
export async function readEvents(
  tx: Tx,
  merchantId: string,
  caseIds: string[],
): Promise<Map<string, Sealed[]>> {
  const rows = await tx.execute<EventRow>(sql`
    select id, case_id, seq, type, occurred_at, recorded_at, actor_kind, actor_id, data, hash
    from case_events
    where merchant_id = ${merchantId} and case_id = any(${sql.param(caseIds)}::uuid[])
    order by case_id, seq`)
  const byCase = new Map<string, Sealed[]>(caseIds.map((id) => [id, []]))
  for (const row of rows) byCase.get(row.case_id)?.push(eventFromRow(row))
  return byCase
}

/** Locks the cases in one order, whoever asks, and folds their events. Unknown ids are simply not in the answer. */
export async function lockCases(
  tx: Tx,
  merchantId: string,
  caseIds: string[],
): Promise<Map<string, LoadedCase>> {
  const rows = await tx.execute<CaseRow>(sql`
    select id, number, version, event_count, last_hash from cases
    where merchant_id = ${merchantId} and id = any(${sql.param(caseIds)}::uuid[])
    order by id for no key update`)
  const events = await readEvents(
    tx,
    merchantId,
    rows.map((row) => row.id),
  )
  return new Map(
    rows.map((row) => {
      const own = events.get(row.id) ?? []
      return [
        row.id,
        {
          id: row.id,
          number: row.number,
          version: row.version,
          eventCount: row.event_count,
          lastHash: row.last_hash,
          events: own,
          state: foldCase(own),
        },
      ]
    }),
  )
}

export type NewCase = {
  id: string
  number: number
  orderId: string
  customerId: string | null
  requestedAt: Date
  /** The first must be `case.created`. */
  events: CaseEvent[]
  /** Notes that belong to items, by case item id. */
  itemNotes?: Record<string, string>
  /** What the courier said, of every item. */
  courierReason?: string | null
  tokens: CaseTokenSource
}

/** Inserts cases with their items, events and search tokens. The database refuses what is more than is left of a line. */
export async function insertCases(
  tx: Tx,
  merchantId: string,
  entries: NewCase[],
  now: Date,
): Promise<CaseState[]> {
  const states: CaseState[] = []
  const cases: object[] = []
  const items: object[] = []
  const events: object[] = []
  const tokens: object[] = []
  const news: { caseId: string; events: Sealed[] }[] = []
  for (const entry of entries) {
    const created = entry.events[0]
    if (created?.type !== 'case.created') throw new Error('A case begins with case.created')
    const state = foldCase(entry.events)
    const sealed = seal({ merchantId, caseId: entry.id, count: 0, head: chainStart }, entry.events, now)
    states.push(state)
    cases.push({
      id: entry.id,
      number: entry.number,
      order_id: entry.orderId,
      customer_id: entry.customerId,
      channel: created.data.channel,
      requested_at: entry.requestedAt,
      created_at: created.data.historic ? entry.requestedAt : now,
      stage_since: created.data.historic ? entry.requestedAt : now,
      ...cached(state, sealed, 1),
    })
    for (const item of created.data.items) {
      items.push({
        ...itemRow(entry.id, state, item.caseItemId),
        customer_reason: item.reason,
        courier_reason: entry.courierReason ?? null,
        note_id: entry.itemNotes?.[item.caseItemId] ?? null,
        live: state.live,
      })
    }
    events.push(...sealed.map((event) => eventRow(entry.id, event)))
    news.push({ caseId: entry.id, events: sealed })
    for (const token of caseTokens(entry.tokens)) tokens.push({ token, entity_id: entry.id })
  }
  // One behind the other without waiting: the database takes them in this order.
  await Promise.all([
    tx.execute(sql`
    insert into cases (merchant_id, id, number, kind, order_id, customer_id, channel, requested_at, decision, custody,
      inspection, money, stage, stage_since, flagged, flags, assignee_id, location_id, verdict_outcome, window_due_at, money_due_at, storage_due_at,
      next_clock_at, event_count, last_hash, version, created_at, updated_at)
    select ${merchantId}, id, number, kind, order_id, customer_id, channel, requested_at, decision, custody,
      inspection, money, stage, stage_since, flagged, flags, assignee_id, location_id, verdict_outcome, window_due_at, money_due_at, storage_due_at,
      next_clock_at, event_count, last_hash, version, created_at, ${at(now)}
    from jsonb_to_recordset(${json(cases)}) as r(id uuid, number int, kind text, order_id uuid, customer_id uuid,
      channel text, requested_at timestamptz, decision text, custody text, inspection text, money text, stage text,
      stage_since timestamptz, flagged boolean, flags text[], assignee_id uuid, location_id uuid, verdict_outcome text,
      window_due_at timestamptz, money_due_at timestamptz, storage_due_at timestamptz, next_clock_at timestamptz, event_count int, last_hash text,
      version int, created_at timestamptz)`),
    tx.execute(sql`
    insert into case_items (merchant_id, id, case_id, order_line_id, quantity, collected_quantity, received_quantity,
      disposed_quantity, customer_reason, courier_reason, note_id, live)
    select ${merchantId}, id, case_id, order_line_id, quantity, collected, received, disposed, customer_reason, courier_reason, note_id, live
    from jsonb_to_recordset(${json(items)}) as r(id uuid, case_id uuid, order_line_id uuid, quantity int, collected int,
      received int, disposed int, customer_reason text, courier_reason text, note_id uuid, live boolean)`),
    tx.execute(newEvents(merchantId, events)),
    tx.execute(sql`
    insert into search_tokens (merchant_id, entity, token, entity_id)
    select ${merchantId}, 'case', token, entity_id
    from jsonb_to_recordset(${json(tokens)}) as r(token text, entity_id uuid)`),
  ])
  await tellEndpoints(tx, merchantId, news, now)
  return states
}

export type Recording = { loaded: LoadedCase; events: CaseEvent[] }

/** Appends events to locked cases and brings every cache to what the fold says. Events that are there already are dropped. */
export async function recordEvents(
  tx: Tx,
  merchantId: string,
  recordings: Recording[],
  now: Date,
): Promise<Map<string, LoadedCase>> {
  const after = new Map<string, LoadedCase>()
  const events: object[] = []
  const cases: object[] = []
  const items: object[] = []
  const found: object[] = []
  const pickups: object[] = []
  const pickupItems: object[] = []
  const news: { caseId: string; events: Sealed[] }[] = []
  for (const { loaded, events: told } of recordings) {
    const known = new Set(loaded.events.map((event) => event.id))
    const fresh = told.filter((event) => !known.has(event.id) && known.add(event.id))
    if (fresh.length === 0) {
      after.set(loaded.id, loaded)
      continue
    }
    const sealed = seal(
      { merchantId, caseId: loaded.id, count: loaded.eventCount, head: loaded.lastHash },
      fresh,
      now,
    )
    const all = [...loaded.events, ...fresh]
    const state = foldCase(all)
    const next = cached(state, sealed, loaded.version + 1)
    events.push(...sealed.map((event) => eventRow(loaded.id, event)))
    news.push({ caseId: loaded.id, events: sealed })
    cases.push({ id: loaded.id, ...next })
    for (const item of Object.values(state.items)) {
      const row = itemRow(loaded.id, state, item.id)
      if (
        state.live !== loaded.state.live ||
        JSON.stringify(loaded.state.items[item.id]) !== JSON.stringify(item)
      ) {
        const list = loaded.state.items[item.id] ? items : found
        list.push({ ...row, live: state.live })
      }
    }
    for (const pickup of state.pickups) {
      const before = loaded.state.pickups.find((one) => one.id === pickup.id)
      if (JSON.stringify(before) === JSON.stringify(pickup)) continue
      pickups.push({
        id: pickup.id,
        status: pickup.status,
        attempts: pickup.attempts,
        calls: pickup.calls,
        slot_date: pickup.slot?.date ?? null,
        slot_from: pickup.slot?.from ?? null,
        slot_to: pickup.slot?.to ?? null,
      })
      for (const [id, collected] of Object.entries(pickup.collected)) {
        pickupItems.push({ pickup_id: pickup.id, case_item_id: id, collected })
      }
    }
    after.set(loaded.id, {
      ...loaded,
      version: loaded.version + 1,
      eventCount: next.event_count,
      lastHash: next.last_hash,
      events: all,
      state,
    })
  }
  if (cases.length === 0) return after
  await Promise.all([
    tx.execute(newEvents(merchantId, events)),
    tx.execute(sql`
      update cases c set decision = r.decision, custody = r.custody, inspection = r.inspection, money = r.money,
        stage = r.stage, stage_since = case when c.stage = r.stage then c.stage_since else ${at(now)} end,
        verdict_outcome = r.verdict_outcome, window_due_at = r.window_due_at, money_due_at = r.money_due_at,
        storage_due_at = r.storage_due_at, next_clock_at = r.next_clock_at, flagged = r.flagged, flags = r.flags, assignee_id = r.assignee_id,
        location_id = case c.kind when 'refusal' then r.location_id else coalesce(r.location_id, c.location_id) end, event_count = r.event_count, last_hash = r.last_hash,
        version = r.version, updated_at = ${at(now)}
      from jsonb_to_recordset(${json(cases)}) as r(id uuid, decision text, custody text, inspection text, money text,
        stage text, flagged boolean, flags text[], assignee_id uuid, location_id uuid, verdict_outcome text,
        window_due_at timestamptz, money_due_at timestamptz, storage_due_at timestamptz, next_clock_at timestamptz, event_count int, last_hash text,
        version int)
      where c.merchant_id = ${merchantId} and c.id = r.id`),
    items.length > 0 &&
      tx.execute(sql`
        update case_items i set quantity = r.quantity, collected_quantity = r.collected, received_quantity = r.received,
          disposed_quantity = r.disposed, kept_quantity = r.kept, disposition = r.disposition,
          warehouse_reason = coalesce(r.warehouse_reason, i.warehouse_reason), live = r.live
        from jsonb_to_recordset(${json(items)}) as r(id uuid, quantity int, collected int, received int, disposed int,
          kept int, disposition text, warehouse_reason text, live boolean)
        where i.merchant_id = ${merchantId} and i.id = r.id`),
    // What the hub found of a parcel though nobody had claimed it.
    found.length > 0 &&
      tx.execute(sql`
        insert into case_items (merchant_id, id, case_id, order_line_id, quantity, collected_quantity, received_quantity,
          disposed_quantity, kept_quantity, live)
        select ${merchantId}, id, case_id, order_line_id, quantity, collected, received, disposed, kept, live
        from jsonb_to_recordset(${json(found)}) as r(id uuid, case_id uuid, order_line_id uuid, quantity int,
          collected int, received int, disposed int, kept int, live boolean)`),
    pickups.length > 0 &&
      tx.execute(sql`
        update pickup_tasks p set status = r.status, attempts = r.attempts, calls = r.calls,
          slot_date = coalesce(r.slot_date, p.slot_date), slot_from = coalesce(r.slot_from, p.slot_from),
          slot_to = coalesce(r.slot_to, p.slot_to), version = p.version + 1, updated_at = ${at(now)}
        from jsonb_to_recordset(${json(pickups)}) as r(id uuid, status text, attempts int, calls int, slot_date date,
          slot_from time, slot_to time)
        where p.merchant_id = ${merchantId} and p.id = r.id`),
    pickupItems.length > 0 &&
      tx.execute(sql`
        update pickup_items p set collected_quantity = r.collected
        from jsonb_to_recordset(${json(pickupItems)}) as r(pickup_id uuid, case_item_id uuid, collected int)
        where p.merchant_id = ${merchantId} and p.pickup_id = r.pickup_id and p.case_item_id = r.case_item_id`),
  ])
  await tellEndpoints(tx, merchantId, news, now)
  return after
}

function json(rows: object[]) {
  return sql`${JSON.stringify(rows)}::jsonb`
}

function at(moment: Date) {
  return sql`${moment.toISOString()}::timestamptz`
}

function newEvents(merchantId: string, events: object[]) {
  return sql`
    insert into case_events (merchant_id, id, case_id, seq, type, occurred_at, recorded_at, actor_kind, actor_id, data, hash)
    select ${merchantId}, id, case_id, seq, type, occurred_at, recorded_at, actor_kind, actor_id, data, hash
    from jsonb_to_recordset(${json(events)}) as r(id uuid, case_id uuid, seq int, type text, occurred_at timestamptz,
      recorded_at timestamptz, actor_kind text, actor_id uuid, data jsonb, hash text)`
}
