import 'server-only'
/** Parcels that were handed over: the order learns when, and the courier's deliveries are counted. */
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { ParkedReason } from '@/lib/carriers/parking'
import type { CarrierEvent } from '@/lib/carriers/schemas'
import type { CaseEvent } from '@/lib/cases/events'
import { lockCases, recordEvents } from '@/lib/cases/store'
import { newId } from '@/lib/ids'
import { enqueueRejudging } from '@/lib/policies/rejudging'
import { localDate } from '@/lib/time'
import type { Intake } from './telling'
import { countDeliveries, readCouriers } from './writing'

/**
 * What the shop itself has said of a handover stays; the courier's delivery is counted all the same, once an order, whoever
 * tells it again and under whatever id: the first telling counts, and of several in one call the earliest delivery.
 * @returns why an event waits; null: applied
 */
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
  const found = await tx.execute<{ id: string; order_id: string }>(sql`
    select distinct on (r.id) r.id, o.id as order_id
    from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as r(id text, at timestamptz, order_number text, tracking text)
    cross join lateral (
      (select id, 1 as rank from orders
        where merchant_id = ${merchantId} and number = r.order_number and placed_at <= r.at)
      union all
      (select id, 2 from orders
        where merchant_id = ${merchantId} and tracking_number = r.tracking and placed_at <= r.at order by id limit 1)
    ) o
    order by r.id, o.rank`)
  const orders = new Map(found.map((row) => [row.id, row.order_id]))
  const placed = events.filter((event) => orders.has(event.id))
  const orderIds = [...new Set(orders.values())]
  // In one order, whoever asks; behind the lock a handover that was told at the same moment is seen.
  const held = await tx.execute<{ id: string; handed_over_at: string | null }>(sql`
    select id, handed_over_at from orders where merchant_id = ${merchantId} and id = any(${sql.param(orderIds)}::uuid[])
    order by id for no key update`)
  const unknown = new Set(held.flatMap((row) => (row.handed_over_at === null ? [row.id] : [])))
  const handed = placed.flatMap((event) => {
    const id = orders.get(event.id)
    return id !== undefined && unknown.has(id) ? [{ id, at: event.occurredAt }] : []
  })
  if (handed.length > 0) {
    await tx.execute(sql`
      update orders o set handed_over_at = r.at, version = o.version + 1, updated_at = ${intake.now.toISOString()}::timestamptz
      from (select id, min(at) as at from jsonb_to_recordset(${JSON.stringify(handed)}::jsonb) as g(id uuid, at timestamptz)
        group by id) r
      where o.merchant_id = ${merchantId} and o.id = r.id and o.handed_over_at is null`)
    await enqueueRejudging(tx, merchantId, [...unknown])
  }
  await flagRefused(tx, intake, orderIds)
  await readCouriers(tx, intake, placed)
  const brought = placed.flatMap((event) => {
    const orderId = orders.get(event.id)
    const courier = event.courier?.id
    return orderId !== undefined && courier ? [{ orderId, courier, at: event.occurredAt, id: event.id }] : []
  })
  await countDeliveries(
    tx,
    intake,
    (await keepDeliveries(tx, intake, brought)).map(({ courier, at }) => ({
      courier,
      day: localDate(at, caller.merchant.timeZone),
      delivered: 1,
      refused: 0,
    })),
  )
  return new Map(events.map((event) => [event, orders.has(event.id) ? null : 'unknown_pickup']))
}

type Brought = { orderId: string; courier: string; at: string; id: string }

/** Keeps that orders were delivered, and by whom; of one that is kept already nothing. The couriers must be known. */
async function keepDeliveries(
  tx: Tx,
  { caller, carrier }: Intake,
  brought: readonly Brought[],
): Promise<{ courier: string; at: Date }[]> {
  if (brought.length === 0) return []
  const told = brought.map(({ orderId: order_id, ...row }) => ({ order_id, ...row }))
  const kept = await tx.execute<{ courier_code: string; delivered_at: string }>(sql`
    insert into deliveries (merchant_id, order_id, carrier_id, courier_code, delivered_at)
    select distinct on (order_id) ${caller.merchant.id}, order_id, ${carrier.id}, courier, at
    from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as r(order_id uuid, courier text, at timestamptz, id text)
    order by order_id, at, id
    on conflict do nothing
    returning courier_code, delivered_at`)
  return kept.map((row) => ({ courier: row.courier_code, at: new Date(row.delivered_at) }))
}

const flag = 'refused_after_delivery'

/** Whole parcels that somebody says were refused after they had been handed over: as the intake does, told the other way round. */
async function flagRefused(tx: Tx, { caller, now }: Intake, orderIds: readonly string[]): Promise<void> {
  const merchantId = caller.merchant.id
  const found = await tx.execute<{ case_id: string; refused_at: string }>(sql`
    select f.case_id, min(f.refused_at) as refused_at
    from orders o
    join cases c on c.merchant_id = ${merchantId} and c.order_id = o.id and c.kind = 'refusal' and c.stage <> 'closed'
    join refusals f on f.merchant_id = ${merchantId} and f.case_id = c.id and f.extent = 'whole'
      and f.refused_at >= o.handed_over_at
    where o.merchant_id = ${merchantId} and o.id = any(${sql.param([...orderIds])}::uuid[])
    group by f.case_id`)
  if (found.length === 0) return
  const loaded = await lockCases(
    tx,
    merchantId,
    found.map((row) => row.case_id),
  )
  const recordings = found.flatMap((row) => {
    const one = loaded.get(row.case_id)
    if (!one || one.events.some((event) => event.type === 'case.flagged' && event.data.flag === flag))
      return []
    const event: CaseEvent = {
      id: newId(),
      type: 'case.flagged',
      occurredAt: new Date(row.refused_at),
      actor: { kind: 'system', id: null },
      data: { flag },
    }
    return [{ loaded: one, events: [event] }]
  })
  if (recordings.length > 0) await recordEvents(tx, merchantId, recordings, now)
}
