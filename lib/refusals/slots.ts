import 'server-only'
/** The slots of parcels that go to the door once more. */
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { CaseState, Slot } from '@/lib/cases/state'
import type { LoadedCase } from '@/lib/cases/store'
import { instantAt } from '@/lib/time'

type Cases = ReadonlyMap<string, LoadedCase>
type Shop = { id: string; timeZone: string }

/**
 * Brings the slots of refused parcels to what the fold says after a carrier told something. Refused again before its slot, or
 * gone from the courier and the hub, a parcel needs the place no longer, and somebody else may have it; so it is with an
 * override that was in time after all. Where it is to go to the door as before, it has its slot again, though the last place
 * was given away meanwhile: it was promised. A slot that has begun stays as it was.
 * @param before the locked cases as they were; one of them may have more in `after`
 */
export async function followSlots(tx: Tx, shop: Shop, before: Cases, after: Cases, now: Date): Promise<void> {
  for (const { id, state } of after.values()) {
    const known = before.get(id)?.state
    if (!known || state.kind !== 'refusal') continue
    const [had, has] = [heldSlot(known), heldSlot(state)]
    // As was agreed once, as long as it is agreed: the carrier is known by it wherever the goods are.
    const { redelivery: agreed, attempt } = known
    if (had && !has) await giveBack(tx, shop, id, had, now)
    if (agreed && !state.redelivery && (attempt === state.attempt || !hasBegun(agreed, shop, now)))
      await forget(tx, shop, id, agreed)
    if (has && !had) await takeAgain(tx, shop, id, has, now)
  }
}

/** Where a parcel is that still waits for its slot. */
function heldSlot({ custody, redelivery }: Pick<CaseState, 'custody' | 'redelivery'>): Slot | null {
  return custody === 'courier' || custody === 'hub' ? redelivery : null
}

function hasBegun({ date, from }: Slot, { timeZone }: Shop, now: Date): boolean {
  return instantAt(date, from, timeZone) <= now
}

/** Gives back the slot that a parcel still waits for, of whichever attempt it was agreed; nothing where it has none. */
export async function releaseRedelivery(
  tx: Tx,
  shop: Shop,
  { id, state }: LoadedCase,
  now: Date,
): Promise<void> {
  const slot = heldSlot(state)
  if (!slot) return
  await giveBack(tx, shop, id, slot, now)
  await forget(tx, shop, id, slot)
}

/** The refusal `f` of a case that has the slot. */
const hasSlot = (shop: Shop, caseId: string, { date, from, to }: Slot) => sql`
  f.merchant_id = ${shop.id} and f.case_id = ${caseId} and f.redelivery_date = ${date}::date
  and f.redelivery_from = ${from}::time and f.redelivery_to = ${to}::time`

async function giveBack(tx: Tx, shop: Shop, caseId: string, slot: Slot, now: Date): Promise<void> {
  if (hasBegun(slot, shop, now)) return
  await tx.execute(sql`
    update carrier_slots s set booked = s.booked - 1
    from (
      select f.redelivery_carrier_id as carrier_id from refusals f where ${hasSlot(shop, caseId, slot)}
      order by f.attempt desc limit 1
    ) r
    where s.merchant_id = ${shop.id} and s.carrier_id = r.carrier_id and s.date = ${slot.date}::date
      and s."from" = ${slot.from}::time and s."to" = ${slot.to}::time and s.booked > 0`)
}

async function forget(tx: Tx, shop: Shop, caseId: string, slot: Slot): Promise<void> {
  await tx.execute(sql`
    update refusals f set redelivery_date = null, redelivery_from = null, redelivery_to = null, redelivery_carrier_id = null
    where ${hasSlot(shop, caseId, slot)}`)
}

async function takeAgain(tx: Tx, shop: Shop, caseId: string, slot: Slot, now: Date): Promise<void> {
  const [row] = await tx.execute<{ id: string; carrier_id: string; agreed_with: string | null }>(sql`
    select f.id, f.carrier_id, own.redelivery_carrier_id as agreed_with
    from refusals f
    left join lateral (select f.redelivery_carrier_id where ${hasSlot(shop, caseId, slot)}) own on true
    where f.merchant_id = ${shop.id} and f.case_id = ${caseId}
    order by own.redelivery_carrier_id is null, f.attempt desc limit 1`)
  if (!row) return
  // Whoever told of the refusal has the parcel, also when the shop gives it no new tasks.
  const carrierId = row.agreed_with ?? row.carrier_id
  const { date, from, to } = slot
  if (!hasBegun(slot, shop, now)) {
    await tx.execute(sql`
      insert into carrier_slots as s (merchant_id, carrier_id, date, "from", "to", capacity, booked)
      values (${shop.id}, ${carrierId}, ${date}::date, ${from}::time, ${to}::time, 1, 1)
      on conflict (merchant_id, carrier_id, date, "from", "to") do update
        set booked = s.booked + 1, capacity = greatest(s.capacity, s.booked + 1)`)
  }
  if (row.agreed_with !== null) return
  await tx.execute(sql`
    update refusals set redelivery_date = ${date}::date, redelivery_from = ${from}::time, redelivery_to = ${to}::time,
      redelivery_carrier_id = ${carrierId}
    where merchant_id = ${shop.id} and id = ${row.id}`)
}
