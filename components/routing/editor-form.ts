import { v7 } from 'uuid'
import { z } from 'zod'
import { weekdays } from '@/lib/dates'
import {
  conditionFields,
  fixedFields,
  fixedValues,
  manyFields,
  oneFields,
  rangeFields,
  type Condition,
  type ConditionField,
  type FixedField,
  type ManyField,
  type OneField,
  type RangeField,
  type RouteActions,
  type RoutingRule,
  type RuleSetContent,
} from '@/lib/routing/schemas'
import { gramsOf, kilogramsText, sumOf, sumText, wholeOf, type Writing } from '@/lib/typed-numbers'

/** The rules as they stand in the form: numbers and sums as they were typed; `key` tells conditions apart on the screen. */
const text = z.string()
const operators = ['in', 'not_in', 'any', 'all', 'none', 'between'] as const
type Operator = (typeof operators)[number]

const conditionForm = z.object({
  key: text,
  field: z.enum(conditionFields),
  op: z.enum(operators),
  values: z.array(text),
  from: text,
  to: text,
})
const matchForm = z.enum(['all', 'any'])
const groupForm = z.object({ key: text, match: matchForm, of: z.array(conditionForm) })
const actionsForm = z.object({
  action: z.enum(['deliver', 'redeliver', 'ask']),
  locationId: text,
  afterDays: text,
  /** Whether a time of day is proposed. */
  timed: z.boolean(),
  windowFrom: text,
  windowTo: text,
  storageDays: text,
  sorting: z.boolean(),
  repack: z.boolean(),
  tellCustomer: z.boolean(),
  tellOrderSystem: z.boolean(),
  refund: z.boolean(),
})
const ruleForm = z.object({
  id: text,
  name: text,
  note: text,
  enabled: z.boolean(),
  match: matchForm,
  of: z.array(z.union([groupForm, conditionForm])),
  then: actionsForm,
})
export const rulesFormShape = z.object({ rules: z.array(ruleForm), otherwise: actionsForm })

export type ConditionForm = z.infer<typeof conditionForm>
export type GroupForm = z.infer<typeof groupForm>
export type ActionsForm = z.infer<typeof actionsForm>
export type RuleForm = z.infer<typeof ruleForm>
export type RulesForm = z.infer<typeof rulesFormShape>

/** What a shop begins with: a person says of every refusal where it goes. */
export const nothingDecided: RuleSetContent = {
  rules: [],
  otherwise: {
    to: { action: 'ask' },
    storageDays: null,
    sorting: false,
    repack: false,
    tellCustomer: false,
    tellOrderSystem: true,
    refund: false,
  },
}

const among = <T extends string>(all: readonly T[], one: string): one is T =>
  all.some((known) => known === one)
const isOneField = (field: ConditionField): field is OneField => among(oneFields, field)
export const isManyField = (field: ConditionField): field is ManyField => among(manyFields, field)
export const isRangeField = (field: ConditionField): field is RangeField => among(rangeFields, field)
export const isFixedField = (field: ConditionField): field is FixedField => among(fixedFields, field)
export const isGroup = (one: ConditionForm | GroupForm): one is GroupForm => 'match' in one

/** What can be said of a field; the first is meant unless another is chosen. */
export function operatorsOf(field: ConditionField): readonly [Operator, ...Operator[]] {
  if (isOneField(field)) return ['in', 'not_in']
  if (isManyField(field)) return ['any', 'all', 'none']
  return isRangeField(field) ? ['between'] : ['in']
}

export function newCondition(field: ConditionField): ConditionForm {
  return { key: v7(), field, op: operatorsOf(field)[0], values: [], from: '', to: '' }
}

export function newGroup(field: ConditionField): GroupForm {
  return { key: v7(), match: 'any', of: [newCondition(field)] }
}

/** The same condition over another field: its values are of no use there. */
export function withField(condition: ConditionForm, field: ConditionField): ConditionForm {
  const ops = operatorsOf(field)
  const op = ops.includes(condition.op) ? condition.op : ops[0]
  return { ...newCondition(field), key: condition.key, op }
}

function boundText(field: RangeField, bound: number | null, isTo: boolean, writing: Writing): string {
  if (bound === null) return ''
  if (field === 'weight') return kilogramsText(bound, writing.locale)
  // People count attempts with the last one included.
  if (field === 'attempt') return String(isTo ? bound - 1 : bound)
  return sumText(bound, writing)
}

/** Null when nothing is typed, NaN when it cannot be read. */
export function boundOf(field: RangeField, typed: string, isTo: boolean, writing: Writing): number | null {
  if (field === 'weight') return gramsOf(typed, writing.locale)
  if (field !== 'attempt') return sumOf(typed, writing)
  const whole = wholeOf(typed)
  return whole === undefined ? null : isTo ? whole + 1 : whole
}

function conditionFormOf(condition: Condition, writing: Writing): ConditionForm {
  const empty = { ...newCondition(condition.field), op: condition.op }
  if (!('from' in condition)) return { ...empty, values: [...condition.values] }
  const { field, from, to } = condition
  return {
    ...empty,
    from: boundText(field, from, false, writing),
    to: boundText(field, to, true, writing),
  }
}

export function actionsFormOf(then: RouteActions): ActionsForm {
  const { to, storageDays, ...flags } = then
  const slot = to.action === 'redeliver' ? to.window : null
  return {
    ...flags,
    action: to.action,
    locationId: to.action === 'deliver' ? to.locationId : '',
    afterDays: to.action === 'redeliver' ? String(to.afterDays) : '1',
    timed: slot !== null,
    windowFrom: slot?.from ?? '18:00',
    windowTo: slot?.to ?? '21:00',
    storageDays: storageDays === null ? '' : String(storageDays),
  }
}

function ruleFormOf(rule: RoutingRule, writing: Writing): RuleForm {
  const { id, name, note, enabled, when, then } = rule
  const of = when.of.map((one): ConditionForm | GroupForm =>
    'match' in one
      ? { key: v7(), match: one.match, of: one.of.map((inner) => conditionFormOf(inner, writing)) }
      : conditionFormOf(one, writing),
  )
  return { id, name, note, enabled, match: when.match, of, then: actionsFormOf(then) }
}

export function formOf({ rules, otherwise }: RuleSetContent, writing: Writing): RulesForm {
  return { rules: rules.map((rule) => ruleFormOf(rule, writing)), otherwise: actionsFormOf(otherwise) }
}

/** Chosen values stand in the order in which they are always listed, whichever was chosen first. */
function inOrder(field: FixedField, values: readonly string[]): string[] {
  const order: readonly string[] = field === 'weekday' ? weekdays : fixedValues[field]
  return order.filter((value) => values.includes(value))
}

function conditionSaid({ field, op, values, from, to }: ConditionForm, writing: Writing) {
  if (isRangeField(field)) {
    return {
      field,
      op: 'between',
      from: boundOf(field, from, false, writing),
      to: boundOf(field, to, true, writing),
    }
  }
  return { field, op, values: isFixedField(field) ? inOrder(field, values) : values }
}

export function actionsSaid(then: ActionsForm) {
  const { sorting, repack, tellCustomer, tellOrderSystem, refund } = then
  const days = then.storageDays.trim() === '' ? null : wholeOf(then.storageDays)
  return {
    to:
      then.action === 'deliver'
        ? { action: then.action, locationId: then.locationId || undefined }
        : then.action === 'redeliver'
          ? {
              action: then.action,
              afterDays: wholeOf(then.afterDays),
              window: then.timed ? { from: then.windowFrom, to: then.windowTo } : null,
            }
          : { action: then.action },
    storageDays: days,
    sorting,
    repack,
    tellCustomer,
    tellOrderSystem,
    refund,
  }
}

/** What the form says of a rule, in the shape of one: whether it is one, `routingRule` decides. */
export function ruleSaid({ id, name, note, enabled, match, of, then }: RuleForm, writing: Writing) {
  const conditions = of.map((one) =>
    isGroup(one)
      ? { match: one.match, of: one.of.map((inner) => conditionSaid(inner, writing)) }
      : conditionSaid(one, writing),
  )
  return { id, name, note, enabled, when: { match, of: conditions }, then: actionsSaid(then) }
}
