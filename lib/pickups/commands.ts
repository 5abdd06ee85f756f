import 'server-only'
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { checkSlot, readSchedule, slotKey, type Schedule } from '@/lib/carriers/schedule'
import { addNote, decidedAt, holdCase, releaseSlot } from '@/lib/cases/holding'
import { openCase, type OpenedCase } from '@/lib/cases/opening'
import type { CaseEvent } from '@/lib/cases/events'
import { recordEvents, type LoadedCase } from '@/lib/cases/store'
import { command, deny, Refused } from '@/lib/command'
import { newId } from '@/lib/ids'
import { nextNumbers } from '@/lib/numbers'
import type { Result } from '@/lib/result'
import { pickupAllows, type PickupStatus } from './machine'
import type { CancelPickupInput, CreatePickupInput, ReschedulePickupInput, SlotInput } from './schemas'

export type CreatedPickup = { caseId: string; caseNumber: number; pickupId: string; pickupNumber: number }
export type ChangedPickup = { pickupId: string; caseId: string; caseNumber: number; version: number }

const defaultAttempts = 3

/** Has goods picked up: for a case that is there, or for a new, approved one made from an order's lines. */
export function createPickup(
  caller: Caller,
  input: CreatePickupInput,
  now: Date,
): Promise<Result<CreatedPickup>> {
  return command(
    caller,
    { name: 'pickup.create', permission: 'pickup.create', commandId: input.commandId },
    async (tx) => {
      const merchantId = caller.merchant.id
      const carrier = await defaultCarrier(tx, merchantId)
      await bookSlot(tx, caller, carrier, input.slot, input.address.city, now)
      const [pickupNumber] = await nextNumbers(tx, merchantId, 'pickup', 1)
      if (pickupNumber === undefined) throw new Error('No pickup number')
      const pickupId = newId()
      const born = (items: { caseItemId: string; quantity: number }[], at: Date): CaseEvent => ({
        id: newId(),
        type: 'pickup.created',
        occurredAt: at,
        actor: caller.actor,
        data: {
          pickupId,
          number: pickupNumber,
          carrierId: carrier.id,
          slot: input.slot,
          items: items.map(({ caseItemId, quantity }) => ({ caseItemId, quantity })),
          requirements: input.requirements,
          maxAttempts: defaultAttempts,
        },
      })

      if (input.caseId) {
        const loaded = await holdCase(tx, caller, input.caseId, null)
        const items = itemsToCollect(loaded)
        await insertTask(
          tx,
          caller,
          input,
          { pickupId, pickupNumber, caseId: loaded.id, carrier, items },
          now,
        )
        await recordEvents(tx, merchantId, [{ loaded, events: [born(items, decidedAt(loaded, now))] }], now)
        return { caseId: loaded.id, caseNumber: loaded.number, pickupId, pickupNumber }
      }
      if (!input.orderId) deny('invalid', 'Name the order or the return')
      const approve = (opened: OpenedCase): CaseEvent[] => [
        { id: newId(), type: 'decision.approved', occurredAt: now, actor: caller.actor, data: {} },
        born(opened.items, now),
      ]
      const opened = await openCase(
        tx,
        caller,
        {
          orderId: input.orderId,
          items: input.items,
          channel: caller.actor.kind === 'api_key' ? 'api' : 'cabinet',
        },
        now,
        approve,
        [input.recipient.phone],
      )
      const task = { pickupId, pickupNumber, caseId: opened.caseId, carrier, items: opened.items }
      await insertTask(tx, caller, input, task, now)
      return { caseId: opened.caseId, caseNumber: opened.number, pickupId, pickupNumber }
    },
  )
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

type Carrier = { id: string; schedule: Schedule }

async function defaultCarrier(tx: Tx, merchantId: string): Promise<Carrier> {
  const [row] = await tx.execute<{ id: string; schedule: unknown }>(sql`
    select id, schedule from carriers
    where merchant_id = ${merchantId} and closed_at is null order by is_default desc, created_at limit 1`)
  if (!row) deny('not_allowed_now', 'The shop has no carrier yet')
  return { id: row.id, schedule: readSchedule(row.schedule) }
}

/** Takes a place in the slot; the row's lock and CHECK keep the last place from being taken twice. */
async function bookSlot(tx: Tx, caller: Caller, carrier: Carrier, slot: SlotInput, city: string, now: Date) {
  const merchantId = caller.merchant.id
  const [row] = await tx.execute<{ booked: number }>(sql`
    select booked from carrier_slots
    where merchant_id = ${merchantId} and carrier_id = ${carrier.id} and date = ${slot.date}::date
      and "from" = ${slot.from}::time and "to" = ${slot.to}::time for update`)
  const check = (booked: number) =>
    checkSlot(carrier.schedule, slot, {
      city,
      now,
      zone: caller.merchant.timeZone,
      booked: new Map([[slotKey(slot), booked]]),
    })
  const open = check(row?.booked ?? 0)
  if (!open.ok) throw new Refused(open.error)
  const { capacity } = open.data
  const taken = await tx.execute(sql`
    insert into carrier_slots as s (merchant_id, carrier_id, date, "from", "to", capacity, booked)
    values (${merchantId}, ${carrier.id}, ${slot.date}::date, ${slot.from}::time, ${slot.to}::time, ${capacity}, 1)
    on conflict (merchant_id, carrier_id, date, "from", "to") do update
      set booked = s.booked + 1, capacity = excluded.capacity
      where s.booked < excluded.capacity
    returning booked`)
  if (taken.length > 0) return
  const full = check(capacity)
  if (!full.ok) throw new Refused(full.error)
}

type Task = {
  pickupId: string
  pickupNumber: number
  caseId: string
  carrier: Carrier
  items: { caseItemId: string; quantity: number }[]
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
      'created', ${slot.date}::date, ${slot.from}::time, ${slot.to}::time, ${defaultAttempts},
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
