import 'server-only'
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { readSchedule } from '@/lib/carriers/schedule'
import { addNote, decidedAt, holdCase, releaseSlot } from '@/lib/cases/holding'
import { openCase } from '@/lib/cases/opening'
import type { CaseEvent } from '@/lib/cases/events'
import { recordEvents, type LoadedCase } from '@/lib/cases/store'
import { command, deny } from '@/lib/command'
import { newId } from '@/lib/ids'
import { nextNumbers } from '@/lib/numbers'
import { termsOfCase } from '@/lib/policies/facts'
import { followVerdict } from '@/lib/policies/giving'
import type { CaseVerdict } from '@/lib/policies/verdict'
import type { Result } from '@/lib/result'
import { bookSlot, carrierFor, type Carrier } from './booking'
import { pickupAllows, type PickupStatus } from './machine'
import type { CancelPickupInput, CreatePickupInput, ReschedulePickupInput } from './schemas'

export type CreatedPickup = { caseId: string; caseNumber: number; pickupId: string; pickupNumber: number }
export type ChangedPickup = { pickupId: string; caseId: string; caseNumber: number; version: number }

/**
 * Has goods picked up: for a case that is there, or for a new one made from an order's lines. A new one needs a verdict
 * that approves by itself, or a caller who may decide: then making the task is the decision, and says why where the
 * verdict leaves it to a person.
 */
export function createPickup(
  caller: Caller,
  input: CreatePickupInput,
  now: Date,
): Promise<Result<CreatedPickup>> {
  return command(
    caller,
    { name: 'pickup.create', permission: 'pickup.create', commandId: input.commandId },
    async (tx) => {
      const carrier = await carrierFor(tx, caller.merchant.id, null)
      await bookSlot(tx, caller, carrier, input.slot, input.address.city, now)
      const [pickupNumber] = await nextNumbers(tx, caller.merchant.id, 'pickup', 1)
      if (pickupNumber === undefined) throw new Error('No pickup number')
      const birth = { pickupId: newId(), pickupNumber, carrier }
      return input.caseId
        ? forCase(tx, caller, { ...input, caseId: input.caseId }, birth, now)
        : forOrder(tx, caller, input, birth, now)
    },
  )
}

type Birth = Pick<Task, 'pickupId' | 'pickupNumber' | 'carrier'>

async function forCase(
  tx: Tx,
  caller: Caller,
  input: CreatePickupInput & { caseId: string },
  birth: Birth,
  now: Date,
): Promise<CreatedPickup> {
  const loaded = await holdCase(tx, caller, input.caseId, null)
  const items = itemsToCollect(loaded)
  const { pickupAttempts } = await termsOfCase(tx, caller.merchant.id, loaded.id)
  const task = { ...birth, caseId: loaded.id, items, maxAttempts: pickupAttempts }
  await insertTask(tx, caller, input, task, now)
  const events = [born(caller, input, task, decidedAt(loaded, now))]
  await recordEvents(tx, caller.merchant.id, [{ loaded, events }], now)
  return {
    caseId: loaded.id,
    caseNumber: loaded.number,
    pickupId: task.pickupId,
    pickupNumber: task.pickupNumber,
  }
}

async function forOrder(
  tx: Tx,
  caller: Caller,
  input: CreatePickupInput,
  birth: Birth,
  now: Date,
): Promise<CreatedPickup> {
  if (!input.orderId) deny('invalid', 'Name the order or the return')
  const comment = input.decision?.comment
  const noteId = comment ? await addNote(tx, caller.merchant.id, comment, now) : undefined
  let maxAttempts = 1
  const opened = await openCase(
    tx,
    caller,
    {
      orderId: input.orderId,
      items: input.items,
      channel: caller.actor.kind === 'api_key' ? 'api' : 'cabinet',
    },
    now,
    {
      phones: [input.recipient.phone],
      follow: ({ items }, verdict, terms) => {
        maxAttempts = terms.pickupAttempts
        return [
          ...approval(caller, verdict, noteId, now),
          born(caller, input, { ...birth, items, maxAttempts }, now),
        ]
      },
    },
  )
  const task = { ...birth, caseId: opened.caseId, items: opened.items, maxAttempts }
  await insertTask(tx, caller, input, task, now)
  return {
    caseId: opened.caseId,
    caseNumber: opened.number,
    pickupId: task.pickupId,
    pickupNumber: task.pickupNumber,
  }
}

/** The verdict's own approval, or the caller's where the caller may. */
function approval(caller: Caller, verdict: CaseVerdict, noteId: string | undefined, now: Date): CaseEvent[] {
  if (verdict.next === 'approve') return followVerdict(verdict, now)
  // Where the shop has set no threshold, whoever may order a pickup within the law's window decides by doing it.
  const mayDecide =
    caller.can.has('case.decide') || (verdict.next === 'wait' && verdict.policyNumber === null)
  if (!mayDecide) {
    deny(
      'needs_decision',
      'This return has to be decided before it is picked up: ask for it without a pickup',
      {
        params: { outcome: verdict.outcome, next: verdict.next },
      },
    )
  }
  if (verdict.next !== 'wait' && !noteId) {
    const message = 'The policy does not approve this by itself: say why it is approved'
    deny('invalid', message, {
      params: { outcome: verdict.outcome, next: verdict.next },
      fields: [{ path: 'decision.comment', code: 'required', message }],
    })
  }
  return [
    {
      id: newId(),
      type: 'decision.approved',
      occurredAt: now,
      actor: caller.actor,
      data: noteId ? { noteId } : {},
    },
  ]
}

function born(caller: Caller, input: CreatePickupInput, task: Omit<Task, 'caseId'>, at: Date): CaseEvent {
  return {
    id: newId(),
    type: 'pickup.created',
    occurredAt: at,
    actor: caller.actor,
    data: {
      pickupId: task.pickupId,
      number: task.pickupNumber,
      carrierId: task.carrier.id,
      slot: input.slot,
      items: task.items.map(({ caseItemId, quantity }) => ({ caseItemId, quantity })),
      requirements: input.requirements,
      maxAttempts: task.maxAttempts,
    },
  }
}

function itemsToCollect({ state }: LoadedCase): { caseItemId: string; quantity: number }[] {
  if (
    state.stage !== 'needs_pickup' &&
    !(state.stage === 'pickup_problem' && state.pickups.at(-1)?.status === 'failed')
  ) {
    deny('not_allowed_now', 'This return does not wait for a pickup task', { params: { stage: state.stage } })
  }
  return Object.values(state.items)
    .filter((item) => item.collected < item.quantity)
    .map((item) => ({ caseItemId: item.id, quantity: item.quantity - item.collected }))
}

type Task = {
  pickupId: string
  pickupNumber: number
  caseId: string
  carrier: Carrier
  items: { caseItemId: string; quantity: number }[]
  maxAttempts: number
}

async function insertTask(tx: Tx, caller: Caller, input: CreatePickupInput, task: Task, now: Date) {
  const merchantId = caller.merchant.id
  const at = sql`${now.toISOString()}::timestamptz`
  const addressId = newId()
  const { address, recipient, slot } = input
  const noteId = input.comment ? await addNote(tx, merchantId, input.comment, now) : null
  await tx.execute(sql`
    insert into addresses (merchant_id, id, contact_name, contact_phone, city, line, region, postal_code, entrance, floor,
      apartment, comment, created_at)
    values (${merchantId}, ${addressId}, ${recipient.name}, ${recipient.phone}, ${address.city}, ${address.line},
      ${address.region ?? null}, ${address.postalCode ?? null}, ${address.entrance ?? null}, ${address.floor ?? null},
      ${address.apartment ?? null}, ${address.comment ?? null}, ${at})`)
  await tx.execute(sql`
    insert into pickup_tasks (merchant_id, id, number, case_id, carrier_id, address_id, status, slot_date, slot_from,
      slot_to, max_attempts, requirements, note_id, version, created_at, updated_at)
    values (${merchantId}, ${task.pickupId}, ${task.pickupNumber}, ${task.caseId}, ${task.carrier.id}, ${addressId},
      'created', ${slot.date}::date, ${slot.from}::time, ${slot.to}::time, ${task.maxAttempts},
      ${JSON.stringify(input.requirements)}::jsonb, ${noteId}, 1, ${at}, ${at})`)
  await tx.execute(sql`
    insert into pickup_items (merchant_id, pickup_id, case_item_id, quantity)
    select ${merchantId}, ${task.pickupId}, "caseItemId", quantity
    from jsonb_to_recordset(${JSON.stringify(task.items)}::jsonb) as r("caseItemId" uuid, quantity int)`)
}

type HeldPickup = {
  loaded: LoadedCase
  row: { case_id: string; carrier_id: string; version: number; city: string; schedule: unknown }
  status: PickupStatus
}

async function holdPickup(
  tx: Tx,
  caller: Caller,
  pickupId: string,
  expectedVersion: number,
): Promise<HeldPickup> {
  const merchantId = caller.merchant.id
  const find = () =>
    tx.execute<HeldPickup['row']>(sql`
      select p.case_id, p.carrier_id, p.version, a.city, c.schedule
      from pickup_tasks p
      join addresses a on a.merchant_id = p.merchant_id and a.id = p.address_id
      join carriers c on c.merchant_id = p.merchant_id and c.id = p.carrier_id
      where p.merchant_id = ${merchantId} and p.id = ${pickupId}`)
  const [found] = await find()
  if (!found) deny('not_found', 'There is no such pickup task')
  const loaded = await holdCase(tx, caller, found.case_id, null)
  // Read again: until the case was locked, somebody may have changed the task.
  const [row] = await find()
  const status = loaded.state.pickups.find((pickup) => pickup.id === pickupId)?.status
  if (!row || !status) throw new Error('The pickup task is not among its case’s events')
  if (row.version !== expectedVersion) {
    const last = loaded.events
      .filter((event) => 'pickupId' in event.data && event.data.pickupId === pickupId)
      .at(-1)
    deny('conflict', `The pickup task was changed meanwhile: ${last?.type ?? ''}`, {
      params: { event: last?.type ?? '', at: last?.occurredAt.toISOString() ?? '', version: row.version },
    })
  }
  return { loaded, row, status }
}

function mayNot(what: 'reschedule' | 'cancel', status: PickupStatus): never {
  return deny('not_allowed_now', `A pickup task that is "${status}" does not allow: ${what}`, {
    params: { status },
  })
}

export function reschedulePickup(
  caller: Caller,
  input: ReschedulePickupInput,
  now: Date,
): Promise<Result<ChangedPickup>> {
  return command(
    caller,
    { name: 'pickup.reschedule', permission: 'pickup.change', commandId: input.commandId },
    async (tx) => {
      const { loaded, row, status } = await holdPickup(tx, caller, input.pickupId, input.expectedVersion)
      if (!pickupAllows('reschedule', status)) mayNot('reschedule', status)
      await releaseSlot(tx, caller.merchant.id, input.pickupId)
      const carrier = { id: row.carrier_id, schedule: readSchedule(row.schedule) }
      await bookSlot(tx, caller, carrier, input.slot, row.city, now)
      const noteId = await addNote(tx, caller.merchant.id, input.reason, now)
      return finish(tx, caller, loaded, input.pickupId, now, {
        id: newId(),
        type: 'pickup.rescheduled',
        occurredAt: decidedAt(loaded, now),
        actor: caller.actor,
        data: { pickupId: input.pickupId, slot: input.slot, noteId },
      })
    },
  )
}

export function cancelPickup(
  caller: Caller,
  input: CancelPickupInput,
  now: Date,
): Promise<Result<ChangedPickup>> {
  return command(
    caller,
    { name: 'pickup.cancel', permission: 'pickup.change', commandId: input.commandId },
    async (tx) => {
      const { loaded, status } = await holdPickup(tx, caller, input.pickupId, input.expectedVersion)
      if (!pickupAllows('cancel', status)) mayNot('cancel', status)
      await releaseSlot(tx, caller.merchant.id, input.pickupId)
      const noteId = await addNote(tx, caller.merchant.id, input.reason, now)
      return finish(tx, caller, loaded, input.pickupId, now, {
        id: newId(),
        type: 'pickup.cancelled',
        occurredAt: decidedAt(loaded, now),
        actor: caller.actor,
        data: { pickupId: input.pickupId, noteId },
      })
    },
  )
}

async function finish(
  tx: Tx,
  caller: Caller,
  loaded: LoadedCase,
  pickupId: string,
  now: Date,
  event: CaseEvent,
): Promise<ChangedPickup> {
  await recordEvents(tx, caller.merchant.id, [{ loaded, events: [event] }], now)
  const [row] = await tx.execute<{ version: number }>(sql`
    select version from pickup_tasks where merchant_id = ${caller.merchant.id} and id = ${pickupId}`)
  return { pickupId, caseId: loaded.id, caseNumber: loaded.number, version: row?.version ?? 0 }
}
