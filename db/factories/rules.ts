import { newId } from '@/lib/ids'
import { publishRules, saveRuleDraft } from '@/lib/routing/commands'
import { routingOverview } from '@/lib/routing/queries'
import type { RouteActions, RoutingRule, RuleSetContent } from '@/lib/routing/schemas'
import type { TestMerchant } from './merchant'

export function actionsWith(more: Partial<RouteActions> = {}): RouteActions {
  return {
    to: { action: 'ask' },
    storageDays: null,
    sorting: false,
    repack: false,
    tellCustomer: false,
    tellOrderSystem: false,
    refund: false,
    ...more,
  }
}

/** A rule that asks a person about what is defective, unless told otherwise. */
export function ruleWith(more: Partial<RoutingRule> = {}): RoutingRule {
  return {
    id: newId(),
    name: '',
    note: '',
    enabled: true,
    when: { match: 'all', of: [{ field: 'reason', op: 'in', values: ['defective'] }] },
    then: actionsWith(),
    ...more,
  }
}

/** Rules in their order, and for the rest the shop's own warehouse. */
export function rulesWith(
  shop: TestMerchant,
  rules: RoutingRule[] = [],
  otherwise: RouteActions = actionsWith({ to: { action: 'deliver', locationId: shop.locationId } }),
): RuleSetContent {
  return { rules, otherwise }
}

/** Writes and publishes a version as the shop's manager; in effect at once unless told otherwise. */
export async function freshRules(
  shop: TestMerchant,
  content: RuleSetContent,
  now: Date,
  effectiveAt: Date | null = null,
): Promise<number> {
  const { draft, versions } = await routingOverview(shop.callers.manager, now)
  const saved = await saveRuleDraft(
    shop.callers.manager,
    {
      commandId: newId(),
      expectedRevision: draft?.revision ?? 0,
      expectedVersion: versions[0]?.number ?? 0,
      content,
    },
    now,
  )
  if (!saved.ok) throw new Error(JSON.stringify(saved.error))
  const published = await publishRules(
    shop.callers.manager,
    {
      commandId: newId(),
      expectedRevision: saved.data.revision,
      effectiveAt: effectiveAt?.toISOString() ?? null,
    },
    now,
  )
  if (!published.ok) throw new Error(JSON.stringify(published.error))
  return published.data.number
}
