import 'server-only'
/** Orders as the HTTP contract takes and gives them. */
import { sql } from 'drizzle-orm'
import type { Payment } from '@/lib/orders/schemas'
import { readMerchant, withMerchant } from '@/db/tenant'
import { apiOrder, type ItemBySku } from '@/lib/api/schemas'
import type { Caller } from '@/lib/caller'
import { fieldIssues, unstorableTexts } from '@/lib/field-issues'
import { requirePermission } from '@/lib/permissions'
import type { Buyer } from '@/lib/policies/verdict'
import { refuse, type FieldIssue, type Refusal, type Result } from '@/lib/result'
import { upsertOrders } from './commands'
import type { OrderInput } from './schemas'

export type TakenOrders = {
  created: number
  updated: number
  unchanged: number
  errors: ({ index: number } & FieldIssue)[]
}

/** Takes up to 1,000 orders as they came, each on its own: what is wrong with one is answered beside the others. */
export async function takeOrders(caller: Caller, told: unknown[], now: Date): Promise<Result<TakenOrders>> {
  const errors: TakenOrders['errors'] = []
  const good: { index: number; order: OrderInput }[] = []
  for (const [index, one] of told.entries()) {
    const parsed = apiOrder.safeParse(one)
    const issues = parsed.success ? unstorableTexts(one) : fieldIssues(parsed.error, one)
    if (parsed.success && issues.length === 0) good.push({ index, order: parsed.data })
    errors.push(...issues.map((issue) => ({ index, ...issue })))
  }
  const taken = await withMerchant(caller, (tx) =>
    upsertOrders(
      tx,
      caller,
      good.map(({ order }) => order),
      now,
    ),
  )
  if (!taken.ok) return taken
  const counts = { created: 0, updated: 0, unchanged: 0 }
  for (const [at, outcome] of taken.data.entries()) {
    if (outcome.outcome === 'error') errors.push({ index: good[at]?.index ?? 0, ...outcome.issue })
    else counts[outcome.outcome] += 1
  }
  return { ok: true, data: { ...counts, errors: errors.sort((a, b) => a.index - b.index) } }
}

type OrderRow = {
  id: string
  number: string
  channel: string
  placed_at: string
  ready_at: string | null
  handed_over_at: string | null
  terms_at: string | null
  payment: Payment | null
  buyer: Buyer
  currency: string
  tracking_number: string | null
  customer: object | null
  address: object | null
  created_at: string
  updated_at: string
  version: number
}
type LineRow = {
  sku: string
  name: string
  quantity: number
  unit_price: string
  category: string | null
  supplier: string | null
  weight_grams: number | null
  made_to_order: boolean
  technically_complex: boolean
  claimed_quantity: number
}

const iso = (moment: string | null) => (moment ? new Date(moment).toISOString() : null)

/** An order with its lines and what may still be returned of each; null when this shop has none of that number. */
export async function orderAnswer(caller: Caller, number: string) {
  requirePermission(caller, 'order.read')
  const merchantId = caller.merchant.id
  const [[order], lines] = await readMerchant(caller, (tx) =>
    Promise.all([
      tx.execute<OrderRow>(sql`
        select o.id, o.number, o.channel, o.placed_at, o.ready_for_collection_at as ready_at, o.handed_over_at,
          o.return_terms_given_at as terms_at, o.payment, o.buyer, o.currency, o.tracking_number, o.created_at, o.updated_at, o.version,
          case when c.id is not null then jsonb_build_object('name', c.name, 'phone', c.phone, 'email', c.email) end as customer,
          case when a.id is not null then jsonb_build_object('city', a.city, 'line', a.line, 'region', a.region,
            'postalCode', a.postal_code, 'entrance', a.entrance, 'floor', a.floor, 'apartment', a.apartment,
            'comment', a.comment) end as address
        from orders o
        left join customers c on c.merchant_id = o.merchant_id and c.id = o.customer_id
        left join addresses a on a.merchant_id = o.merchant_id and a.id = o.address_id
        where o.merchant_id = ${merchantId} and o.number = ${number}`),
      tx.execute<LineRow>(sql`
        select l.sku, l.name, l.quantity, l.unit_price, l.claimed_quantity, p.category, p.supplier, p.weight_grams,
          p.made_to_order, p.technically_complex
        from orders o
        join order_lines l on l.merchant_id = o.merchant_id and l.order_id = o.id
        join products p on p.merchant_id = l.merchant_id and p.id = l.product_id
        where o.merchant_id = ${merchantId} and o.number = ${number} order by l.position limit 2000`),
    ]),
  )
  if (!order) return null
  return {
    id: order.id,
    number: order.number,
    channel: order.channel,
    placedAt: iso(order.placed_at),
    readyForCollectionAt: iso(order.ready_at),
    handedOverAt: iso(order.handed_over_at),
    returnTermsGivenAt: iso(order.terms_at),
    payment: order.payment,
    buyer: order.buyer,
    currency: order.currency,
    customer: order.customer,
    address: order.address,
    trackingNumber: order.tracking_number,
    lines: lines.map((line) => ({
      sku: line.sku,
      name: line.name,
      quantity: line.quantity,
      unitPrice: Number(line.unit_price),
      category: line.category,
      supplier: line.supplier,
      weightGrams: line.weight_grams,
      madeToOrder: line.made_to_order,
      technicallyComplex: line.technically_complex,
      returnable: line.quantity - line.claimed_quantity,
    })),
    createdAt: iso(order.created_at),
    updatedAt: iso(order.updated_at),
    version: order.version,
  }
}

type ByLine = Omit<ItemBySku, 'sku'> & { orderLineId: string }
export type FoundLines = {
  orderId: string
  items: ByLine[]
  /** Puts the caller's own place names into what a command refused. */
  asAsked: (refusal: Refusal) => Refusal
}

/** Articles of an order → its lines; one article in several lines is filled in their order. */
export async function linesBySku(
  caller: Caller,
  orderNumber: string,
  asked: ItemBySku[],
): Promise<Result<FoundLines>> {
  requirePermission(caller, 'case.read')
  const merchantId = caller.merchant.id
  type Row = { order_id: string; id: string; sku: string; left: number }
  const rows = await readMerchant(caller, (tx) =>
    tx.execute<Row>(sql`
      select o.id as order_id, l.id, l.sku, l.quantity - l.claimed_quantity as left
      from orders o join order_lines l on l.merchant_id = o.merchant_id and l.order_id = o.id
      where o.merchant_id = ${merchantId} and o.number = ${orderNumber} order by l.position limit 2000`),
  )
  const [first] = rows
  if (!first) {
    const message = 'There is no such order'
    return refuse('not_found', message, { fields: [{ path: 'orderNumber', code: 'not_found', message }] })
  }
  const items: ByLine[] = []
  const places: number[] = []
  for (const [index, { sku, quantity, ...rest }] of asked.entries()) {
    const lines = rows.filter((row) => row.sku === sku)
    if (lines.length === 0) {
      const message = `The order has no article ${sku}`
      return refuse('invalid', message, {
        fields: [{ path: `items[${index}].sku`, code: 'not_in_order', message }],
      })
    }
    const left = lines.reduce((sum, line) => sum + line.left, 0)
    if (quantity > left) {
      const message = `Only ${left} of article ${sku} are left to return`
      return refuse('not_enough_left', message, {
        params: { sku, left, asked: quantity },
        fields: [{ path: `items[${index}].quantity`, code: 'not_enough_left', message }],
      })
    }
    let wanted = quantity
    for (const line of lines) {
      const here = Math.min(wanted, line.left)
      if (here <= 0) continue
      items.push({ ...rest, orderLineId: line.id, quantity: here })
      places.push(index)
      wanted -= here
    }
  }
  const asAsked = (refusal: Refusal): Refusal => ({
    ...refusal,
    ...(refusal.fields && {
      fields: refusal.fields.map((field) => ({
        ...field,
        path: field.path
          .replace(/^items\[(\d+)\]/, (_, at: string) => `items[${places[Number(at)] ?? at}]`)
          .replace(/\.orderLineId$/, '.sku'),
      })),
    }),
  })
  return { ok: true, data: { orderId: first.order_id, items, asAsked } }
}
