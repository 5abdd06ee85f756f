import 'server-only'
/** The rows of refusals and of the couriers who told them. */
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import type { CarrierEvent } from '@/lib/carriers/schemas'
import { localDate } from '@/lib/time'
import type { RefusalFacts } from '@/lib/routing/route'
import type { Extent, PackagingState } from '@/lib/routing/schemas'
import type { CountedItem, CourierFigures, EvidencePiece, RefusalSign, Visit } from './refusal'

export type RefusalRow = {
  id: string
  caseId: string
  attempt: number
  refusedAt: Date
  extent: Extent
  packaging: PackagingState
  reasonCode: string | null
  reason: string | null
  courierCode: string | null
  hubCode: string | null
  hubLocationId: string | null
  /** The courier's words; kept as a note, for they may be about a person. */
  comment: string | null
  noteId: string | null
  items: CountedItem[]
  evidence: EvidencePiece[]
  visit: Visit | null
  facts: RefusalFacts
  signs: RefusalSign[]
  disputedAt: Date | null
  /** Another case of the parcel has the same visit, and is counted for it. */
  along: boolean
}

type Teller = { caller: Caller; carrier: { id: string }; now: Date }

/** When each attempt of the cases was refused. */
export async function readAttempts(
  tx: Tx,
  merchantId: string,
  caseIds: string[],
): Promise<Map<string, Map<number, Date>>> {
  if (caseIds.length === 0) return new Map()
  const rows = await tx.execute<{ case_id: string; attempt: number; refused_at: string }>(sql`
    select case_id, attempt, refused_at from refusals
    where merchant_id = ${merchantId} and case_id = any(${sql.param(caseIds)}::uuid[])`)
  const attempts = new Map<string, Map<number, Date>>()
  for (const { case_id, attempt, refused_at } of rows) {
    const own = attempts.get(case_id) ?? new Map<number, Date>()
    attempts.set(case_id, own.set(attempt, new Date(refused_at)))
  }
  return attempts
}

/** Those of the routes that send a parcel to the door again on the day of its refusal. */
export async function readSameDay(tx: Tx, merchantId: string, routeIds: string[]): Promise<Set<string>> {
  if (routeIds.length === 0) return new Set()
  const rows = await tx.execute<{ id: string }>(sql`
    select id from routes where merchant_id = ${merchantId} and id = any(${sql.param(routeIds)}::uuid[])
      and action = 'redeliver' and (actions->'to'->>'afterDays')::int = 0`)
  return new Set(rows.map(({ id }) => id))
}

type CourierRow = { code: string; name: string | null; unusual: CourierFigures | null; stale: boolean }

/** Writes down who the couriers are, and answers what is unusual of them, by their code. */
export async function readCouriers(
  tx: Tx,
  { caller, carrier, now }: Teller,
  events: readonly CarrierEvent[],
): Promise<Map<string, RefusalSign[]>> {
  const told = new Map(
    events.flatMap(({ courier }) => (courier?.id ? [[courier.id, courier.name ?? null] as const] : [])),
  )
  if (told.size === 0) return new Map()
  const merchantId = caller.merchant.id
  const rows = await tx.execute<CourierRow>(sql`
    select code, name, unusual, seen_at < ${now.toISOString()}::timestamptz - interval '1 hour' as stale from couriers
    where merchant_id = ${merchantId} and carrier_id = ${carrier.id}
      and code = any(${sql.param([...told.keys()])}::text[])`)
  const known = new Map(rows.map((row) => [row.code, row]))
  const fresh = [...told]
    .map(([code, name]) => ({ code, name }))
    .filter(({ code, name }) => {
      const before = known.get(code)
      return !before || before.stale || (name !== null && name !== before.name)
    })
    .sort((a, b) => (a.code < b.code ? -1 : 1))
  // Only these: what is written is locked, and all who tell of the same couriers would wait for each other.
  if (fresh.length > 0) {
    await tx.execute(sql`
      insert into couriers as k (merchant_id, carrier_id, code, name, seen_at)
      select ${merchantId}, ${carrier.id}, code, name, ${now.toISOString()}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(fresh)}::jsonb) as r(code text, name text)
      on conflict (merchant_id, carrier_id, code) do update
        set name = coalesce(excluded.name, k.name), seen_at = greatest(k.seen_at, excluded.seen_at)`)
  }
  return new Map(
    rows.flatMap(({ code, unusual }) => (unusual ? [[code, [{ kind: 'courier_unusual', ...unusual }]]] : [])),
  )
}

/** The cases must be there, or be on their way to the database before this. */
export async function insertRefusals(tx: Tx, teller: Teller, rows: readonly RefusalRow[]): Promise<void> {
  if (rows.length === 0) return
  const { caller, carrier, now } = teller
  const merchantId = caller.merchant.id
  const notes = rows.flatMap(({ noteId, comment }) => (noteId ? [{ id: noteId, body: comment }] : []))
  const values = rows.map((row) => ({
    id: row.id,
    case_id: row.caseId,
    attempt: row.attempt,
    refused_at: row.refusedAt,
    extent: row.extent,
    packaging: row.packaging,
    reason_code: row.reasonCode,
    reason: row.reason,
    courier_code: row.courierCode,
    hub_code: row.hubCode,
    hub_location_id: row.hubLocationId,
    note_id: row.noteId,
    items: row.items,
    evidence: row.evidence,
    visit: row.visit,
    facts: row.facts,
    signs: row.signs,
    disputed_at: row.disputedAt,
  }))
  const zone = caller.merchant.timeZone
  await Promise.all([
    notes.length > 0 &&
      tx.execute(sql`
        insert into notes (merchant_id, id, body, created_at)
        select ${merchantId}, id, body, ${now.toISOString()}::timestamptz
        from jsonb_to_recordset(${JSON.stringify(notes)}::jsonb) as r(id uuid, body text)`),
    tx.execute(sql`
    insert into refusals (merchant_id, id, case_id, carrier_id, attempt, refused_at, reported_at, extent, packaging, reason_code,
      reason, courier_code, hub_code, hub_location_id, note_id, items, evidence, visit, facts, signs, disputed_at)
    select ${merchantId}, id, case_id, ${carrier.id}, attempt, refused_at, ${now.toISOString()}::timestamptz, extent, packaging,
      reason_code, reason, courier_code, hub_code, hub_location_id, note_id, items, evidence, nullif(visit, 'null'::jsonb),
      facts, signs, disputed_at
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as r(id uuid, case_id uuid, attempt int, refused_at timestamptz,
      extent text, packaging text, reason_code text, reason text, courier_code text, hub_code text, hub_location_id uuid,
      note_id uuid, items jsonb, evidence jsonb, visit jsonb, facts jsonb, signs jsonb, disputed_at timestamptz)`),
    countDeliveries(
      tx,
      teller,
      rows.flatMap(({ courierCode: courier, refusedAt, along }) =>
        courier && !along ? [{ courier, day: localDate(refusedAt, zone), delivered: 0, refused: 1 }] : [],
      ),
    ),
  ])
}

type Tried = { courier: string; day: string; delivered: number; refused: number }

/** Counts how deliveries ended, by courier and day; the couriers must be known. */
export async function countDeliveries(tx: Tx, { caller, carrier }: Teller, tried: Tried[]): Promise<void> {
  if (tried.length === 0) return
  await tx.execute(sql`
    insert into courier_days as d (merchant_id, carrier_id, courier_code, day, delivered, refused)
    select ${caller.merchant.id}, ${carrier.id}, courier, day, sum(delivered)::int, sum(refused)::int
    from jsonb_to_recordset(${JSON.stringify(tried)}::jsonb) as r(courier text, day date, delivered int, refused int)
    group by courier, day order by courier, day
    on conflict (merchant_id, carrier_id, courier_code, day) do update
      set delivered = d.delivered + excluded.delivered, refused = d.refused + excluded.refused`)
}
