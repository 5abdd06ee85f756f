import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formOf, newCondition, newGroup, nothingDecided, type RuleForm, type RulesForm } from './editor-form'
import { changePart, changeRule, copyOf, insertRule, moveRule, removeRule } from './editor-moves'

const { otherwise } = formOf(nothingDecided, { currency: 'RUB', locale: 'ru' })
const rule = (id: string): RuleForm => ({
  id,
  name: id,
  note: '',
  enabled: true,
  match: 'all',
  of: [newCondition('reason'), newGroup('city')],
  then: otherwise,
})
const form: RulesForm = { rules: ['a', 'b', 'c', 'd'].map(rule), otherwise }
const order = ({ rules }: RulesForm) => rules.map(({ id }) => id).join('')

describe('moving', () => {
  test.each([
    ['a', 1, 'bacd'],
    ['a', 3, 'bcda'],
    ['d', 0, 'dabc'],
    ['b', 99, 'acdb'],
    ['c', -1, 'cabd'],
  ])('%s to %s makes %s', (id, to, made) => {
    expect(order(moveRule(form, id, to))).toBe(made)
  })

  test('to where it stands, or of no such rule, changes nothing', () => {
    expect(moveRule(form, 'b', 1)).toBe(form)
    expect(moveRule(form, 'x', 0)).toBe(form)
  })

  test('there and back again is where it began, and loses no rule on the way', () => {
    fc.assert(
      fc.property(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 0, max: 3 }), (id, to) => {
        const moved = moveRule(form, id, to)
        expect([...order(moved)].sort().join('')).toBe('abcd')
        expect(order(moveRule(moved, id, order(form).indexOf(id)))).toBe('abcd')
      }),
    )
  })
})

test('what is taken away comes back to its place', () => {
  const without = removeRule(form, 'b')
  expect(order(without)).toBe('acd')
  expect(insertRule(without, rule('b'), 1).rules.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd'])
})

test('only the rule that is meant becomes another object', () => {
  const changed = changeRule(form, 'c', (now) => ({ ...now, enabled: false }))
  expect(changed.rules.map((one, index) => one === form.rules[index])).toEqual([true, true, false, true])
})

test('a copy shares nothing that tells two apart', () => {
  const source = rule('a')
  let last = 0
  const copy = copyOf(source, 'a, копия', () => `new-${(last += 1)}`)
  const keys = (one: RuleForm) => [
    one.id,
    ...one.of.flatMap((part) => ('of' in part ? [part.key, ...part.of.map(({ key }) => key)] : [part.key])),
  ]
  expect(keys(copy).filter((key) => keys(source).includes(key))).toEqual([])
  expect(new Set(keys(copy)).size).toBe(4)
  expect({ ...copy, id: '', name: '', of: [] }).toEqual({ ...source, id: '', name: '', of: [] })
  expect(copyOf(source, 'я'.repeat(200), () => 'k').name).toHaveLength(120)
})

describe('a part of a rule', () => {
  const source = rule('a')
  const [first, group] = source.of
  const inner = group && 'of' in group ? group.of[0] : undefined

  test('is changed wherever it stands', () => {
    const key = inner?.key ?? ''
    const changed = changePart(source, key, (part) => ({ ...part, values: ['Тверь'] }))
    expect(changed.of[0]).toBe(first)
    expect(JSON.stringify(changed.of[1])).toContain('Тверь')
  })

  test('is taken away, and a group with its last condition', () => {
    expect(changePart(source, first?.key ?? '', () => null).of).toEqual([group])
    expect(changePart(source, inner?.key ?? '', () => null).of).toEqual([first])
    expect(changePart(source, group?.key ?? '', () => null).of).toEqual([first])
  })
})
