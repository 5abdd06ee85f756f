import { areHopeless, find, formulaOf, hullOf, surely, type Answer, type Formula } from './coverage'
import { exampleOf, Literal, narrow, copyOf, wholeBox, type Box } from './coverage-boxes'
import { bitsWhere, spaceOf, type Space } from './coverage-domains'
import type { Finding, KnownValues } from './findings'
import {
  conditionFields,
  manyFields,
  oneFields,
  rangeFields,
  type Condition,
  type ConditionField,
  type ConditionGroup,
  type InnerGroup,
  type RouteActions,
  type RoutingRule,
} from './schemas'

/** What the rules of a set leave to each other: proved for every refusal there can be, as if all destinations were open. */

/** Constraints looked at for one question; enough for what people write, an end to what only a machine would. */
const mostSteps = 50_000
/** Of the rules above that a rule overlaps only the nearest are told, and of the whole set no more than these. */
const mostOverlaps = 2
const mostOverlapsInAll = 100

type Rule = RoutingRule & { formula: Formula; hull: Box | null }

const conditionsOf = (group: ConditionGroup | InnerGroup): Condition[] =>
  group.of.flatMap((part) => ('match' in part ? conditionsOf(part) : [part]))

function isSame(a: RouteActions, b: RouteActions): boolean {
  const told = ({
    to,
    storageDays,
    sorting,
    repack,
    tellCustomer,
    tellOrderSystem,
    refund,
  }: RouteActions) => {
    const way =
      to.action === 'deliver'
        ? [to.locationId]
        : to.action === 'redeliver'
          ? [to.afterDays, to.window?.from, to.window?.to]
          : []
    return JSON.stringify([
      to.action,
      way,
      storageDays,
      sorting,
      repack,
      tellCustomer,
      tellOrderSystem,
      refund,
    ])
  }
  return told(a) === told(b)
}

/** Within what a rule is about: do these hold, and those not? */
function ask(rule: Rule, holds: readonly Rule[], fails: readonly Rule[]): Answer {
  if (!rule.hull) return { box: null, needed: new Set() }
  const constraints = [
    ...rule.formula.holds,
    ...holds.flatMap(({ formula }) => formula.holds),
    ...fails.flatMap(({ formula }) => formula.fails),
  ]
  return find(rule.hull, constraints, { steps: mostSteps })
}

const isNone = (answer: Answer) => answer !== 'too_long' && answer.box === null
const isFound = (answer: Answer) => answer !== 'too_long' && answer.box !== null

/** Whether a rule holds wherever the other does. */
const contains = (rule: Rule, other: Rule) => isNone(ask(other, [], [rule]))

/** The fewest fields whose conditions alone can never hold together. */
function fieldsInTheWay(rule: Rule, space: Space): ConditionField[] {
  const own = new Set(conditionsOf(rule.when).map(({ field }) => field))
  let fields = conditionFields.filter((field) => own.has(field))
  for (const field of fields) {
    const rest = fields.filter((one) => one !== field)
    const { holds } = formulaOf(space, rule.when, 0, (one) => !rest.includes(one))
    if (isNone(find(wholeBox(space), holds, { steps: mostSteps }))) fields = rest
  }
  return fields
}

/** Earlier rules without any of which something would be left to this one. */
function fewest(rule: Rule, earlier: readonly Rule[], needed: ReadonlySet<number>): Rule[] {
  let kept = earlier.filter((_, index) => needed.has(index))
  for (const one of kept.toReversed()) {
    const rest = kept.filter((other) => other !== one)
    if (isNone(ask(rule, [], rest))) kept = rest
  }
  return kept
}

/** That a rule never fires, or that this could not be proved; nothing when some refusal is left to it. */
function unreachable(rule: Rule, earlier: readonly Rule[]): Finding | null {
  const left = ask(rule, [], earlier)
  if (left !== 'too_long' && left.box) return null
  const above = earlier.filter((other) => contains(other, rule))
  const same = above.find((other) => !isSame(other.then, rule.then) && contains(rule, other))
  if (same) return { severity: 'warning', kind: 'contradicts', ruleId: rule.id, otherId: same.id }
  const [alone] = above
  if (!alone && left === 'too_long') return { severity: 'note', kind: 'not_proved', ruleId: rule.id }
  const by = alone ? [alone] : left === 'too_long' ? [] : fewest(rule, earlier, left.needed)
  return { severity: 'warning', kind: 'never_fires', ruleId: rule.id, by: by.map(({ id }) => id) }
}

function overlap(rule: Rule, other: Rule): Finding | null {
  if (!rule.hull || isSame(rule.then, other.then) || areHopeless(rule.hull, other.formula.holds)) return null
  const both = ask(rule, [other], [])
  if (both === 'too_long' || !both.box) return null
  if (!isFound(ask(rule, [], [other])) || !isFound(ask(other, [], [rule]))) return null
  const holds = [...rule.formula.holds, ...other.formula.holds]
  const example = exampleOf(both.box, (box) => surely(box, holds))
  return { severity: 'note', kind: 'overlaps', ruleId: rule.id, otherId: other.id, example }
}

function overlaps(rule: Rule, earlier: readonly Rule[]): Finding[] {
  const found: Finding[] = []
  for (const other of earlier.toReversed()) {
    if (found.length === mostOverlaps) break
    const one = overlap(rule, other)
    if (one) found.push(one)
  }
  return found
}

/** Boxes within a box, each with only what the rules mention of one more field, as long as `isLeft` finds something there. */
function nearTheRules(space: Space, isLeft: (box: Box) => Box | null): Box | null {
  let within = wholeBox(space)
  let found = isLeft(within)
  for (const field of found ? [...rangeFields, ...oneFields, ...manyFields] : []) {
    const domain = space.domains.get(field)
    if (!domain) continue
    const telling = new Literal(
      domain,
      bitsWhere(domain.cells, (cell) => cell.telling),
      domain.many,
    )
    const near = copyOf(within)
    const nearer = narrow(near, telling) ? isLeft(near) : null
    if (nearer) [within, found] = [near, nearer]
  }
  return found
}

/** What is left to the default. */
function leftOver(space: Space, rules: readonly Rule[]): Finding[] {
  if (rules.length === 0) return []
  const fails = rules.flatMap(({ formula }) => formula.fails)
  const answer = (box: Box) => find(box, fails, { steps: mostSteps })
  if (isNone(answer(wholeBox(space)))) return [{ severity: 'note', kind: 'default_never' }]
  const found = nearTheRules(space, (box) => {
    const one = answer(box)
    return one === 'too_long' ? null : one.box
  })
  if (!found) return []
  return [{ severity: 'note', kind: 'gap', example: exampleOf(found, (box) => surely(box, fails)) }]
}

export type FiringFindings = { byRule: ReadonlyMap<string, Finding[]>; ofDefault: Finding[] }

/**
 * By rule id: `impossible`, `contradicts`, `never_fires`, `overlaps` or `not_proved`; of the default: `gap` or
 * `default_never`, or neither when that takes too many steps. Rules that are off are as if they were not there.
 */
export function firingFindings(
  rules: readonly RoutingRule[],
  reasons: KnownValues['reasons'],
): FiringFindings {
  const enabled = rules.filter((rule) => rule.enabled)
  const space = spaceOf(
    enabled.flatMap(({ when }) => conditionsOf(when)),
    reasons,
  )
  const byRule = new Map<string, Finding[]>()
  const possible: Rule[] = []
  const firing: Rule[] = []
  let told = 0
  for (const one of enabled) {
    const formula = formulaOf(space, one.when, possible.length)
    const rule: Rule = { ...one, formula, hull: hullOf(space, formula.holds) }
    if (isNone(ask(rule, [], []))) {
      const fields = fieldsInTheWay(rule, space)
      byRule.set(rule.id, [{ severity: 'error', kind: 'impossible', ruleId: rule.id, fields }])
      continue
    }
    const hidden = unreachable(rule, possible)
    possible.push(rule)
    if (hidden) byRule.set(rule.id, [hidden])
    if (hidden && hidden.kind !== 'not_proved') continue
    if (told < mostOverlapsInAll) {
      const found = overlaps(rule, firing)
      told += found.length
      byRule.set(rule.id, [...(byRule.get(rule.id) ?? []), ...found])
    }
    firing.push(rule)
  }
  return { byRule, ofDefault: leftOver(space, possible) }
}
