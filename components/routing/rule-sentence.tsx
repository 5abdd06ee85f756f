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

/** The phrase with a full stop, which looks like what it ends when that steps back. */
function stopped(phrase: Phrase): Phrase {
  const last = phrase.at(-1)
  if (last?.role !== 'aside') return [...phrase, { text: '.', role: 'plain' }]
  return [...phrase.slice(0, -1), { ...last, text: `${last.text}.` }]
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
  stop = false,
}: {
  rule: Pick<RoutingRule, 'when' | 'then'>
  names: RoutingNames
  /** Whether it ends with a full stop. */
  stop?: boolean
}) {
  const tongue = useRoutingTongue()
  const phrase = ruleSentence(rule, names, tongue)
  return <PhraseText phrase={stop ? stopped(phrase) : phrase} />
}

/** What happens when no rule holds; `alone`: there is no rule above it. */
export function DefaultSentence({
  then,
  names,
  alone = false,
  stop = false,
}: {
  then: RouteActions
  names: RoutingNames
  alone?: boolean
  stop?: boolean
}) {
  const tongue = useRoutingTongue()
  const phrase = defaultSentence(then, names, tongue, { alone })
  return <PhraseText phrase={stop ? stopped(phrase) : phrase} />
}
