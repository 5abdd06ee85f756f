import 'server-only'
/** Places and prices as routing looks at them: read inside the transaction that needs them. */
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { LocalDate } from '@/lib/dates'
import type { ReplayPlace } from '@/lib/routing/replay'
import { isOpenOn } from './rules'
import { defaultCosts, type Closure, type LocationKind, type RoutingCosts } from './schemas'

export type Place = ReplayPlace & { closures: Closure[]; closedAt: Date | null }

type PlaceRow = {
  id: string
  code: string
  name: string
  kind: LocationKind
  parcel_cost: string
  storage_day_cost: string
  closures: Closure[]
  closed_at: string | null
}

/** All places of a shop by id, the closed ones too; `open`: on that day in the merchant's zone. Money in minor units. */
export async function readPlaces(tx: Tx, merchantId: string, day: LocalDate): Promise<Map<string, Place>> {
  const rows = await tx.execute<PlaceRow>(sql`
    select id, code, name, kind, parcel_cost, storage_day_cost, closures, closed_at from locations
    where merchant_id = ${merchantId} order by id limit 10000`)
  return new Map(
    rows.map((row): [string, Place] => {
      const { id, code, name, kind, closures } = row
      const closedAt = row.closed_at === null ? null : new Date(row.closed_at)
      return [
        id,
        {
          id,
          code,
          name,
          kind,
          parcelCost: Number(row.parcel_cost),
          storageDayCost: Number(row.storage_day_cost),
          closures,
          closedAt,
          open: isOpenOn({ closedAt, closures }, day),
        },
      ]
    }),
  )
}

/**
 * Returns that are on their way to each place or wait there to be inspected; of places without any nothing. By the index of
 * stages: what is open is few beside what was ever sent there.
 */
export async function readLoads(tx: Tx, merchantId: string): Promise<Map<string, number>> {
  const rows = await tx.execute<{ location_id: string; load: number }>(sql`
    select location_id, count(*)::int as load from cases
    where merchant_id = ${merchantId} and stage in ('in_transit', 'inspection') and location_id is not null
    group by location_id limit 10000`)
  return new Map(rows.map((row) => [row.location_id, row.load]))
}

type CostsRow = { redelivery_cost: string; sorting_cost: string; repack_cost: string; storage_days: number }

/** What the steps cost this shop, minor units; nothing for all of them and the usual days before it was set. */
export async function readCosts(tx: Tx, merchantId: string): Promise<RoutingCosts> {
  const [row] = await tx.execute<CostsRow>(sql`
    select redelivery_cost, sorting_cost, repack_cost, storage_days from routing_settings
    where merchant_id = ${merchantId}`)
  if (!row) return defaultCosts
  return {
    redelivery: Number(row.redelivery_cost),
    sorting: Number(row.sorting_cost),
    repack: Number(row.repack_cost),
    storageDays: row.storage_days,
  }
}
