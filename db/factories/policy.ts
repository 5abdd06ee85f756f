import { newId } from '@/lib/ids'
import { policyOverview } from '@/lib/policies/queries'
import { publishDraft, saveDraft } from '@/lib/policies/commands'
import { lawOnlyTerms, type PolicyTerms } from '@/lib/policies/schemas'
import { localDate } from '@/lib/time'
import type { TestMerchant } from './merchant'

/** The usual terms of a test: fourteen days, and nothing approved by itself unless told. */
export function termsWith(more: Partial<PolicyTerms> = {}): PolicyTerms {
  return { ...lawOnlyTerms, days: 14, writtenTerms: 'every_order', ...more }
}

/** Writes and publishes a version as the shop's manager; in effect from the day of `now` unless told otherwise. */
export async function freshPolicy(
  shop: TestMerchant,
  terms: PolicyTerms,
  now: Date,
  effectiveFrom = localDate(now, shop.system.merchant.timeZone),
): Promise<number> {
  const { draft, versions } = await policyOverview(shop.callers.manager, now)
  const saved = await saveDraft(
    shop.callers.manager,
    {
      commandId: newId(),
      expectedRevision: draft?.revision ?? 0,
      expectedVersion: versions[0]?.number ?? 0,
      terms,
    },
    now,
  )
  if (!saved.ok) throw new Error(JSON.stringify(saved.error))
  const published = await publishDraft(
    shop.callers.manager,
    { commandId: newId(), expectedRevision: saved.data.revision, effectiveFrom },
    now,
  )
  if (!published.ok) throw new Error(JSON.stringify(published.error))
  return published.data.number
}
