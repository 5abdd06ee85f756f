import { describe, expect, it } from 'vitest'
import { freshMerchant, freshOrder, type TestMerchant } from '@/db/factories/merchant'
import { freshPolicy, termsWith } from '@/db/factories/policy'
import { testDatabase } from '@/db/testing/database'
import { newId } from '@/lib/ids'
import { discardDraft, publishDraft, saveDraft } from './commands'
import { policyDraft, policyOverview, policyVersion } from './queries'
import type { PolicyTerms } from './schemas'

const { owner } = await testDatabase()
const now = new Date('2026-11-16T09:00:00Z')
const later = new Date('2026-11-20T09:00:00Z')

const save = (
  shop: TestMerchant,
  expectedRevision: number,
  terms: PolicyTerms,
  role: 'manager' | 'admin' = 'manager',
) => saveDraft(shop.callers[role], { commandId: newId(), expectedRevision, terms }, now)
const publish = (shop: TestMerchant, expectedRevision: number, effectiveFrom: string, at = now) =>
  publishDraft(shop.callers.manager, { commandId: newId(), expectedRevision, effectiveFrom }, at)

describe('a draft', () => {
  it('is one, whoever writes it; of two who begin at once the second is told who was first', async () => {
    const shop = await freshMerchant(owner)
    const both = await Promise.all([
      save(shop, 0, termsWith({ days: 20 })),
      save(shop, 0, termsWith({ days: 30 }), 'admin'),
    ])
    expect(both.filter((one) => one.ok)).toHaveLength(1)
    const second = both.find((one) => !one.ok)
    const first = (await policyDraft(shop.callers.staff))?.updatedBy
    expect(second).toMatchObject({
      error: { code: 'conflict', params: { what: 'saved', who: first, revision: 1 } },
    })
    // Having compared, the second may put theirs over it.
    expect(await save(shop, 1, termsWith({ days: 30 }), 'admin')).toEqual({ ok: true, data: { revision: 2 } })
    expect(await policyDraft(shop.callers.staff)).toMatchObject({
      revision: 2,
      terms: { days: 30 },
      updatedBy: 'Сотрудник admin',
    })
  })

  it('answers a repeated save with the first result', async () => {
    const shop = await freshMerchant(owner)
    const input = { commandId: newId(), expectedRevision: 0, terms: termsWith() }
    const both = await Promise.all([
      saveDraft(shop.callers.manager, input, now),
      saveDraft(shop.callers.manager, input, now),
    ])
    expect(both).toEqual([
      { ok: true, data: { revision: 1 } },
      { ok: true, data: { revision: 1 } },
    ])
  })

  it('is refused where it is stricter than the law or names what is not there, with the field', async () => {
    const shop = await freshMerchant(owner)
    await freshOrder(shop, {
      lines: [{ sku: 'SHOE', name: 'Туфли', quantity: 1, unitPrice: 500_000, category: 'Обувь' }],
    })
    const band = { category: 'Обувь', channel: null, reason: null, days: 30 }
    const refused = await save(
      shop,
      0,
      termsWith({
        days: 5,
        exceptions: [
          { ...band, priceFrom: 100_000, priceTo: 300_000 },
          { ...band, priceFrom: 200_000, priceTo: 400_000 },
          { ...band, category: 'Сапоги', priceFrom: null, priceTo: null },
        ],
        exclusions: [{ category: null, sku: 'NO-SUCH', basis: 'made_to_order' }],
      }),
    )
    expect(refused).toMatchObject({ ok: false, error: { code: 'invalid' } })
    const fields = refused.ok ? [] : (refused.error.fields ?? [])
    expect(fields.map((field) => `${field.path}: ${field.code}`)).toEqual(
      expect.arrayContaining([
        'terms.days: stricter_than_law',
        'terms.exceptions[1].priceFrom: overlapping_band',
        'terms.exceptions[2].category: unknown_category',
        'terms.exclusions[0].sku: unknown_sku',
      ]),
    )
    expect(await policyDraft(shop.callers.manager)).toBeNull()
  })

  it('can be thrown away once, and by whoever may', async () => {
    const shop = await freshMerchant(owner)
    await save(shop, 0, termsWith())
    const throwAway = (caller = shop.callers.manager) =>
      discardDraft(caller, { commandId: newId(), expectedRevision: 1 })
    for (const role of ['staff', 'support'] as const) {
      expect(await throwAway(shop.callers[role])).toMatchObject({ error: { code: 'forbidden' } })
    }
    expect(await throwAway()).toMatchObject({ ok: true })
    expect(await throwAway()).toMatchObject({ error: { code: 'conflict', params: { what: 'gone' } } })
  })
})

describe('publishing', () => {
  it('numbers versions, keeps who and when, and never lets a day pass that is over', async () => {
    const shop = await freshMerchant(owner)
    await save(shop, 0, termsWith())
    // Before the first version only the law stood: it may have been so for a while.
    expect(await publish(shop, 1, '2025-01-01')).toEqual({
      ok: true,
      data: { number: 1, effectiveFrom: '2025-01-01' },
    })
    await save(shop, 0, termsWith({ days: 21 }))
    expect(await publish(shop, 1, '2026-11-15')).toMatchObject({
      error: {
        code: 'invalid',
        params: { earliest: '2026-11-16' },
        fields: [{ path: 'effectiveFrom', code: 'effective_in_past' }],
      },
    })
    expect(await publish(shop, 1, '2026-11-16')).toMatchObject({ data: { number: 2 } })
    const { versions, draft, inForce } = await policyOverview(shop.callers.staff, now)
    expect(draft).toBeNull()
    expect(inForce?.number).toBe(2)
    expect(versions.map(({ number, state, publishedBy }) => [number, state, publishedBy])).toEqual([
      [2, 'in_force', 'Сотрудник manager'],
      [1, 'past', 'Сотрудник manager'],
    ])
    expect((await policyVersion(shop.callers.staff, 2, now))?.effectiveAt).toEqual(
      new Date('2026-11-15T21:00:00Z'),
    )
    expect(await policyVersion(shop.callers.staff, 3, now)).toBeNull()
  })

  it('lets a later version take the place of one that was to come', async () => {
    const shop = await freshMerchant(owner)
    await freshPolicy(shop, termsWith(), now, '2026-01-01')
    await freshPolicy(shop, termsWith({ days: 20 }), now, '2026-12-01')
    await freshPolicy(shop, termsWith({ days: 30 }), now, '2026-11-18')
    const states = async (at: Date) =>
      (await policyOverview(shop.callers.staff, at)).versions.map(({ number, state }) => [number, state])
    expect(await states(now)).toEqual([
      [3, 'scheduled'],
      [2, 'superseded'],
      [1, 'in_force'],
    ])
    expect(await states(later)).toEqual([
      [3, 'in_force'],
      [2, 'superseded'],
      [1, 'past'],
    ])
  })

  it('refuses a draft that was changed, published or thrown away meanwhile, and says by whom', async () => {
    const shop = await freshMerchant(owner)
    await save(shop, 0, termsWith())
    await save(shop, 1, termsWith({ days: 30 }), 'admin')
    expect(await publish(shop, 1, '2026-11-16')).toMatchObject({
      error: { code: 'conflict', params: { what: 'saved', who: 'Сотрудник admin', revision: 2 } },
    })
    const both = await Promise.all([publish(shop, 2, '2026-11-16'), publish(shop, 2, '2026-11-16')])
    expect(both.filter((one) => one.ok)).toHaveLength(1)
    expect(both.find((one) => !one.ok)).toMatchObject({
      error: { code: 'conflict', params: { what: 'gone', who: 'Сотрудник manager', number: 1 } },
    })
    expect(await save(shop, 2, termsWith())).toMatchObject({ error: { code: 'conflict' } })
  })

  it('is closed to who may not, and to another shop', async () => {
    const [shop, other] = [await freshMerchant(owner), await freshMerchant(owner)]
    await save(shop, 0, termsWith())
    const input = { commandId: newId(), expectedRevision: 1, effectiveFrom: '2026-11-16' }
    for (const role of ['staff', 'support'] as const) {
      expect(await publishDraft(shop.callers[role], input, now)).toMatchObject({
        error: { code: 'forbidden' },
      })
    }
    expect(await publishDraft(other.callers.admin, input, now)).toMatchObject({ error: { code: 'conflict' } })
    expect(await policyDraft(other.callers.admin)).toBeNull()
  })
})

describe('a published version', () => {
  it('never changes and never goes, not even for the owner of the tables', async () => {
    const shop = await freshMerchant(owner)
    await freshPolicy(shop, termsWith(), now)
    const attempts = [
      `update policy_versions set terms = '{}'`,
      'update policy_versions set effective_at = now()',
      'delete from policy_versions',
    ]
    for (const attempt of attempts) {
      const tried = owner.begin(async (tx) => {
        await tx`select set_config('app.merchant_id', ${shop.id}, true)`
        await tx.unsafe(`${attempt} where merchant_id = $1`, [shop.id])
      })
      await expect(tried).rejects.toThrow(/published and never changes/)
    }
    expect((await policyOverview(shop.callers.staff, now)).inForce?.terms.days).toBe(14)
  })

  it('keeps its first instant when the shop moves to another zone', async () => {
    const shop = await freshMerchant(owner)
    await freshPolicy(shop, termsWith(), now)
    await owner.begin(async (tx) => {
      await tx`select set_config('app.merchant_id', ${shop.id}, true)`
      await tx`update merchants set time_zone = 'Asia/Vladivostok' where id = ${shop.id}`
    })
    const moved = {
      ...shop.callers.staff,
      merchant: { ...shop.callers.staff.merchant, timeZone: 'Asia/Vladivostok' },
    }
    expect(await policyVersion(moved, 1, now)).toMatchObject({
      effectiveFrom: '2026-11-16',
      effectiveAt: new Date('2026-11-15T21:00:00Z'),
    })
  })
})
