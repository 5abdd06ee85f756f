import 'server-only'
/** What the hub says of a refusal stands beside what the courier claimed, and may send the parcel elsewhere. */
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { canonicalJson } from '@/lib/canonical'
import type { CaseEvent, EventDataOf } from '@/lib/cases/events'
import { inOrder } from '@/lib/cases/fold'
import { readEvents } from '@/lib/cases/store'
import type { RefusalFacts } from '@/lib/routing/route'
import type { Extent, PackagingState } from '@/lib/routing/schemas'
import { routeAgain } from './again'
import { refusalFacts } from './facts'
import { readRefusedItems, type RefusedItem } from './parcels'
import type { CountedItem } from './refusal'

type Row = {
  id: string
  case_id: string
  refused_at: string
  extent: Extent
  packaging: PackagingState
  hub_code: string | null
  items: CountedItem[]
  facts: RefusalFacts
  confirmed_at: string | null
  confirmed_reason: string | null
  confirmed_packaging: PackagingState | null
  reason: string | null
}
type HubEvent = CaseEvent & { type: 'parcel.at_hub' }

/** What the carrier's codes mean here. */
export type Meanings = {
  /** The shop's reason for a code; null: nobody has said. */
  reasonOf: (code: string) => string | null
  /** A reason with what it stands under, itself first. */
  pathOf: (reason: string | null) => string[]
  /** The place's own code for a code as told, whatever its letters. */
  hubOf: (code: string | null) => string | null
}

/** Whether a hub's word says anything that could differ from the courier's. */
export function confirms({ items, packaging, reasonCode }: EventDataOf<'parcel.at_hub'>): boolean {
  return items !== undefined || packaging !== undefined || reasonCode !== undefined
}

/**
 * Puts beside each refusal of the cases the hub's latest word about it: said after this refusal and before the next one. It
 * is worked out of all events, so that any order of telling ends in the same. Where the rules look at what has changed of
 * the latest refusal, the parcel is routed anew.
 */
export async function confirmRefusals(
  tx: Tx,
  caller: Caller,
  caseIds: readonly string[],
  { reasonOf, pathOf, hubOf }: Meanings,
  now: Date,
): Promise<void> {
  if (caseIds.length === 0) return
  const { id: merchantId, timeZone: zone } = caller.merchant
  const [events, rows, items, sold] = await Promise.all([
    readEvents(tx, merchantId, [...caseIds]),
    tx.execute<Row>(sql`
      select id, case_id, refused_at, extent, packaging, hub_code, items, facts, reason, confirmed_at,
        confirmed_reason, confirmed_packaging from refusals
      where merchant_id = ${merchantId} and case_id = any(${sql.param([...caseIds])}::uuid[])
      order by case_id, attempt`),
    readRefusedItems(tx, merchantId, caseIds),
    readSold(tx, merchantId, caseIds),
  ])
  const changed = new Set<string>()
  const values: object[] = []
  let before: Left | null = null
  for (const [index, told] of rows.entries()) {
    const row = claimedOf(told, before, events.get(told.case_id) ?? [])
    const next = rows[index + 1]
    const latest = next?.case_id !== row.case_id
    const until = latest || !next ? Infinity : Date.parse(next.refused_at)
    const word = inOrder(events.get(row.case_id) ?? [])
      .filter((event): event is HubEvent & typeof event => event.type === 'parcel.at_hub')
      .filter((event) => confirms(event.data))
      .filter(({ occurredAt }) => occurredAt.getTime() >= Date.parse(row.refused_at))
      .filter(({ occurredAt }) => occurredAt.getTime() < until)
      .at(-1)
    before = leftOf(row, word)
    const code = word?.data.reasonCode
    const reason = code === undefined ? null : reasonOf(code)
    const hub = hubOf(word?.data.locationCode ?? row.hub_code)
    const facts = factsWith(row, word, items, sold.get(row.case_id) ?? [], {
      zone,
      hub,
      reasons: pathOf(reason ?? row.reason),
    })
    const same = canonicalJson(facts) === canonicalJson(row.facts)
    if (!same && latest) changed.add(row.case_id)
    const at = word?.occurredAt ?? null
    const kept = row.confirmed_at ? Date.parse(row.confirmed_at) : null
    const said = row.confirmed_reason === reason && row.confirmed_packaging === (word?.data.packaging ?? null)
    if (same && said && kept === (at?.getTime() ?? null)) continue
    values.push({
      id: row.id,
      at,
      items: word?.data.items ?? null,
      packaging: word?.data.packaging ?? null,
      reason,
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
  if (changed.size > 0) await routeAgain(tx, caller, [...changed], 'confirmed', now)
}

/** What an attempt has left in the parcel. */
type Left = Pick<Row, 'case_id' | 'items'>

/** As it was claimed, and what the hub found beyond that and the case may have. */
function leftOf({ case_id, items }: Row, word: HubEvent | undefined): Left {
  const takes = word?.data.takes ?? []
  const ids = new Set([...items, ...takes].map(({ caseItemId }) => caseItemId))
  return {
    case_id,
    items: [...ids].map((caseItemId) => ({
      caseItemId,
      quantity: Math.max(counted(items, caseItemId), counted(takes, caseItemId)),
    })),
  }
}

/** All of the parcel, told without a list, is what the attempt before has left in it, whichever of them was told first. */
function claimedOf(row: Row, before: Left | null, events: readonly CaseEvent[]): Row {
  if (before?.case_id !== row.case_id) return row
  const listed = events.some(
    (event) => event.id === row.id && event.type === 'delivery.refused' && event.data.listed,
  )
  if (listed) return row
  const items = row.items.map(({ caseItemId, quantity }) => ({
    caseItemId,
    quantity: Math.min(quantity, counted(before.items, caseItemId)),
  }))
  return { ...row, items, extent: 'whole' }
}

/** What the rules look at: as the hub found it, where it looked, else as it was claimed. */
function factsWith(
  row: Row,
  word: HubEvent | undefined,
  items: readonly RefusedItem[],
  sold: readonly SoldLine[],
  known: { zone: string; hub: string | null; reasons: string[] },
): RefusalFacts {
  const quantityOf = (caseItemId: string) => {
    const claimed = counted(row.items, caseItemId)
    if (!word?.data.items) return claimed
    const found = counted(word.data.items, caseItemId)
    // What was found beyond the order is nobody's to route or to pay back.
    return found > claimed && word.data.takes
      ? Math.min(found, Math.max(claimed, counted(word.data.takes, caseItemId)))
      : found
  }
  const lines = items.flatMap(({ caseItemId, caseId, line }) => {
    const quantity = caseId === row.case_id ? quantityOf(caseItemId) : 0
    return quantity > 0 ? [{ line, quantity }] : []
  })
  const less = row.items.some(({ caseItemId, quantity }) => quantityOf(caseItemId) < quantity)
  const whole = sold.every(({ orderLineId, quantity }) => {
    const line = lines.find((one) => one.line.id === orderLineId)
    return (line?.quantity ?? 0) >= quantity
  })
  const { carrier, attempt } = row.facts
  return refusalFacts(row.facts, lines, {
    ...known,
    carrier,
    attempt,
    extent: less ? 'partial' : word?.data.items && whole ? 'whole' : row.extent,
    packaging: word?.data.packaging ?? row.packaging,
    refusedAt: new Date(row.refused_at),
  })
}

function counted(items: readonly CountedItem[], caseItemId: string): number {
  return items.reduce((sum, item) => (item.caseItemId === caseItemId ? sum + item.quantity : sum), 0)
}

type SoldLine = { orderLineId: string; quantity: number }

/** Everything that was in the parcels of the cases. */
async function readSold(
  tx: Tx,
  merchantId: string,
  caseIds: readonly string[],
): Promise<Map<string, SoldLine[]>> {
  const rows = await tx.execute<{ case_id: string; id: string; quantity: number }>(sql`
    select c.id as case_id, l.id, l.quantity
    from cases c join order_lines l on l.merchant_id = ${merchantId} and l.order_id = c.order_id
    where c.merchant_id = ${merchantId} and c.id = any(${sql.param([...caseIds])}::uuid[])`)
  const sold = new Map<string, SoldLine[]>()
  for (const { case_id, id, quantity } of rows) {
    sold.set(case_id, [...(sold.get(case_id) ?? []), { orderLineId: id, quantity }])
  }
  return sold
}
