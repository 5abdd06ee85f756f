import 'server-only'
import { sql } from 'drizzle-orm'
import { readMerchant, type Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import type { ReasonName } from '@/lib/cases/queries'
import { readCosts, readLoads, readPlaces } from '@/lib/locations/places'
import { closedUntil as lastClosedDay, openingAt, type Opening } from '@/lib/locations/rules'
import type { LocationKind, OpeningHours, RoutingCosts } from '@/lib/locations/schemas'
import { requirePermission } from '@/lib/permissions'
import type { ReplayPlace } from '@/lib/routing/replay'
import type { RoutingChoices } from '@/lib/routing/queries'
import { localDate, localTime } from '@/lib/time'
import { countRows, sourceOf, tabStages } from './list'
import { pageOf, readRows, type ListedPage } from './listed'
import { readAsked, readRefusals, readRoutes, type RefusalPanel } from './panel'
import {
  countLimit,
  isNarrowed,
  pageSize,
  refusalTabs,
  unnarrowed,
  type RefusalSearch,
  type RefusalTab,
} from './search'

/** `capped`: there are at least that many. */
export type TabCount = { count: number; capped: boolean }

export type RefusalList = ListedPage & {
  /** Of the open tab always; of the others only while nothing narrows the list. */
  counts: Partial<Record<RefusalTab, TabCount>>
  choices: RefusalChoices
}

/** What the list may be narrowed by. */
export type RefusalChoices = {
  reasons: ReasonName[]
  hubs: { code: string; name: string }[]
  carriers: { code: string; name: string }[]
  couriers: { code: string; name: string }[]
  /** Of the version in force, in its order. */
  rules: { id: string; name: string }[]
}

/** One page of a tab of refused parcels, what presses most first. */
export function refusalList(caller: Caller, search: RefusalSearch, now: Date): Promise<RefusalList> {
  requirePermission(caller, 'case.read')
  const { merchant } = caller
  return readMerchant(caller, async (tx) => {
    const source = await sourceOf(tx, merchant, search, now)
    const [found, counts, choices] = await Promise.all([
      readRows(tx, merchant.id, source, search.cursor),
      readCounts(tx, merchant, search, now),
      readChoices(tx, merchant.id, now),
    ])
    // Going back has come to the beginning: show the whole first page.
    const begun = search.cursor?.side === 'before' && found.length <= pageSize
    const rows = begun ? await readRows(tx, merchant.id, source, null) : found
    return { ...pageOf(rows, begun ? null : search.cursor), counts, choices }
  })
}

/** The stages are counted exactly by the counters; what they do not know is counted up to 1,000. */
async function readCounts(
  tx: Tx,
  merchant: Caller['merchant'],
  search: RefusalSearch,
  now: Date,
): Promise<RefusalList['counts']> {
  const upTo = async (of: RefusalSearch): Promise<TabCount> => {
    const count = await countRows(tx, await sourceOf(tx, merchant, of, now))
    return { count, capped: count >= countLimit }
  }
  if (isNarrowed(search)) return { [search.tab]: await upTo(search) }
  const [stages, ...others] = await Promise.all([
    tx.execute<{ stage: string; count: number }>(sql`
      select stage, sum(count)::int as count from (
        select stage, count from case_counts where merchant_id = ${merchant.id} and kind = 'refusal'
        union all
        select stage, delta from case_count_deltas where merchant_id = ${merchant.id} and kind = 'refusal'
      ) s group by stage`),
    ...refusalTabs
      .filter((tab) => !tabStages[tab])
      .map(async (tab) => [tab, await upTo({ ...search, ...unnarrowed, tab })] as const),
  ])
  const counted: RefusalList['counts'] = Object.fromEntries(others)
  for (const tab of refusalTabs) {
    const stage = tabStages[tab]
    const count = stages.find((row) => row.stage === stage)?.count ?? 0
    if (stage) counted[tab] = { count, capped: false }
  }
  return counted
}

async function readChoices(tx: Tx, merchantId: string, now: Date): Promise<RefusalChoices> {
  type Named = { code: string; name: string }
  const [reasons, hubs, carriers, couriers, rules] = await Promise.all([
    tx.execute<ReasonName>(sql`
      select code, parent_code as parent, name_ru as ru, name_en as en, hidden_at is not null as hidden
      from reasons where merchant_id = ${merchantId} order by position, code limit 500`),
    tx.execute<Named>(sql`
      select code, name from locations where merchant_id = ${merchantId} and kind in ('hub', 'storage')
      order by name limit 200`),
    tx.execute<Named>(sql`
      select code, name from carriers where merchant_id = ${merchantId} order by is_default desc, name limit 100`),
    tx.execute<Named>(sql`
      select code, coalesce(name, code) as name from (
        select code, max(name) as name, max(seen_at) as seen from couriers where merchant_id = ${merchantId}
        group by code order by seen desc limit 200
      ) c order by name, code`),
    tx.execute<{ id: string; name: string }>(sql`
      select one->>'id' as id, one->>'name' as name
      from (
        select content from rule_sets
        where merchant_id = ${merchantId} and number is not null and effective_at <= ${now.toISOString()}::timestamptz
        order by number desc limit 1
      ) v, jsonb_array_elements(v.content->'rules') with ordinality as rule(one, place)
      order by place`),
  ])
  return {
    reasons: [...reasons],
    hubs: [...hubs],
    carriers: [...carriers],
    couriers: [...couriers],
    rules: [...rules],
  }
}

/** What the rules' sentences name by codes and ids, as people call it. */
type Naming = Pick<RoutingChoices, 'currency' | 'reasons' | 'locations' | 'hubs' | 'carriers'>
export type NamedPanel = RefusalPanel & { naming: Naming }

/** Everything that was said of a refused parcel and where it was sent; null when the case has no refusal. */
export function refusalPanel(caller: Caller, caseId: string): Promise<NamedPanel | null> {
  requirePermission(caller, 'case.read')
  const { id, currency } = caller.merchant
  return readMerchant(caller, async (tx) => {
    const [[row], [latest, ...earlier], routes, asked, reasons, locations, carriers] = await Promise.all([
      tx.execute<{ due: string | null }>(
        sql`select storage_due_at as due from cases where merchant_id = ${id} and id = ${caseId}`,
      ),
      readRefusals(tx, id, caseId),
      readRoutes(tx, id, caseId),
      readAsked(tx, id, caseId),
      tx.execute<Naming['reasons'][number]>(sql`
        select code, parent_code as parent, name_ru as ru, name_en as en, hidden_at is not null as hidden
        from reasons where merchant_id = ${id} order by position, code limit 500`),
      tx.execute<Naming['locations'][number]>(sql`
        select id, code, name, city, kind, closed_at is not null as closed, closures,
          parcel_cost::float8 as "parcelCost", storage_day_cost::float8 as "storageDayCost"
        from locations where merchant_id = ${id} order by name limit 500`),
      tx.execute<Naming['carriers'][number]>(sql`
        select code, name from carriers where merchant_id = ${id} order by name limit 500`),
    ])
    if (!latest) return null
    const naming = {
      currency,
      reasons: [...reasons],
      locations: [...locations],
      hubs: [],
      carriers: [...carriers],
    }
    const storageDueAt = row?.due ? new Date(row.due) : null
    return { refusals: [latest, ...earlier], routes, asked, storageDueAt, naming }
  })
}

export type RouteDestination = {
  id: string
  name: string
  city: string
  kind: LocationKind
  /** The last day of the closure that has today; null: it is open. */
  closedUntil: string | null
  /** Its hours of today; null where they say nothing. */
  opening: Opening | null
  /** How many parcels are on their way there or wait there, when that is all it can take or more; null: there is room. */
  full: { load: number; capacity: number } | null
}

/** Where a parcel may be sent now, the default first, what is closed today last; and what places and steps cost, minor units. */
export function routeDestinations(
  caller: Caller,
  now: Date,
): Promise<{ destinations: RouteDestination[]; places: ReplayPlace[]; costs: RoutingCosts }> {
  requirePermission(caller, 'case.read')
  const { id, timeZone } = caller.merchant
  const today = localDate(now, timeZone)
  const time = localTime(now, timeZone)
  return readMerchant(caller, async (tx) => {
    const [places, costs, loads, rows] = await Promise.all([
      readPlaces(tx, id, today),
      readCosts(tx, id),
      readLoads(tx, id),
      tx.execute<{ id: string; city: string; capacity: number | null; hours: OpeningHours }>(sql`
        select id, city, capacity, hours from locations
        where merchant_id = ${id} and closed_at is null and kind <> 'hub'
        order by is_default desc, name, id limit 200`),
    ])
    const destinations = rows.flatMap(({ id: placeId, city, capacity, hours }) => {
      const place = places.get(placeId)
      if (!place) return []
      const { name, kind, closures } = place
      const closedUntil = lastClosedDay(closures, today)
      const opening = openingAt({ closedAt: null, closures, hours }, today, time)
      const load = loads.get(placeId) ?? 0
      const full = capacity !== null && load >= capacity ? { load, capacity } : null
      return { id: placeId, name, city, kind, closedUntil, opening, full }
    })
    destinations.sort((a, b) => Number(a.closedUntil !== null) - Number(b.closedUntil !== null))
    return { destinations, places: [...places.values()], costs }
  })
}
