import 'server-only'
/** Which case a carrier's event is about, and what there is to collect or receive of it. */
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import type { LoadedCase } from '@/lib/cases/store'
import { claimOf, type CaseState } from '@/lib/cases/state'
import { idFrom } from '@/lib/ids'
import type { FoundLine, ReportedCase } from './rules'
import type { CarrierEvent } from './schemas'

export type Target = { caseId: string; pickupId: string | null }

/**
 * By pickup, else by the parcel's or the order's number: the order's newest refusal or return that this carrier told of,
 * brings to the door again, or fetches. What happens to refused parcels only is about the newest refusal. Where it is a
 * refusal, the others of the same parcel follow it, the newest first: its articles may have been refused for different reasons.
 */
export async function findTargets(
  tx: Tx,
  caller: Caller,
  carrierId: string,
  events: readonly CarrierEvent[],
): Promise<Map<string, Target[]>> {
  const asked = events.map((event) => ({
    id: event.id,
    pickup_id: event.pickupId ?? null,
    tracking: event.trackingNumber ?? null,
    order_number: event.orderNumber ?? null,
    refused: event.type === 'delivery.redelivered',
  }))
  const byPickup = asked.filter((event) => event.pickup_id)
  const byNumber = asked.filter((event) => !event.pickup_id && (event.tracking || event.order_number))
  const [pickups, parcels] = await Promise.all([
    byPickup.length > 0
      ? tx.execute<{ id: string; case_id: string; pickup_id: string }>(sql`
          select r.id, p.case_id, p.id as pickup_id
          from jsonb_to_recordset(${JSON.stringify(byPickup)}::jsonb) as r(id text, pickup_id uuid)
          join pickup_tasks p on p.merchant_id = ${caller.merchant.id} and p.id = r.pickup_id and p.carrier_id = ${carrierId}`)
      : [],
    byNumber.length > 0
      ? tx.execute<{ id: string; case_id: string; kind: string; pickup_id: string | null }>(sql`
          select r.id, c.id as case_id, c.kind, p.id as pickup_id
          from jsonb_to_recordset(${JSON.stringify(byNumber)}::jsonb) as r(id text, tracking text, order_number text, refused boolean)
          join orders o on o.merchant_id = ${caller.merchant.id} and (o.number = r.order_number or o.tracking_number = r.tracking)
          join cases c on c.merchant_id = o.merchant_id and c.order_id = o.id
          left join pickup_tasks p on p.merchant_id = c.merchant_id and p.case_id = c.id and p.carrier_id = ${carrierId}
          left join lateral (
            select bool_or(carrier_id = ${carrierId} or coalesce(redelivery_carrier_id = ${carrierId}, false)) as own
            from refusals where merchant_id = c.merchant_id and case_id = c.id
          ) f on c.kind = 'refusal'
          where p.id is not null or (c.kind = 'refusal' and coalesce(f.own, true))
          order by r.id, (r.refused and c.kind = 'refusal') desc, c.created_at desc, c.id desc, p.created_at desc, p.id desc`)
      : [],
  ])
  const targets = new Map(
    pickups.map((row) => [row.id, [{ caseId: row.case_id, pickupId: row.pickup_id }]] as [string, Target[]]),
  )
  for (const [id, [first, ...others]] of Map.groupBy(parcels, (row) => row.id)) {
    if (!first) continue
    const along = others.filter(({ kind }) => first.kind === 'refusal' && kind === 'refusal')
    const cases = new Map([first, ...along].map((row) => [row.case_id, row]))
    targets.set(
      id,
      [...cases.values()].map((row) => ({ caseId: row.case_id, pickupId: row.pickup_id })),
    )
  }
  return targets
}

export async function readSkus(tx: Tx, caller: Caller, caseIds: string[]): Promise<Map<string, string>> {
  if (caseIds.length === 0) return new Map()
  const rows = await tx.execute<{ id: string; sku: string }>(sql`
    select i.id, l.sku
    from case_items i join order_lines l on l.merchant_id = i.merchant_id and l.id = i.order_line_id
    where i.merchant_id = ${caller.merchant.id} and i.case_id = any(${sql.param(caseIds)}::uuid[])`)
  return new Map(rows.map((row) => [row.id, row.sku]))
}

export type OrderLine = { id: string; sku: string; left: number }

/**
 * The lines of the orders that refused parcels belong to, by case, in their order, locked: what a hub finds beyond a claim is
 * asked back, and no piece is promised twice. Two cases of one order share its lines.
 */
export async function lockLines(
  tx: Tx,
  caller: Caller,
  caseIds: string[],
): Promise<Map<string, OrderLine[]>> {
  if (caseIds.length === 0) return new Map()
  type Row = { case_id: string; id: string; sku: string; position: number; left: number }
  const rows = await tx.execute<Row>(sql`
    select c.id as case_id, l.id, l.sku, l.position, l.quantity - l.claimed_quantity as left
    from cases c join order_lines l on l.merchant_id = c.merchant_id and l.order_id = c.order_id
    where c.merchant_id = ${caller.merchant.id} and c.kind = 'refusal' and c.id = any(${sql.param(caseIds)}::uuid[])
    order by l.id for no key update of l`)
  const lines = new Map<string, OrderLine>()
  const byCase = new Map<string, OrderLine[]>()
  for (const { case_id, id, sku, left } of rows.toSorted((a, b) => a.position - b.position)) {
    const line = lines.get(id) ?? { id, sku, left }
    lines.set(id, line)
    byCase.set(case_id, [...(byCase.get(case_id) ?? []), line])
  }
  return byCase
}

/** What a hub may count of an order, and how much of each line the refusal's case may have. */
export function foundLines(caseId: string, state: CaseState, lines: readonly OrderLine[]): FoundLine[] {
  return lines.map(({ id: orderLineId, sku, left }) => {
    const item = Object.values(state.items).find((one) => one.orderLineId === orderLineId)
    const caseItemId = item?.id ?? idFrom('found', caseId, orderLineId)
    return {
      caseItemId,
      orderLineId,
      sku,
      quantity: item?.quantity ?? 0,
      room: claimOf(state, caseItemId) + left,
    }
  })
}

/** Takes what a case has come to ask back from what is left of its order, or gives it back. */
export function spend(lines: readonly OrderLine[], before: CaseState, after: CaseState): void {
  for (const line of lines) {
    const item = Object.values(after.items).find(({ orderLineId }) => orderLineId === line.id)
    if (item) line.left -= claimOf(after, item.id) - claimOf(before, item.id)
  }
}

export function reported(
  loaded: LoadedCase,
  pickupId: string | null,
  skus: Map<string, string>,
): ReportedCase {
  const created = loaded.events.find(
    (event) => event.type === 'pickup.created' && event.data.pickupId === pickupId,
  )
  const items =
    created?.type === 'pickup.created'
      ? created.data.items
      : Object.values(loaded.state.items).map((item) => ({ caseItemId: item.id, quantity: item.quantity }))
  return { pickupId, items: items.map((item) => ({ ...item, sku: skus.get(item.caseItemId) ?? '' })) }
}
