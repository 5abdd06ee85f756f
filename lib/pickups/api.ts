import 'server-only'
/** Pickup tasks as the HTTP contract gives them. */
import { sql } from 'drizzle-orm'
import type { PickupRequirements } from '@/db/schema/pickups'
import { readMerchant } from '@/db/tenant'
import { pickupSlots, type SlotsWanted } from '@/lib/carriers/queries'
import type { Caller } from '@/lib/caller'
import { caseNumber } from '@/lib/cases/search'
import { requirePermission } from '@/lib/permissions'

type Row = {
  id: string
  number: number
  case_id: string
  case_number: number
  stage: string
  status: string
  date: string
  from: string
  to: string
  carrier: object
  recipient: object
  address: object
  requirements: PickupRequirements
  comment: string | null
  attempts: number
  max_attempts: number
  calls: number
  items: object[]
  created_at: string
  updated_at: string
  version: number
}

/** A pickup task of this shop; null when it has none of that id. */
export async function pickupAnswer(caller: Caller, id: string) {
  requirePermission(caller, 'case.read')
  const merchantId = caller.merchant.id
  const [row] = await readMerchant(caller, (tx) =>
    tx.execute<Row>(sql`
      select p.id, p.number, p.case_id, c.number as case_number, c.stage, p.status, p.slot_date::text as date,
        to_char(p.slot_from, 'HH24:MI') as from, to_char(p.slot_to, 'HH24:MI') as to,
        jsonb_build_object('code', k.code, 'name', k.name) as carrier,
        jsonb_build_object('name', a.contact_name, 'phone', a.contact_phone) as recipient,
        jsonb_build_object('city', a.city, 'line', a.line, 'region', a.region, 'postalCode', a.postal_code,
          'entrance', a.entrance, 'floor', a.floor, 'apartment', a.apartment, 'comment', a.comment) as address,
        p.requirements, n.body as comment, p.attempts, p.max_attempts, p.calls, p.created_at, p.updated_at, p.version,
        (select jsonb_agg(jsonb_build_object('caseItemId', i.id, 'sku', l.sku, 'name', l.name, 'quantity', t.quantity,
            'collectedQuantity', t.collected_quantity) order by l.position)
          from pickup_items t
          join case_items i on i.merchant_id = t.merchant_id and i.id = t.case_item_id
          join order_lines l on l.merchant_id = i.merchant_id and l.id = i.order_line_id
          where t.merchant_id = ${merchantId} and t.pickup_id = p.id) as items
      from pickup_tasks p
      join cases c on c.merchant_id = p.merchant_id and c.id = p.case_id
      join carriers k on k.merchant_id = p.merchant_id and k.id = p.carrier_id
      join addresses a on a.merchant_id = p.merchant_id and a.id = p.address_id
      left join notes n on n.merchant_id = p.merchant_id and n.id = p.note_id
      where p.merchant_id = ${merchantId} and p.id = ${id}`),
  )
  if (!row) return null
  return {
    id: row.id,
    number: row.number,
    returnId: row.case_id,
    returnNumber: caseNumber(row.case_number),
    stage: row.stage,
    status: row.status,
    carrier: row.carrier,
    slot: { date: row.date, from: row.from, to: row.to },
    recipient: row.recipient,
    address: row.address,
    requirements: row.requirements,
    comment: row.comment,
    items: row.items,
    attempts: row.attempts,
    maxAttempts: row.max_attempts,
    calls: row.calls,
    createdAt: new Date(row.created_at).toISOString(),
    updatedAt: new Date(row.updated_at).toISOString(),
    version: row.version,
  }
}

/** The slots that can be booked now, with the moment until which. */
export async function slotsAnswer(caller: Caller, wanted: SlotsWanted, now: Date) {
  const found = await pickupSlots(caller, wanted, now)
  const open = found?.slots.filter((slot) => slot.state === 'open') ?? []
  return {
    data: open.map((slot) => ({
      date: slot.date,
      from: slot.from,
      to: slot.to,
      kind: slot.kind,
      startsAt: slot.startsAt.toISOString(),
      endsAt: slot.endsAt.toISOString(),
      cutoffAt: slot.cutoffAt.toISOString(),
      free: slot.free,
    })),
    nextCursor: null,
  }
}
