/**
 * What a verdict says, as keys of the `verdicts` messages with what fills them: screens, letters and other answers make
 * their sentences of the same choice. No words in here.
 */
import type { LocalDate } from '@/lib/dates'
import { formatLongDate } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locale'
import type { CaseVerdict, Condition, ItemVerdict, Outcome, Window } from './verdict'

/** A message and its fillings. Dates and other phrases are put into words where the language is known. */
export type Phrase = { key: string; values?: Readonly<Record<string, Filling>> }
type Filling = string | number | Phrase | { date: LocalDate } | { day: LocalDate } | { law: string }

/** The places in the law by the id of their entry, in one language: `lawArticles` of lib/policies/articles. */
export type Articles = Readonly<Record<string, string>>

/** A language: `t` translates keys of `verdicts`. */
export type Tongue = {
  locale: Locale
  t: (key: string, values?: Record<string, string | number>) => string
  articles: Articles
}

/** The phrase in words. A law that is not among the articles is named by its id. */
export function say({ key, values = {} }: Phrase, tongue: Tongue): string {
  return tongue.t(key, fill(values, tongue))
}

export function fill(values: NonNullable<Phrase['values']>, tongue: Tongue): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(values).map(([name, filling]) => [name, inWords(filling, tongue)] as const),
  )
}

function inWords(filling: Filling, tongue: Tongue): string | number {
  if (typeof filling !== 'object') return filling
  if ('key' in filling) return say(filling, tongue)
  if ('law' in filling) return tied(tongue.articles[filling.law] ?? filling.law)
  if ('date' in filling) return formatLongDate(filling.date, tongue.locale)
  return formatLongDate(filling.day, tongue.locale, { year: false })
}

/** Keeps a number on the line of its «ст.» or «№». */
function tied(article: string): string {
  return article.replace(/(№|п\.|ст\.|Art\.|No\.) /g, '$1\u00a0')
}

export const isDefect = (code: string) => code === 'defect' || code === 'defect_complex'

/** The last day as it is shown. */
export function lastOf(window: Window): LocalDate {
  return window.shiftedEnd ?? window.calendarEnd
}

export function conditionOf(item: ItemVerdict, code: Condition['code']): Condition | undefined {
  return item.conditions.find((condition) => condition.code === code)
}

/** «14 дней», «3 месяца», «2 года». */
export function lengthOf({ days, months }: Window): Phrase {
  if (days !== null) return { key: 'length.days', values: { count: days } }
  const count = months ?? 0
  return count >= 12 && count % 12 === 0
    ? { key: 'length.years', values: { count: count / 12 } }
    : { key: 'length.months', values: { count } }
}

/** By whose word: the law, or the shop's policy of that version. */
function bySource(source: Condition['source']): Phrase {
  if ('law' in source) return { key: 'by.law' }
  return source.policy === null
    ? { key: 'by.shop' }
    : { key: 'by.policy', values: { number: String(source.policy) } }
}

/** The end of a window in the answer's sentence: until when, how long, and by whose word. */
function endOf({ window, source }: Condition) {
  if (!window) return null
  return { end: { date: lastOf(window) }, length: lengthOf(window), by: bySource(source) }
}

/** Of the windows that have passed, the one that lasted longest: what «вне срока» is about. */
export function longestPast(item: ItemVerdict): Condition | undefined {
  return item.conditions.find(
    ({ code, holds, window }) =>
      holds === false && !isDefect(code) && window !== null && lastOf(window) === item.endsOn,
  )
}

function withinAnswer(item: ItemVerdict): Phrase {
  const ground = item.ground && conditionOf(item, item.ground)
  const end = ground && endOf(ground)
  if (end) return { key: `answer.within.${isDefect(ground.code) ? 'defect' : 'window'}`, values: end }
  const handedOver = ground ? ground.facts.handedOverOn : null
  return handedOver
    ? { key: 'answer.within.askedBefore', values: { handedOver: { date: handedOver } } }
    : { key: 'answer.within.notYet' }
}

function reviewAnswer(item: ItemVerdict): Phrase {
  const problem = conditionOf(item, 'dates_agree')?.facts.problem
  if (problem) return { key: `answer.review.${problem}` }
  if (conditionOf(item, 'consumer')?.holds === false) return { key: 'answer.review.business' }
  if (conditionOf(item, 'not_in_exchange_list')?.holds === null) return { key: 'answer.review.listed' }
  const open = item.conditions.filter(({ holds, window }) => holds === null && window !== null)
  const late = open.find(({ code, facts }) => isDefect(code) && facts.claimed)
  const end = late && endOf(late)
  if (end) return { key: `answer.review.${late.code}`, values: end }
  const counted = open.find(({ code, window }) => !isDefect(code) && window?.shiftedEnd === null)?.window
  return counted
    ? { key: 'answer.review.calendar', values: { end: { date: counted.calendarEnd }, ...yearOf(counted) } }
    : { key: 'answer.review.other' }
}

export const yearOf = ({ calendarEnd }: Window) => ({ year: calendarEnd.slice(0, 4) })

/** The answer about one item, without the outcome's own word. */
export function itemAnswer(item: ItemVerdict): Phrase {
  switch (item.outcome) {
    case 'within':
      return withinAnswer(item)
    case 'outside': {
      const past = longestPast(item)
      const end = past && endOf(past)
      return end ? { key: 'answer.outside.window', values: end } : { key: 'answer.outside.other' }
    }
    case 'not_returnable':
      return { key: 'answer.not_returnable' }
    case 'review':
      return reviewAnswer(item)
  }
}

/** The answer about all items: the one they share, or that they differ. */
export function caseAnswer(verdict: CaseVerdict): Phrase {
  const [first] = verdict.items
  if (!first) return { key: 'answer.review.other' }
  const answers = new Set(verdict.items.map((item) => JSON.stringify(itemAnswer(item))))
  if (answers.size === 1) return itemAnswer(first)
  if (verdict.items.some(({ outcome }) => outcome !== first.outcome)) return { key: 'answer.review.mixed' }
  const { outcome, endsOn } = verdict
  return outcome === 'within' && endsOn
    ? { key: 'answer.within.each', values: { end: { date: endsOn } } }
    : { key: `answer.${outcome}.each` }
}

/** «В срок: вернуть можно до 10 марта 2026 — 14 дней по правилам магазина (версия 3)». */
export function sentence(outcome: Outcome, answer: Phrase): Phrase {
  return { key: 'sentence', values: { outcome: outcomeWord(outcome), answer } }
}

export function outcomeWord(outcome: Outcome): Phrase {
  return { key: `outcome.${outcome}` }
}

/** A defect that nobody has claimed, and until when one could be; null when none is open. */
export function openDefect(item: ItemVerdict): Phrase | null {
  const open = item.open.find(({ ground, claimed }) => isDefect(ground) && !claimed)
  if (!open?.endsOn) return null
  const source = conditionOf(item, open.ground)?.source
  return {
    key: 'open',
    values: { end: { date: open.endsOn }, article: source && 'law' in source ? { law: source.law } : '' },
  }
}

/** Items with the same answer for the same reasons, together, in their order. */
export function groupsOf(verdict: CaseVerdict): { ids: string[]; item: ItemVerdict }[] {
  const groups = new Map<string, { ids: string[]; item: ItemVerdict }>()
  for (const item of verdict.items) {
    const { outcome, ground, conditions } = item
    const same = JSON.stringify([outcome, ground, conditions])
    const group = groups.get(same)
    if (group) group.ids.push(item.id)
    else groups.set(same, { ids: [item.id], item })
  }
  return [...groups.values()]
}
