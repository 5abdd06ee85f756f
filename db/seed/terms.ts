import type { Caller } from '@/lib/caller'
import { addDays } from '@/lib/dates'
import { newId } from '@/lib/ids'
import { publishDraft, saveDraft } from '@/lib/policies/commands'
import type { PolicyTerms } from '@/lib/policies/schemas'
import { localDate } from '@/lib/time'
import { day } from './shops/orders'
import type { TermsPlan } from './shops/terms'

/** Writes the versions at their moments of the past, and the draft yesterday, as the shop's manager. */
export async function writeTerms(manager: Caller, plan: TermsPlan, now: Date): Promise<void> {
  const save = async (terms: PolicyTerms, expectedVersion: number, at: Date) => {
    const input = { commandId: newId(), expectedRevision: 0, expectedVersion, terms }
    const saved = await saveDraft(manager, input, at)
    if (!saved.ok) throw new Error(`The demo's terms were refused: ${JSON.stringify(saved.error)}`)
    return saved.data.revision
  }
  for (const [before, { daysAgo, effectiveInDays, terms, note }] of plan.versions.entries()) {
    const at = new Date(now.getTime() - daysAgo * day)
    const expectedRevision = await save(terms, before, at)
    const effectiveFrom = addDays(localDate(at, manager.merchant.timeZone), effectiveInDays)
    const input = { commandId: newId(), expectedRevision, effectiveFrom, note }
    const published = await publishDraft(manager, input, at)
    if (!published.ok) throw new Error(`The demo's terms were refused: ${JSON.stringify(published.error)}`)
  }
  await save(plan.draft, plan.versions.length, new Date(now.getTime() - day))
}
