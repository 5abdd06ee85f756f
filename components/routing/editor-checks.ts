import { fieldIssues } from '@/lib/field-issues'
import type { FieldIssue } from '@/lib/result'
import {
  mostConditions,
  mostRules,
  mostValues,
  routeActions,
  routingRule,
  sizeOf,
  type RouteActions,
  type RoutingRule,
  type RuleSetContent,
} from '@/lib/routing/schemas'
import type { Writing } from '@/lib/typed-numbers'
import { actionsSaid, ruleSaid, type ActionsForm, type RuleForm, type RulesForm } from './editor-form'

/** What a rule of the form comes to. Paths of faults begin at the rule: `when.of[0].values`. */
type ReadRule = {
  /** Null as long as anything is wrong with it. */
  rule: RoutingRule | null
  faults: readonly FieldIssue[]
  /** Equal for two that say the same, however it was typed. */
  said: string
}
type ReadActions = { then: RouteActions | null; faults: readonly FieldIssue[]; said: string }

/** What is no number is not the same as nothing, which JSON would make of both. */
function plain(said: object): string {
  return JSON.stringify(said, (_, value: unknown) => (Number.isNaN(value) ? 'NaN' : value))
}

// Rules that were not touched are the same objects: of two hundred only the one that is being written is read again.
const noFaults: readonly FieldIssue[] = []
const readRules = new WeakMap<RuleForm, ReadRule>()
const readThens = new WeakMap<ActionsForm, ReadActions>()

/** Reads a rule of the form; remembered for as long as the rule is the same object. */
export function readRule(form: RuleForm, writing: Writing): ReadRule {
  const known = readRules.get(form)
  if (known) return known
  const said = ruleSaid(form, writing)
  const parsed = routingRule.safeParse(said)
  const read = {
    rule: parsed.success ? parsed.data : null,
    faults: parsed.success ? noFaults : fieldIssues(parsed.error, said),
    said: plain(said),
  }
  readRules.set(form, read)
  return read
}

/** Reads what the default does. */
export function readActions(form: ActionsForm): ReadActions {
  const known = readThens.get(form)
  if (known) return known
  const said = actionsSaid(form)
  const parsed = routeActions.safeParse(said)
  const read = {
    then: parsed.success ? parsed.data : null,
    faults: parsed.success ? noFaults : fieldIssues(parsed.error, said),
    said: plain(said),
  }
  readThens.set(form, read)
  return read
}

/** Null as long as anything is wrong. */
export function contentOf(form: RulesForm, writing: Writing): RuleSetContent | null {
  const rules = form.rules.flatMap((rule) => readRule(rule, writing).rule ?? [])
  const otherwise = readActions(form.otherwise).then
  const whole = rules.length === form.rules.length && sizeFaults(rules).length === 0
  return otherwise && whole ? { rules, otherwise } : null
}

/** What is wrong with how much the rules say together; those that are not finished are not counted. */
function sizeFaults(rules: readonly RoutingRule[], count = rules.length): FieldIssue[] {
  const { conditions, values } = sizeOf(rules)
  const tooMany = (code: string, most: number) => ({ path: 'rules', code, message: `At most ${most}` })
  return [
    ...(count > mostRules ? [tooMany('too_big', mostRules)] : []),
    ...(conditions > mostConditions ? [tooMany('too_many_conditions', mostConditions)] : []),
    ...(values > mostValues ? [tooMany('too_many_values', mostValues)] : []),
  ]
}

/** What can be checked by now: rules that are not finished are left out. */
export function finishedPart(form: RulesForm, writing: Writing): RuleSetContent {
  return {
    rules: form.rules.flatMap((rule) => readRule(rule, writing).rule ?? []),
    otherwise: readActions(form.otherwise).then ?? { ...plainAsk },
  }
}

const plainAsk: RouteActions = {
  to: { action: 'ask' },
  storageDays: null,
  sorting: false,
  repack: false,
  tellCustomer: false,
  tellOrderSystem: false,
  refund: false,
}

/** What is wrong in the whole form, with paths as the server gives them: `rules[3].when.of[0].values`. */
export function faultsOf(form: RulesForm, writing: Writing): FieldIssue[] {
  const finished = form.rules.flatMap((rule) => readRule(rule, writing).rule ?? [])
  return [
    ...sizeFaults(finished, form.rules.length),
    ...form.rules.flatMap((rule, index) =>
      readRule(rule, writing).faults.map((fault) => ({
        ...fault,
        path: `rules[${index}]${fault.path === '' ? '' : `.${fault.path}`}`,
      })),
    ),
    ...readActions(form.otherwise).faults.map((fault) => ({ ...fault, path: `otherwise.${fault.path}` })),
  ]
}

/** Whether two forms say the same, however it was typed. */
export function saySame(a: RulesForm, b: RulesForm, writing: Writing): boolean {
  return (
    a.rules.length === b.rules.length &&
    readActions(a.otherwise).said === readActions(b.otherwise).said &&
    a.rules.every((rule, index) => {
      const other = b.rules[index]
      return other === rule || (other && readRule(rule, writing).said === readRule(other, writing).said)
    })
  )
}
