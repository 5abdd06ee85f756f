/** A past return judged twice: by the version in force when its order was placed, and by a draft. */
import type { LocalDate } from '@/lib/dates'
import { inForce, judgeCase } from '@/lib/policies/rules'
import type { PolicyTerms } from '@/lib/policies/schemas'
import {
  nextSteps,
  outcomes,
  type CaseVerdict,
  type ItemFacts,
  type NextStep,
  type OrderFacts,
  type Outcome,
} from '@/lib/policies/verdict'

/** How far a replay looks back. */
export const replayMonths = 12

/** What the policy decides on a case. */
export type Decision = { outcome: Outcome; next: NextStep }
/** The same with the last day, null where nothing ends it: all that a replay compares. */
export type Answer = Decision & { endsOn: LocalDate | null }

export type PastCase = {
  id: string
  requestedAt: Date
  order: OrderFacts
  items: readonly ItemFacts[]
}

export type PublishedVersion = { id: string; number: number; effectiveAt: Date; terms: PolicyTerms }

export type Judges = {
  /** IANA zone of the merchant. */
  zone: string
  /** Demands after it would be ones from the future. */
  now: Date
  published: readonly PublishedVersion[]
  draft: PolicyTerms
}

export function answerOf({ outcome, next, endsOn }: CaseVerdict): Answer {
  return { outcome, next, endsOn }
}

/** Both answers to one past return. The draft has the number that it would be published under. */
export function rejudge(past: PastCase, judges: Judges): { before: Answer; after: Answer } {
  const { zone, now, published, draft } = judges
  const input = { zone, now, demandedAt: past.requestedAt, order: past.order }
  const number = published.reduce((highest, version) => Math.max(highest, version.number), 0) + 1
  return {
    before: answerOf(judgeCase({ ...input, policy: inForce(published, past.order.placedAt) }, past.items)),
    after: answerOf(judgeCase({ ...input, policy: { number, terms: draft } }, past.items)),
  }
}

export function sameDecision(one: Decision, other: Decision): boolean {
  return one.outcome === other.outcome && one.next === other.next
}

export function sameAnswer(one: Answer, other: Answer): boolean {
  return sameDecision(one, other) && one.endsOn === other.endsOn
}

/** `within.approve`: how a decision stands in the counts and in the address. */
export function writeDecision({ outcome, next }: Decision): string {
  return `${outcome}.${next}`
}

export function readDecision(text: string): Decision | null {
  const [first, second, ...more] = text.split('.')
  const outcome = outcomes.find((one) => one === first)
  const next = nextSteps.find((one) => one === second)
  return outcome && next && more.length === 0 ? { outcome, next } : null
}

/** Of the returns that would have been answered otherwise, how many went from which decision to which. */
export type Transitions = Record<string, number>
export type Transition = { before: Decision; after: Decision; count: number }

export function countTransition(counts: Transitions, before: Decision, after: Decision): void {
  const key = `${writeDecision(before)}>${writeDecision(after)}`
  counts[key] = (counts[key] ?? 0) + 1
}

/** The sum of two counts. */
export function addTransitions(counts: Transitions, more: Transitions): Transitions {
  const sum = { ...counts }
  for (const [key, count] of Object.entries(more)) sum[key] = (sum[key] ?? 0) + count
  return sum
}

export type ReplaySummary = {
  /** The decision itself would have been another one; most frequent first. */
  decisions: Transition[]
  /** The same decision with another last day; most frequent first. */
  dates: Transition[]
  /** The returns in each of the two. */
  decided: number
  dated: number
}

export function summaryOf(counts: Transitions): ReplaySummary {
  const all = Object.entries(counts)
    .flatMap(([key, count]): Transition[] => {
      const [from = '', to = ''] = key.split('>')
      const [before, after] = [readDecision(from), readDecision(to)]
      return before && after && count > 0 ? [{ before, after, count }] : []
    })
    .toSorted((one, other) => other.count - one.count || orderOf(one) - orderOf(other))
  const decisions = all.filter(({ before, after }) => !sameDecision(before, after))
  const dates = all.filter(({ before, after }) => sameDecision(before, after))
  const sum = (some: Transition[]) => some.reduce((total, { count }) => total + count, 0)
  return { decisions, dates, decided: sum(decisions), dated: sum(dates) }
}

const rank = ({ outcome, next }: Decision) => outcomes.indexOf(outcome) * 10 + nextSteps.indexOf(next)
const orderOf = ({ before, after }: Transition) => rank(before) * 100 + rank(after)

type Progress = {
  status: 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
  judged: number
  total: number
}

/** Whether the worker has it or will have it. */
export function isRunning({ status }: Pick<Progress, 'status'>): boolean {
  return status === 'queued' || status === 'running'
}

/** How far it is, 0 to 1; null before it runs. */
export function shareDone({ status, judged, total }: Progress): number | null {
  if (status === 'queued') return null
  if (status === 'done') return 1
  return total > 0 ? Math.min(judged / total, 1) : 0
}
