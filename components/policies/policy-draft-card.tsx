import { Icon } from '@/components/ui/icon'
import { LinkButton } from '@/components/ui/link-button'
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

/** What is being written: by whom, since when, and how it differs from what is in force, unfolded on the spot. */
export function DraftCard({ caller, draft, inForce, reasons, words }: DraftCardProps) {
  const { t, dateTime } = words
  const { merchant } = caller
  const before = inForce?.terms ?? lawOnlyTerms
  const count = diffTerms(before, draft.terms).length
  const difference = inForce
    ? t('draft.against.version', { count, number: inForce.number })
    : t('draft.against.law', { count })
  const saved = { when: dateTime(draft.updatedAt), who: draft.updatedBy }
  return (
    <section aria-labelledby="policy-draft" className="mb-6 rounded-lg border border-hairline bg-surface">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-3 px-4 py-3.5">
        <span className="grid size-9 shrink-0 place-items-center rounded-full bg-amber-soft text-amber-ink">
          <Icon name="pencil" size={18} />
        </span>
        <div className="min-w-0 flex-1 basis-56">
          <h2 id="policy-draft" className="text-base font-semibold">
            {t('draft.title')}
          </h2>
          <p className="text-sm break-words text-ink-2">
            {draft.createdBy === draft.updatedBy
              ? t('draft.saved', saved)
              : t('draft.savedStarted', {
                  ...saved,
                  startedWhen: dateTime(draft.createdAt),
                  startedWho: draft.createdBy,
                })}
            . {t('draft.quiet')}
          </p>
        </div>
        {caller.can.has('policy.manage') ? (
          <LinkButton href={policyDraftHref(merchant.slug)} variant="primary" icon="pencil">
            {t('draft.continue')}
          </LinkButton>
        ) : null}
      </div>
      {count === 0 ? (
        <p className="border-t border-hairline px-4 py-2.5 text-ink-2">{difference}</p>
      ) : (
        <details className="group/draft border-t border-hairline">
          <summary className="flex min-h-10 list-none items-center gap-2 px-4 -outline-offset-2 hover:bg-hover [&::-webkit-details-marker]:hidden">
            <Icon
              name="chevron-right"
              size={14}
              className="text-ink-3 transition-transform duration-100 group-open/draft:rotate-90"
            />
            {difference}
          </summary>
          <div className="px-4 pt-2 pb-4">
            <TermsDiff before={before} after={draft.terms} currency={merchant.currency} reasons={reasons} />
          </div>
        </details>
      )}
    </section>
  )
}
