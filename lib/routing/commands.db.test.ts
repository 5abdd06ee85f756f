import { describe, expect, it } from 'vitest'
import { freshMerchant, freshOrder, type TestMerchant } from '@/db/factories/merchant'
import { actionsTo, freshPlace, freshRules, parcelOf, refusalOf, ruleOf, tell } from '@/db/factories/refusal'
import { testDatabase } from '@/db/testing/database'
import { newId } from '@/lib/ids'
import { Forbidden } from '@/lib/permissions'
import { refusalList } from '@/lib/refusals/queries'
import { parseRefusalSearch } from '@/lib/refusals/search'
import { discardRuleDraft, publishRules, republishRules, saveRuleDraft } from './commands'
import {
  findArticles,
  routingChoices,
  routingFindings,
  routingOverview,
  ruleDraft,
  ruleSetVersion,
} from './queries'
import type { RouteActions, RoutingRule, RuleSetContent } from './schemas'

const { owner } = await testDatabase()
const now = new Date('2026-11-16T09:00:00Z')
const tomorrow = new Date('2026-11-17T09:00:00Z')
const later = new Date('2026-11-20T09:00:00Z')

/** A rule about what is defective, unless told otherwise. */
const ruleWith = (more: Partial<RoutingRule> = {}) =>
  ruleOf(
    { match: 'all', of: [{ field: 'reason', op: 'in', values: ['defective'] }] },
    actionsTo({ action: 'ask' }),
    more,
  )
const toPlace = (locationId: string) => actionsTo({ action: 'deliver', locationId })
/** Rules in their order, and for the rest the shop's own warehouse. */
const rulesWith = (
  shop: TestMerchant,
  rules: RoutingRule[] = [],
  otherwise: RouteActions = toPlace(shop.locationId),
): RuleSetContent => ({ rules, otherwise })

const save = (
  shop: TestMerchant,
  expectedRevision: number,
  content: RuleSetContent = rulesWith(shop),
  role: 'manager' | 'admin' = 'manager',
  expectedVersion = 0,
) =>
  saveRuleDraft(shop.callers[role], { commandId: newId(), expectedRevision, expectedVersion, content }, now)

/** The first save of a draft, and its revision. */
async function begun(shop: TestMerchant, content = rulesWith(shop), expectedVersion = 0): Promise<number> {
  const saved = await save(shop, 0, content, 'manager', expectedVersion)
  if (!saved.ok) throw new Error(JSON.stringify(saved.error))
  return saved.data.revision
}

const publish = (shop: TestMerchant, expectedRevision: number, effectiveAt: Date | null = null, at = now) =>
  publishRules(
    shop.callers.manager,
    { commandId: newId(), expectedRevision, effectiveAt: effectiveAt?.toISOString() ?? null },
    at,
  )
const republish = (shop: TestMerchant, number: number, expectedVersion: number, at = now) =>
  republishRules(shop.callers.manager, { commandId: newId(), number, expectedVersion }, at)

/** Rules that differ from those of any other name. */
const named = (shop: TestMerchant, name: string) => rulesWith(shop, [ruleWith({ name })])

const close = (shop: TestMerchant, place: string) =>
  owner.begin(async (tx) => {
    await tx`select set_config('app.merchant_id', ${shop.id}, true)`
    await tx`update locations set closed_at = now() where merchant_id = ${shop.id} and id = ${place}`
  })

async function states(shop: TestMerchant, at: Date) {
  const { versions } = await routingOverview(shop.callers.staff, at)
  return versions.map(({ number, state }) => [number, state])
}

describe('a draft of rules', () => {
  it('is one, whoever writes it; of two who begin at once the second is told who was first', async () => {
    const shop = await freshMerchant(owner)
    const both = await Promise.all([
      save(shop, 0, named(shop, 'мои')),
      save(shop, 0, named(shop, 'чужие'), 'admin'),
    ])
    expect(both.filter((one) => one.ok)).toHaveLength(1)
    const first = await ruleDraft(shop.callers.staff)
    expect(both.find((one) => !one.ok)).toMatchObject({
      error: {
        code: 'conflict',
        params: { what: 'saved', who: first?.updatedBy, revision: first?.revision },
      },
    })
    // Having compared, the second may put theirs over it.
    expect(await save(shop, first?.revision ?? 0, named(shop, 'чужие'), 'admin')).toMatchObject({ ok: true })
    expect(await ruleDraft(shop.callers.staff)).toMatchObject({
      content: { rules: [{ name: 'чужие' }] },
      updatedBy: 'Сотрудник admin',
    })
  })

  it('answers a repeated save with the first result', async () => {
    const shop = await freshMerchant(owner)
    const input = { commandId: newId(), expectedRevision: 0, expectedVersion: 0, content: rulesWith(shop) }
    const both = await Promise.all([
      saveRuleDraft(shop.callers.manager, input, now),
      saveRuleDraft(shop.callers.manager, input, now),
    ])
    expect(both[0]).toMatchObject({ ok: true })
    expect(both[1]).toEqual(both[0])
  })

  it('can be thrown away once, and by whoever may', async () => {
    const shop = await freshMerchant(owner)
    const expectedRevision = await begun(shop)
    const throwAway = (caller = shop.callers.manager) =>
      discardRuleDraft(caller, { commandId: newId(), expectedRevision })
    for (const role of ['staff', 'support'] as const) {
      expect(await throwAway(shop.callers[role])).toMatchObject({ error: { code: 'forbidden' } })
    }
    expect(await throwAway()).toMatchObject({ ok: true })
    expect(await throwAway()).toMatchObject({ error: { code: 'conflict', params: { what: 'gone' } } })
    // One that is begun anew is another: nobody publishes or throws it away for the old one.
    await begun(shop)
    expect(await throwAway()).toMatchObject({ error: { code: 'conflict', params: { what: 'saved' } } })
    expect(await publish(shop, expectedRevision)).toMatchObject({ error: { code: 'conflict' } })
  })

  it('is not begun by who has missed a version that was published meanwhile', async () => {
    const shop = await freshMerchant(owner)
    await freshRules(shop, rulesWith(shop), now)
    expect(await save(shop, 0)).toMatchObject({
      error: { code: 'conflict', params: { what: 'gone', who: 'Сотрудник manager', number: 1 } },
    })
    expect(await save(shop, 0, rulesWith(shop), 'admin', 1)).toMatchObject({ ok: true })
  })

  it('may not send goods to a place of another shop, and says where it tried to', async () => {
    const [shop, other] = [await freshMerchant(owner), await freshMerchant(owner)]
    const theirs = toPlace(other.locationId)
    const content = rulesWith(shop, [ruleWith(), ruleWith({ then: theirs })], theirs)
    expect(await save(shop, 0, content)).toMatchObject({
      error: {
        code: 'invalid',
        fields: [
          { path: 'content.rules[1].then.to.locationId', code: 'unknown_destination' },
          { path: 'content.otherwise.to.locationId', code: 'unknown_destination' },
        ],
      },
    })
    // Nor by whoever writes past the application.
    const [manager] = await owner`select id from members where merchant_id = ${shop.id} limit 1`
    const past = owner.begin(async (tx) => {
      await tx`select set_config('app.merchant_id', ${shop.id}, true)`
      await tx`insert into rule_sets (merchant_id, id, revision, content, created_by, created_at, updated_by, updated_at)
        values (${shop.id}, ${newId()}, 1, ${tx.json(content)}, ${manager?.id}, now(), ${manager?.id}, now())`
    })
    await expect(past).rejects.toThrow(/no place of this merchant/)
  })

  it('knows nothing of what another shop sells', async () => {
    const [shop, other] = [await freshMerchant(owner), await freshMerchant(owner)]
    const line = { sku: 'THEIRS', name: 'Чужой товар', quantity: 1, unitPrice: 100 }
    await freshOrder(other, { lines: [{ ...line, supplier: 'Чужой', category: 'Чужая' }] })
    await freshOrder(shop, { lines: [{ ...line, sku: 'OURS', name: 'Свой', supplier: 'Свой' }] })
    const rule = ruleWith({
      when: { match: 'all', of: [{ field: 'supplier', op: 'any', values: ['Свой', 'Чужой'] }] },
    })
    expect(await routingFindings(shop.callers.manager, rulesWith(shop, [rule]), now)).toContainEqual(
      expect.objectContaining({ kind: 'unknown_value', field: 'supplier', value: 'Чужой' }),
    )
    // Rules are checked for those who may write them: it takes the server some work.
    await expect(routingFindings(shop.callers.staff, rulesWith(shop, [rule]), now)).rejects.toThrow(Forbidden)
    const { suppliers, categories, cities } = await routingChoices(shop.callers.staff)
    expect([suppliers, categories, cities]).toEqual([['Свой'], [], ['Москва']])
    expect(await findArticles(shop.callers.staff, 'ours', 10)).toEqual([{ sku: 'OURS', name: 'Свой' }])
    expect(await findArticles(shop.callers.staff, 'чужой', 10)).toEqual([])
  })
})

describe('publishing rules', () => {
  it('numbers versions, keeps who and when, and never lets a moment pass that is over', async () => {
    const shop = await freshMerchant(owner)
    expect(await publish(shop, await begun(shop))).toEqual({
      ok: true,
      data: { number: 1, effectiveAt: now.toISOString() },
    })
    const second = await begun(shop, named(shop, 'вторые'), 1)
    expect(await publish(shop, second, new Date(now.getTime() - 1))).toMatchObject({
      error: { code: 'invalid', fields: [{ path: 'effectiveAt', code: 'effective_in_past' }] },
    })
    expect(await publish(shop, second, null, tomorrow)).toMatchObject({ data: { number: 2 } })
    const { draft, inForce, versions } = await routingOverview(shop.callers.staff, tomorrow)
    expect(draft).toBeNull()
    expect(inForce).toMatchObject({ number: 2, content: { rules: [{ name: 'вторые' }] } })
    expect(
      versions.map(({ number, state, publishedBy, until }) => [number, state, publishedBy, until]),
    ).toEqual([
      [2, 'in_force', 'Сотрудник manager', null],
      [1, 'past', 'Сотрудник manager', tomorrow],
    ])
    expect(await ruleSetVersion(shop.callers.staff, 3, now)).toBeNull()
  })

  it('answers a repeated command with the first version', async () => {
    const shop = await freshMerchant(owner)
    const input = { commandId: newId(), expectedRevision: await begun(shop), effectiveAt: null }
    const both = await Promise.all([
      publishRules(shop.callers.manager, input, now),
      publishRules(shop.callers.manager, input, now),
    ])
    expect(both).toEqual([
      { ok: true, data: { number: 1, effectiveAt: now.toISOString() } },
      { ok: true, data: { number: 1, effectiveAt: now.toISOString() } },
    ])
  })

  it('lets a version wait for its time, and a later one take its place before', async () => {
    const shop = await freshMerchant(owner)
    await freshRules(shop, rulesWith(shop), now)
    await freshRules(shop, named(shop, 'к пятнице'), now, later)
    expect(await states(shop, now)).toEqual([
      [2, 'scheduled'],
      [1, 'in_force'],
    ])
    expect((await routingOverview(shop.callers.staff, new Date(later.getTime() - 1))).inForce?.number).toBe(1)
    expect((await routingOverview(shop.callers.staff, later)).inForce?.number).toBe(2)
    await freshRules(shop, named(shop, 'раньше'), now, tomorrow)
    expect(await states(shop, later)).toEqual([
      [3, 'in_force'],
      [2, 'superseded'],
      [1, 'past'],
    ])
  })

  it('refuses rules that cannot work, by rule, and keeps the draft', async () => {
    const shop = await freshMerchant(owner)
    const closed = await freshPlace(shop)
    await close(shop, closed)
    const impossible = ruleWith({
      when: {
        match: 'all',
        of: [
          { field: 'attempt', op: 'between', from: 2, to: null },
          { field: 'attempt', op: 'between', from: null, to: 2 },
        ],
      },
    })
    const toClosed = toPlace(closed)
    const hub = await freshPlace(shop, { kind: 'hub' })
    const toHub = ruleWith({ then: toPlace(hub) })
    const content = rulesWith(shop, [ruleWith(), impossible, toHub], toClosed)
    const revision = await begun(shop, content)
    expect(await publish(shop, revision)).toMatchObject({
      error: {
        code: 'invalid',
        fields: [
          { path: 'rules[1].when', code: 'impossible', params: { place: 2 } },
          { path: 'rules[2].then.to.locationId', code: 'hub_destination', params: { place: 3 } },
          { path: 'otherwise.to.locationId', code: 'closed_destination', params: { place: 0 } },
        ],
      },
    })
    expect(await ruleDraft(shop.callers.manager)).toMatchObject({ revision })
    // A mere warning does not stop anybody.
    const covered = rulesWith(shop, [ruleWith(), ruleWith()])
    expect(
      (await routingFindings(shop.callers.manager, covered, now)).map(({ severity }) => severity),
    ).toContain('warning')
    const saved = await save(shop, revision, covered)
    expect(await publish(shop, saved.ok ? saved.data.revision : 0)).toMatchObject({ ok: true })
  })

  it('refuses a draft that was changed or published meanwhile, and says by whom', async () => {
    const shop = await freshMerchant(owner)
    const mine = await begun(shop)
    const saved = await save(shop, mine, named(shop, 'чужие'), 'admin')
    const theirs = saved.ok ? saved.data.revision : 0
    expect(await publish(shop, mine)).toMatchObject({
      error: { code: 'conflict', params: { what: 'saved', who: 'Сотрудник admin', revision: theirs } },
    })
    const both = await Promise.all([publish(shop, theirs), publish(shop, theirs)])
    expect(both.filter((one) => one.ok)).toHaveLength(1)
    expect(both.find((one) => !one.ok)).toMatchObject({
      error: { code: 'conflict', params: { what: 'gone', who: 'Сотрудник manager', number: 1 } },
    })
  })

  it('is closed to who may not, and to another shop', async () => {
    const [shop, other] = [await freshMerchant(owner), await freshMerchant(owner)]
    const input = { commandId: newId(), expectedRevision: await begun(shop), effectiveAt: null }
    for (const role of ['staff', 'support'] as const) {
      expect(await publishRules(shop.callers[role], input, now)).toMatchObject({
        error: { code: 'forbidden' },
      })
    }
    expect(await publishRules(other.callers.admin, input, now)).toMatchObject({ error: { code: 'conflict' } })
    expect(await ruleDraft(other.callers.admin)).toBeNull()
  })
})

describe('an earlier version', () => {
  it('comes back as a new one, and the draft stays', async () => {
    const shop = await freshMerchant(owner)
    await freshRules(shop, named(shop, 'первые'), now)
    await freshRules(shop, named(shop, 'вторые'), now)
    const draft = await begun(shop, named(shop, 'третьи'), 2)
    expect(await republish(shop, 1, 2, tomorrow)).toMatchObject({ data: { number: 3 } })
    const { inForce, draft: kept } = await routingOverview(shop.callers.staff, tomorrow)
    expect(inForce).toMatchObject({ number: 3, copyOf: 1, content: { rules: [{ name: 'первые' }] } })
    expect(kept?.revision).toBe(draft)
    expect(await publish(shop, draft, null, later)).toMatchObject({ data: { number: 4 } })
  })

  it('ends what was scheduled when it is published over it', async () => {
    const shop = await freshMerchant(owner)
    await freshRules(shop, rulesWith(shop), now)
    await freshRules(shop, named(shop, 'к пятнице'), now, later)
    expect(await republish(shop, 1, 2, tomorrow)).toMatchObject({ ok: true })
    expect(await states(shop, later)).toEqual([
      [3, 'in_force'],
      [2, 'superseded'],
      [1, 'past'],
    ])
  })

  it('is refused where it is not there, where somebody was first, and where it cannot work any more', async () => {
    const shop = await freshMerchant(owner)
    const place = await freshPlace(shop)
    await freshRules(shop, rulesWith(shop, [], toPlace(place)), now)
    await freshRules(shop, rulesWith(shop), now)
    expect(await republish(shop, 9, 2)).toMatchObject({ error: { code: 'not_found' } })
    expect(await republish(shop, 1, 1)).toMatchObject({
      error: { code: 'conflict', params: { what: 'published', number: 2, who: 'Сотрудник manager' } },
    })
    await close(shop, place)
    expect(await republish(shop, 1, 2)).toMatchObject({
      error: { code: 'invalid', fields: [{ path: 'otherwise.to.locationId', code: 'closed_destination' }] },
    })
    expect((await routingOverview(shop.callers.staff, now)).inForce?.number).toBe(2)
  })

  it('is published once by two at the same moment, and never under one number with a draft', async () => {
    const shop = await freshMerchant(owner)
    await freshRules(shop, rulesWith(shop), now)
    await freshRules(shop, named(shop, 'вторые'), now)
    const draft = await begun(shop, named(shop, 'третьи'), 2)
    const all = await Promise.all([republish(shop, 1, 2), republish(shop, 1, 2), publish(shop, draft)])
    const numbers = all.flatMap((one) => (one.ok ? [one.data.number] : []))
    expect(new Set(numbers).size).toBe(numbers.length)
    expect(all.slice(0, 2).filter((one) => one.ok).length).toBeLessThan(2)
    expect(all[2]).toMatchObject({ ok: true })
  })

  it('is closed to who may not, and to another shop', async () => {
    const [shop, other] = [await freshMerchant(owner), await freshMerchant(owner)]
    await freshRules(shop, rulesWith(shop), now)
    const input = { commandId: newId(), number: 1, expectedVersion: 1 }
    expect(await republishRules(shop.callers.support, input, now)).toMatchObject({
      error: { code: 'forbidden' },
    })
    expect(await republishRules(other.callers.admin, input, now)).toMatchObject({
      error: { code: 'not_found' },
    })
    expect(await ruleSetVersion(other.callers.admin, 1, now)).toBeNull()
  })

  it('never changes and never goes, not even for the owner of the tables', async () => {
    const shop = await freshMerchant(owner)
    await freshRules(shop, rulesWith(shop), now)
    for (const attempt of [
      `update rule_sets set content = '{"rules":[],"otherwise":{}}'`,
      'update rule_sets set effective_at = now()',
      'delete from rule_sets',
    ]) {
      const tried = owner.begin(async (tx) => {
        await tx`select set_config('app.merchant_id', ${shop.id}, true)`
        await tx.unsafe(`${attempt} where merchant_id = $1`, [shop.id])
      })
      await expect(tried).rejects.toThrow(/published and never changes/)
    }
  })
})

describe('what the rules took', () => {
  it('counts refusals of 30 days by the rule of their latest route, as the list of refusals does', async () => {
    const [shop, other] = [await freshMerchant(owner), await freshMerchant(owner)]
    const defects = ruleWith()
    for (const one of [shop, other]) {
      await freshRules(one, rulesWith(one, [defects]), new Date('2026-10-01T09:00:00Z'))
    }
    const refused = async (of: TestMerchant, at: string, reasonCode: string) =>
      tell(of, [refusalOf((await parcelOf(of)).number, at, { reasonCode })], now)
    await refused(shop, '2026-11-16T08:00:00Z', 'defective')
    await refused(shop, '2026-11-15T08:00:00Z', 'not_working')
    await refused(shop, '2026-11-15T08:00:00Z', 'changed_mind')
    // The first of the thirty days begins at midnight in Moscow.
    await refused(shop, '2026-10-17T21:00:00Z', 'defective')
    await refused(shop, '2026-10-17T20:59:59Z', 'defective')
    await refused(other, '2026-11-16T08:00:00Z', 'defective')
    // Another version of the same rule has its past.
    await freshRules(shop, rulesWith(shop, [{ ...defects, name: 'Брак' }]), now)

    const { hits, hitsSince } = await routingOverview(shop.callers.staff, now)
    expect(hitsSince).toBe('2026-10-18')
    expect(hits).toEqual({ [defects.id]: 3, default: 1 })
    for (const [rule, count] of Object.entries(hits)) {
      const search = parseRefusalSearch({ rule, from: hitsSince })
      expect((await refusalList(shop.callers.staff, search, now)).rows).toHaveLength(count)
    }
  })
})
