/** What differs between two sets of routing rules, as data: pure, for any screen that says it in words. */
import { canonicalJson } from '@/lib/canonical'
import { longestRise } from '@/lib/longest-rise'
import type { RouteActions, RoutingRule, RuleSetContent } from './schemas'

/** A rule with its place in the set, from 1: the first that holds is taken, so the place is a part of it. */
export type PlacedRule = RoutingRule & { place: number }

export type RuleChange =
  | { kind: 'added'; rule: PlacedRule }
  | { kind: 'removed'; rule: PlacedRule }
  | {
      kind: 'changed'
      before: PlacedRule
      after: PlacedRule
      /** What of it: its conditions or what it does, its name, its note, whether it is on. Never empty. */
      parts: ('rule' | 'name' | 'note' | 'enabled')[]
      /** Others passed it or it passed others. */
      moved: boolean
    }
  | { kind: 'moved'; before: PlacedRule; after: PlacedRule }
  | { kind: 'default'; before: RouteActions; after: RouteActions }

/**
 * The changes that make `after` out of `before`, in the order of the later set, what was removed where it stood, the
 * default last; none when they are the same. A rule is the same one while its id is. Only those that another one truly
 * passed are moved.
 */
export function diffRules(before: RuleSetContent, after: RuleSetContent): RuleChange[] {
  const [left, right] = [placed(before.rules), placed(after.rules)]
  const earlier = new Map(left.map((rule) => [rule.id, rule]))
  const later = new Map(right.map((rule) => [rule.id, rule]))
  const stayed = longestRise(left.flatMap(({ id }) => later.get(id)?.place ?? []))
  const changes = [
    ...left.filter(({ id }) => !later.has(id)).map((rule) => ({ kind: 'removed', rule }) as const),
    ...right.flatMap((rule): RuleChange[] => {
      const old = earlier.get(rule.id)
      if (!old) return [{ kind: 'added', rule }]
      const moved = !stayed.has(rule.place)
      const parts = partsOf(old, rule)
      if (parts.length > 0) return [{ kind: 'changed', before: old, after: rule, parts, moved }]
      return moved ? [{ kind: 'moved', before: old, after: rule }] : []
    }),
  ].toSorted((a, b) => placeOf(a) - placeOf(b))
  return canonicalJson(before.otherwise) === canonicalJson(after.otherwise)
    ? changes
    : [...changes, { kind: 'default', before: before.otherwise, after: after.otherwise }]
}

function placed(rules: readonly RoutingRule[]): PlacedRule[] {
  return rules.map((rule, index) => ({ ...rule, place: index + 1 }))
}

function placeOf(change: RuleChange): number {
  if (change.kind === 'default') return Infinity
  return 'rule' in change ? change.rule.place : change.after.place
}

function partsOf(before: RoutingRule, after: RoutingRule): ('rule' | 'name' | 'note' | 'enabled')[] {
  const same = (a: unknown, b: unknown) => canonicalJson(a) === canonicalJson(b)
  return [
    same([before.when, before.then], [after.when, after.then]) ? null : ('rule' as const),
    before.name === after.name ? null : ('name' as const),
    before.note === after.note ? null : ('note' as const),
    before.enabled === after.enabled ? null : ('enabled' as const),
  ].filter((part) => part !== null)
}
