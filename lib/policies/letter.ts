/** A letter to the customer about a return, made of the same choice of words as the verdict. No words in here. */
import type { Custody, Decision } from '@/lib/cases/machine'
import type { LocalDate } from '@/lib/dates'
import { formatSlot } from '@/lib/i18n/format'
import { fromOf, shiftOf } from './reasons'
import type { CaseVerdict, Condition, ItemVerdict, Window } from './verdict'
import {
  conditionOf,
  groupsOf,
  isDefect,
  lastOf,
  lengthOf,
  longestPast,
  openDefect,
  say,
  type Phrase,
  type Tongue,
} from './words'

export type LetterFacts = {
  verdict: CaseVerdict
  decision: Exclude<Decision, 'cancelled'>
  custody: Custody
  /** When a courier comes, in the shop's days; null while no task is under way. */
  slot: { date: string; from: string; to: string } | null
  demandedOn: LocalDate
  orderNumber: string
  shop: string
  items: readonly { id: string; name: string; quantity: number }[]
}

const letter = (key: string, values?: Phrase['values']): Phrase =>
  values ? { key: `letter.${key}`, values } : { key: `letter.${key}` }

/** The whole letter as plain text, paragraphs divided by an empty line. */
export function letterText(facts: LetterFacts, tongue: Tongue): string {
  const speak = (phrases: readonly Phrase[]) => phrases.map((phrase) => say(phrase, tongue)).join(' ')
  const { verdict, decision, items } = facts
  const asked = [
    letter('asked', { demanded: { date: facts.demandedOn }, order: facts.orderNumber }),
    ...items.map(({ name, quantity }) => letter('item', { name, count: quantity })),
  ].map((phrase) => say(phrase, tongue))
  const paragraphs = [
    speak([letter('greeting')]),
    asked.join('\n'),
    ...answered(facts, speak),
    ...(decision === 'approved'
      ? [...steps(facts, tongue).map((step) => speak([step])), speak([moneyDue(verdict.moneyDue)])]
      : []),
    ...(decision === 'declined'
      ? [...open(verdict), letter('disagree')].map((phrase) => speak([phrase]))
      : []),
    `${speak([letter('sign')])}\n${facts.shop}`,
  ]
  return paragraphs.join('\n\n')
}

/** What was decided and why: in one paragraph when it is the same for all goods, else one for each kind of answer. */
function answered({ verdict, decision, items }: LetterFacts, speak: (phrases: Phrase[]) => string): string[] {
  const decided = letter(decidedKey(verdict, decision))
  const groups = groupsOf(verdict)
  if (groups.length <= 1) return [speak([decided, ...groups.flatMap(({ item }) => why(item))])]
  const about = groups.flatMap(({ ids, item }) => {
    const text = speak(why(item))
    const names = items.filter(({ id }) => ids.includes(id)).map(({ name }) => name)
    return text === '' ? [] : [speak([letter('about', { names: names.join(', '), text })])]
  })
  return [speak([decided]), ...about]
}

function decidedKey({ outcome }: CaseVerdict, decision: LetterFacts['decision']): string {
  if (decision === 'approved') return outcome === 'outside' ? 'approvedLate' : 'approved'
  if (decision === 'declined') return 'declined'
  return outcome === 'within' && decision === 'pending' ? 'received' : 'considered'
}

function source(condition: Condition): Phrase {
  return 'law' in condition.source
    ? letter('source.law', { article: { law: condition.source.law } })
    : letter('source.policy')
}

/** The reason in full; nothing where only a person can say it. */
function why(item: ItemVerdict): Phrase[] {
  switch (item.outcome) {
    case 'within': {
      const ground = item.ground ? conditionOf(item, item.ground) : undefined
      if (!ground) return []
      if (ground.window) return overTime(isDefect(ground.code) ? 'defect' : 'window', ground, ground.window)
      const { handedOverOn } = ground.facts
      return [letter(handedOverOn ? 'why.askedBefore' : 'why.notYet', { source: source(ground) })]
    }
    case 'outside': {
      const past = longestPast(item)
      return past?.window ? overTime('past', past, past.window) : []
    }
    case 'not_returnable': {
      const ban = conditionOf(item, 'not_made_to_order')
      return ban ? [letter('why.not_returnable', { source: source(ban) })] : []
    }
    case 'review': {
      if (conditionOf(item, 'consumer')?.holds === false) return [letter('why.business')]
      const listed = conditionOf(item, 'not_in_exchange_list')
      return listed?.holds === null ? [letter('why.listed', { source: source(listed) })] : []
    }
  }
}

function overTime(key: string, condition: Condition, window: Window): Phrase[] {
  const { calendarEnd, shiftedEnd } = window
  const whole = letter(`why.${key}`, {
    end: { date: lastOf(window) },
    length: lengthOf(window),
    from: fromOf(window, condition.facts),
    source: source(condition),
  })
  if (shiftedEnd === null || shiftedEnd === calendarEnd) return [whole]
  return [whole, letter('why.shifted', shiftOf(calendarEnd, shiftedEnd))]
}

/** What the customer has to do. */
function steps({ custody, slot }: LetterFacts, { locale }: Tongue): Phrase[] {
  if (custody !== 'customer') return [letter('next.sent')]
  const collect = slot ? letter('next.slot', { slot: formatSlot(slot, locale) }) : letter('next.collect')
  return [collect, letter('next.receipt')]
}

function moneyDue(window: Window): Phrase {
  return letter('money', {
    end: { date: lastOf(window) },
    length: lengthOf(window),
    article: { law: 'zozpp-22' },
  })
}

/** Defects that nobody has claimed yet: of several goods, the one that may be claimed the longest. */
function open({ items }: CaseVerdict): Phrase[] {
  const ends = items.flatMap((item) => openDefect(item) ?? [])
  const [first] = ends.toSorted((a, b) =>
    JSON.stringify(b.values?.end).localeCompare(JSON.stringify(a.values?.end)),
  )
  return first ? [letter('open', first.values)] : []
}
