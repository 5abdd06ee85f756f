import { DraftCard } from '@/components/drafts/draft-card'
import type { Caller } from '@/lib/caller'
import type { ReasonChoice } from '@/lib/pickups/queries'
import { diffTerms } from '@/lib/policies/diff'
import type { PolicyDraft, PolicyOverview } from '@/lib/policies/queries'
import { lawOnlyTerms } from '@/lib/policies/schemas'
import { policyDraftHref } from '@/lib/policies/search'
import type { Words } from './policy-words'
import { TermsDiff } from './terms-diff'

type DraftCardProps = {
  caller: Caller
  draft: PolicyDraft
  inForce: PolicyOverview['inForce']
  reasons: readonly ReasonChoice[]
  words: Words
}

/** The draft of a return policy, against the version in force or the law. */
export function PolicyDraftCard({ caller, draft, inForce, reasons, words }: DraftCardProps) {
  const { t, dateTime } = words
  const { slug, currency } = caller.merchant
  const before = inForce?.terms ?? lawOnlyTerms
  const count = diffTerms(before, draft.terms).length
  return (
    <DraftCard
      id="policy-draft"
      messages="versions"
      draft={draft}
      dateTime={dateTime}
      writeHref={caller.can.has('policy.manage') ? policyDraftHref(slug) : null}
      difference={
        inForce
          ? t('draft.against.version', { count, number: inForce.number })
          : t('draft.against.law', { count })
      }
    >
      {count === 0 ? null : (
        <div className="px-4 pt-2 pb-4">
          <TermsDiff before={before} after={draft.terms} currency={currency} reasons={reasons} />
        </div>
      )}
    </DraftCard>
  )
}
