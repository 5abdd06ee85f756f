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
}

/**
 * What stands under the answer: until when a defect could still be claimed, and «Почему?», which opens the full list of
 * what was looked at, with dates, source and whether it holds. Of goods with different answers, all that for each.
 */
export function VerdictReasons({ verdict, names, articles }: VerdictReasonsProps) {
  const tongue = useTongue(articles)
  const groups = groupsOf(verdict)
  const [only] = groups
  if (groups.length <= 1) return only ? <Reasons item={only.item} tongue={tongue} /> : null
  return (
    <ul className="mt-2 divide-y divide-hairline border-t border-hairline sm:ml-6">
      {groups.map(({ ids, item }) => (
        <li key={item.id} className="space-y-1 py-2.5">
          <p className="text-sm break-words text-ink-2">{ids.map((id) => names[id] ?? id).join(', ')}</p>
          <ItemSentence item={item} />
          <Reasons item={item} tongue={tongue} />
        </li>
      ))}
    </ul>
  )
}

function Reasons({ item, tongue }: { item: ItemVerdict; tongue: Tongue }) {
  const open = openDefect(item)
  return (
    <div className="mt-1 pl-6">
      {open ? <p className="mb-1 text-sm text-pretty text-ink-2">{say(open, tongue)}</p> : null}
      <details className="group">
        <summary className="inline-flex items-center gap-1 rounded font-medium text-accent-ink select-none hover:underline pointer-coarse:min-h-10 [&::-webkit-details-marker]:hidden">
          <Icon name="chevron-right" size={14} className="transition-transform group-open:rotate-90" />
          {tongue.t('why')}
        </summary>
        <div className="mt-2 pb-1">
          <Conditions item={item} tongue={tongue} />
        </div>
      </details>
    </div>
  )
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
  // That one of several grounds does not hold is no trouble.
  const { icon, mark, word } = looks[state === 'fails' && isGround(condition) ? 'aside' : state]
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
