import 'server-only'
import { sql } from 'drizzle-orm'
import { withMerchant, type Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { lockCases, recordEvents, type LoadedCase, type Recording } from '@/lib/cases/store'
import { idFrom } from '@/lib/ids'
import { refuse, type Result } from '@/lib/result'
import { translate, type ReportedCase } from './rules'
import type { CarrierEvent } from './schemas'

export type TakenEvents = { accepted: number; duplicates: number; parked: number }

/**
 * Takes what a carrier reports: durable when answered, each event once whatever the repetition, in any order. Raw
 * messages are kept; what cannot be understood or placed is parked for a person. Up to 500 a call.
 */
export async function takeCarrierEvents(
  caller: Caller,
  told: CarrierEvent[],
  now: Date,
): Promise<Result<TakenEvents>> {
  const { actor } = caller
  if (actor.kind !== 'carrier' || !actor.id) return refuse('forbidden', 'Only a carrier reports what it did')
  const carrierId = actor.id
  const data = await withMerchant(caller, async (tx) => {
    const unique = [...new Map(told.map((event) => [event.id, event])).values()]
    const known = await knownEvents(tx, caller, carrierId, unique)
    const fresh = unique.filter((event) => !known.has(event.id))
    if (fresh.length === 0) return { accepted: 0, duplicates: told.length, parked: 0 }

    const targets = await findTargets(tx, caller, carrierId, fresh)
    const caseIds = [...new Set([...targets.values()].map((target) => target.caseId))]
    const [loaded, skus, locations] = await Promise.all([
      lockCases(tx, caller.merchant.id, caseIds),
      readSkus(tx, caller, caseIds),
      readLocations(tx, caller),
    ])
    const recordings = new Map<string, Recording>()
    const messages = fresh.map((event) => {
      const target = targets.get(event.id)
      const held = target && loaded.get(target.caseId)
      const result = translate(event, {
        id: idFrom(caller.merchant.id, carrierId, event.id),
        actor,
        now,
        target: held ? reported(held, target.pickupId, skus) : null,
        locationIdOf: (code) => locations.get(code),
      })
      if ('event' in result && held) {
        const recording = recordings.get(held.id) ?? { loaded: held, events: [] }
        recording.events.push(result.event)
        recordings.set(held.id, recording)
      }
      const parked = 'parked' in result ? result.parked : null
      return {
        event_id: event.id,
        raw: event,
        status: parked ? 'parked' : 'applied',
        parked_reason: parked,
        case_id: held?.id ?? null,
      }
    })
    const [kept] = await Promise.all([
      tx.execute<{ status: string }>(sql`
        insert into carrier_messages (merchant_id, carrier_id, event_id, received_at, raw, status, parked_reason, case_id)
        select ${caller.merchant.id}, ${carrierId}, event_id, ${now.toISOString()}::timestamptz, raw, status, parked_reason, case_id
        from jsonb_to_recordset(${JSON.stringify(messages)}::jsonb)
          as r(event_id text, raw jsonb, status text, parked_reason text, case_id uuid)
        order by event_id
        on conflict do nothing
        returning status`),
      recordEvents(tx, caller.merchant.id, [...recordings.values()], now),
    ])
    const parked = kept.filter((row) => row.status === 'parked').length
    return { accepted: kept.length - parked, parked, duplicates: told.length - kept.length }
  })
  return { ok: true, data }
}

async function knownEvents(
  tx: Tx,
  caller: Caller,
  carrierId: string,
  events: CarrierEvent[],
): Promise<Set<string>> {
  const rows = await tx.execute<{ event_id: string }>(sql`
    select event_id from carrier_messages
    where merchant_id = ${caller.merchant.id} and carrier_id = ${carrierId}
      and event_id in (select jsonb_array_elements_text(${JSON.stringify(events.map((event) => event.id))}::jsonb))`)
  return new Set(rows.map((row) => row.event_id))
}

type Target = { caseId: string; pickupId: string | null }

/** By pickup, else by the parcel's or the order's number: the order's newest refusal, or return this carrier fetches. */
async function findTargets(
  tx: Tx,
  caller: Caller,
  carrierId: string,
  events: CarrierEvent[],
): Promise<Map<string, Target>> {
  const asked = events.map((event) => ({
    id: event.id,
    pickup_id: event.pickupId ?? null,
    tracking: event.trackingNumber ?? null,
    order_number: event.orderNumber ?? null,
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
      ? tx.execute<{ id: string; case_id: string; pickup_id: string | null }>(sql`
          select distinct on (r.id) r.id, c.id as case_id, p.id as pickup_id
          from jsonb_to_recordset(${JSON.stringify(byNumber)}::jsonb) as r(id text, tracking text, order_number text)
          join orders o on o.merchant_id = ${caller.merchant.id} and (o.number = r.order_number or o.tracking_number = r.tracking)
          join cases c on c.merchant_id = o.merchant_id and c.order_id = o.id
          left join pickup_tasks p on p.merchant_id = c.merchant_id and p.case_id = c.id and p.carrier_id = ${carrierId}
          where p.id is not null or c.kind = 'refusal'
          order by r.id, c.created_at desc, c.id desc, p.created_at desc, p.id desc`)
      : [],
  ])
  return new Map(
    [...pickups, ...parcels].map((row) => [row.id, { caseId: row.case_id, pickupId: row.pickup_id }]),
  )
}

async function readSkus(tx: Tx, caller: Caller, caseIds: string[]): Promise<Map<string, string>> {
  if (caseIds.length === 0) return new Map()
  const rows = await tx.execute<{ id: string; sku: string }>(sql`
    select i.id, l.sku
    from case_items i join order_lines l on l.merchant_id = i.merchant_id and l.id = i.order_line_id
    where i.merchant_id = ${caller.merchant.id} and i.case_id = any(${sql.param(caseIds)}::uuid[])`)
  return new Map(rows.map((row) => [row.id, row.sku]))
}

async function readLocations(tx: Tx, caller: Caller): Promise<Map<string, string>> {
  const rows = await tx.execute<{ id: string; code: string }>(
    sql`select id, code from locations where merchant_id = ${caller.merchant.id} limit 1000`,
  )
  return new Map(rows.map((row) => [row.code, row.id]))
}

function reported(loaded: LoadedCase, pickupId: string | null, skus: Map<string, string>): ReportedCase {
  const created = loaded.events.find(
    (event) => event.type === 'pickup.created' && event.data.pickupId === pickupId,
  )
  const items =
    created?.type === 'pickup.created'
      ? created.data.items
      : Object.values(loaded.state.items).map((item) => ({ caseItemId: item.id, quantity: item.quantity }))
  return { pickupId, items: items.map((item) => ({ ...item, sku: skus.get(item.caseItemId) ?? '' })) }
}
