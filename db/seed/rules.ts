import { sql } from 'drizzle-orm'
import { readMerchant } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { newId } from '@/lib/ids'
import { saveCosts } from '@/lib/locations/commands'
import type { RoutingCosts } from '@/lib/locations/schemas'
import { publishRules, saveRuleDraft } from '@/lib/routing/commands'
import type { RuleSetContent } from '@/lib/routing/schemas'
import { runRoutingReplay } from '@/lib/routing-replays/run'
import { startRoutingReplay } from '@/lib/routing-replays/commands'
import type { LiveShop } from './shops/live'
import { day, hour } from './shops/orders'
import type { RulesPlan } from './shops/rules'

/** What the steps of a route cost the shop, as its manager set it at the beginning. */
export async function writeCosts(manager: Caller, costs: RoutingCosts, now: Date): Promise<void> {
  const at = new Date(now.getTime() - 365 * day)
  const saved = await saveCosts(manager, { commandId: newId(), expectedVersion: 0, costs }, at)
  if (!saved.ok) throw new Error(`The demo's costs were refused: ${JSON.stringify(saved.error)}`)
}

/** What the manager tried before going home: the draft on the refusals of a year, and again on those of a quarter. */
export async function tryDraft(shop: LiveShop, now: Date): Promise<void> {
  const content = shop.plan.rules(await placesOf(shop.system)).draft
  for (const [days, hoursAgo] of [
    [365, 19],
    [90, 18.5],
  ] as const) {
    const at = new Date(now.getTime() - hoursAgo * hour)
    const input = { commandId: newId(), days, content }
    const started = await startRoutingReplay(shop.who('manager'), input, at)
    if (!started.ok) throw new Error(`The demo's replay was refused: ${JSON.stringify(started.error)}`)
    await runRoutingReplay({ caller: shop.system, replayId: started.data.id, now: () => at })
  }
}

/** Writes the versions of the routing rules at their moments of the past, and the draft yesterday, as the shop's manager. */
export async function writeRules(manager: Caller, plan: RulesPlan, now: Date): Promise<void> {
  const { versions, draft } = plan(await placesOf(manager))
  const save = async (content: RuleSetContent, expectedVersion: number, at: Date) => {
    const input = { commandId: newId(), expectedRevision: 0, expectedVersion, content }
    const saved = await saveRuleDraft(manager, input, at)
    if (!saved.ok) throw new Error(`The demo's rules were refused: ${JSON.stringify(saved.error)}`)
    return saved.data.revision
  }
  for (const [before, { daysAgo, content, note }] of versions.entries()) {
    const at = new Date(now.getTime() - daysAgo * day)
    const expectedRevision = await save(content, before, at)
    const input = { commandId: newId(), expectedRevision, effectiveAt: null, note }
    const published = await publishRules(manager, input, at)
    if (!published.ok) throw new Error(`The demo's rules were refused: ${JSON.stringify(published.error)}`)
  }
  await save(draft, versions.length, new Date(now.getTime() - day))
}

/** The ids of a shop's places by their codes. */
async function placesOf(caller: Caller): Promise<(code: string) => string> {
  const rows = await readMerchant(caller, (tx) =>
    tx.execute<{ id: string; code: string }>(
      sql`select id, code from locations where merchant_id = ${caller.merchant.id}`,
    ),
  )
  const ids = new Map(rows.map(({ id, code }) => [code, id]))
  return (code) => {
    const id = ids.get(code)
    if (!id) throw new Error(`The demo's rules name a place that is not there: ${code}`)
    return id
  }
}
