import 'server-only'
import { sql } from 'drizzle-orm'
import type { PickupRequirements } from '@/db/schema/pickups'
import { readMerchant } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import type { SlotTimes } from '@/lib/carriers/schedule'
import type { ActorKind, EventType } from '@/lib/cases/events'
import type { CaseKind, Stage } from '@/lib/cases/machine'
import type { OrderAddress } from '@/lib/orders/details'
import { requirePermission } from '@/lib/permissions'
import type { PickupStatus } from './machine'

/** A reason to choose, in the merchant's own words; `parent` makes the tree. */
export type ReasonChoice = { code: string; parent: string | null; ru: string; en: string }

/** The merchant's reasons that are in use, in the merchant's order. */
export async function reasonChoices(caller: Caller): Promise<ReasonChoice[]> {
  requirePermission(caller, 'case.read')
  return readMerchant(caller, async (tx) => {
    const found = await tx.execute<ReasonChoice>(sql`
      select code, parent_code as parent, name_ru as ru, name_en as en from reasons
      where merchant_id = ${caller.merchant.id} and hidden_at is null order by position, code limit 500`)
    return [...found]
  })
}

/** A return that is to be picked up: what is asked for stands in it already. */
export type CaseForPickup = {
  id: string
  number: number
  kind: CaseKind
  stage: Stage
  orderNumber: string
  placedAt: Date
  handedOverAt: Date | null
  currency: string
  customer: { name: string | null; phone: string | null }
  address: OrderAddress | null
  items: {
    id: string
    orderLineId: string
    sku: string
    name: string
    /** What is still with the customer. */
    quantity: number
    unitPrice: number
    reason: string | null
  }[]
  /** Whether a task may be made for it now. */
  waits: boolean
}

type CaseRow = {
  id: string
  number: number
  kind: CaseKind
  stage: Stage
  order_number: string
  placed_at: string
  handed_over_at: string | null
  currency: string
  name: string | null
  phone: string | null
  city: string | null
  line: string | null
  region: string | null
  postal_code: string | null
  entrance: string | null
  floor: string | null
  apartment: string | null
  comment: string | null
  last_pickup: PickupStatus | null
}

/** By the return's number; the address and person are those of its latest task, else of the order. */
export async function caseForPickup(caller: Caller, number: number): Promise<CaseForPickup | null> {
  requirePermission(caller, 'case.read')
  const merchantId = caller.merchant.id
  const [[row], items] = await readMerchant(caller, (tx) =>
    Promise.all([
      tx.execute<CaseRow>(sql`
        select c.id, c.number, c.kind, c.stage, o.number as order_number, o.placed_at, o.handed_over_at, o.currency,
          coalesce(a.contact_name, u.name) as name, coalesce(a.contact_phone, u.phone) as phone,
          a.city, a.line, a.region, a.postal_code, a.entrance, a.floor, a.apartment, a.comment, p.status as last_pickup
        from cases c
        join orders o on o.merchant_id = c.merchant_id and o.id = c.order_id
        left join customers u on u.merchant_id = c.merchant_id and u.id = c.customer_id
        left join lateral (
          select t.address_id, t.status from pickup_tasks t
          where t.merchant_id = ${merchantId} and t.case_id = c.id order by t.created_at desc, t.id desc limit 1
        ) p on true
        left join addresses a on a.merchant_id = c.merchant_id and a.id = coalesce(p.address_id, o.address_id)
        where c.merchant_id = ${merchantId} and c.number = ${number}`),
      tx.execute<{
        id: string
        order_line_id: string
        sku: string
        name: string
        quantity: number
        unit_price: string
        reason: string | null
      }>(sql`
        select i.id, i.order_line_id, l.sku, l.name, i.quantity - i.collected_quantity as quantity, l.unit_price,
          i.customer_reason as reason
        from cases c
        join case_items i on i.merchant_id = c.merchant_id and i.case_id = c.id
        join order_lines l on l.merchant_id = i.merchant_id and l.id = i.order_line_id
        where c.merchant_id = ${merchantId} and c.number = ${number} and i.quantity > i.collected_quantity
        order by l.position limit 500`),
    ]),
  )
  if (!row) return null
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    stage: row.stage,
    orderNumber: row.order_number,
    placedAt: new Date(row.placed_at),
    handedOverAt: row.handed_over_at ? new Date(row.handed_over_at) : null,
    currency: row.currency,
    customer: { name: row.name, phone: row.phone },
    address:
      row.city === null || row.line === null
        ? null
        : {
            city: row.city,
            line: row.line,
            region: row.region,
            postalCode: row.postal_code,
            entrance: row.entrance,
            floor: row.floor,
            apartment: row.apartment,
            comment: row.comment,
          },
    items: items.map((item) => ({
      id: item.id,
      orderLineId: item.order_line_id,
      sku: item.sku,
      name: item.name,
      quantity: item.quantity,
      unitPrice: Number(item.unit_price),
      reason: item.reason,
    })),
    waits: row.stage === 'needs_pickup' || (row.stage === 'pickup_problem' && row.last_pickup === 'failed'),
  }
}

/** A task as the dialogs that change it need it, with the last thing that happened to it and who did that. */
export type PickupFacts = {
  id: string
  number: number
  caseNumber: number
  status: PickupStatus
  version: number
  slot: SlotTimes
  city: string
  carrierName: string
  attempts: number
  maxAttempts: number
  requirements: PickupRequirements
  last: { type: EventType; at: Date; actorKind: ActorKind; actorName: string | null } | null
}

/** A pickup task by its id; null when this shop has none such. */
export async function pickupFacts(caller: Caller, pickupId: string): Promise<PickupFacts | null> {
  requirePermission(caller, 'case.read')
  const merchantId = caller.merchant.id
  const [row] = await readMerchant(caller, (tx) =>
    tx.execute<{
      id: string
      number: number
      case_number: number
      status: PickupStatus
      version: number
      date: string
      from: string
      to: string
      city: string
      carrier_name: string
      attempts: number
      max_attempts: number
      requirements: PickupRequirements
      last_type: EventType | null
      last_at: string | null
      last_actor: ActorKind | null
      last_name: string | null
    }>(sql`
      select p.id, p.number, c.number as case_number, p.status, p.version, p.slot_date::text as date,
        to_char(p.slot_from, 'HH24:MI') as from, to_char(p.slot_to, 'HH24:MI') as to, a.city, k.name as carrier_name,
        p.attempts, p.max_attempts, p.requirements, e.type as last_type, e.occurred_at as last_at,
        e.actor_kind as last_actor,
        case e.actor_kind
          when 'member' then (select u.name from members m join users u on u.id = m.user_id
            where m.merchant_id = ${merchantId} and m.id = e.actor_id)
          when 'api_key' then (select y.name from api_keys y where y.merchant_id = ${merchantId} and y.id = e.actor_id)
          when 'carrier' then (select r.name from carriers r where r.merchant_id = ${merchantId} and r.id = e.actor_id)
        end as last_name
      from pickup_tasks p
      join cases c on c.merchant_id = p.merchant_id and c.id = p.case_id
      join addresses a on a.merchant_id = p.merchant_id and a.id = p.address_id
      join carriers k on k.merchant_id = p.merchant_id and k.id = p.carrier_id
      left join lateral (
        select v.type, v.occurred_at, v.actor_kind, v.actor_id from case_events v
        where v.merchant_id = ${merchantId} and v.case_id = p.case_id and v.data->>'pickupId' = p.id::text
        order by v.seq desc limit 1
      ) e on true
      where p.merchant_id = ${merchantId} and p.id = ${pickupId}`),
  )
  if (!row) return null
  return {
    id: row.id,
    number: row.number,
    caseNumber: row.case_number,
    status: row.status,
    version: row.version,
    slot: { date: row.date, from: row.from, to: row.to },
    city: row.city,
    carrierName: row.carrier_name,
    attempts: row.attempts,
    maxAttempts: row.max_attempts,
    requirements: row.requirements,
    last:
      row.last_type && row.last_at && row.last_actor
        ? {
            type: row.last_type,
            at: new Date(row.last_at),
            actorKind: row.last_actor,
            actorName: row.last_name,
          }
        : null,
  }
}
