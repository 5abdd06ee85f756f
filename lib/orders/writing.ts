import 'server-only'
/** The set-based statements of taking orders in; each writes all orders of the call at once. */
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import { newId } from '@/lib/ids'
import type { Buyer } from '@/lib/policies/verdict'
import { orderTokens } from '@/lib/search/rules'
import type { OrderOutcome } from './commands'
import { planLines, type CustomerRow, type KeptLine } from './rules'
import type { OrderInput } from './schemas'

export type Work = {
  index: number
  id: string
  hash: string
  order: OrderInput
  customer: CustomerRow | null
  /** As told, or as it was known before. */
  buyer: Buyer
  isNew: boolean
}

type LineWrite = { keep: { id: string; position: number }[]; add: number[] }

/** Takes the old lines of changed orders away where no return points at them; answers what is to be written. */
export async function replaceLines(
  tx: Tx,
  merchantId: string,
  work: Work[],
  outcomes: OrderOutcome[],
): Promise<Map<string, LineWrite>> {
  const plans = new Map<string, LineWrite>()
  const changed = work.filter((one) => !one.isNew)
  for (const one of work) {
    if (one.isNew) plans.set(one.id, { keep: [], add: one.order.lines.map((_, index) => index) })
  }
  if (changed.length === 0) return plans
  const rows = await tx.execute<{
    id: string
    order_id: string
    sku: string
    claimed_quantity: number
    used: boolean
  }>(sql`
    select l.id, l.order_id, l.sku, l.claimed_quantity,
      exists (select from case_items i where i.merchant_id = l.merchant_id and i.order_line_id = l.id) as used
    from order_lines l
    where l.merchant_id = ${merchantId} and l.order_id = any(${sql.param(changed.map((one) => one.id))}::uuid[])
    order by l.order_id, l.position for update of l`)
  const drop: string[] = []
  const keep: { id: string; position: number }[] = []
  for (const one of changed) {
    const own: KeptLine[] = rows
      .filter((row) => row.order_id === one.id)
      .map((row) => ({ id: row.id, sku: row.sku, claimedQuantity: row.claimed_quantity, used: row.used }))
    const plan = planLines(own, one.order.lines)
    if (!plan.ok) {
      const message = `${plan.claimed} of article ${plan.sku} are already being returned; the order must still hold them`
      outcomes[one.index] = {
        outcome: 'error',
        number: one.order.number,
        issue: { path: 'lines', code: 'has_returns', message },
      }
      continue
    }
    drop.push(...plan.drop)
    keep.push(...plan.keep)
    plans.set(one.id, plan)
  }
  await tx.execute(sql`
    delete from order_lines where merchant_id = ${merchantId} and id = any(${sql.param(drop)}::uuid[])`)
  // Out of the way of the new positions.
  await tx.execute(sql`
    update order_lines set position = position + 1000000
    where merchant_id = ${merchantId} and id = any(${sql.param(keep.map((line) => line.id))}::uuid[])`)
  return plans
}

export async function upsertCustomers(
  tx: Tx,
  merchantId: string,
  work: Work[],
  now: Date,
): Promise<Map<string, string>> {
  const byRef = new Map<string, CustomerRow & { id: string }>()
  for (const { customer } of work) {
    if (customer) byRef.set(customer.ref, { ...byRef.get(customer.ref), ...customer, id: newId() })
  }
  const rows = [...byRef.values()].sort((a, b) => (a.ref < b.ref ? -1 : 1))
  if (rows.length === 0) return new Map()
  await tx.execute(sql`
    insert into customers as c (merchant_id, id, ref, name, phone, email, created_at)
    select ${merchantId}, id, ref, name, phone, email, ${now.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, ref text, name text, phone text, email text)
    on conflict (merchant_id, ref) do update set
      name = coalesce(excluded.name, c.name), phone = coalesce(excluded.phone, c.phone), email = coalesce(excluded.email, c.email)
    where (coalesce(excluded.name, c.name), coalesce(excluded.phone, c.phone), coalesce(excluded.email, c.email))
      is distinct from (c.name, c.phone, c.email)`)
  const found = await tx.execute<{ id: string; ref: string }>(sql`
    select id, ref from customers where merchant_id = ${merchantId}
      and ref in (select jsonb_array_elements_text(${JSON.stringify(rows.map((row) => row.ref))}::jsonb))`)
  return new Map(found.map((row) => [row.ref, row.id]))
}

export async function upsertProducts(
  tx: Tx,
  merchantId: string,
  work: Work[],
  now: Date,
): Promise<Map<string, string>> {
  const bySku = new Map(
    work.flatMap(({ order }) =>
      order.lines.map((line) => [
        line.sku,
        {
          id: newId(),
          sku: line.sku,
          name: line.name,
          category: line.category ?? null,
          supplier: line.supplier ?? null,
          weight: line.weightGrams ?? null,
          made: line.madeToOrder ?? null,
          complex: line.technicallyComplex ?? null,
          stocked: line.stockedAtFulfilment ?? null,
        },
      ]),
    ),
  )
  const rows = [...bySku.values()].sort((a, b) => (a.sku < b.sku ? -1 : 1))
  await tx.execute(sql`
    insert into products as p (merchant_id, id, sku, name, category, supplier, weight_grams, made_to_order, technically_complex, stocked_at_fulfilment, created_at)
    select ${merchantId}, id, sku, name, category, supplier, weight, coalesce(made, false), coalesce(complex, false), coalesce(stocked, false), ${now.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(id uuid, sku text, name text, category text, supplier text, weight int, made boolean, complex boolean, stocked boolean)
    on conflict (merchant_id, sku) do nothing`)
  const found = await tx.execute<{ id: string; sku: string }>(sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r(sku text, name text, category text, supplier text, weight int, made boolean, complex boolean, stocked boolean)
    ), changed as (
      update products p set name = g.name, category = coalesce(g.category, p.category),
        supplier = coalesce(g.supplier, p.supplier), weight_grams = coalesce(g.weight, p.weight_grams),
        made_to_order = coalesce(g.made, p.made_to_order), technically_complex = coalesce(g.complex, p.technically_complex),
        stocked_at_fulfilment = coalesce(g.stocked, p.stocked_at_fulfilment)
      from given g
      where p.merchant_id = ${merchantId} and p.sku = g.sku
        and (g.name, coalesce(g.category, p.category), coalesce(g.supplier, p.supplier), coalesce(g.weight, p.weight_grams),
             coalesce(g.made, p.made_to_order), coalesce(g.complex, p.technically_complex), coalesce(g.stocked, p.stocked_at_fulfilment))
          is distinct from (p.name, p.category, p.supplier, p.weight_grams, p.made_to_order, p.technically_complex,
            p.stocked_at_fulfilment)
    )
    select p.id, p.sku from products p join given g on g.sku = p.sku where p.merchant_id = ${merchantId}`)
  return new Map(found.map((row) => [row.sku, row.id]))
}

export async function writeOrders(
  tx: Tx,
  merchantId: string,
  work: Work[],
  customers: Map<string, string>,
  now: Date,
) {
  const rows = work.map(({ id, hash, order, customer, buyer }) => ({
    id,
    hash,
    number: order.number,
    channel: order.channel,
    placed_at: order.placedAt,
    ready_at: order.readyForCollectionAt ?? null,
    handed_over_at: order.handedOverAt ?? null,
    terms_at: order.returnTermsGivenAt ?? null,
    payment: order.payment,
    buyer,
    currency: order.currency,
    customer_id: customer ? (customers.get(customer.ref) ?? null) : null,
    tracking: order.trackingNumber ?? null,
    address_id: order.address ? newId() : null,
    address: order.address ?? null,
    contact_name: customer?.name ?? null,
    contact_phone: customer?.phone ?? null,
  }))
  const addressed = rows.filter((row) => row.address)
  if (addressed.length > 0) {
    await tx.execute(sql`
      insert into addresses (merchant_id, id, contact_name, contact_phone, city, line, region, postal_code, entrance, floor, apartment, comment, created_at)
      select ${merchantId}, address_id, contact_name, contact_phone, a.city, a.line, a.region, a."postalCode", a.entrance, a.floor, a.apartment, a.comment, ${now.toISOString()}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(addressed)}::jsonb)
        as r(address_id uuid, contact_name text, contact_phone text, address jsonb),
      jsonb_to_record(r.address) as a(city text, line text, region text, "postalCode" text, entrance text, floor text, apartment text, comment text)`)
  }
  await tx.execute(sql`
    insert into orders as o (merchant_id, id, number, channel, placed_at, ready_for_collection_at, handed_over_at,
      return_terms_given_at, payment, buyer, currency, customer_id, address_id, tracking_number, content_hash, created_at, updated_at)
    select ${merchantId}, id, number, channel, placed_at, ready_at, handed_over_at, terms_at, payment, buyer, currency, customer_id,
      address_id, tracking, hash, ${now.toISOString()}::timestamptz, ${now.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, hash text, number text, channel text,
      placed_at timestamptz, ready_at timestamptz, handed_over_at timestamptz, terms_at timestamptz, payment text,
      buyer text, currency text,
      customer_id uuid, address_id uuid, tracking text)
    on conflict (merchant_id, number) do update set
      channel = excluded.channel, placed_at = excluded.placed_at,
      ready_for_collection_at = coalesce(excluded.ready_for_collection_at, o.ready_for_collection_at),
      handed_over_at = coalesce(excluded.handed_over_at, o.handed_over_at),
      return_terms_given_at = coalesce(excluded.return_terms_given_at, o.return_terms_given_at),
      payment = coalesce(excluded.payment, o.payment), buyer = excluded.buyer, currency = excluded.currency,
      customer_id = coalesce(excluded.customer_id, o.customer_id),
      address_id = coalesce(excluded.address_id, o.address_id),
      tracking_number = coalesce(excluded.tracking_number, o.tracking_number),
      content_hash = excluded.content_hash, version = o.version + 1, updated_at = excluded.updated_at`)
}

export async function writeLines(
  tx: Tx,
  merchantId: string,
  work: Work[],
  plans: Map<string, LineWrite>,
  products: Map<string, string>,
) {
  const added: object[] = []
  const kept: object[] = []
  for (const { id, order } of work) {
    const plan = plans.get(id)
    for (const index of plan?.add ?? []) {
      const line = order.lines[index]
      if (!line) continue
      added.push({ ...lineRow(line, products), id: newId(), order_id: id, position: index + 1 })
    }
    for (const { id: lineId, position } of plan?.keep ?? []) {
      const line = order.lines[position - 1]
      if (line) kept.push({ ...lineRow(line, products), id: lineId, position })
    }
  }
  await tx.execute(sql`
    insert into order_lines (merchant_id, id, order_id, position, product_id, sku, name, quantity, unit_price)
    select ${merchantId}, id, order_id, position, product_id, sku, name, quantity, unit_price
    from jsonb_to_recordset(${JSON.stringify(added)}::jsonb) as r(id uuid, order_id uuid, position int, product_id uuid,
      sku text, name text, quantity int, unit_price bigint)`)
  if (kept.length === 0) return
  await tx.execute(sql`
    update order_lines l set position = r.position, product_id = r.product_id, name = r.name, quantity = r.quantity, unit_price = r.unit_price
    from jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) as r(id uuid, position int, product_id uuid, name text, quantity int, unit_price bigint)
    where l.merchant_id = ${merchantId} and l.id = r.id`)
}

function lineRow(line: OrderInput['lines'][number], products: Map<string, string>) {
  return {
    product_id: products.get(line.sku),
    sku: line.sku,
    name: line.name,
    quantity: line.quantity,
    unit_price: line.unitPrice,
  }
}

export async function writeTokens(tx: Tx, merchantId: string, work: Work[]) {
  const tokens = work.flatMap(({ id, order, customer }) =>
    orderTokens({
      orderNumber: order.number,
      customerName: customer?.name ?? null,
      phones: [customer?.phone ?? null],
      trackingNumber: order.trackingNumber ?? null,
    }).map((token) => ({ token, entity_id: id })),
  )
  const changed = work.filter((one) => !one.isNew).map((one) => one.id)
  if (changed.length > 0) {
    await tx.execute(sql`
      delete from search_tokens where merchant_id = ${merchantId} and entity = 'order'
        and entity_id = any(${sql.param(changed)}::uuid[])`)
  }
  await tx.execute(sql`
    insert into search_tokens (merchant_id, entity, token, entity_id)
    select ${merchantId}, 'order', token, entity_id
    from jsonb_to_recordset(${JSON.stringify(tokens)}::jsonb) as r(token text, entity_id uuid)
    on conflict do nothing`)
}
