import 'server-only'
/** What the hub says of a refusal stands beside what the courier claimed, and may send the parcel elsewhere. */
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { canonicalJson } from '@/lib/canonical'
import type { EventDataOf } from '@/lib/cases/events'
import type { RefusalFacts } from '@/lib/routing/route'
import { routeAgain } from './again'
import { refusalFacts } from './facts'
import { readRefusedItems } from './parcels'
import type { CountedItem } from './refusal'

export type Confirmation = {
  caseId: string
  at: Date
  /** Of a `parcel.at_hub` that says more than that it is there. */
  data: EventDataOf<'parcel.at_hub'>
  /** What the hub's reason code means. */
  reason: string | null
}

type Row = {
  id: string
  case_id: string
  refused_at: string
  items: CountedItem[]
  facts: RefusalFacts
  confirmed_at: string | null
}

/** Whether a hub's word says anything that could differ from the courier's. */
export function confirms({ items, packaging, reasonCode }: EventDataOf<'parcel.at_hub'>): boolean {
  return items !== undefined || packaging !== undefined || reasonCode !== undefined
}

/** Keeps the newest confirmation of each case's latest refusal, and routes anew where the rules look at what has changed. */
export async function confirmRefusals(
  tx: Tx,
  caller: Caller,
  told: readonly Confirmation[],
  now: Date,
): Promise<void> {
  if (told.length === 0) return
  const { id: merchantId, timeZone: zone } = caller.merchant
  const newest = new Map<string, Confirmation>()
  for (const one of told.toSorted((a, b) => a.at.getTime() - b.at.getTime())) newest.set(one.caseId, one)
  const caseIds = [...newest.keys()]
  const [rows, items] = await Promise.all([
    tx.execute<Row>(sql`
      select distinct on (case_id) id, case_id, refused_at, items, facts, confirmed_at from refusals
      where merchant_id = ${merchantId} and case_id = any(${sql.param(caseIds)}::uuid[])
      order by case_id, attempt desc`),
    readRefusedItems(tx, merchantId, caseIds),
  ])
  const changed: string[] = []
  const values: object[] = []
  for (const row of rows) {
    const one = newest.get(row.case_id)
    // A hub speaks of the attempt it got the parcel from, and its latest word counts.
    if (!one || one.at < new Date(row.refused_at)) continue
    if (row.confirmed_at && one.at <= new Date(row.confirmed_at)) continue
    const found = one.data.items ?? row.items
    const lines = items.flatMap(({ caseItemId, line }) => {
      const quantity = found.find((item) => item.caseItemId === caseItemId)?.quantity ?? 0
      return quantity > 0 ? [{ line, quantity }] : []
    })
    const less = row.items.some(
      ({ caseItemId, quantity }) =>
        (found.find((item) => item.caseItemId === caseItemId)?.quantity ?? 0) < quantity,
    )
    const { reasons, carrier, attempt } = row.facts
    const facts = refusalFacts(row.facts, lines, {
      reasons,
      carrier,
      attempt,
      hub: one.data.locationCode ?? row.facts.hub,
      extent: less ? 'partial' : row.facts.extent,
      packaging: one.data.packaging ?? row.facts.packaging,
      refusedAt: new Date(row.refused_at),
      zone,
    })
    if (canonicalJson(facts) !== canonicalJson(row.facts)) changed.push(row.case_id)
    values.push({
      id: row.id,
      at: one.at,
      items: one.data.items ?? null,
      packaging: one.data.packaging ?? null,
      reason: one.reason,
      facts,
    })
  }
  if (values.length === 0) return
  await tx.execute(sql`
    update refusals f set confirmed_at = r.at, confirmed_items = nullif(r.items, 'null'::jsonb),
      confirmed_packaging = r.packaging, confirmed_reason = r.reason, facts = r.facts
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb)
      as r(id uuid, at timestamptz, items jsonb, packaging text, reason text, facts jsonb)
    where f.merchant_id = ${merchantId} and f.id = r.id`)
  if (changed.length > 0) await routeAgain(tx, caller, changed, 'confirmed', now)
}
