import { Conditions, fieldsOf, type CompiledGroup } from './compiled'
import type { WayKey } from './replay'
import type { Passed, RefusalFacts, RouteAnswer, RoutingPlaces } from './route'
import type { RouteActions, RuleSetContent } from './schemas'

/** Where a refused parcel goes: pure, total, and one answer for every refusal. */

type CompiledRule = {
  fired: NonNullable<RouteAnswer['rule']>
  actions: RouteActions
  enabled: boolean
  when: CompiledGroup
  /** What is told of it when it did not fire, by the fields that stood in the way; the same object every time. */
  passed: Map<number, Passed>
  off: Passed
  closed: Passed
}

/** A rule set made ready for many refusals; good for as long as the content is. */
export type CompiledRules = {
  conditions: Conditions
  rules: readonly CompiledRule[]
  otherwise: RouteActions
}

function passedFor(position: number, why: Passed['why'], fields: Passed['fields'] = []): Passed {
  // One object stands in the answers of many refusals.
  return Object.freeze({ position, why, fields: Object.freeze(fields) as Passed['fields'] })
}

/** Makes a rule set ready to be asked: once per version, then {@link answerRoute} for each refusal. */
export function compileRules(content: RuleSetContent): CompiledRules {
  const conditions = new Conditions()
  return {
    conditions,
    rules: content.rules.map(({ id, name, enabled, when, then }, index) => ({
      fired: { id, position: index + 1, name },
      actions: then,
      enabled,
      when: conditions.add(when),
      passed: new Map(),
      off: passedFor(index + 1, 'off'),
      closed: passedFor(index + 1, 'closed'),
    })),
    otherwise: content.otherwise,
  }
}

function passedBy({ fired, passed }: CompiledRule, obstacles: number): Passed {
  const known = passed.get(obstacles)
  if (known) return known
  const told = passedFor(fired.position, 'conditions', fieldsOf(obstacles))
  passed.set(obstacles, told)
  return told
}

/** A place that is not among them takes nothing. */
function isOpen({ to }: RouteActions, places: RoutingPlaces): boolean {
  return to.action !== 'deliver' || places.get(to.locationId)?.open === true
}

/**
 * The first rule that is switched on, whose conditions hold and whose destination is open; else the default, and where
 * that one's destination is closed, a person (`ask`, the other actions as they are). `passed` has every rule above the one
 * that fired, or all of them. Entries of `passed` are shared between answers and frozen.
 */
export function answerRoute(rules: CompiledRules, facts: RefusalFacts, places: RoutingPlaces): RouteAnswer {
  const passed: Passed[] = []
  rules.conditions.lookAt(facts)
  for (const rule of rules.rules) {
    if (!rule.enabled) {
      passed.push(rule.off)
      continue
    }
    const obstacles = rules.conditions.obstacles(rule.when)
    if (obstacles !== 0) {
      passed.push(passedBy(rule, obstacles))
    } else if (!isOpen(rule.actions, places)) {
      passed.push(rule.closed)
    } else {
      return { rule: { ...rule.fired }, actions: rule.actions, destinationClosed: false, passed }
    }
  }
  const { otherwise } = rules
  return isOpen(otherwise, places)
    ? { rule: null, actions: otherwise, destinationClosed: false, passed }
    : { rule: null, actions: { ...otherwise, to: { action: 'ask' } }, destinationClosed: true, passed }
}

/** The version in force at a moment: the highest number that had come into effect; null before the first. */
export function inForce<V extends { number: number; effectiveAt: Date }>(
  versions: readonly V[],
  at: Date,
): V | null {
  return versions.reduce<V | null>((best, version) => {
    if (version.effectiveAt.getTime() > at.getTime()) return best
    return best === null || version.number > best.number ? version : best
  }, null)
}

/** Which way the actions send a parcel, in the words of a replay; never `none`. */
export function wayOf({ to }: RouteActions): WayKey {
  return to.action === 'deliver' ? `deliver:${to.locationId}` : to.action
}
