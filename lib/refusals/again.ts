import 'server-only'
/** Routing a refusal that has a route anew: the hub found something else, or the place it was sent to has closed. */
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { canonicalJson } from '@/lib/canonical'
import type { CaseEvent } from '@/lib/cases/events'
import { decidedAt } from '@/lib/cases/holding'
import type { CaseState } from '@/lib/cases/state'
import type { LocalDate } from '@/lib/dates'
import { lockCases, recordEvents, type LoadedCase, type Recording } from '@/lib/cases/store'
import type { RefusalFacts } from '@/lib/routing/route'
import type { RouteActions } from '@/lib/routing/schemas'
import { newId } from '@/lib/ids'
import { localDate } from '@/lib/time'
import { giveRoute, insertRoutes, moneyOf, type RouteRow } from './giving'
import { readRoutingShop, type RoutingShop } from './shop'

type Row = {
  id: string
  case_id: string
  refused_at: string
  facts: RefusalFacts
  currency: string
  rule_set_id: string | null
  actions: RouteActions | null
}

/**
 * Gives the latest refusal of each case another route where the rules now say otherwise; a person's choice stays, and so does
 * what has left the hub. After a confirmation the version that answered before answers again, whatever was published in
 * between; when a place has closed, or none was known before, it is the version in force.
 * @returns how many were given another route
 */
export async function routeAgain(
  tx: Tx,
  caller: Caller,
  caseIds: readonly string[],
  cause: 'confirmed' | 'destination_closed' | 'waited',
  now: Date,
): Promise<number> {
  const { id: merchantId, timeZone: zone } = caller.merchant
  const today = localDate(now, zone)
  const loaded = await lockCases(tx, merchantId, [...caseIds])
  // The route that counts: an override that came too late is there, but is none.
  const routeIds = [...loaded.values()].map(({ state }) => state.routeId)
  const [rows, shop] = await Promise.all([
    tx.execute<Row>(sql`
      select f.id, f.case_id, f.refused_at, f.facts, o.currency, t.rule_set_id, t.actions
      from unnest(${sql.param([...loaded.keys()])}::uuid[], ${sql.param(routeIds)}::uuid[]) asked(case_id, route_id)
      cross join lateral (
        select id, case_id, refused_at, facts from refusals
        where merchant_id = ${merchantId} and case_id = asked.case_id order by attempt desc limit 1
      ) f
      join cases c on c.merchant_id = ${merchantId} and c.id = f.case_id
      join orders o on o.merchant_id = ${merchantId} and o.id = c.order_id
      left join routes t on t.merchant_id = ${merchantId} and t.id = asked.route_id`),
    readRoutingShop(tx, merchantId, today),
  ])
  const recordings: Recording[] = []
  let rerouted = 0
  const routes: RouteRow[] = []
  for (const row of rows) {
    const one = loaded.get(row.case_id)
    if (!one) continue
    const { overridden, redelivery, custody } = one.state
    // So does what was agreed with the customer.
    if (overridden || redelivery || !['courier', 'hub'].includes(custody)) {
      const due = cause === 'confirmed' && custody !== 'received' ? dueAnew(row, one, now) : null
      if (due) recordings.push({ loaded: one, events: [due] })
      continue
    }
    if (cause === 'destination_closed' && !isShut(one.state, shop, today)) continue
    if (cause === 'waited' && one.state.stage !== 'needs_route') continue
    const version =
      cause === 'confirmed' && row.rule_set_id
        ? await shop.rulesOf(row.rule_set_id)
        : await shop.rulesAt(cause === 'confirmed' ? new Date(row.refused_at) : now)
    if (!version) continue
    const money = moneyOf(row.facts, row.currency, one)
    const given = giveRoute(version, shop, zone, {
      caseId: row.case_id,
      refusalId: row.id,
      refusedAt: new Date(row.refused_at),
      facts: row.facts,
      cause,
      ...money,
      at: decidedAt(one, now),
    })
    // It waits on as it did.
    if (cause === 'waited' && given.row.actions.to.action === 'ask') continue
    if (canonicalJson(row.actions) === canonicalJson(given.row.actions)) {
      // The way stays; what is due may be less than was thought.
      const due = given.events.filter(({ type }) => type === 'refund.due')
      if (due.length > 0 && money.due !== null) recordings.push({ loaded: one, events: due })
      continue
    }
    rerouted += 1
    recordings.push({ loaded: one, events: given.events })
    routes.push(given.row)
  }
  if (recordings.length > 0) {
    await recordEvents(tx, merchantId, recordings, now)
    await insertRoutes(tx, merchantId, routes)
  }
  return rerouted
}

/** What is due already follows what was confirmed, also where the way stays; null: nothing is, or the sum was right. */
function dueAnew({ facts, currency }: Row, one: LoadedCase, now: Date): CaseEvent | null {
  const { owed, due } = moneyOf(facts, currency, one)
  if (!owed || due === null || owed.amount === due) return null
  const actor = { kind: 'system' as const, id: null }
  return { id: newId(), type: 'refund.due', occurredAt: decidedAt(one, now), actor, data: owed }
}

/** Whether it is to go to a place that takes nothing in that day. */
function isShut(
  { route, locationId }: Pick<CaseState, 'route' | 'locationId'>,
  shop: RoutingShop,
  day: LocalDate,
): boolean {
  return route === 'deliver' && locationId !== null && shop.placesOn(day).get(locationId)?.open !== true
}
