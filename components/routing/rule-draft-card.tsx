import { DraftCard } from '@/components/drafts/draft-card'
import { ClientMessages } from '@/components/shell/client-messages'
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

/** The draft of routing rules, against the version in force; the first one in full. */
export function RuleDraftCard({ caller, draft, inForce, names, words }: DraftCardProps) {
  const { t, dateTime } = words
  const { slug } = caller.merchant
  const { content } = draft
  const count = inForce ? diffRules(inForce.content, content).length : content.rules.length
  return (
    <DraftCard
      id="rule-draft"
      messages="routing"
      draft={draft}
      dateTime={dateTime}
      writeHref={caller.can.has('routing.manage') ? ruleDraftHref(slug) : null}
      actions={
        <ClientMessages namespaces={['routing', 'drafts', 'errors']}>
          <DraftDiscard merchantSlug={slug} revision={draft.revision} />
        </ClientMessages>
      }
      difference={
        inForce ? t('draft.against', { count, number: inForce.number }) : t('draft.first', { count })
      }
    >
      {!inForce ? (
        <RuleSetText content={content} names={names} />
      ) : count === 0 ? null : (
        <div className="px-4 pt-2 pb-4">
          <RulesDiff before={inForce.content} after={content} names={names} />
        </div>
      )}
    </DraftCard>
  )
}
