import 'server-only'
/** Returns as rows of one query, and as the HTTP contract gives them. */
import { sql, type SQL } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { CaseVerdict } from '@/lib/policies/verdict'
import type { RouteActions } from '@/lib/routing/schemas'
import { countingFirst } from '@/lib/refusals/counting-route'
import { caseNumber } from './search'
import { verdictAnswer } from './verdict-answer'

export type CaseRow = {
  id: string
  number: number
  kind: string
  stage: string
  decision: string
  custody: string
  inspection: string
  money: string
  channel: string
  flagged: boolean
  requested_at: string
  created_at: string
  updated_at: string
  version: number
  order: object
  location: object | null
  items: { id: string; sku: string; quantity: number }[]
  verdict: { answer: CaseVerdict; at: string } | null
  route: { type: string; data: Record<string, unknown>; at: string; actions: RouteActions | null } | null
  pickup: object | null
}

const iso = (moment: string) => new Date(moment).toISOString()

/** The cases of a query of ids, newest first, with everything an answer has. */
export async function readCaseRows(tx: Tx, merchantId: string, from: SQL): Promise<CaseRow[]> {
  const rows = await tx.execute<CaseRow>(sql`
    with page as materialized (${from})
    select c.id, c.number, c.kind, c.stage, c.decision, c.custody, c.inspection, c.money, c.channel, c.flagged,
      c.requested_at, c.created_at, c.updated_at, c.version,
      jsonb_build_object('id', o.id, 'number', o.number) as order,
      case when l.id is not null then jsonb_build_object('code', l.code, 'name', l.name) end as location,
      (select jsonb_agg(jsonb_build_object('id', i.id, 'sku', n.sku, 'name', n.name, 'quantity', i.quantity,
          'unitPrice', n.unit_price, 'collectedQuantity', i.collected_quantity, 'receivedQuantity', i.received_quantity,
          'reason', i.customer_reason, 'courierReason', i.courier_reason, 'warehouseReason', i.warehouse_reason,
          'comment', t.body, 'disposition', i.disposition) order by n.position)
        from case_items i
        join order_lines n on n.merchant_id = i.merchant_id and n.id = i.order_line_id
        left join notes t on t.merchant_id = i.merchant_id and t.id = i.note_id
        where i.merchant_id = ${merchantId} and i.case_id = c.id) as items,
      (select jsonb_build_object('answer', v.answer, 'at', v.given_at) from verdicts v
        where v.merchant_id = ${merchantId} and v.case_id = c.id
        order by v.given_at desc, v.id desc limit 1) as verdict,
      (select jsonb_build_object('type', e.type, 'data', e.data, 'at', e.occurred_at, 'actions', t.actions)
        from case_events e
        left join routes t on t.merchant_id = e.merchant_id and t.id = (e.data->>'routeId')::uuid
        where e.merchant_id = ${merchantId} and e.case_id = c.id and e.type in ('route.given', 'route.overridden')
        order by ${countingFirst('t')}, e.occurred_at desc, e.seq desc limit 1) as route,
      (select jsonb_build_object('id', p.id, 'number', p.number, 'status', p.status,
          'slot', jsonb_build_object('date', p.slot_date, 'from', to_char(p.slot_from, 'HH24:MI'), 'to', to_char(p.slot_to, 'HH24:MI')),
          'carrier', k.code, 'attempts', p.attempts, 'maxAttempts', p.max_attempts, 'calls', p.calls, 'version', p.version)
        from pickup_tasks p join carriers k on k.merchant_id = p.merchant_id and k.id = p.carrier_id
        where p.merchant_id = ${merchantId} and p.case_id = c.id order by p.created_at desc, p.id desc limit 1) as pickup
    from page
    join cases c on c.merchant_id = ${merchantId} and c.id = page.id
    join orders o on o.merchant_id = ${merchantId} and o.id = c.order_id
    left join locations l on l.merchant_id = ${merchantId} and l.id = c.location_id
    order by page.created_at desc, page.id desc`)
  return [...rows]
}

export type CaseAnswer = ReturnType<typeof caseAnswerOf>

export function caseAnswerOf(row: CaseRow) {
  return {
    id: row.id,
    number: caseNumber(row.number),
    kind: row.kind,
    stage: row.stage,
    decision: row.decision,
    custody: row.custody,
    inspection: row.inspection,
    money: row.money,
    channel: row.channel,
    flagged: row.flagged,
    order: row.order,
    items: row.items,
    /** Null where none was given: a refusal at the door is always lawful, and past returns were not judged. */
    verdict: row.verdict && verdictAnswer(row.verdict.answer, iso(row.verdict.at), row.items),
    route: row.route && {
      action: row.route.data.action,
      locationId: row.route.data.locationId,
      /** What is done on the way: days it may lie (null: the shop's usual number), sorting, packing anew. */
      storageDays: row.route.actions?.storageDays ?? null,
      sorting: row.route.actions?.sorting ?? false,
      repack: row.route.actions?.repack ?? false,
      /** What was paid is owed at once, whenever the goods come. */
      refund: row.route.actions?.refund ?? false,
      overridden: row.route.type === 'route.overridden',
      /** Of the rules that answered; null where a person did, or the default. */
      ruleSetVersion: row.route.data.ruleSetNumber ?? null,
      ruleId: row.route.data.ruleId ?? null,
      givenAt: iso(row.route.at),
    },
    pickup: row.pickup,
    location: row.location,
    requestedAt: iso(row.requested_at),
    createdAt: iso(row.created_at),
    updatedAt: iso(row.updated_at),
    version: row.version,
  }
}
