import { ClientMessages } from '@/components/shell/client-messages'
import { Icon } from '@/components/ui/icon'
import { LinkButton } from '@/components/ui/link-button'
import type { Caller } from '@/lib/caller'
import { diffRules } from '@/lib/routing/diff'
import type { RoutingOverview, RuleDraft } from '@/lib/routing/queries'
import { ruleDraftHref } from '@/lib/routing/search'
import type { RoutingNames } from '@/lib/routing/words'
import { DraftDiscard } from './draft-discard'
import type { Words } from './routing-words'
import { RuleSetText } from './rule-set-text'
import { RulesDiff } from './rules-diff'

type DraftCardProps = {
  caller: Caller
  draft: RuleDraft
  inForce: RoutingOverview['inForce']
  names: RoutingNames
  words: Words
}

/** What is being written: by whom, since when, and how it differs from what is in force, unfolded on the spot. */
export function DraftCard({ caller, draft, inForce, names, words }: DraftCardProps) {
  const { t, dateTime } = words
  const { slug } = caller.merchant
  const count = inForce ? diffRules(inForce.content, draft.content).length : draft.content.rules.length
  const difference = inForce
    ? t('draft.against', { count, number: inForce.number })
    : t('draft.first', { count })
  const saved = { when: dateTime(draft.updatedAt), who: draft.updatedBy }
  return (
    <section aria-labelledby="rule-draft" className="mb-6 rounded-lg border border-hairline bg-surface">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-3 px-4 py-3.5">
        <span className="grid size-9 shrink-0 place-items-center rounded-full bg-amber-soft text-amber-ink">
          <Icon name="pencil" size={18} />
        </span>
        <div className="min-w-0 flex-1 basis-56">
          <h2 id="rule-draft" className="text-base font-semibold">
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
        {caller.can.has('routing.manage') ? (
          <div className="flex flex-wrap items-center gap-2">
            <ClientMessages namespaces={['routing', 'drafts', 'errors']}>
              <DraftDiscard merchantSlug={slug} revision={draft.revision} />
            </ClientMessages>
            <LinkButton href={ruleDraftHref(slug)} variant="primary" icon="pencil">
              {t('draft.continue')}
            </LinkButton>
          </div>
        ) : null}
      </div>
      {inForce && count === 0 ? (
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
          {inForce ? (
            <div className="px-4 pt-2 pb-4">
              <RulesDiff before={inForce.content} after={draft.content} names={names} />
            </div>
          ) : (
            <RuleSetText content={draft.content} names={names} />
          )}
        </details>
      )}
    </section>
  )
}
