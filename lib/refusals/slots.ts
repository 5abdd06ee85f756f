import 'server-only'
/** The slots of parcels that go to the door once more. */
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { LoadedCase } from '@/lib/cases/store'
import { carrierFor } from '@/lib/pickups/booking'

type Cases = ReadonlyMap<string, LoadedCase>
type Row = { id: string; case_id: string; carrier_id: string; redelivery_carrier_id: string | null }

/**
 * Brings the slots of refused parcels to what the fold says after a carrier told something late. An override gave the
 * agreed slot back; where it changed nothing, the parcel has its slot again, though somebody else has taken the last place
 * meanwhile: it was promised. Where the override counts again, the place is given back.
 * @param before the locked cases as they were; one of them may have more in `after`
 */
export async function followSlots(tx: Tx, merchantId: string, before: Cases, after: Cases): Promise<void> {
  const changed = [...after.values()].filter(({ id, state }) => {
    const known = before.get(id)?.state
    return state.kind === 'refusal' && known !== undefined && !known.redelivery !== !state.redelivery
  })
  if (changed.length === 0) return
  const rows = await tx.execute<Row>(sql`
    select f.id, f.case_id, f.carrier_id, f.redelivery_carrier_id
    from unnest(${sql.param(changed.map(({ id }) => id))}::uuid[]) asked(case_id)
    cross join lateral (
      select id, case_id, carrier_id, redelivery_carrier_id from refusals
      where merchant_id = ${merchantId} and case_id = asked.case_id order by attempt desc limit 1 for update
    ) f
    order by f.case_id`)
  for (const row of rows) {
    const slot = after.get(row.case_id)?.state.redelivery
    if (slot && row.redelivery_carrier_id === null) await takeAgain(tx, merchantId, row, slot)
    else if (!slot && row.redelivery_carrier_id !== null) await releaseRedelivery(tx, merchantId, row.id)
  }
}

async function takeAgain(
  tx: Tx,
  merchantId: string,
  { id, carrier_id: holding }: Row,
  { date, from, to }: { date: string; from: string; to: string },
): Promise<void> {
  const carrier = await carrierFor(tx, merchantId, holding)
  await tx.execute(sql`
    insert into carrier_slots as s (merchant_id, carrier_id, date, "from", "to", capacity, booked)
    values (${merchantId}, ${carrier.id}, ${date}::date, ${from}::time, ${to}::time, 1, 1)
    on conflict (merchant_id, carrier_id, date, "from", "to") do update
      set booked = s.booked + 1, capacity = greatest(s.capacity, s.booked + 1)`)
  await tx.execute(sql`
    update refusals set redelivery_date = ${date}::date, redelivery_from = ${from}::time, redelivery_to = ${to}::time,
      redelivery_carrier_id = ${carrier.id}
    where merchant_id = ${merchantId} and id = ${id}`)
}

/** Gives the place in the slot back that the refusal holds, where it has one. */
export async function releaseRedelivery(tx: Tx, merchantId: string, refusalId: string): Promise<void> {
  await tx.execute(sql`
    update carrier_slots s set booked = s.booked - 1
    from refusals f
    where f.merchant_id = ${merchantId} and f.id = ${refusalId} and s.merchant_id = ${merchantId}
      and s.carrier_id = f.redelivery_carrier_id and s.date = f.redelivery_date and s."from" = f.redelivery_from
      and s."to" = f.redelivery_to and s.booked > 0`)
  await tx.execute(sql`
    update refusals set redelivery_date = null, redelivery_from = null, redelivery_to = null, redelivery_carrier_id = null
    where merchant_id = ${merchantId} and id = ${refusalId}`)
}
