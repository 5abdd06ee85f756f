import 'server-only'
/** The card of one case: a handful of queries that travel together, and what the fold and the chain say of its events. */
import { sql, type SQL } from 'drizzle-orm'
import type { PickupRequirements } from '@/db/schema/pickups'
import type { Tx } from '@/db/tenant'
import type { PickupStatus } from '@/lib/pickups/machine'
import { brokenAt } from './chain'
import { standingFlags, type CaseFlag } from './flags'
import { foldCase, inOrder } from './fold'
import type { Axes, Disposition, Stage } from './machine'
import type { Anomaly } from './state'
import { readTimeline, type TimelineEntry } from './timeline'

export type CaseItem = {
  id: string
  sku: string
  name: string
  /** Minor units. */
  unitPrice: number
  quantity: number
  collected: number
  received: number
  disposed: number
  /** Codes of the merchant's reasons; null where that voice has not spoken. */
  reasons: { customer: string | null; courier: string | null; warehouse: string | null }
  disposition: Disposition | null
  note: string | null
}

export type CasePickup = {
  id: string
  number: number
  status: PickupStatus
  version: number
  slot: { date: string; from: string; to: string }
  attempts: number
  maxAttempts: number
  calls: number
  requirements: PickupRequirements
  carrierName: string
  contact: { name: string | null; phone: string | null }
  address: Address
  note: string | null
  createdAt: Date
}

export type Address = {
  city: string
  line: string
  region: string | null
  postalCode: string | null
  entrance: string | null
  floor: string | null
  apartment: string | null
  comment: string | null
}

export type CasePage = Axes & {
  id: string
  number: number
  stage: Stage
  version: number
  /** Why a person has to look, while it still stands. */
  flags: CaseFlag[]
  /** Support waits for the customer's answer. */
  asked: boolean
  /** When its stage began. */
  stageSince: Date
  channel: string
  requestedAt: Date
  createdAt: Date
  updatedAt: Date
  eventCount: number
  order: {
    id: string
    number: string
    placedAt: Date
    handedOverAt: Date | null
    payment: 'prepaid' | 'cod' | null
    currency: string
    trackingNumber: string | null
  }
  customer: { name: string | null; phone: string | null; email: string | null } | null
  location: { name: string; city: string } | null
  items: CaseItem[]
  /** Newest first. */
  pickups: CasePickup[]
  /** In the order in which it happened, newest first. */
  timeline: TimelineEntry[]
  /** Names by code. */
  reasons: Record<string, { ru: string; en: string }>
  anomalies: Anomaly[]
  /** The number of the first event that was tampered with or is missing; null when the journal holds. */
  brokenAt: number | null
}

type Row = Record<string, string | number | boolean | null>
type CaseRow = Axes & {
  id: string
  number: number
  stage: Stage
  version: number
  stage_since: string
  channel: string
  requested_at: string
  created_at: string
  updated_at: string
  event_count: number
  last_hash: string
  order_id: string
  order_number: string
  placed_at: string
  handed_over_at: string | null
  payment: 'prepaid' | 'cod' | null
  currency: string
  tracking_number: string | null
  customer_id: string | null
  customer_name: string | null
  phone: string | null
  email: string | null
  location_name: string | null
  location_city: string | null
}
type ItemRow = Row & {
  id: string
  sku: string
  name: string
  unit_price: string
  quantity: number
  collected_quantity: number
  received_quantity: number
  disposed_quantity: number
  customer_reason: string | null
  courier_reason: string | null
  warehouse_reason: string | null
  disposition: Disposition | null
  note: string | null
}
type PickupRow = Address & {
  id: string
  number: number
  status: PickupStatus
  version: number
  slot_date: string
  slot_from: string
  slot_to: string
  attempts: number
  max_attempts: number
  calls: number
  requirements: PickupRequirements
  carrier_name: string
  contact_name: string | null
  contact_phone: string | null
  note: string | null
  created_at: string
}

/** Everything the card shows; null when this merchant has no case of that number. */
export async function readCasePage(tx: Tx, merchantId: string, number: number): Promise<CasePage | null> {
  const own = sql`(select id from cases where merchant_id = ${merchantId} and number = ${number})`
  const [[row], items, events, pickups, reasons] = await Promise.all([
    tx.execute<CaseRow>(sql`
      select c.id, c.number, c.kind, c.decision, c.custody, c.inspection, c.money, c.stage, c.version, c.stage_since,
        c.channel, c.requested_at, c.created_at, c.updated_at, c.event_count, c.last_hash,
        o.id as order_id, o.number as order_number, o.placed_at, o.handed_over_at, o.payment, o.currency,
        o.tracking_number, u.id as customer_id, u.name as customer_name, u.phone, u.email,
        l.name as location_name, l.city as location_city
      from cases c
      join orders o on o.merchant_id = c.merchant_id and o.id = c.order_id
      left join customers u on u.merchant_id = c.merchant_id and u.id = c.customer_id
      left join locations l on l.merchant_id = c.merchant_id and l.id = c.location_id
      where c.merchant_id = ${merchantId} and c.number = ${number}`),
    readItems(tx, merchantId, own),
    readTimeline(tx, merchantId, own),
    readPickups(tx, merchantId, own),
    tx.execute<{ code: string; ru: string; en: string }>(sql`
      select code, name_ru as ru, name_en as en from reasons where merchant_id = ${merchantId} limit 500`),
  ])
  if (!row) return null
  const state = foldCase(events)
  const last = events.at(-1)
  const complete = last?.seq === row.event_count && last.hash === row.last_hash
  const names = new Map(events.map((event) => [event.id, event]))
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    decision: row.decision,
    custody: row.custody,
    inspection: row.inspection,
    money: row.money,
    stage: row.stage,
    version: row.version,
    flags: standingFlags(state.flags, row),
    asked: state.asked,
    stageSince: new Date(row.stage_since),
    channel: row.channel,
    requestedAt: new Date(row.requested_at),
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
    eventCount: row.event_count,
    order: {
      id: row.order_id,
      number: row.order_number,
      placedAt: new Date(row.placed_at),
      handedOverAt: row.handed_over_at ? new Date(row.handed_over_at) : null,
      payment: row.payment,
      currency: row.currency,
      trackingNumber: row.tracking_number,
    },
    customer: row.customer_id ? { name: row.customer_name, phone: row.phone, email: row.email } : null,
    location: row.location_name ? { name: row.location_name, city: row.location_city ?? '' } : null,
    items,
    pickups,
    timeline: inOrder(events)
      .map((event) => names.get(event.id) ?? event)
      .reverse(),
    reasons: Object.fromEntries(reasons.map(({ code, ru, en }) => [code, { ru, en }])),
    anomalies: state.anomalies,
    brokenAt: brokenAt(merchantId, row.id, events) ?? (complete ? null : row.event_count),
  }
}

async function readItems(tx: Tx, merchantId: string, own: SQL): Promise<CaseItem[]> {
  const rows = await tx.execute<ItemRow>(sql`
    select i.id, n.sku, n.name, n.unit_price::text, i.quantity, i.collected_quantity, i.received_quantity,
      i.disposed_quantity, i.customer_reason, i.courier_reason, i.warehouse_reason, i.disposition, w.body as note
    from case_items i
    join order_lines n on n.merchant_id = i.merchant_id and n.id = i.order_line_id
    left join notes w on w.merchant_id = i.merchant_id and w.id = i.note_id
    where i.merchant_id = ${merchantId} and i.case_id = ${own}
    order by n.position limit 1000`)
  return rows.map((row) => ({
    id: row.id,
    sku: row.sku,
    name: row.name,
    unitPrice: Number(row.unit_price),
    quantity: row.quantity,
    collected: row.collected_quantity,
    received: row.received_quantity,
    disposed: row.disposed_quantity,
    reasons: { customer: row.customer_reason, courier: row.courier_reason, warehouse: row.warehouse_reason },
    disposition: row.disposition,
    note: row.note,
  }))
}

async function readPickups(tx: Tx, merchantId: string, own: SQL): Promise<CasePickup[]> {
  const rows = await tx.execute<PickupRow>(sql`
    select p.id, p.number, p.status, p.version, p.slot_date::text, p.slot_from::text, p.slot_to::text, p.attempts,
      p.max_attempts, p.calls, p.requirements, k.name as carrier_name, d.contact_name, d.contact_phone,
      d.city, d.line, d.region, d.postal_code as "postalCode", d.entrance, d.floor, d.apartment, d.comment,
      w.body as note, p.created_at
    from pickup_tasks p
    join carriers k on k.merchant_id = p.merchant_id and k.id = p.carrier_id
    join addresses d on d.merchant_id = p.merchant_id and d.id = p.address_id
    left join notes w on w.merchant_id = p.merchant_id and w.id = p.note_id
    where p.merchant_id = ${merchantId} and p.case_id = ${own}
    order by p.created_at desc, p.id desc limit 100`)
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    status: row.status,
    version: row.version,
    slot: { date: row.slot_date, from: row.slot_from, to: row.slot_to },
    attempts: row.attempts,
    maxAttempts: row.max_attempts,
    calls: row.calls,
    requirements: row.requirements,
    carrierName: row.carrier_name,
    contact: { name: row.contact_name, phone: row.contact_phone },
    address: {
      city: row.city,
      line: row.line,
      region: row.region,
      postalCode: row.postalCode,
      entrance: row.entrance,
      floor: row.floor,
      apartment: row.apartment,
      comment: row.comment,
    },
    note: row.note,
    createdAt: new Date(row.created_at),
  }))
}
