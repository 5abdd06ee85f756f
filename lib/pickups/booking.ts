import 'server-only'
/** Whose courier comes, and a place in his slot. */
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { checkSlot, readSchedule, slotKey, type Schedule } from '@/lib/carriers/schedule'
import { deny, Refused } from '@/lib/command'
import type { SlotInput } from './schemas'

export type Carrier = { id: string; schedule: Schedule }

/** The carrier that new tasks go to; `holding`: the one that has the goods goes before it, while the shop works with it. */
export async function carrierFor(tx: Tx, merchantId: string, holding: string | null): Promise<Carrier> {
  const [row] = await tx.execute<{ id: string; schedule: unknown }>(sql`
    select id, schedule from carriers where merchant_id = ${merchantId} and closed_at is null
    order by id is not distinct from ${holding}::uuid desc, is_default desc, created_at limit 1`)
  if (!row) deny('not_allowed_now', 'The shop has no carrier yet')
  return { id: row.id, schedule: readSchedule(row.schedule) }
}

/** Takes a place in the slot; the row's lock and CHECK keep the last place from being taken twice. */
export async function bookSlot(
  tx: Tx,
  caller: Caller,
  carrier: Carrier,
  slot: SlotInput,
  city: string,
  now: Date,
) {
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
