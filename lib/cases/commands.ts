import 'server-only'
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { command, deny } from '@/lib/command'
import { newId } from '@/lib/ids'
import type { Result } from '@/lib/result'
import type { CaseEvent } from './events'
import { foldCase } from './fold'
import { caseAllows, caseMachine, type CaseCommand, type Stage } from './machine'
import type { ChangeCaseInput, CreateCaseInput } from './schemas'
import { insertCases, lockCases, nextNumbers, recordEvents, type LoadedCase } from './store'

export type CreatedCase = { caseId: string; number: number }
export type ChangedCase = { caseId: string; number: number; version: number; stage: Stage }

/** A client return that waits for a decision. */
export function createCase(caller: Caller, input: CreateCaseInput, now: Date): Promise<Result<CreatedCase>> {
  return command(
    caller,
    { name: 'case.create', permission: 'case.work', commandId: input.commandId },
    async (tx) => {
      const opened = await openCase(tx, caller, input, now)
      return { caseId: opened.caseId, number: opened.number }
    },
  )
}

export type OpenedCase = CreatedCase & {
  items: { caseItemId: string; orderLineId: string; quantity: number }[]
}

type Opening = Pick<CreateCaseInput, 'orderId' | 'items' | 'channel'> & { requestedAt?: Date | undefined }

/**
 * Makes a case of an order's lines inside the caller's transaction. `more` are events that follow the creation at once;
 * it is given the case's items, whose ids it may need.
 */
export async function openCase(
  tx: Tx,
  caller: Caller,
  input: Opening,
  now: Date,
  more: (opened: OpenedCase) => CaseEvent[] = () => [],
  phones: string[] = [],
): Promise<OpenedCase> {
  const merchantId = caller.merchant.id
  if (input.requestedAt && input.requestedAt > now) {
    deny('invalid', 'The demand is dated in the future', {
      fields: [{ path: 'requestedAt', code: 'future', message: 'The demand is dated in the future' }],
    })
  }
  const order = await findOrder(tx, merchantId, input.orderId)
  await holdLines(tx, merchantId, input)
  await checkReasons(tx, merchantId, input.items)

  const caseId = newId()
  const items = input.items.map((item) => ({ ...item, caseItemId: newId() }))
  const itemNotes: Record<string, string> = {}
  for (const item of items) {
    if (item.comment) itemNotes[item.caseItemId] = await addNote(tx, merchantId, item.comment, now)
  }
  const [number] = await nextNumbers(tx, merchantId, 'case', 1)
  if (number === undefined) throw new Error('No case number')
  const opened: OpenedCase = {
    caseId,
    number,
    items: items.map(({ caseItemId, orderLineId, quantity }) => ({ caseItemId, orderLineId, quantity })),
  }
  const created: CaseEvent = {
    id: newId(),
    type: 'case.created',
    occurredAt: now,
    actor: caller.actor,
    data: {
      kind: 'client_return',
      orderId: order.id,
      items: items.map(({ caseItemId, orderLineId, quantity, reason }) => ({
        caseItemId,
        orderLineId,
        quantity,
        reason,
      })),
      channel: input.channel,
    },
  }
  await insertCases(
    tx,
    merchantId,
    [
      {
        id: caseId,
        number,
        orderId: order.id,
        customerId: order.customer_id,
        requestedAt: input.requestedAt ?? now,
        events: [created, ...more(opened)],
        itemNotes,
        tokens: {
          number,
          orderNumber: order.number,
          customerName: order.customer_name,
          phones: [order.phone, ...phones],
          trackingNumber: order.tracking_number,
        },
      },
    ],
    now,
  )
  return opened
}

type OrderRow = {
  id: string
  number: string
  customer_id: string | null
  customer_name: string | null
  phone: string | null
  tracking_number: string | null
}

async function findOrder(tx: Tx, merchantId: string, orderId: string): Promise<OrderRow> {
  const [order] = await tx.execute<OrderRow>(sql`
    select o.id, o.number, o.customer_id, o.tracking_number, c.name as customer_name, c.phone
    from orders o left join customers c on c.merchant_id = o.merchant_id and c.id = o.customer_id
    where o.merchant_id = ${merchantId} and o.id = ${orderId}`)
  return order ?? deny('not_found', 'There is no such order')
}

/** Locks the lines, so that of two people who want the last piece one waits, and is then told who has it. */
async function holdLines(tx: Tx, merchantId: string, input: Opening) {
  const rows = await tx.execute<{ id: string; sku: string; quantity: number; claimed_quantity: number }>(sql`
    select id, sku, quantity, claimed_quantity from order_lines
    where merchant_id = ${merchantId} and order_id = ${input.orderId}
      and id = any(${sql.param(input.items.map((item) => item.orderLineId))}::uuid[])
    order by id for no key update`)
  const lines = new Map(rows.map((row) => [row.id, row]))
  for (const [index, item] of input.items.entries()) {
    const line = lines.get(item.orderLineId)
    if (!line) {
      const message = 'This line is not in the order'
      deny('invalid', message, {
        fields: [{ path: `items[${index}].orderLineId`, code: 'not_in_order', message }],
      })
    }
    const left = line.quantity - line.claimed_quantity
    if (item.quantity > left) {
      const holder = await latestClaim(tx, merchantId, line.id)
      const message = `Only ${left} of article ${line.sku} are left to return`
      deny('not_enough_left', message, {
        params: { sku: line.sku, left, asked: item.quantity, ...holder },
        fields: [{ path: `items[${index}].quantity`, code: 'not_enough_left', message }],
      })
    }
  }
}

/** Who took the line last, in which case and when: for the one who came second. */
async function latestClaim(
  tx: Tx,
  merchantId: string,
  orderLineId: string,
): Promise<Record<string, string | number>> {
  const [row] = await tx.execute<{ number: number; at: string; who: string | null }>(sql`
    select c.number, c.created_at as at, u.name as who
    from case_items i
    join cases c on c.merchant_id = i.merchant_id and c.id = i.case_id
    join case_events e on e.merchant_id = c.merchant_id and e.case_id = c.id and e.seq = 1
    left join members m on m.merchant_id = e.merchant_id and m.id = e.actor_id
    left join users u on u.id = m.user_id
    where i.merchant_id = ${merchantId} and i.order_line_id = ${orderLineId} and i.live
    order by c.created_at desc limit 1`)
  if (!row) return {}
  return { caseNumber: row.number, at: new Date(row.at).toISOString(), who: row.who ?? '' }
}

async function checkReasons(tx: Tx, merchantId: string, items: Opening['items']) {
  const rows = await tx.execute<{ code: string }>(sql`
    select code from reasons where merchant_id = ${merchantId} and hidden_at is null`)
  const known = new Set(rows.map((row) => row.code))
  for (const [index, item] of items.entries()) {
    if (known.has(item.reason)) continue
    const message = `There is no reason "${item.reason}"; GET the list of reasons or choose one of: ${[...known].slice(0, 8).join(', ')}…`
    deny('invalid', message, {
      fields: [{ path: `items[${index}].reason`, code: 'unknown_reason', message }],
    })
  }
}

export async function addNote(tx: Tx, merchantId: string, body: string, now: Date): Promise<string> {
  const id = newId()
  await tx.execute(sql`
    insert into notes (merchant_id, id, body, created_at)
    values (${merchantId}, ${id}, ${body}, ${now.toISOString()}::timestamptz)`)
  return id
}

/** Locks one case and checks that it is still as the caller saw it; otherwise tells who changed what meanwhile. */
export async function holdCase(
  tx: Tx,
  caller: Caller,
  caseId: string,
  expectedVersion: number | null,
): Promise<LoadedCase> {
  const loaded = (await lockCases(tx, caller.merchant.id, [caseId])).get(caseId)
  if (!loaded) deny('not_found', 'There is no such return')
  if (expectedVersion !== null && loaded.version !== expectedVersion) {
    const last = loaded.events.at(-1)
    const who = last ? await actorName(tx, caller.merchant.id, last.actor) : ''
    deny('conflict', `The return was changed meanwhile: ${last?.type ?? ''}`, {
      params: {
        event: last?.type ?? '',
        who,
        at: last?.occurredAt.toISOString() ?? '',
        version: loaded.version,
      },
    })
  }
  return loaded
}

/** A person's, key's or carrier's name, for telling who did it. */
async function actorName(tx: Tx, merchantId: string, actor: CaseEvent['actor']): Promise<string> {
  if (!actor.id) return ''
  const [row] = await tx.execute<{ name: string }>(
    actor.kind === 'member'
      ? sql`select u.name from members m join users u on u.id = m.user_id where m.merchant_id = ${merchantId} and m.id = ${actor.id}`
      : actor.kind === 'carrier'
        ? sql`select name from carriers where merchant_id = ${merchantId} and id = ${actor.id}`
        : sql`select name from api_keys where merchant_id = ${merchantId} and id = ${actor.id}`,
  )
  return row?.name ?? ''
}

/** Any command of the case's machine. */
export function changeCase(caller: Caller, input: ChangeCaseInput, now: Date): Promise<Result<ChangedCase>> {
  const { permission, needs } = caseMachine[input.command]
  return command(
    caller,
    { name: `case.${input.command}`, permission, commandId: input.commandId },
    async (tx) => {
      if (needs.includes('comment') && !input.comment) {
        const message = 'Say why: a comment is required'
        deny('invalid', message, { fields: [{ path: 'comment', code: 'required', message }] })
      }
      const loaded = await holdCase(tx, caller, input.caseId, input.expectedVersion)
      if (!caseAllows(input.command, loaded.state)) {
        deny('not_allowed_now', `A return in this state does not allow: ${input.command}`, {
          params: { command: input.command, stage: loaded.state.stage },
        })
      }
      const noteId = input.comment ? await addNote(tx, caller.merchant.id, input.comment, now) : undefined
      const events = await eventsOf(tx, caller, input, loaded, noteId, now)
      const after = (await recordEvents(tx, caller.merchant.id, [{ loaded, events }], now)).get(loaded.id)
      if (!after) throw new Error('The case was lost while it was recorded')
      return { caseId: after.id, number: after.number, version: after.version, stage: after.state.stage }
    },
  )
}

const simpleEvents = {
  approve: 'decision.approved',
  decline: 'decision.declined',
  send_to_review: 'decision.reviewed',
  appeal: 'decision.reviewed',
  fail_refund: 'refund.failed',
} as const satisfies Partial<Record<CaseCommand, CaseEvent['type']>>

async function eventsOf(
  tx: Tx,
  caller: Caller,
  input: ChangeCaseInput,
  loaded: LoadedCase,
  noteId: string | undefined,
  now: Date,
): Promise<CaseEvent[]> {
  const base = { id: newId(), occurredAt: now, actor: caller.actor }
  const noted = noteId ? { noteId } : {}
  switch (input.command) {
    case 'approve':
    case 'decline':
    case 'send_to_review':
    case 'appeal':
    case 'fail_refund':
      return [{ ...base, type: simpleEvents[input.command], data: noted }]
    case 'note':
      return noteId ? [{ ...base, type: 'case.noted', data: { noteId } }] : []
    case 'start_refund':
      return [{ ...base, type: 'refund.started', data: {} }]
    case 'pay_refund':
      return [{ ...base, type: 'refund.paid', data: {} }]
    case 'cancel': {
      const open = loaded.state.pickups.at(-1)
      const events: CaseEvent[] = [{ ...base, type: 'decision.cancelled', data: noted }]
      if (open && !['collected', 'failed', 'cancelled'].includes(open.status)) {
        await releaseSlot(tx, caller.merchant.id, open.id)
        events.push({ ...base, id: newId(), type: 'pickup.cancelled', data: { pickupId: open.id, ...noted } })
      }
      return events
    }
    case 'inspect':
      return inspectionEvents(tx, caller, input, loaded, noted, now)
  }
}

async function inspectionEvents(
  tx: Tx,
  caller: Caller,
  input: ChangeCaseInput,
  loaded: LoadedCase,
  noted: { noteId?: string },
  now: Date,
): Promise<CaseEvent[]> {
  const items = input.items ?? []
  const awaited = Object.values(loaded.state.items).filter((item) => item.received > 0)
  for (const item of awaited) {
    const given = items.find((one) => one.caseItemId === item.id)
    if (given && given.quantity === item.received) continue
    const message = 'Say what becomes of every item that arrived'
    deny('invalid', message, { fields: [{ path: 'items', code: 'incomplete', message }] })
  }
  const done: CaseEvent = {
    id: newId(),
    type: 'inspection.done',
    occurredAt: now,
    actor: caller.actor,
    data: { items: items.map(({ reason, ...item }) => (reason ? { ...item, reason } : item)), ...noted },
  }
  const after = foldCase([...loaded.events, done])
  if (after.money !== 'not_due') return [done]
  const [sum] = await tx.execute<{ amount: string; currency: string }>(sql`
    select coalesce(sum(i.received_quantity * l.unit_price), 0)::text as amount, min(o.currency) as currency
    from case_items i
    join order_lines l on l.merchant_id = i.merchant_id and l.id = i.order_line_id
    join orders o on o.merchant_id = l.merchant_id and o.id = l.order_id
    where i.merchant_id = ${caller.merchant.id} and i.case_id = ${loaded.id}`)
  if (!sum) return [done]
  return [
    done,
    {
      id: newId(),
      type: 'refund.due',
      occurredAt: now,
      actor: { kind: 'system', id: null },
      data: { amount: Number(sum.amount), currency: sum.currency },
    },
  ]
}

/** Gives the pickup's place in its slot back. */
export async function releaseSlot(tx: Tx, merchantId: string, pickupId: string): Promise<void> {
  await tx.execute(sql`
    update carrier_slots s set booked = s.booked - 1
    from pickup_tasks p
    where p.merchant_id = ${merchantId} and p.id = ${pickupId} and s.merchant_id = p.merchant_id
      and s.carrier_id = p.carrier_id and s.date = p.slot_date and s."from" = p.slot_from and s."to" = p.slot_to
      and s.booked > 0`)
}
