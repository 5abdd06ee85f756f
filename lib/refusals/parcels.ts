import 'server-only'
/** The orders that refused parcels belong to, and the refusals of them that are known. */
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { Parcel, ParcelLine } from './facts'

export type KnownParcel = Parcel & {
  customerId: string | null
  customerName: string | null
  phone: string | null
  trackingNumber: string | null
  channel: string
  handedOverAt: Date | null
  /** Its refusal cases, the newest first, of those the asked carrier told of or brings to the door again. */
  caseIds: string[]
}

type Asked = {
  orderNumber?: string | undefined
  trackingNumber?: string | undefined
  /** RFC 3339; an order that was placed later is not meant. */
  occurredAt?: string
}

type OrderRow = {
  id: string
  number: string
  payment: Parcel['payment']
  currency: string
  channel: string
  placed_at: string
  handed_over_at: string | null
  customer_id: string | null
  customer_name: string | null
  phone: string | null
  tracking_number: string | null
  region: string | null
  city: string | null
  case_ids: string[]
}

/**
 * By the order's number or the parcel's, with their lines locked, so that no piece is promised twice. Of another carrier's
 * refusal of the same parcel this one knows nothing.
 */
export async function readParcels(
  tx: Tx,
  merchantId: string,
  asked: readonly Asked[],
  carrierId: string,
): Promise<{ of: (told: Asked) => KnownParcel | undefined }> {
  const numbers = asked.flatMap(({ orderNumber }) => orderNumber ?? [])
  const trackings = asked.flatMap(({ trackingNumber }) => trackingNumber ?? [])
  const found = await tx.execute<{ id: string }>(sql`
    select id from orders where merchant_id = ${merchantId} and number = any(${sql.param(numbers)}::text[])
    union
    select id from orders where merchant_id = ${merchantId} and tracking_number = any(${sql.param(trackings)}::text[])`)
  const ids = found.map(({ id }) => id)
  // Behind the locks: of two who tell of one parcel at once the second must see the case of the first.
  const lines = await readLines(tx, merchantId, ids)
  const orders = await tx.execute<OrderRow>(sql`
    select o.id, o.number, o.payment, o.currency, o.channel, o.placed_at, o.handed_over_at, o.customer_id, u.name as customer_name,
      u.phone, o.tracking_number, a.region, a.city,
      array(select c.id from cases c where c.merchant_id = ${merchantId} and c.order_id = o.id and c.kind = 'refusal'
        and coalesce((
          select bool_or(f.carrier_id = ${carrierId} or coalesce(f.redelivery_carrier_id = ${carrierId}, false))
          from refusals f where f.merchant_id = ${merchantId} and f.case_id = c.id), true)
        order by c.created_at desc, c.id desc) as case_ids
    from unnest(${sql.param(ids)}::uuid[]) found(id)
    join orders o on o.merchant_id = ${merchantId} and o.id = found.id
    left join customers u on u.merchant_id = o.merchant_id and u.id = o.customer_id
    left join addresses a on a.merchant_id = o.merchant_id and a.id = o.address_id`)
  const parcels = orders.map((row): KnownParcel => ({
    orderId: row.id,
    number: row.number,
    payment: row.payment,
    currency: row.currency,
    channel: row.channel,
    region: row.region,
    city: row.city,
    customerId: row.customer_id,
    customerName: row.customer_name,
    phone: row.phone,
    trackingNumber: row.tracking_number,
    handedOverAt: row.handed_over_at ? new Date(row.handed_over_at) : null,
    caseIds: row.case_ids,
    lines: lines.get(row.id) ?? [],
  }))
  const byNumber = new Map(parcels.map((parcel) => [parcel.number, parcel]))
  const byTracking = new Map(parcels.map((parcel) => [parcel.trackingNumber, parcel]))
  const placed = new Map(orders.map((row) => [row.id, new Date(row.placed_at)]))
  const by = (at: string | undefined, parcel: KnownParcel | undefined) =>
    parcel && (at === undefined || new Date(at) >= (placed.get(parcel.orderId) ?? 0)) ? parcel : undefined
  return {
    of: ({ orderNumber, trackingNumber, occurredAt }) =>
      by(occurredAt, orderNumber === undefined ? undefined : byNumber.get(orderNumber)) ??
      by(occurredAt, trackingNumber === undefined ? undefined : byTracking.get(trackingNumber)),
  }
}

type LineRow = {
  id: string
  order_id: string
  sku: string
  quantity: number
  claimed_quantity: number
  unit_price: string
  category: string | null
  supplier: string | null
  weight_grams: number | null
  stocked_at_fulfilment: boolean
}

async function readLines(tx: Tx, merchantId: string, orderIds: string[]): Promise<Map<string, ParcelLine[]>> {
  if (orderIds.length === 0) return new Map()
  const rows = await tx.execute<LineRow>(sql`
    select l.id, l.order_id, l.sku, l.quantity, l.claimed_quantity, l.unit_price, p.category, p.supplier, p.weight_grams,
      p.stocked_at_fulfilment
    from (
      select id, order_id, position, product_id, sku, quantity, claimed_quantity, unit_price from order_lines
      where merchant_id = ${merchantId} and order_id = any(${sql.param(orderIds)}::uuid[])
      order by id for no key update
    ) l
    join lateral (
      select category, supplier, weight_grams, stocked_at_fulfilment from products
      where merchant_id = ${merchantId} and id = l.product_id offset 0
    ) p on true
    order by l.order_id, l.position`)
  const lines = new Map<string, ParcelLine[]>()
  for (const row of rows) {
    const own = lines.get(row.order_id) ?? []
    own.push(lineOf(row))
    lines.set(row.order_id, own)
  }
  return lines
}

export type RefusedItem = { caseItemId: string; caseId: string; line: ParcelLine }

/** The items of cases with what the rules look at of their articles. */
export async function readRefusedItems(
  tx: Tx,
  merchantId: string,
  caseIds: readonly string[],
): Promise<RefusedItem[]> {
  type Row = Omit<LineRow, 'order_id' | 'claimed_quantity'> & { case_id: string; item_id: string }
  const rows = await tx.execute<Row>(sql`
    select i.id as item_id, i.case_id, l.id, l.sku, i.quantity, l.unit_price, p.category, p.supplier, p.weight_grams,
      p.stocked_at_fulfilment
    from case_items i
    join order_lines l on l.merchant_id = ${merchantId} and l.id = i.order_line_id
    join products p on p.merchant_id = ${merchantId} and p.id = l.product_id
    where i.merchant_id = ${merchantId} and i.case_id = any(${sql.param([...caseIds])}::uuid[])`)
  return rows.map((row) => ({
    caseItemId: row.item_id,
    caseId: row.case_id,
    line: lineOf({ ...row, claimed_quantity: 0 }),
  }))
}

function lineOf(row: Omit<LineRow, 'order_id'>): ParcelLine {
  return {
    id: row.id,
    sku: row.sku,
    quantity: row.quantity,
    left: row.quantity - row.claimed_quantity,
    unitPrice: Number(row.unit_price),
    category: row.category,
    supplier: row.supplier,
    weight: row.weight_grams,
    stocked: row.stocked_at_fulfilment,
  }
}
