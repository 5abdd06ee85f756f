import 'server-only'
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { deny } from '@/lib/command'
import { newId } from '@/lib/ids'
import { nextNumbers } from '@/lib/numbers'
import { readFacts } from '@/lib/policies/facts'
import { followVerdict, judgeFacts, keepVerdict, verdictEvents } from '@/lib/policies/giving'
import { factIssues } from '@/lib/policies/rules'
import type { PolicyTerms } from '@/lib/policies/schemas'
import type { CaseVerdict } from '@/lib/policies/verdict'
import type { CaseEvent } from './events'
import { addNote } from './holding'
import type { CreateCaseInput } from './schemas'
import { insertCases } from './store'

export type OpenedCase = {
  caseId: string
  number: number
  items: { caseItemId: string; orderLineId: string; quantity: number }[]
}

type Opening = Pick<CreateCaseInput, 'orderId' | 'items' | 'channel'> & { requestedAt?: Date | undefined }

/** What follows the creation and its verdict at once: it is given the case's items, whose ids it may need. */
type Follow = (opened: OpenedCase, verdict: CaseVerdict, terms: PolicyTerms) => CaseEvent[]

/**
 * Makes a case of an order's lines inside the caller's transaction, with its verdict and what follows from it: unless
 * `follow` says otherwise, what the verdict decides by itself.
 */
export async function openCase(
  tx: Tx,
  caller: Caller,
  input: Opening,
  now: Date,
  {
    follow = (_, verdict) => followVerdict(verdict, now),
    phones = [],
  }: { follow?: Follow; phones?: string[] } = {},
): Promise<OpenedCase> {
  const merchantId = caller.merchant.id
  const order = await findOrder(tx, merchantId, input.orderId)
  await holdLines(tx, merchantId, input)
  await checkReasons(tx, merchantId, input.items)

  const caseId = newId()
  const items = input.items.map((item) => ({ ...item, caseItemId: newId() }))
  const itemNotes: Record<string, string> = {}
  for (const item of items) {
    if (item.comment) itemNotes[item.caseItemId] = await addNote(tx, merchantId, item.comment, now)
  }
  const judgement = await judge(tx, caller, input, items, now)
  const verdictId = newId()
  const [number] = await nextNumbers(tx, merchantId, 'case', 1)
  if (number === undefined) throw new Error('No case number')
  const opened: OpenedCase = {
    caseId,
    number,
    items: items.map(({ caseItemId, orderLineId, quantity }) => ({ caseItemId, orderLineId, quantity })),
  }
  const created: CaseEvent = {
    id: newId(),
    type: 'case.created',
    occurredAt: now,
    actor: caller.actor,
    data: {
      kind: 'client_return',
      orderId: order.id,
      items: items.map(({ caseItemId, orderLineId, quantity, reason }) => ({
        caseItemId,
        orderLineId,
        quantity,
        reason,
      })),
      channel: input.channel,
    },
  }
  const follows = follow(opened, judgement.verdict, judgement.terms)
  await insertCases(
    tx,
    merchantId,
    [
      {
        id: caseId,
        number,
        orderId: order.id,
        customerId: order.customer_id,
        requestedAt: input.requestedAt ?? now,
        events: [created, ...verdictEvents(judgement, verdictId, now, follows), ...follows],
        itemNotes,
        tokens: {
          number,
          orderNumber: order.number,
          customerName: order.customer_name,
          phones: [order.phone, ...phones],
          trackingNumber: order.tracking_number,
        },
      },
    ],
    now,
  )
  await keepVerdict(tx, merchantId, caseId, verdictId, judgement, now)
  return opened
}

/** Judges what is asked for; dates that contradict each other are told by their field. */
async function judge(
  tx: Tx,
  caller: Caller,
  input: Opening,
  items: { caseItemId: string; orderLineId: string; quantity: number; reason: string }[],
  now: Date,
) {
  const { id: merchantId, timeZone: zone } = caller.merchant
  const facts = await readFacts(tx, merchantId, sql`o.id = ${input.orderId}`)
  if (!facts) return deny('not_found', 'There is no such order')
  const demandedAt = input.requestedAt ?? now
  const [issue, ...others] = factIssues(facts.order, demandedAt, now)
  if (issue) deny('invalid', issue.message, { fields: [issue, ...others] })
  const asked = items.map(({ caseItemId: id, ...item }) => ({ id, ...item }))
  return judgeFacts(facts, asked, { zone, demandedAt, now })
}

type OrderRow = {
  id: string
  number: string
  customer_id: string | null
  customer_name: string | null
  phone: string | null
  tracking_number: string | null
}

async function findOrder(tx: Tx, merchantId: string, orderId: string): Promise<OrderRow> {
  const [order] = await tx.execute<OrderRow>(sql`
    select o.id, o.number, o.customer_id, o.tracking_number, c.name as customer_name, c.phone
    from orders o left join customers c on c.merchant_id = o.merchant_id and c.id = o.customer_id
    where o.merchant_id = ${merchantId} and o.id = ${orderId}`)
  return order ?? deny('not_found', 'There is no such order')
}

/** Locks the lines, so that of two people who want the last piece one waits, and is then told who has it. */
async function holdLines(tx: Tx, merchantId: string, input: Opening) {
  const rows = await tx.execute<{ id: string; sku: string; quantity: number; claimed_quantity: number }>(sql`
    select id, sku, quantity, claimed_quantity from order_lines
    where merchant_id = ${merchantId} and order_id = ${input.orderId}
      and id = any(${sql.param(input.items.map((item) => item.orderLineId))}::uuid[])
    order by id for no key update`)
  const lines = new Map(rows.map((row) => [row.id, row]))
  for (const [index, item] of input.items.entries()) {
    const line = lines.get(item.orderLineId)
    if (!line) {
      const message = 'This line is not in the order'
      deny('invalid', message, {
        fields: [{ path: `items[${index}].orderLineId`, code: 'not_in_order', message }],
      })
    }
    const left = line.quantity - line.claimed_quantity
    if (item.quantity > left) {
      const holder = await latestClaim(tx, merchantId, line.id)
      const message = `Only ${left} of article ${line.sku} are left to return`
      deny('not_enough_left', message, {
        params: { sku: line.sku, left, asked: item.quantity, ...holder },
        fields: [{ path: `items[${index}].quantity`, code: 'not_enough_left', message }],
      })
    }
  }
}

/** Who took the line last, in which case and when: for the one who came second. */
async function latestClaim(
  tx: Tx,
  merchantId: string,
  orderLineId: string,
): Promise<Record<string, string | number>> {
  const [row] = await tx.execute<{ number: number; at: string; who: string | null }>(sql`
    select c.number, c.created_at as at, u.name as who
    from case_items i
    join cases c on c.merchant_id = i.merchant_id and c.id = i.case_id
    join case_events e on e.merchant_id = c.merchant_id and e.case_id = c.id and e.seq = 1
    left join members m on m.merchant_id = e.merchant_id and m.id = e.actor_id
    left join users u on u.id = m.user_id
    where i.merchant_id = ${merchantId} and i.order_line_id = ${orderLineId} and i.live
    order by c.created_at desc limit 1`)
  if (!row) return {}
  return { caseNumber: row.number, at: new Date(row.at).toISOString(), who: row.who ?? '' }
}

async function checkReasons(tx: Tx, merchantId: string, items: Opening['items']) {
  const rows = await tx.execute<{ code: string }>(sql`
    select code from reasons where merchant_id = ${merchantId} and hidden_at is null`)
  const known = new Set(rows.map((row) => row.code))
  for (const [index, item] of items.entries()) {
    if (known.has(item.reason)) continue
    const message = `There is no reason "${item.reason}"; GET the list of reasons or choose one of: ${[...known].slice(0, 8).join(', ')}…`
    deny('invalid', message, {
      fields: [{ path: `items[${index}].reason`, code: 'unknown_reason', message }],
    })
  }
}
