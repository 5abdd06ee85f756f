import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { diffRules, type RuleChange } from './diff'
import type { RouteActions, RoutingRule, RuleSetContent } from './schemas'

const ask: RouteActions = {
  to: { action: 'ask' },
  storageDays: null,
  sorting: false,
  repack: false,
  tellCustomer: false,
  tellOrderSystem: false,
  refund: false,
}
const rule = (id: string, more: Partial<RoutingRule> = {}): RoutingRule => ({
  id,
  name: '',
  note: '',
  enabled: true,
  when: { match: 'all', of: [{ field: 'city', op: 'in', values: [id] }] },
  then: ask,
  ...more,
})
const rules = (...all: RoutingRule[]): RuleSetContent => ({ rules: all, otherwise: ask })
const [a, b, c] = [rule('a'), rule('b'), rule('c')]

/** «added a», «moved c»: what happened to which rule. */
const short = (changes: RuleChange[]) =>
  changes.map((change) => {
    if (change.kind === 'default') return 'default'
    const { id } = 'rule' in change ? change.rule : change.after
    return `${change.kind} ${id}${change.kind === 'changed' && change.moved ? ' and moved' : ''}`
  })

describe('a diff of rules', () => {
  test('the same rules, whatever the order of their keys, do not differ', () => {
    const turned: RuleSetContent = {
      otherwise: { ...ask },
      rules: [{ then: a.then, when: a.when, enabled: true, note: '', name: '', id: 'a' }],
    }
    expect(diffRules(rules(a), turned)).toEqual([])
  })

  test('tells what was added and removed, with its place', () => {
    expect(diffRules(rules(a, b), rules(c, b))).toEqual([
      { kind: 'removed', rule: { ...a, place: 1 } },
      { kind: 'added', rule: { ...c, place: 1 } },
    ])
  })

  test('names the parts that were changed', () => {
    const changed = rule('a', { name: 'Имя', note: 'Зачем', enabled: false, then: { ...ask, refund: true } })
    expect(diffRules(rules(a), rules(changed))).toEqual([
      {
        kind: 'changed',
        before: { ...a, place: 1 },
        after: { ...changed, place: 1 },
        parts: ['rule', 'name', 'note', 'enabled'],
        moved: false,
      },
    ])
    expect(diffRules(rules(a), rules({ ...a, enabled: false }))[0]).toMatchObject({ parts: ['enabled'] })
  })

  test('only who truly passed another has moved', () => {
    expect(short(diffRules(rules(a, b, c), rules(c, a, b)))).toEqual(['moved c'])
    // What lost the one above it has not moved.
    expect(short(diffRules(rules(a, b, c), rules(b, c)))).toEqual(['removed a'])
    const renamed = { ...c, name: 'Имя' }
    expect(short(diffRules(rules(a, b, c), rules(renamed, a, b)))).toEqual(['changed c and moved'])
  })

  test('the default stands last', () => {
    const after = { rules: [a], otherwise: { ...ask, refund: true } }
    expect(short(diffRules(rules(), after))).toEqual(['added a', 'default'])
  })

  test('every difference is told, and only what moved is called so', () => {
    const set = fc
      .uniqueArray(fc.record({ id: fc.constantFrom(...'abcdefgh'), name: fc.constantFrom('', 'x') }), {
        selector: ({ id }) => id,
      })
      .map((all) => rules(...all.map(({ id, name }) => rule(id, { name }))))
    fc.assert(
      fc.property(set, set, (before, after) => {
        const changes = diffRules(before, after)
        const told = new Map(
          changes.flatMap((change) =>
            change.kind === 'default' ? [] : 'rule' in change ? [] : [[change.after.id, change.after]],
          ),
        )
        const gone = new Set(changes.flatMap((one) => (one.kind === 'removed' ? [one.rule.id] : [])))
        const added = changes.flatMap((one) => (one.kind === 'added' ? [one.rule] : []))
        const stayed = before.rules.filter(({ id }) => {
          const change = changes.find(
            (one) => 'after' in one && one.kind !== 'default' && one.after.id === id,
          )
          return (
            !gone.has(id) && !(change && (change.kind === 'moved' || ('moved' in change && change.moved)))
          )
        })
        // Those that did not move keep their order among themselves.
        const places = stayed.map(({ id }) => after.rules.findIndex((one) => one.id === id))
        expect(places).toEqual(places.toSorted((x, y) => x - y))
        expect(
          new Set([...before.rules.filter(({ id }) => !gone.has(id)), ...added].map(({ id }) => id)),
        ).toEqual(new Set(after.rules.map(({ id }) => id)))
        for (const { id, name } of after.rules) {
          const old = before.rules.find((one) => one.id === id)
          if (old && old.name !== name) expect(told.get(id)?.name).toBe(name)
        }
      }),
    )
  })
})
