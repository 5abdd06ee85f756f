import 'server-only'
/** What a shop's refusals are routed by: its published rules, its places, its prices. Read once for many refusals. */
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { LocalDate } from '@/lib/dates'
import { readCosts, readPlaces, type Place } from '@/lib/locations/places'
import { isOpenOn } from '@/lib/locations/rules'
import type { RoutingCosts } from '@/lib/locations/schemas'
import { compileRules, inForce, type CompiledRules } from '@/lib/routing/rules'
import type { RoutingPlaces } from '@/lib/routing/route'
import type { RuleSetContent } from '@/lib/routing/schemas'

export type PublishedRules = { id: string; number: number; effectiveAt: Date }

export type RoutingShop = {
  /** The version in force at that moment; null: there was none. */
  rulesAt: (at: Date) => Promise<(PublishedRules & { rules: CompiledRules }) | null>
  rulesOf: (ruleSetId: string) => Promise<(PublishedRules & { rules: CompiledRules }) | null>
  placesOn: (day: LocalDate) => RoutingPlaces
  places: ReadonlyMap<string, Place>
  costs: RoutingCosts
}

// Published versions never change: what one process has compiled is what any other would.
const compiled = new Map<string, CompiledRules>()
const keptSets = 200

/** @param today in the merchant's zone */
export async function readRoutingShop(tx: Tx, merchantId: string, today: LocalDate): Promise<RoutingShop> {
  const [rows, places, costs] = await Promise.all([
    tx.execute<{ id: string; number: number; effective_at: string }>(sql`
      select id, number, effective_at from rule_sets
      where merchant_id = ${merchantId} and number is not null order by number desc limit 1000`),
    readPlaces(tx, merchantId, today),
    readCosts(tx, merchantId),
  ])
  const versions = rows.map(({ id, number, effective_at }) => ({
    id,
    number,
    effectiveAt: new Date(effective_at),
  }))
  const days = new Map<LocalDate, RoutingPlaces>()
  const withRules = async (version: PublishedRules | null | undefined) =>
    version ? { ...version, rules: await rulesOf(tx, merchantId, version.id) } : null
  return {
    rulesAt: (at) => withRules(inForce(versions, at)),
    rulesOf: (id) => withRules(versions.find((version) => version.id === id)),
    placesOn: (day) => {
      const known = days.get(day)
      if (known) return known
      const open = new Map([...places].map(([id, place]) => [id, { open: isOpenOn(place, day) }]))
      days.set(day, open)
      return open
    },
    places,
    costs,
  }
}

async function rulesOf(tx: Tx, merchantId: string, ruleSetId: string): Promise<CompiledRules> {
  const known = compiled.get(ruleSetId)
  if (known) return known
  const [row] = await tx.execute<{ content: RuleSetContent }>(sql`
    select content from rule_sets where merchant_id = ${merchantId} and id = ${ruleSetId}`)
  if (!row) throw new Error('A published version is gone')
  const rules = compileRules(row.content)
  if (compiled.size >= keptSets) compiled.clear()
  compiled.set(ruleSetId, rules)
  return rules
}
