import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type postgres from 'postgres'
import { timed } from './measuring'

/** Rows as text in COPY's own format. */
export type Rows = { lines: string; tokens: string }

/** What an import has left in a merchant, one row a line of an order with all that is known of it, and its tokens. */
export async function exportRows(owner: postgres.Sql, merchantId: string): Promise<Rows> {
  const lines = await owner`
    select o.number, o.channel, o.placed_at::text, o.payment, o.currency, o.content_hash, c.ref, c.name as customer,
      c.phone, c.email, l.position, l.sku, l.name, l.quantity, l.unit_price
    from orders o
    join order_lines l on l.merchant_id = o.merchant_id and l.order_id = o.id
    left join customers c on c.merchant_id = o.merchant_id and c.id = o.customer_id
    where o.merchant_id = ${merchantId} order by o.number, l.position`.values()
  const tokens = await owner`
    select o.number, t.token
    from search_tokens t join orders o on o.merchant_id = t.merchant_id and o.id = t.entity_id
    where t.merchant_id = ${merchantId} and t.entity = 'order'`.values()
  return { lines: copyText(lines), tokens: copyText(tokens) }
}

function copyText(rows: Iterable<unknown[]>): string {
  const cell = (value: unknown) =>
    value === null
      ? '\\N'
      : String(value).replace(
          /[\\\t\n\r]/g,
          (one) => ({ '\t': '\\t', '\n': '\\n', '\r': '\\r' })[one] ?? '\\\\',
        )
  return [...rows].map((row) => `${row.map(cell).join('\t')}\n`).join('')
}

/** Milliseconds to bring the rows into an empty merchant in one transaction, by staging and set-based INSERTs. */
export async function copyRows(owner: postgres.Sql, merchantId: string, rows: Rows): Promise<number> {
  await owner`
    create table if not exists bench_lines (number text, channel text, placed_at timestamptz, payment text,
      currency text, content_hash text, ref text, customer text, phone text, email text, position int, sku text,
      name text, quantity int, unit_price bigint)`
  await owner`create table if not exists bench_tokens (number text, token text collate "C")`
  const ms = await timed(() => owner.begin((tx) => bringIn(tx, merchantId, rows)))
  await owner`truncate bench_lines, bench_tokens`
  return ms
}

async function bringIn(tx: postgres.TransactionSql, merchantId: string, rows: Rows): Promise<void> {
  await pipeline(Readable.from(rows.lines), await tx`copy bench_lines from stdin`.writable())
  await pipeline(Readable.from(rows.tokens), await tx`copy bench_tokens from stdin`.writable())
  await tx`
    insert into customers (merchant_id, id, ref, name, phone, email, created_at)
    select ${merchantId}::uuid, uuidv7(), ref, min(customer), min(phone), min(email), now()
    from bench_lines where ref is not null group by ref`
  await tx`
    insert into products (merchant_id, id, sku, name, created_at)
    select ${merchantId}::uuid, uuidv7(), sku, min(name), now() from bench_lines group by sku`
  await tx`
    insert into orders (merchant_id, id, number, channel, placed_at, payment, currency, customer_id, content_hash,
      created_at, updated_at)
    select ${merchantId}::uuid, uuidv7(), b.number, b.channel, b.placed_at, b.payment, b.currency, c.id,
      b.content_hash, now(), now()
    from bench_lines b left join customers c on c.merchant_id = ${merchantId} and c.ref = b.ref
    where b.position = 1`
  await tx`
    insert into order_lines (merchant_id, id, order_id, position, product_id, sku, name, quantity, unit_price)
    select ${merchantId}::uuid, uuidv7(), o.id, b.position, p.id, b.sku, b.name, b.quantity, b.unit_price
    from bench_lines b
    join orders o on o.merchant_id = ${merchantId} and o.number = b.number
    join products p on p.merchant_id = ${merchantId} and p.sku = b.sku`
  await tx`
    insert into search_tokens (merchant_id, entity, token, entity_id)
    select ${merchantId}::uuid, 'order', t.token, o.id
    from bench_tokens t join orders o on o.merchant_id = ${merchantId} and o.number = t.number`
}
