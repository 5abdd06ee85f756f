import 'server-only'
import { sql, type SQL } from 'drizzle-orm'
import { readMerchant, type Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import type { LocalDate } from '@/lib/dates'
import { requirePermission } from '@/lib/permissions'
import { localDate } from '@/lib/time'
import { readCosts, readLoads } from './places'
import type { Closure, LocationFields, LocationKind, OpeningHours, RoutingCosts } from './schemas'
import { readSenders, type Sender } from './senders'

const most = 1000

/** A place as the shop wrote it. Money in minor units of the merchant's currency. */
export type Location = LocationFields & {
  id: string
  version: number
  isDefault: boolean
  closedAt: Date | null
  /** Who changed it last, by name, and when; null: nobody has since it was made. */
  updatedBy: string | null
  updatedAt: Date | null
}

/** `load`: returns that are on their way there or wait there to be inspected. */
export type ListedLocation = Location & { load: number }

export type LocationsOverview = {
  /** Those that are open first, the default one before all; by name; at most 1,000. */
  locations: ListedLocation[]
  costs: SetCosts
  /** In the merchant's zone. */
  today: LocalDate
}

/** Version 0: nothing was set yet. */
export type SetCosts = RoutingCosts & { version: number; updatedBy: string | null; updatedAt: Date | null }

type LocationRow = {
  id: string
  code: string
  kind: LocationKind
  name: string
  city: string
  address: string
  supplier: string | null
  hours: OpeningHours
  closures: Closure[]
  parcel_cost: string
  storage_day_cost: string
  capacity: number | null
  version: number
  is_default: boolean
  closed_at: string | null
  updated_at: string | null
  who: string | null
}

async function readLocations(tx: Tx, merchantId: string, which: SQL): Promise<Location[]> {
  const rows = await tx.execute<LocationRow>(sql`
    select l.id, l.code, l.kind, l.name, l.city, l.address, l.supplier, l.hours, l.closures, l.parcel_cost,
      l.storage_day_cost, l.capacity, l.version, l.is_default, l.closed_at, l.updated_at, u.name as who
    from locations l
    left join members m on m.merchant_id = l.merchant_id and m.id = l.updated_by
    left join users u on u.id = m.user_id
    where l.merchant_id = ${merchantId} and ${which}
    order by l.closed_at is not null, l.is_default desc, l.name collate "ru-x-icu", l.id limit ${most}`)
  return rows.map(({ parcel_cost, storage_day_cost, is_default, closed_at, updated_at, who, ...row }) => ({
    ...row,
    parcelCost: Number(parcel_cost),
    storageDayCost: Number(storage_day_cost),
    isDefault: is_default,
    closedAt: closed_at === null ? null : new Date(closed_at),
    updatedBy: who,
    updatedAt: updated_at === null ? null : new Date(updated_at),
  }))
}

async function readSetCosts(tx: Tx, merchantId: string): Promise<SetCosts> {
  const [costs, [row]] = await Promise.all([
    readCosts(tx, merchantId),
    tx.execute<{ version: number; updated_at: string; who: string }>(sql`
      select s.version, s.updated_at, u.name as who from routing_settings s
      join members m on m.merchant_id = s.merchant_id and m.id = s.updated_by
      join users u on u.id = m.user_id
      where s.merchant_id = ${merchantId}`),
  ])
  return {
    ...costs,
    version: row?.version ?? 0,
    updatedBy: row?.who ?? null,
    updatedAt: row ? new Date(row.updated_at) : null,
  }
}

/** The shop's places with their loads, and what the steps of a route cost. */
export async function locationsOverview(caller: Caller, now: Date): Promise<LocationsOverview> {
  requirePermission(caller, 'routing.read')
  const { id: merchantId, timeZone } = caller.merchant
  const [locations, loads, costs] = await readMerchant(caller, (tx) =>
    Promise.all([
      readLocations(tx, merchantId, sql`true`),
      readLoads(tx, merchantId),
      readSetCosts(tx, merchantId),
    ]),
  )
  return {
    locations: locations.map((one) => ({ ...one, load: loads.get(one.id) ?? 0 })),
    costs,
    today: localDate(now, timeZone),
  }
}

/** A place as it is now: for whoever came second, to compare. Null: there is none. */
export async function locationNow(caller: Caller, locationId: string): Promise<Location | null> {
  requirePermission(caller, 'routing.read')
  const [location] = await readMerchant(caller, (tx) =>
    readLocations(tx, caller.merchant.id, sql`l.id = ${locationId}`),
  )
  return location ?? null
}

export type LocationDetails = {
  location: ListedLocation
  senders: Sender[]
  /** Refused parcels that are to go there: not gone from the hub yet, and on the road. */
  headed: { waiting: number; onTheWay: number }
  today: LocalDate
}

/** A place with what sends goods there and what is on its way; null when there is none. */
export async function locationDetails(
  caller: Caller,
  locationId: string,
  now: Date,
): Promise<LocationDetails | null> {
  requirePermission(caller, 'routing.read')
  const { id: merchantId, timeZone } = caller.merchant
  const [[location], senders, [open]] = await readMerchant(caller, (tx) =>
    Promise.all([
      readLocations(tx, merchantId, sql`l.id = ${locationId}`),
      readSenders(tx, merchantId, locationId, now),
      tx.execute<{ load: number; waiting: number; on_the_way: number }>(sql`
        select count(*)::int as load,
          count(*) filter (where kind = 'refusal' and custody in ('courier', 'hub'))::int as waiting,
          count(*) filter (where kind = 'refusal' and custody = 'in_transit')::int as on_the_way
        from cases
        where merchant_id = ${merchantId} and location_id = ${locationId} and stage in ('in_transit', 'inspection')`),
    ]),
  )
  if (!location) return null
  return {
    location: { ...location, load: open?.load ?? 0 },
    senders,
    headed: { waiting: open?.waiting ?? 0, onTheWay: open?.on_the_way ?? 0 },
    today: localDate(now, timeZone),
  }
}

export type LocationSuggestions = { suppliers: string[]; cities: string[] }

/** Names that a new place may have: the suppliers of the shop's articles, and the towns it has places in. */
export async function locationSuggestions(caller: Caller): Promise<LocationSuggestions> {
  requirePermission(caller, 'routing.read')
  const { id: merchantId } = caller.merchant
  const [suppliers, cities] = await readMerchant(caller, (tx) =>
    Promise.all([
      // One step of the index a supplier: a hundred thousand articles have but a few.
      tx.execute<{ value: string }>(sql`
        with recursive seen as (
          (select supplier as value from products
            where merchant_id = ${merchantId} and supplier is not null order by supplier limit 1)
          union all
          select (select supplier from products
            where merchant_id = ${merchantId} and supplier > seen.value order by supplier limit 1)
          from seen where seen.value is not null
        )
        select value from seen where value <> '' limit 500`),
      tx.execute<{ value: string }>(sql`
        select city as value from locations where merchant_id = ${merchantId}
        group by city order by count(*) desc, city limit 100`),
    ]),
  )
  return { suppliers: suppliers.map(({ value }) => value), cities: cities.map(({ value }) => value) }
}
