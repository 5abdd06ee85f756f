import 'server-only'
/** Which couriers of a shop stand out by their refusals, counted anew by a job. */
import { sql } from 'drizzle-orm'
import { withMerchant } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { addDays } from '@/lib/dates'
import { localDate } from '@/lib/time'
import { unusualCouriers } from './couriers'
import type { CourierFigures } from './refusal'

export const judgingTask = 'refusals:judge-couriers'

/** Whole days in the shop's zone, today among them. */
export const judgedDays = 90

type Counted = { carrier_id: string; courier_code: string; attempts: number; refused: number }

/**
 * Compares every courier of the last 90 days with all others of his carrier and keeps the figures of those who stand out;
 * whoever no longer does loses them. What was said of a refusal when it came stays as it was.
 * @returns how many stand out now
 */
export async function judgeCouriers(caller: Caller, now: Date): Promise<number> {
  const { id: merchantId, timeZone: zone } = caller.merchant
  const since = addDays(localDate(now, zone), 1 - judgedDays)
  return withMerchant(caller, async (tx) => {
    const rows = await tx.execute<Counted>(sql`
      select carrier_id, courier_code, sum(delivered + refused)::int as attempts, sum(refused)::int as refused
      from courier_days where merchant_id = ${merchantId} and day >= ${since}::date
      group by carrier_id, courier_code order by carrier_id, courier_code limit 50000`)
    const found = unusualCouriers(
      rows.map(({ carrier_id: group, courier_code, attempts, refused }) => ({
        key: `${group} ${courier_code}`,
        group,
        attempts,
        refused,
      })),
    )
    const told = rows.flatMap(({ carrier_id, courier_code: code }) => {
      const figures = found.get(`${carrier_id} ${code}`)
      const unusual: CourierFigures | undefined = figures && { days: judgedDays, ...figures }
      return unusual ? [{ carrier_id, code, unusual }] : []
    })
    // Locked in the order in which the intake locks them.
    await tx.execute(sql`
      with told as (
        select * from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as r(carrier_id uuid, code text, unusual jsonb)
      ), changed as (
        select k.carrier_id, k.code, t.unusual
        from couriers k left join told t on t.carrier_id = k.carrier_id and t.code = k.code
        where k.merchant_id = ${merchantId} and (k.unusual is not null or t.unusual is not null)
          and k.unusual is distinct from t.unusual
        order by k.carrier_id, k.code for update of k
      )
      update couriers k set unusual = c.unusual from changed c
      where k.merchant_id = ${merchantId} and k.carrier_id = c.carrier_id and k.code = c.code`)
    return told.length
  })
}
