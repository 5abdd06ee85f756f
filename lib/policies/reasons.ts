/** The full list of a verdict in words: every condition with its dates, its source and whether it holds. No words in here. */
import { calendarDay } from '@/lib/calendar/rules'
import { dayOfWeek, type LocalDate } from '@/lib/dates'
import { grounds, type Condition, type Window } from './verdict'
import { isDefect, lengthOf, yearOf, type Phrase } from './words'

export const conditionStates = ['holds', 'ended', 'fails', 'unknown', 'later', 'unclaimed', 'aside'] as const
/** `later`: it begins with the handover; `unclaimed`: it would hold if it was claimed; `aside`: it is not about these goods. */
export type ConditionState = (typeof conditionStates)[number]

export type ConditionWords = {
  code: Condition['code']
  state: ConditionState
  stateWord: Phrase
  title: Phrase
  text: Phrase
  source: Phrase
}

/** Whether one of these is enough, or each of them limits which there are. */
export function isGround({ code }: Condition): boolean {
  return grounds.some((ground) => ground === code)
}

/** One condition of the full list: what it is, whether it holds and why, and where it comes from. */
export function conditionWords(condition: Condition): ConditionWords {
  const { code } = condition
  const ground = isGround(condition)
  const state = ground ? groundState(condition) : requirementState(condition)
  return {
    code,
    state,
    stateWord: { key: `state.${ground ? 'ground' : 'requirement'}.${state}` },
    title: { key: `title.${code}` },
    text: ground ? groundText(condition, state) : requirementText(condition),
    source: sourceWords(condition),
  }
}

function sourceWords({ source, facts }: Condition): Phrase {
  if ('law' in source) return { key: 'source.law', values: { article: { law: source.law } } }
  if (source.policy === null) return { key: 'source.none' }
  const number = String(source.policy)
  return facts.exception
    ? { key: 'source.exception', values: { number, place: String(facts.exception) } }
    : { key: 'source.policy', values: { number } }
}

const requirementState = ({ holds }: Condition): ConditionState =>
  holds === null ? 'unknown' : holds ? 'holds' : 'fails'

/** Why a ground is none for these goods or this buyer; null when it is one. */
function asideOf({ code, source, window, facts }: Condition): string | null {
  if (window) return null
  if ('policy' in source && source.policy === null) return 'noPolicy'
  if (!isDefect(code) && facts.madeToOrder) return 'madeToOrder'
  if (facts.buyer === 'business') return 'business'
  if (code === 'defect' && facts.technicallyComplex) return 'complex'
  if (code === 'defect_complex' && !facts.technicallyComplex) return 'notComplex'
  return null
}

function groundState(condition: Condition): ConditionState {
  const { code, holds, window, facts } = condition
  if (asideOf(condition)) return 'aside'
  if (holds === null) {
    if (window === null) return 'later'
    return isDefect(code) && !facts.claimed ? 'ended' : 'unknown'
  }
  if (isDefect(code) && !facts.claimed) return holds ? 'unclaimed' : 'ended'
  if (holds) return 'holds'
  return window ? 'ended' : 'fails'
}

function groundText(condition: Condition, state: ConditionState): Phrase {
  const { code, holds, window, facts } = condition
  const aside = asideOf(condition)
  if (aside) return { key: `aside.${aside}` }
  if (window) {
    const text = windowText(window, facts)
    const more = isDefect(code) ? defectMore(code, state) : null
    return more ? { key: 'both', values: { first: text, second: { key: more } } } : text
  }
  const handedOver = facts.handedOverOn
  if (code === 'before_handover') {
    if (!handedOver) return { key: 'handover.notYet' }
    const days = { handedOver: { date: handedOver }, demanded: { date: facts.demandedOn ?? handedOver } }
    return { key: holds ? 'handover.askedBefore' : 'handover.askedAfter', values: days }
  }
  if (code === 'terms_not_given' && holds === false) {
    return facts.termsGivenOn
      ? { key: 'terms.given', values: { given: { date: facts.termsGivenOn } } }
      : { key: 'terms.everyOrder' }
  }
  return { key: `later.${facts.countFrom ?? 'handover'}` }
}

function defectMore(code: string, state: ConditionState): string | null {
  if (state === 'unclaimed') return 'defect.unclaimed'
  return state === 'holds' ? 'defect.claimed' : `defect.late.${code}`
}

/** How long, from which day, and both ends where they differ. */
function windowText(window: Window, facts: Condition['facts']): Phrase {
  const span = { length: lengthOf(window), from: fromOf(window, facts) }
  const { calendarEnd, shiftedEnd, shifts, confirmed } = window
  if (shiftedEnd === null) {
    return { key: 'window.unknown', values: { ...span, counted: { date: calendarEnd }, ...yearOf(window) } }
  }
  if (shiftedEnd === calendarEnd) {
    const values = { ...span, end: { date: shiftedEnd } }
    return shifts && !confirmed
      ? { key: 'window.unsigned', values: { ...values, ...yearOf(window) } }
      : { key: 'window.plain', values }
  }
  const values = { ...span, ...shiftOf(calendarEnd, shiftedEnd), end: { date: shiftedEnd } }
  return confirmed
    ? { key: 'window.shifted', values }
    : { key: 'window.shiftedUnsigned', values: { ...values, ...yearOf(window) } }
}

/** The last day by count, with the year only where that is another one, and what made it a day off. */
export function shiftOf(calendarEnd: LocalDate, shiftedEnd: LocalDate) {
  const sameYear = calendarEnd.slice(0, 4) === shiftedEnd.slice(0, 4)
  return {
    counted: sameYear ? { day: calendarEnd } : { date: calendarEnd },
    off: { key: `off.${dayOff(calendarEnd)}` },
  }
}

export function fromOf(window: Window, { countFrom, readyOn }: Condition['facts']): Phrase {
  const begun = countFrom === 'collection_point' && window.from !== readyOn ? 'handover' : countFrom
  return { key: `from.${begun ?? 'handover'}`, values: { date: { date: window.from } } }
}

function dayOff(date: LocalDate): string {
  const { kind } = calendarDay(date)
  if (kind === 'holiday') return 'holiday'
  const weekday = dayOfWeek(date)
  return weekday === 'sat' || weekday === 'sun' ? weekday : 'moved'
}

function requirementText({ code, holds, facts }: Condition): Phrase {
  const date = (day: LocalDate | null | undefined) => (day ? { date: day } : { key: 'unknownDay' })
  switch (code) {
    case 'dates_agree': {
      const days = {
        placed: date(facts.placedOn),
        handedOver: date(facts.handedOverOn),
        demanded: date(facts.demandedOn),
      }
      if (facts.problem) return { key: `requirement.dates_agree.${facts.problem}`, values: days }
      return facts.handedOverOn
        ? { key: 'requirement.dates_agree.holds', values: days }
        : {
            key: 'requirement.dates_agree.notYet',
            values: { placed: days.placed, demanded: days.demanded },
          }
    }
    case 'handover_known':
      return facts.handedOverOn
        ? { key: 'requirement.handover_known.holds', values: { handedOver: date(facts.handedOverOn) } }
        : { key: 'requirement.handover_known.unknown' }
    case 'not_made_to_order': {
      const whose = facts.madeToOrder ? 'article' : 'policy'
      if (holds) return { key: 'requirement.not_made_to_order.holds' }
      return { key: `requirement.not_made_to_order.${facts.claimed ? 'claimed' : whose}` }
    }
    case 'not_in_exchange_list':
      if (holds) return { key: 'requirement.not_in_exchange_list.holds' }
      return { key: `requirement.not_in_exchange_list.${facts.claimed ? 'claimed' : 'unknown'}` }
    default:
      return { key: `requirement.${code}.${holds ? 'holds' : 'fails'}` }
  }
}
