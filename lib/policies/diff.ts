/** What differs between two versions of a return policy, as data: pure, for any screen that says it in words. */
import { longestRise } from '@/lib/longest-rise'
import type { CountFrom, Exclusion, Outside, PolicyTerms, WindowException } from './schemas'

/** An exception with its place in the list, from 1: the first that fits is taken, so the place is a part of it. */
export type PlacedException = WindowException & { place: number }

type Changed<What extends string, T> = { kind: 'changed'; what: What; before: T; after: T }
type Listed<What extends string, T> =
  | Changed<What, T>
  | { kind: 'added'; what: What; before: null; after: T }
  | { kind: 'removed'; what: What; before: T; after: null }

export type TermChange =
  | Changed<'days', number>
  | Listed<'exception', PlacedException>
  | { kind: 'moved'; what: 'exception'; before: PlacedException; after: PlacedException }
  | Changed<'countFrom', CountFrom>
  | Changed<'extendToWorkingDay', boolean>
  | Changed<'writtenTerms', PolicyTerms['writtenTerms']>
  | Changed<'outside', Outside>
  | Changed<'autoApprove', PolicyTerms['autoApprove']>
  | Changed<'pickupAttempts', number>
  | Changed<'warning', PolicyTerms['warning']>
  | Listed<'exclusion', Exclusion>

/**
 * The changes that make `after` out of `before`, in the order in which terms are read; none when they mean the same. An
 * exception is the same one while its conditions are, or at least its category, channel and reason: then it was changed.
 * Only those that another one truly passed are `moved`. Exclusions and the roles to be warned are sets.
 */
export function diffTerms(before: PolicyTerms, after: PolicyTerms): TermChange[] {
  return [
    ...changed('days', before.days, after.days),
    ...diffExceptions(before.exceptions, after.exceptions),
    ...changed('countFrom', before.countFrom, after.countFrom),
    ...changed('extendToWorkingDay', before.extendToWorkingDay, after.extendToWorkingDay),
    ...changed('writtenTerms', before.writtenTerms, after.writtenTerms),
    ...changed('outside', before.outside, after.outside),
    ...changed('autoApprove', before.autoApprove, after.autoApprove, keyOfApproval),
    ...changed('pickupAttempts', before.pickupAttempts, after.pickupAttempts),
    ...changed('warning', before.warning, after.warning, keyOfWarning),
    ...diffExclusions(before.exclusions, after.exclusions),
  ]
}

function changed<What extends string, T>(
  what: What,
  before: T,
  after: T,
  keyOf: (value: T) => unknown = (value) => value,
): Changed<What, T>[] {
  return keyOf(before) === keyOf(after) ? [] : [{ kind: 'changed', what, before, after }]
}

function keyOfApproval(approval: PolicyTerms['autoApprove']): string {
  return JSON.stringify(approval && [approval.upTo])
}

function keyOfWarning({ daysBefore, roles }: PolicyTerms['warning']): string {
  return JSON.stringify([daysBefore, [...new Set(roles)].sort()])
}

type Pair<T> = { before: T; after: T }

/** Pairs what has the same key, the first with the first; what found no other stays in `left`. */
function pair<T>(left: Pair<T[]>, keyOf: (one: T) => string): { pairs: Pair<T>[]; left: Pair<T[]> } {
  const waiting = Map.groupBy(left.after, keyOf)
  const pairs: Pair<T>[] = []
  const alone: T[] = []
  for (const one of left.before) {
    const other = waiting.get(keyOf(one))?.shift()
    if (other === undefined) alone.push(one)
    else pairs.push({ before: one, after: other })
  }
  const found = new Set(pairs.map(({ after }) => after))
  return { pairs, left: { before: alone, after: left.after.filter((one) => !found.has(one)) } }
}

/** Pairs by the first key, what is left by the second, and so on. */
function pairBy<T>(all: Pair<T[]>, keys: ((one: T) => string)[]): { pairs: Pair<T>[]; left: Pair<T[]> } {
  const pairs: Pair<T>[] = []
  let left = all
  for (const keyOf of keys) {
    const round = pair(left, keyOf)
    pairs.push(...round.pairs)
    left = round.left
  }
  return { pairs, left }
}

const keyOfGoods = ({ category, channel, reason }: WindowException) =>
  JSON.stringify([category, channel, reason])
const keyOfConditions = (one: WindowException) =>
  JSON.stringify([one.category, one.priceFrom, one.priceTo, one.channel, one.reason])
const keyOfException = (one: WindowException) => `${keyOfConditions(one)} ${one.days}`

function placed(exceptions: readonly WindowException[]): PlacedException[] {
  return exceptions.map((exception, index) => ({ ...exception, place: index + 1 }))
}

function diffExceptions(before: readonly WindowException[], after: readonly WindowException[]): TermChange[] {
  const all = { before: placed(before), after: placed(after) }
  const { pairs, left } = pairBy(all, [keyOfException, keyOfConditions, keyOfGoods])
  const inOrder = pairs.toSorted((a, b) => a.before.place - b.before.place)
  const stayed = longestRise(inOrder.map((one) => one.after.place))
  const what = 'exception'
  const changes: TermChange[] = [
    ...left.before.map((one) => ({ kind: 'removed', what, before: one, after: null }) as const),
    ...left.after.map((one) => ({ kind: 'added', what, before: null, after: one }) as const),
    ...inOrder.flatMap((one): TermChange[] => [
      ...(keyOfException(one.before) === keyOfException(one.after)
        ? []
        : [{ kind: 'changed', what, ...one } as const]),
      ...(stayed.has(one.after.place) ? [] : [{ kind: 'moved', what, ...one } as const]),
    ]),
  ]
  return changes.toSorted((a, b) => placeOf(a) - placeOf(b))
}

function placeOf(change: TermChange): number {
  return change.what === 'exception' ? (change.after ?? change.before).place : 0
}

const keyOfExcluded = ({ category, sku }: Exclusion) => JSON.stringify([category, sku])
const keyOfExclusion = (one: Exclusion) => `${keyOfExcluded(one)} ${one.basis}`

function diffExclusions(before: readonly Exclusion[], after: readonly Exclusion[]): TermChange[] {
  const all = { before: unique(before), after: unique(after) }
  const { pairs, left } = pairBy(all, [keyOfExclusion, keyOfExcluded])
  const what = 'exclusion'
  return [
    ...left.before.map((one) => ({ kind: 'removed', what, before: one, after: null }) as const),
    ...pairs
      .filter((one) => keyOfExclusion(one.before) !== keyOfExclusion(one.after))
      .map((one) => ({ kind: 'changed', what, ...one }) as const),
    ...left.after.map((one) => ({ kind: 'added', what, before: null, after: one }) as const),
  ]
}

function unique(exclusions: readonly Exclusion[]): Exclusion[] {
  return [...new Map(exclusions.map((one) => [keyOfExclusion(one), one])).values()]
}
