import 'server-only'
/** What rules may name: the values that really occur in the shop, to choose from and to check against. */
import { sql, type SQL } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { LocalDate } from '@/lib/dates'
import { readCosts, readLoads } from '@/lib/locations/places'
import type { Closure, LocationKind } from '@/lib/locations/schemas'
import type { KnownValues } from './findings'
import type { RoutingChoices } from './queries'
import type { Condition, ConditionGroup, RuleSetContent } from './schemas'

const most = 500
/** Towns are chosen among those of as many of the latest addresses: what the shop sends to now. */
const latestAddresses = 20_000

/** Different values of a column, the most used first. */
async function mostUsed(tx: Tx, column: string, rows: SQL): Promise<string[]> {
  const name = sql.identifier(column)
  const found = await tx.execute<{ value: string }>(sql`
    select ${name} as value from (${rows}) rows where ${name} <> ''
    group by ${name} order by count(*) desc, ${name} limit ${most}`)
  return found.map((row) => row.value)
}

function readReasons(tx: Tx, merchantId: string) {
  return tx.execute<RoutingChoices['reasons'][number]>(sql`
    select code, parent_code as parent, name_ru as ru, name_en as en, hidden_at is not null as hidden
    from reasons where merchant_id = ${merchantId} order by position, code limit ${most}`)
}

type LocationRow = Omit<RoutingChoices['locations'][number], 'full'> & { capacity: number | null }

/** Everything that rules may name, with what people call it; each list has at most 500. */
export async function readChoices(tx: Tx, merchantId: string, currency: string): Promise<RoutingChoices> {
  const products = sql`select category, supplier from products where merchant_id = ${merchantId}`
  const addresses = sql`select region, city from addresses where merchant_id = ${merchantId}
    order by id desc limit ${latestAddresses}`
  const [reasons, categories, suppliers, regions, cities, carriers, rows, loads, costs] = await Promise.all([
    readReasons(tx, merchantId),
    mostUsed(tx, 'category', products),
    mostUsed(tx, 'supplier', products),
    mostUsed(tx, 'region', addresses),
    mostUsed(tx, 'city', addresses),
    tx.execute<{ code: string; name: string }>(sql`
      select code, name from carriers where merchant_id = ${merchantId} and closed_at is null
      order by is_default desc, name limit ${most}`),
    tx.execute<LocationRow>(sql`
      select id, code, name, city, kind, closed_at is not null as closed, closures,
        parcel_cost::float8 as "parcelCost", storage_day_cost::float8 as "storageDayCost", capacity
      from locations
      where merchant_id = ${merchantId} order by is_default desc, closed_at is not null, name limit ${most}`),
    readLoads(tx, merchantId),
    readCosts(tx, merchantId),
  ])
  const locations = rows.map(({ capacity, ...location }) => {
    const load = loads.get(location.id) ?? 0
    return { ...location, full: capacity !== null && load >= capacity ? { load, capacity } : null }
  })
  return {
    reasons: [...reasons],
    categories,
    suppliers,
    regions,
    cities,
    hubs: locations
      .filter(({ kind, closed }) => !closed && (kind === 'hub' || kind === 'storage'))
      .map(({ code, name }) => ({ code, name })),
    carriers: [...carriers],
    locations,
    costs,
    currency,
  }
}

function conditionsOf(when: ConditionGroup): Condition[] {
  return when.of.flatMap((one) => ('match' in one ? one.of : [one]))
}

/** Different values that rules name, by the field they name them for. */
function namedValues({ rules }: RuleSetContent): (field: Condition['field']) => string[] {
  const named = new Map<Condition['field'], Set<string>>()
  for (const condition of rules.flatMap(({ when }) => conditionsOf(when))) {
    if (!('values' in condition)) continue
    const seen = named.get(condition.field) ?? new Set()
    for (const value of condition.values) seen.add(value)
    named.set(condition.field, seen)
  }
  return (field) => [...(named.get(field) ?? [])]
}

/** Of what the rules name, that which the shop has; and all its reasons and places. */
export async function readKnown(
  tx: Tx,
  merchantId: string,
  content: RuleSetContent,
  today: LocalDate,
): Promise<KnownValues> {
  const named = namedValues(content)
  async function among(field: Condition['field'], table: SQL, column: SQL): Promise<ReadonlySet<string>> {
    const values = named(field)
    if (values.length === 0) return new Set()
    const found = await tx.execute<{ value: string }>(sql`
      select value from unnest(${sql.param(values)}::text[]) value
      where exists (select from ${table} t where t.merchant_id = ${merchantId} and t.${column} = value)`)
    return new Set(found.map((row) => row.value))
  }
  const [categories, suppliers, skus, regions, cities, carriers, reasons, locations] = await Promise.all([
    among('category', sql`products`, sql`category`),
    among('supplier', sql`products`, sql`supplier`),
    among('sku', sql`products`, sql`sku`),
    among('region', sql`addresses`, sql`region`),
    among('city', sql`addresses`, sql`city`),
    among('carrier', sql`carriers`, sql`code`),
    readReasons(tx, merchantId),
    tx.execute<{ id: string; code: string; kind: LocationKind; closed: boolean; closures: Closure[] }>(sql`
      select id, code, kind, closed_at is not null as closed, closures from locations
      where merchant_id = ${merchantId} limit 5000`),
  ])
  return {
    reasons: reasons.map(({ code, parent, hidden }) => ({ code, parent, hidden })),
    categories,
    suppliers,
    skus,
    regions,
    cities,
    carriers,
    hubs: new Set(locations.map(({ code }) => code)),
    locations: locations.map(({ id, kind, closed, closures }) => ({ id, kind, closed, closures })),
    today,
  }
}

/** Ids of the places that the content sends goods to, with where they stand in it. */
export function destinationsOf({ rules, otherwise }: RuleSetContent): { path: string; locationId: string }[] {
  const all = [
    ...rules.map(({ then }, index) => ({ path: `rules[${index}].then.to.locationId`, to: then.to })),
    { path: 'otherwise.to.locationId', to: otherwise.to },
  ]
  return all.flatMap(({ path, to }) => (to.action === 'deliver' ? [{ path, locationId: to.locationId }] : []))
}
