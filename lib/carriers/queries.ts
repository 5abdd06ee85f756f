import 'server-only'
import { sql } from 'drizzle-orm'
import { readMerchant } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { addDays, type LocalDate } from '@/lib/dates'
import { requirePermission } from '@/lib/permissions'
import { localDate } from '@/lib/time'
import { readSchedule, slotKey, slotsBetween, type Slot, type SlotTimes } from './schedule'

export type PickupSlots = {
  carrier: { id: string; code: string; name: string }
  /** Every slot that has not begun, with those that are full or closed and why, in order of time. */
  slots: Slot[]
}

export type SlotsWanted = {
  city?: string
  /** Days in the merchant's zone, both included; today and the carrier's horizon unless given. */
  from?: LocalDate
  to?: LocalDate
  /** The place this task holds itself is free for it: when it is being moved to another time. */
  pickupId?: string
  /** The refused parcel that goes to the door again: with the carrier that has it, and its own place is free for it. */
  refusedCaseId?: string
}

type CarrierRow = { id: string; code: string; name: string; schedule: unknown }
type BookedRow = { date: string; from: string; to: string; booked: number }

/** The slots of the shop's carrier in a city; null while the shop has no carrier. */
export async function pickupSlots(
  caller: Caller,
  wanted: SlotsWanted,
  now: Date,
): Promise<PickupSlots | null> {
  requirePermission(caller, 'case.read')
  const merchantId = caller.merchant.id
  const today = localDate(now, caller.merchant.timeZone)
  const own = sql`${wanted.pickupId ?? null}::uuid`
  const refused = sql`${wanted.refusedCaseId ?? null}::uuid`
  const [[carrier], booked, held] = await readMerchant(caller, (tx) => {
    // A task stays with its carrier, a refused parcel with the one that has it; a new task goes to the default one.
    const carrierId = sql`(
      select c.id from carriers c
      left join pickup_tasks p on p.merchant_id = c.merchant_id and p.carrier_id = c.id and p.id = ${own}
      left join (
        select carrier_id from refusals where merchant_id = ${merchantId} and case_id = ${refused}
        order by attempt desc limit 1
      ) f on f.carrier_id = c.id
      where c.merchant_id = ${merchantId} and (c.closed_at is null or p.id is not null)
      order by p.id is not null desc, f.carrier_id is not null desc, c.is_default desc, c.created_at limit 1)`
    return Promise.all([
      tx.execute<CarrierRow>(sql`
        select id, code, name, schedule from carriers where merchant_id = ${merchantId} and id = ${carrierId}`),
      tx.execute<BookedRow>(sql`
        select date::text, "from"::text, "to"::text, booked from carrier_slots
        where merchant_id = ${merchantId} and carrier_id = ${carrierId} and date >= ${today}::date
        order by date, "from" limit 5000`),
      tx.execute<SlotTimes>(sql`
        select slot_date::text as date, slot_from::text as from, slot_to::text as to from pickup_tasks
        where merchant_id = ${merchantId} and id = ${own}
          and status in ('created', 'accepted', 'agreed', 'on_way', 'attempt_failed')
        union all
        select redelivery_date::text, redelivery_from::text, redelivery_to::text from refusals
        where merchant_id = ${merchantId} and case_id = ${refused} and redelivery_carrier_id = ${carrierId}`),
    ])
  })
  if (!carrier) return null
  const schedule = readSchedule(carrier.schedule)
  const ownKeys = new Set(held.map(slotKey))
  const slots = slotsBetween(schedule, {
    city: wanted.city,
    from: wanted.from ?? today,
    to: wanted.to ?? addDays(today, schedule.horizonDays),
    now,
    zone: caller.merchant.timeZone,
    booked: new Map(booked.map((row) => [slotKey(row), row.booked - (ownKeys.has(slotKey(row)) ? 1 : 0)])),
  })
  return { carrier: { id: carrier.id, code: carrier.code, name: carrier.name }, slots }
}
