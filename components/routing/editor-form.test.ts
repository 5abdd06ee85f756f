import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { weekdays } from '@/lib/dates'
import {
  conditionFields,
  fixedFields,
  fixedValues,
  manyFields,
  oneFields,
  rangeFields,
  ruleSetContent,
  type FixedField,
  type RuleSetContent,
} from '@/lib/routing/schemas'
import type { Writing } from '@/lib/typed-numbers'
import { contentOf, faultsOf, finishedPart, readRule, saySame } from './editor-checks'
import {
  formOf,
  newCondition,
  nothingDecided,
  operatorsOf,
  withField,
  type ConditionForm,
  type RuleForm,
  type RulesForm,
} from './editor-form'

const rub: Writing = { currency: 'RUB', locale: 'ru' }
const writings: Writing[] = [rub, { currency: 'GBP', locale: 'en' }, { currency: 'JPY', locale: 'ru' }]

const value = fc.constantFrom('defective', 'Постельное бельё', 'ООО «Лесной Двор», Ухта', '1000-А/2')
const values = fc.uniqueArray(value, { minLength: 1, maxLength: 4 })
const inOrder = (field: FixedField) =>
  fc
    .subarray([...fixedValues[field]], { minLength: 1 })
    .map((chosen) => ({ field, op: 'in' as const, values: chosen }))
const bounds = (least: number) =>
  fc
    .tuple(
      fc.option(fc.integer({ min: least, max: 9_000_000 })),
      fc.option(fc.integer({ min: 1, max: 9_000_000 })),
    )
    .filter(([from, size]) => from !== null || size !== null)
    .map(([from, size]) => ({ from, to: size === null ? null : (from ?? least) + size }))
const range = fc
  .constantFrom(...rangeFields)
  .chain((field) =>
    bounds(field === 'attempt' ? 1 : 0).map((between) => ({ field, op: 'between' as const, ...between })),
  )
const condition = fc.oneof(
  fc.record({
    field: fc.constantFrom(...oneFields),
    op: fc.constantFrom('in' as const, 'not_in' as const),
    values,
  }),
  fc.record({
    field: fc.constantFrom(...manyFields),
    op: fc.constantFrom('any' as const, 'all' as const, 'none' as const),
    values,
  }),
  range,
  fc.constantFrom(...fixedFields).chain(inOrder),
)
const match = fc.constantFrom('all' as const, 'any' as const)
const group = fc.record({ match, of: fc.array(condition, { minLength: 1, maxLength: 3 }) })
const when = fc.record({ match, of: fc.array(fc.oneof(condition, group), { minLength: 1, maxLength: 4 }) })
const to = fc.oneof(
  fc.record({ action: fc.constant('deliver' as const), locationId: fc.uuid({ version: 7 }) }),
  fc.record({
    action: fc.constant('redeliver' as const),
    afterDays: fc.integer({ min: 0, max: 14 }),
    window: fc.constantFrom(null, { from: '09:00', to: '21:30' }),
  }),
  fc.constant({ action: 'ask' as const }),
)
const then = fc.record({
  to,
  storageDays: fc.option(fc.integer({ min: 0, max: 90 })),
  sorting: fc.boolean(),
  repack: fc.boolean(),
  tellCustomer: fc.boolean(),
  tellOrderSystem: fc.boolean(),
  refund: fc.boolean(),
})
const rule = fc.record({
  id: fc.uuid({ version: 7 }),
  name: fc.constantFrom('', 'Дорогой брак'),
  note: fc.constantFrom('', 'Так просил поставщик'),
  enabled: fc.boolean(),
  when,
  then,
})
const content: fc.Arbitrary<RuleSetContent> = fc.record({
  rules: fc.uniqueArray(rule, { selector: ({ id }) => id, maxLength: 4 }),
  otherwise: then,
})

/** One rule whose only condition is this one. */
function formWith(one: ConditionForm): RulesForm {
  const written: RuleForm = {
    id: '0190b1de-0000-7000-8000-000000000001',
    name: '',
    note: '',
    enabled: true,
    match: 'all',
    of: [one],
    then: formOf(nothingDecided, rub).otherwise,
  }
  return { rules: [written], otherwise: written.then }
}
const faultsWith = (one: ConditionForm) =>
  faultsOf(formWith(one), rub).map(({ path, code }) => `${path} ${code}`)
const only = (form: RulesForm) => contentOf(form, rub)?.rules[0]?.when.of[0]

test('rules that go through the form come out as they were', () => {
  fc.assert(
    fc.property(content, fc.constantFrom(...writings), (written, writing) => {
      const form = formOf(ruleSetContent.parse(written), writing)
      expect(contentOf(form, writing)).toEqual(written)
      expect(saySame(form, formOf(written, writing), writing)).toBe(true)
    }),
  )
})

describe('a condition', () => {
  test.each(conditionFields)('over %s begins with its first operator and is not finished', (field) => {
    const begun = newCondition(field)
    expect(begun.op).toBe(operatorsOf(field)[0])
    expect(contentOf(formWith(begun), rub)).toBeNull()
    expect(faultsWith(begun)[0]).toMatch(
      rangeFields.some((one) => one === field)
        ? 'rules[0].when.of[0].from no_bounds'
        : 'rules[0].when.of[0].values too_small',
    )
  })

  test('keeps its operator over another field of the same kind, and nothing of its values', () => {
    const cities: ConditionForm = { ...newCondition('city'), op: 'not_in', values: ['Тверь'] }
    expect(withField(cities, 'region')).toEqual({ ...cities, field: 'region', values: [] })
    expect(withField(cities, 'category').op).toBe('any')
    expect(withField(cities, 'price').op).toBe('between')
  })

  test('says days of the week in their order, whichever was pressed first', () => {
    const days: ConditionForm = { ...newCondition('weekday'), values: ['sun', 'mon', 'sat'] }
    expect(only(formWith(days))).toEqual({ field: 'weekday', op: 'in', values: ['mon', 'sat', 'sun'] })
    expect(weekdays[0]).toBe('mon')
  })

  test.each([
    ['parcelValue', '5 000', '', { from: 500_000, to: null }],
    ['parcelValue', '', '9999,99', { from: null, to: 999_999 }],
    ['weight', '2,5', '12', { from: 2500, to: 12_000 }],
    ['attempt', '2', '3', { from: 2, to: 4 }],
    ['attempt', '', '1', { from: null, to: 2 }],
  ] as const)('over %s from «%s» to «%s»', (field, from, upTo, between) => {
    const typed = { ...newCondition(field), from, to: upTo }
    expect(only(formWith(typed))).toEqual({ field, op: 'between', ...between })
  })

  test.each([
    ['price', 'пять', '', 'rules[0].when.of[0].from wrong_type'],
    ['price', '500', '400', 'rules[0].when.of[0].to empty_range'],
    ['weight', '', '-1', 'rules[0].when.of[0].to wrong_type'],
    ['attempt', '3', '2', 'rules[0].when.of[0].to empty_range'],
  ] as const)('over %s from «%s» to «%s» is marked where it is wrong', (field, from, upTo, fault) => {
    expect(faultsWith({ ...newCondition(field), from, to: upTo })).toContain(fault)
  })

  test('inside a group is marked at its own place', () => {
    const form = formWith(newCondition('city'))
    const [first] = form.rules
    const inner = { key: 'g', match: 'any' as const, of: [newCondition('reason')] }
    const grouped = first ? { ...form, rules: [{ ...first, of: [inner] }] } : form
    expect(faultsOf(grouped, rub).map(({ path }) => path)).toEqual(['rules[0].when.of[0].of[0].values'])
  })
})

describe('what is done', () => {
  const form = formOf(nothingDecided, rub)
  const doing = (more: Partial<RulesForm['otherwise']>): RulesForm => ({
    ...form,
    otherwise: { ...form.otherwise, ...more },
  })
  const paths = (more: Partial<RulesForm['otherwise']>) =>
    faultsOf(doing(more), rub).map(({ path, code }) => `${path} ${code}`)

  test('needs a place to go to', () => {
    expect(paths({ action: 'deliver' })).toEqual(['otherwise.to.locationId required'])
  })

  test('an empty number of days is the usual one, and no number is no number', () => {
    expect(contentOf(doing({ storageDays: ' ' }), rub)?.otherwise.storageDays).toBeNull()
    expect(paths({ storageDays: 'неделя' })).toEqual(['otherwise.storageDays wrong_type'])
    expect(paths({ storageDays: '91' })).toEqual(['otherwise.storageDays too_big'])
  })

  test('a window may not end before it begins, unless none is asked for', () => {
    const late = { action: 'redeliver', windowFrom: '21:00', windowTo: '18:00' } as const
    expect(paths({ ...late, timed: true })).toEqual(['otherwise.to.window.to empty_range'])
    expect(paths({ ...late, timed: false })).toEqual([])
  })
})

test('a rule that is not finished is left out of what is checked, and the others are not', () => {
  const [whole] = fc.sample(
    content.filter(({ rules }) => rules.length > 1),
    1,
  )
  const form = formOf(whole ?? nothingDecided, rub)
  const [first, ...others] = form.rules
  const broken = first ? { ...form, rules: [{ ...first, of: [newCondition('city')] }, ...others] } : form
  expect(finishedPart(broken, rub).rules.map(({ id }) => id)).toEqual(others.map(({ id }) => id))
})

test('a rule that was not touched is not read again', () => {
  const [form] = formWith({ ...newCondition('city'), values: ['Тверь'] }).rules
  expect(form && readRule(form, rub)).toBe(form && readRule(form, rub))
})
