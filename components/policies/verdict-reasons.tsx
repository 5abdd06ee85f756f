import { useTranslations } from 'next-intl'
import { Icon } from '@/components/ui/icon'
import type { IconName } from '@/components/ui/icon-names'
import { Badge } from '@/components/ui/status-pill'
import { conditionWords, isGround, type ConditionState } from '@/lib/policies/reasons'
import type { CaseVerdict, Condition, ItemVerdict } from '@/lib/policies/verdict'
import { groupsOf, openDefect, say, type Articles, type Tongue } from '@/lib/policies/words'
import { useTongue } from './tongue'
import { ItemSentence } from './verdict-sentence'

const looks: Record<ConditionState, { icon: IconName; mark: string; word: string }> = {
  holds: { icon: 'circle-check', mark: 'text-green', word: 'text-green-ink' },
  ended: { icon: 'circle-x', mark: 'text-red', word: 'text-red-ink' },
  fails: { icon: 'circle-x', mark: 'text-red', word: 'text-red-ink' },
  unknown: { icon: 'circle-question-mark', mark: 'text-amber', word: 'text-amber-ink' },
  later: { icon: 'clock', mark: 'text-blue', word: 'text-blue-ink' },
  unclaimed: { icon: 'circle-dashed', mark: 'text-grey', word: 'text-ink-2' },
  aside: { icon: 'circle-minus', mark: 'text-grey', word: 'text-ink-2' },
}

type VerdictReasonsProps = {
  verdict: CaseVerdict
  /** What the items are called, by their ids in the verdict. */
  names: Readonly<Record<string, string>>
  articles: Articles
  className?: string
}

/**
 * «Почему?»: opens the full list of what was looked at, with dates, source and whether it holds; of goods with different
 * answers, a list for each.
 */
export function VerdictReasons({ verdict, names, articles, className = '' }: VerdictReasonsProps) {
  const tongue = useTongue(articles)
  const groups = groupsOf(verdict)
  return (
    <details className={`group ${className}`}>
      <summary className="inline-flex items-center gap-1 rounded font-medium text-accent-ink select-none hover:underline [&::-webkit-details-marker]:hidden pointer-coarse:min-h-10">
        <Icon name="chevron-right" size={14} className="transition-transform group-open:rotate-90" />
        {tongue.t('why')}
      </summary>
      <div className="mt-3 space-y-6">
        {groups.map(({ ids, item }) => (
          <div key={item.id}>
            {groups.length > 1 ? (
              <div className="mb-3 rounded-md bg-sunken px-3 py-2">
                <p className="mb-1 font-medium break-words">{ids.map((id) => names[id] ?? id).join(', ')}</p>
                <ItemSentence item={item} />
              </div>
            ) : null}
            <Conditions item={item} tongue={tongue} />
          </div>
        ))}
      </div>
    </details>
  )
}

/** A defect that could still be claimed, and until when: one line for each date. */
export function OpenDefects({ verdict, articles }: { verdict: CaseVerdict; articles: Articles }) {
  const tongue = useTongue(articles)
  const lines = new Set(
    verdict.items.flatMap((item) => {
      const open = openDefect(item)
      return open ? [say(open, tongue)] : []
    }),
  )
  return [...lines].map((line) => (
    <p key={line} className="text-sm text-pretty text-ink-2">
      {line}
    </p>
  ))
}

function Conditions({ item, tongue }: { item: ItemVerdict; tongue: Tongue }) {
  const t = useTranslations('verdicts')
  const parts = [
    { name: t('grounds'), lead: t('groundsLead'), conditions: item.conditions.filter(isGround) },
    { name: t('requirements'), lead: null, conditions: item.conditions.filter((one) => !isGround(one)) },
  ]
  return (
    <div className="grid gap-x-8 gap-y-5 lg:grid-cols-2">
      {parts.map(({ name, lead, conditions }) => (
        <div key={name} className="min-w-0">
          <p className="mb-1 text-sm font-semibold">
            {name}
            {lead ? <span className="ml-1.5 font-normal text-ink-3">{lead}</span> : null}
          </p>
          <ul aria-label={name}>
            {conditions.map((condition) => (
              <Row
                key={condition.code}
                condition={condition}
                decides={condition.code === item.ground}
                tongue={tongue}
              />
            ))}
          </ul>
        </div>
      ))}
    </div>
  )
}

function Row({ condition, decides, tongue }: { condition: Condition; decides: boolean; tongue: Tongue }) {
  const { state, stateWord, title, text, source } = conditionWords(condition)
  const { icon, mark, word } = looks[state]
  return (
    <li className="flex gap-2.5 border-t border-hairline py-2">
      <Icon name={icon} className={`mt-0.5 stroke-[2.1] ${mark}`} />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline justify-between gap-x-3">
          <span className="font-medium">
            {say(title, tongue)}
            {decides ? (
              <Badge tone="green" className="ml-2">
                {tongue.t('decides')}
              </Badge>
            ) : null}
          </span>
          <span className={`text-sm ${word}`}>{say(stateWord, tongue)}</span>
        </p>
        <p className="text-sm text-pretty text-ink-2">{say(text, tongue)}</p>
        <p className="text-xs text-ink-3">{say(source, tongue)}</p>
      </div>
    </li>
  )
}
