import { Fragment } from 'react'
import type { Phrase, Word } from '@/lib/routing/phrase'
import type { RouteActions, RoutingRule } from '@/lib/routing/schemas'
import { defaultSentence, ruleSentence, type RoutingNames } from '@/lib/routing/words'
import { useRoutingTongue } from './tongue'

const looks: Record<Word['role'], string | null> = {
  plain: null,
  value: 'font-semibold',
  gone: 'font-semibold text-red-ink',
  aside: 'text-ink-3',
}

/** A phrase whose values stand out, and what is said by the way steps back. */
function PhraseText({ phrase }: { phrase: Phrase }) {
  return phrase.map(({ text, role }, index) => {
    const look = looks[role]
    return look === null ? (
      <Fragment key={index}>{text}</Fragment>
    ) : (
      <span key={index} className={look}>
        {text}
      </span>
    )
  })
}

/** A rule as one sentence. For the server and for the client (there below `ClientMessages` with `routing`). */
export function RuleSentence({
  rule,
  names,
}: {
  rule: Pick<RoutingRule, 'when' | 'then'>
  names: RoutingNames
}) {
  const tongue = useRoutingTongue()
  return <PhraseText phrase={ruleSentence(rule, names, tongue)} />
}

/** What happens when no rule holds; `alone`: there is no rule above it. */
export function DefaultSentence({
  then,
  names,
  alone = false,
}: {
  then: RouteActions
  names: RoutingNames
  alone?: boolean
}) {
  const tongue = useRoutingTongue()
  return <PhraseText phrase={defaultSentence(then, names, tongue, { alone })} />
}
