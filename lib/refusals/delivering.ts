import 'server-only'
/** Parcels that were handed over: the order learns when, and the courier's deliveries are counted. */
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { ParkedReason } from '@/lib/carriers/parking'
import type { CarrierEvent } from '@/lib/carriers/schemas'
import { enqueueRejudging } from '@/lib/policies/rejudging'
import { localDate } from '@/lib/time'
import type { Intake } from './telling'
import { countDeliveries, readCouriers } from './writing'

/** What the shop itself has said of a handover stays. Null: applied. */
export async function takeDeliveries(
  tx: Tx,
  intake: Intake,
  events: readonly CarrierEvent[],
): Promise<Map<CarrierEvent, ParkedReason | null>> {
  if (events.length === 0) return new Map()
  const { caller } = intake
  const merchantId = caller.merchant.id
  const told = events.map((event) => ({
    id: event.id,
    at: event.occurredAt,
    order_number: event.orderNumber ?? null,
    tracking: event.trackingNumber ?? null,
  }))
  const found = await tx.execute<{ id: string; order_id: string; handed_over_at: string | null }>(sql`
    select distinct on (r.id) r.id, o.id as order_id, o.handed_over_at
    from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as r(id text, at timestamptz, order_number text, tracking text)
    cross join lateral (
      (select id, handed_over_at from orders
        where merchant_id = ${merchantId} and number = r.order_number and placed_at <= r.at)
      union all
      (select id, handed_over_at from orders
        where merchant_id = ${merchantId} and tracking_number = r.tracking and placed_at <= r.at limit 1)
    ) o
    order by r.id`)
  const orders = new Map(found.map((row) => [row.id, row]))
  const placed = events.filter((event) => orders.has(event.id))
  const handed = placed.flatMap((event) => {
    const order = orders.get(event.id)
    return order && order.handed_over_at === null ? [{ id: order.order_id, at: event.occurredAt }] : []
  })
  if (handed.length > 0) {
    await tx.execute(sql`
      update orders o set handed_over_at = r.at, version = o.version + 1, updated_at = ${intake.now.toISOString()}::timestamptz
      from (select id, min(at) as at from jsonb_to_recordset(${JSON.stringify(handed)}::jsonb) as g(id uuid, at timestamptz)
        group by id) r
      where o.merchant_id = ${merchantId} and o.id = r.id and o.handed_over_at is null`)
    await enqueueRejudging(
      tx,
      merchantId,
      handed.map(({ id }) => id),
    )
  }
  await readCouriers(tx, intake, placed)
  await countDeliveries(
    tx,
    intake,
    placed.flatMap(({ courier, occurredAt }) =>
      courier?.id
        ? [
            {
              courier: courier.id,
              day: localDate(new Date(occurredAt), caller.merchant.timeZone),
              delivered: 1,
              refused: 0,
            },
          ]
        : [],
    ),
  )
  return new Map(events.map((event) => [event, orders.has(event.id) ? null : 'unknown_pickup']))
}
