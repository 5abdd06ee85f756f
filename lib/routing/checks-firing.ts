import {
  areBounds,
  areHopeless,
  find,
  formulaOf,
  hullOf,
  leaveOut,
  surely,
  type Answer,
  type Constraint,
  type Formula,
} from './coverage'
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

/**
 * Work for one question, and for all questions about a rule set: enough for what people write, an end to what only a machine
 * would. When the second is used up, nothing more is asked.
 */
const mostWork = 20_000_000
const mostWorkInAll = 200_000_000
/** Of the rules above that a rule overlaps only the nearest are told, and of the whole set no more than these. */
const mostOverlaps = 2
const mostOverlapsInAll = 100

/** `hull`: a box around all that it holds for, and no more than that when `isBox`. */
type Rule = RoutingRule & { does: string; formula: Formula; hull: Box; isBox: boolean }

const conditionsOf = (group: ConditionGroup | InnerGroup): Condition[] =>
  group.of.flatMap((part) => ('match' in part ? conditionsOf(part) : [part]))

/** Equal for two that do the same. */
function doing(then: RouteActions): string {
  const { to, storageDays, sorting, repack, tellCustomer, tellOrderSystem, refund } = then
  const way =
    to.action === 'deliver'
      ? [to.locationId]
      : to.action === 'redeliver'
        ? [to.afterDays, to.window?.from, to.window?.to]
        : []
  return JSON.stringify([to.action, way, storageDays, sorting, repack, tellCustomer, tellOrderSystem, refund])
}

class Questions {
  readonly space: Space
  readonly patience: number

  constructor(space: Space, patience: number) {
    this.space = space
    this.patience = patience
  }

  find(within: Box, constraints: readonly Constraint[]): Answer {
    const left = mostWorkInAll * this.patience - this.space.work.done
    return left > 0 ? find(within, constraints, Math.min(mostWork * this.patience, left)) : 'too_long'
  }

  /** Whether all work that may be done was done. */
  get areOver(): boolean {
    return this.space.work.done >= mostWorkInAll * this.patience
  }

  /** Of what a rule holds for: that for which these hold too. */
  within({ hull, formula }: Rule, constraints: readonly Constraint[]): Answer {
    return this.find(hull, [...formula.holds, ...constraints])
  }

  /** Whether a rule holds wherever the other does; null: too much work. */
  contains({ formula: { holds, fails } }: Rule, other: Rule): boolean | null {
    if (this.areOver) return null
    if (areHopeless(other.hull, holds)) return false
    if (surely(other.hull, holds)) return true
    if (other.isBox && leaveOut(other.hull, holds)) return false
    const answer = this.within(other, fails)
    return answer === 'too_long' ? null : answer.box === null
  }
}

const isNone = (answer: Answer) => answer !== 'too_long' && answer.box === null

/** The fewest fields whose conditions alone can never hold together, as far as there is time to tell. */
function fieldsInTheWay(when: ConditionGroup, questions: Questions): ConditionField[] {
  const { space } = questions
  const own = new Set(conditionsOf(when).map(({ field }) => field))
  let fields = conditionFields.filter((field) => own.has(field))
  for (const field of fields) {
    if (questions.areOver) break
    const rest = fields.filter((one) => one !== field)
    const { holds } = formulaOf(space, when, 0, (one) => !rest.includes(one))
    if (isNone(questions.find(wholeBox(space), holds))) fields = rest
  }
  return fields
}

/** Earlier rules without any of which something would be left to this one. */
function fewest(
  rule: Rule,
  earlier: readonly Rule[],
  needed: ReadonlySet<number>,
  questions: Questions,
): Rule[] {
  let kept = earlier.filter((_, index) => needed.has(index))
  for (const one of kept.toReversed()) {
    if (questions.areOver) break
    const rest = kept.filter((other) => other !== one)
    if (
      isNone(
        questions.within(
          rule,
          rest.flatMap(({ formula }) => formula.fails),
        ),
      )
    )
      kept = rest
  }
  return kept
}

/** That a rule never fires, or that this could not be proved; null when some refusal is left to it. */
function hiddenBy(rule: Rule, earlier: readonly Rule[], left: Answer, questions: Questions): Finding | null {
  if (left !== 'too_long' && left.box) return null
  const above = earlier.filter((other) => questions.contains(other, rule))
  const same = above.find((other) => other.does !== rule.does && questions.contains(rule, other))
  if (same) return { severity: 'warning', kind: 'contradicts', ruleId: rule.id, otherId: same.id }
  const [alone] = above
  if (!alone && left === 'too_long') return { severity: 'note', kind: 'not_proved', ruleId: rule.id }
  const by = alone ? [alone] : left === 'too_long' ? [] : fewest(rule, earlier, left.needed, questions)
  return { severity: 'warning', kind: 'never_fires', ruleId: rule.id, by: by.map(({ id }) => id) }
}

function overlap(rule: Rule, other: Rule, questions: Questions): Finding | null {
  if (rule.does === other.does || areHopeless(rule.hull, other.formula.holds)) return null
  const both = questions.within(rule, other.formula.holds)
  if (both === 'too_long' || !both.box) return null
  if (questions.contains(other, rule) !== false || questions.contains(rule, other) !== false) return null
  const holds = [...rule.formula.holds, ...other.formula.holds]
  const example = exampleOf(both.box, (box) => surely(box, holds))
  return { severity: 'note', kind: 'overlaps', ruleId: rule.id, otherId: other.id, example }
}

function overlaps(rule: Rule, earlier: readonly Rule[], questions: Questions): Finding[] {
  const found: Finding[] = []
  for (const other of earlier.toReversed()) {
    if (found.length === mostOverlaps || questions.areOver) break
    const one = overlap(rule, other, questions)
    if (one) found.push(one)
  }
  return found
}

/** Refusals for which these hold: where there are such, with what the rules mention rather than with anything else. */
function nearTheRules(constraints: readonly Constraint[], questions: Questions): Answer {
  const { space } = questions
  let within = wholeBox(space)
  let found = questions.find(within, constraints)
  if (found === 'too_long' || !found.box) return found
  for (const field of [...rangeFields, ...oneFields, ...manyFields]) {
    const domain = space.domains.get(field)
    if (!domain) continue
    const telling = bitsWhere(domain.cells, (cell) => cell.telling)
    const near = copyOf(within)
    if (!narrow(near, new Literal(domain, telling, domain.many))) continue
    const nearer = questions.find(near, constraints)
    if (nearer === 'too_long') break
    if (nearer.box) [within, found] = [near, nearer]
  }
  return found
}

/** What is left to the default by these, that no rule holds. */
function leftOver(fails: readonly Constraint[], questions: Questions): Finding[] {
  if (fails.length === 0) return []
  const found = nearTheRules(fails, questions)
  if (found === 'too_long') return []
  if (!found.box) return [{ severity: 'note', kind: 'default_never' }]
  return [{ severity: 'note', kind: 'gap', example: exampleOf(found.box, (box) => surely(box, fails)) }]
}

type FiringFindings = { byRule: ReadonlyMap<string, Finding[]>; ofDefault: Finding[] }

/**
 * By rule id: `impossible`, `contradicts`, `never_fires`, `overlaps` or `not_proved`; of the default: `gap` or
 * `default_never`, or neither when that takes too much work. Overlaps are looked for with what work is left. Rules that are off are as if
 * they were not there. `patience` is a factor of the work that may be done.
 */
export function firingFindings(
  rules: readonly RoutingRule[],
  reasons: KnownValues['reasons'],
  patience: number,
): FiringFindings {
  const enabled = rules.filter((rule) => rule.enabled)
  const questions = new Questions(
    spaceOf(
      enabled.flatMap(({ when }) => conditionsOf(when)),
      reasons,
    ),
    patience,
  )
  const byRule = new Map<string, Finding[]>()
  const possible: Rule[] = []
  const firing: Rule[] = []
  const fails: Constraint[] = []
  for (const one of enabled) {
    const { id } = one
    if (questions.areOver) {
      byRule.set(id, [{ severity: 'note', kind: 'not_proved', ruleId: id }])
      continue
    }
    const formula = formulaOf(questions.space, one.when, possible.length)
    const hull = hullOf(questions.space, formula.holds)
    if (!hull || isNone(questions.find(hull, formula.holds))) {
      const fields = fieldsInTheWay(one.when, questions)
      byRule.set(id, [{ severity: 'error', kind: 'impossible', ruleId: id, fields }])
      continue
    }
    const rule: Rule = { ...one, does: doing(one.then), formula, hull, isBox: areBounds(formula.holds) }
    const hidden = hiddenBy(rule, possible, questions.within(rule, fails), questions)
    possible.push(rule)
    fails.push(...formula.fails)
    if (hidden) byRule.set(id, [hidden])
    if (!hidden || hidden.kind === 'not_proved') firing.push(rule)
  }
  const ofDefault = leftOver(fails, questions)
  let told = 0
  firing.forEach((rule, index) => {
    if (told >= mostOverlapsInAll || questions.areOver) return
    const found = overlaps(rule, firing.slice(0, index), questions)
    told += found.length
    byRule.set(rule.id, [...(byRule.get(rule.id) ?? []), ...found])
  })
  return { byRule, ofDefault }
}
