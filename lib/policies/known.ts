import 'server-only'
/** What a policy may name: the values that really occur in the shop. */
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import { readReasons, type ReasonRow } from './facts'
import type { PolicyTerms } from './schemas'

export type KnownValues = {
  categories: ReadonlySet<string>
  channels: ReadonlySet<string>
  skus: ReadonlySet<string>
  reasons: readonly ReasonRow[]
}

const most = 2000

/** Different values of a column by its index, one step a value: a million orders have but a few channels. */
function distinct(tx: Tx, merchantId: string, table: 'products' | 'orders', column: 'category' | 'channel') {
  const [from, name] = [sql.raw(table), sql.raw(column)]
  return tx.execute<{ value: string }>(sql`
    with recursive seen as (
      (select ${name} as value from ${from}
        where merchant_id = ${merchantId} and ${name} is not null order by ${name} limit 1)
      union all
      select (select ${name} from ${from}
        where merchant_id = ${merchantId} and ${name} > seen.value order by ${name} limit 1)
      from seen where seen.value is not null
    )
    select value from seen where value is not null limit ${most}`)
}

/** Categories of the shop's goods and channels it has sold through, in order; at most 2,000 of each. */
export async function readChoices(
  tx: Tx,
  merchantId: string,
): Promise<{ categories: string[]; channels: string[] }> {
  const [categories, channels] = await Promise.all([
    distinct(tx, merchantId, 'products', 'category'),
    distinct(tx, merchantId, 'orders', 'channel'),
  ])
  return {
    categories: categories.map((row) => row.value).filter(Boolean),
    channels: channels.map((row) => row.value).filter(Boolean),
  }
}

/** Of what the terms name, that which the shop has; and all its reasons. */
export async function knownValues(tx: Tx, merchantId: string, terms: PolicyTerms): Promise<KnownValues> {
  const given = (values: (string | null)[]) => sql.param(values.filter((value) => value !== null))
  const inCategories = given([...terms.exceptions, ...terms.exclusions].map(({ category }) => category))
  const inChannels = given(terms.exceptions.map(({ channel }) => channel))
  const inSkus = given(terms.exclusions.map(({ sku }) => sku))
  const [categories, channels, skus, reasons] = await Promise.all([
    tx.execute<{ value: string }>(sql`
      select value from unnest(${inCategories}::text[]) value
      where exists (select from products where merchant_id = ${merchantId} and category = value)`),
    tx.execute<{ value: string }>(sql`
      select value from unnest(${inChannels}::text[]) value
      where exists (select from orders where merchant_id = ${merchantId} and channel = value)`),
    tx.execute<{ value: string }>(sql`
      select sku as value from products where merchant_id = ${merchantId} and sku = any(${inSkus}::text[])`),
    readReasons(tx, merchantId),
  ])
  const set = (rows: Iterable<{ value: string }>) => new Set([...rows].map((row) => row.value))
  return { categories: set(categories), channels: set(channels), skus: set(skus), reasons }
}
