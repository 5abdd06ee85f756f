import { isGroup, type ConditionForm, type GroupForm, type RuleForm, type RulesForm } from './editor-form'

/** What can be done to the rules of the form. Nothing is changed in its place: rules that are not meant stay the same objects. */

export function indexOf(form: RulesForm, id: string): number {
  return form.rules.findIndex((rule) => rule.id === id)
}

/** Takes a rule to another place; the form as it is when there is no such rule or it stands there. */
export function moveRule(form: RulesForm, id: string, to: number): RulesForm {
  const from = indexOf(form, id)
  const rule = form.rules[from]
  const place = Math.max(0, Math.min(to, form.rules.length - 1))
  if (!rule || place === from) return form
  return { ...form, rules: form.rules.toSpliced(from, 1).toSpliced(place, 0, rule) }
}

export function insertRule(form: RulesForm, rule: RuleForm, at: number): RulesForm {
  return { ...form, rules: form.rules.toSpliced(at, 0, rule) }
}

export function removeRule(form: RulesForm, id: string): RulesForm {
  return { ...form, rules: form.rules.filter((rule) => rule.id !== id) }
}

export function changeRule(form: RulesForm, id: string, change: (rule: RuleForm) => RuleForm): RulesForm {
  return { ...form, rules: form.rules.map((rule) => (rule.id === id ? change(rule) : rule)) }
}

/** The same rule as another one: its own id, its own name, nothing shared that tells two apart. */
export function copyOf(rule: RuleForm, name: string, newKey: () => string): RuleForm {
  const fresh = (condition: ConditionForm): ConditionForm => ({ ...condition, key: newKey() })
  return {
    ...rule,
    id: newKey(),
    name: name.slice(0, 120),
    of: rule.of.map((one) => (isGroup(one) ? { ...one, key: newKey(), of: one.of.map(fresh) } : fresh(one))),
  }
}

/** Puts another condition or group in the place of the one with this key; none: takes it away. An emptied group goes too. */
export function changePart(
  rule: RuleForm,
  key: string,
  change: (part: ConditionForm | GroupForm) => ConditionForm | GroupForm | null,
): RuleForm {
  const of = rule.of.flatMap((one): (ConditionForm | GroupForm)[] => {
    if (one.key === key) {
      const changed = change(one)
      return changed ? [changed] : []
    }
    if (!isGroup(one) || !one.of.some((inner) => inner.key === key)) return [one]
    const inside = one.of.flatMap((inner) => {
      if (inner.key !== key) return [inner]
      const changed = change(inner)
      return changed && !isGroup(changed) ? [changed] : []
    })
    return inside.length > 0 ? [{ ...one, of: inside }] : []
  })
  return { ...rule, of }
}
