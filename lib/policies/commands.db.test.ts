import { describe, expect, it } from 'vitest'
import { freshMerchant, freshOrder, type TestMerchant } from '@/db/factories/merchant'
import { freshPolicy, termsWith } from '@/db/factories/policy'
import { testDatabase } from '@/db/testing/database'
import { withMerchant } from '@/db/tenant'
import { holdNumbers } from '@/lib/drafts/keeping'
import { newId } from '@/lib/ids'
import { publishedVersion } from '@/lib/replays/testing/past'
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
  expectedVersion = 0,
) => saveDraft(shop.callers[role], { commandId: newId(), expectedRevision, expectedVersion, terms }, now)

/** The first save of a draft, and its revision. */
async function begun(shop: TestMerchant, terms = termsWith(), expectedVersion = 0): Promise<number> {
  const saved = await save(shop, 0, terms, 'manager', expectedVersion)
  if (!saved.ok) throw new Error(JSON.stringify(saved.error))
  return saved.data.revision
}
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
    const first = await policyDraft(shop.callers.staff)
    expect(second).toMatchObject({
      error: {
        code: 'conflict',
        params: { what: 'saved', who: first?.updatedBy, revision: first?.revision },
      },
    })
    // Having compared, the second may put theirs over it.
    expect(await save(shop, first?.revision ?? 0, termsWith({ days: 30 }), 'admin')).toMatchObject({
      ok: true,
    })
    expect(await policyDraft(shop.callers.staff)).toMatchObject({
      terms: { days: 30 },
      updatedBy: 'Сотрудник admin',
    })
  })

  it('answers a repeated save with the first result', async () => {
    const shop = await freshMerchant(owner)
    const input = { commandId: newId(), expectedRevision: 0, expectedVersion: 0, terms: termsWith() }
    const both = await Promise.all([
      saveDraft(shop.callers.manager, input, now),
      saveDraft(shop.callers.manager, input, now),
    ])
    expect(both[0]).toMatchObject({ ok: true })
    expect(both[1]).toEqual(both[0])
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
    const expectedRevision = await begun(shop)
    const throwAway = (caller = shop.callers.manager) =>
      discardDraft(caller, { commandId: newId(), expectedRevision })
    for (const role of ['staff', 'support'] as const) {
      expect(await throwAway(shop.callers[role])).toMatchObject({ error: { code: 'forbidden' } })
    }
    expect(await throwAway()).toMatchObject({ ok: true })
    expect(await throwAway()).toMatchObject({ error: { code: 'conflict', params: { what: 'gone' } } })
    // One that is begun anew is another: nobody overwrites, publishes or throws it away for the old one.
    await begun(shop, termsWith({ days: 60 }))
    expect(await throwAway()).toMatchObject({ error: { code: 'conflict', params: { what: 'saved' } } })
    expect(await publish(shop, expectedRevision, '2026-11-16')).toMatchObject({ error: { code: 'conflict' } })
  })

  it('is not begun by who has missed a version that was published meanwhile', async () => {
    const shop = await freshMerchant(owner)
    await freshPolicy(shop, termsWith(), now)
    expect(await save(shop, 0, termsWith({ days: 30 }), 'admin')).toMatchObject({
      error: { code: 'conflict', params: { what: 'gone', who: 'Сотрудник manager', number: 1 } },
    })
    expect(await save(shop, 0, termsWith({ days: 30 }), 'admin', 1)).toMatchObject({ ok: true })
  })
})

describe('publishing', () => {
  it('numbers versions, keeps who and when, and never lets a day pass that is over', async () => {
    const shop = await freshMerchant(owner)
    const first = await begun(shop)
    // Before the first version only the law stood: it may have been so for a while.
    expect(await publish(shop, first, '2025-01-01')).toEqual({
      ok: true,
      data: { number: 1, effectiveFrom: '2025-01-01' },
    })
    const second = await begun(shop, termsWith({ days: 21 }), 1)
    expect(await publish(shop, second, '2026-11-15')).toMatchObject({
      error: {
        code: 'invalid',
        params: { earliest: '2026-11-16' },
        fields: [{ path: 'effectiveFrom', code: 'effective_in_past' }],
      },
    })
    expect(await publish(shop, second, '2026-11-16')).toMatchObject({ data: { number: 2 } })
    const { versions, draft, inForce } = await policyOverview(shop.callers.staff, now)
    expect(draft).toBeNull()
    expect(inForce?.number).toBe(2)
    expect(versions.map(({ number, state, publishedBy }) => [number, state, publishedBy])).toEqual([
      [2, 'in_force', 'Сотрудник manager'],
      [1, 'past', 'Сотрудник manager'],
    ])
    // For today is from now on: what was sold this morning was sold under the version before.
    expect((await policyVersion(shop.callers.staff, 2, now))?.effectiveAt).toEqual(now)
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
    const mine = await begun(shop)
    const saved = await save(shop, mine, termsWith({ days: 30 }), 'admin')
    const theirs = saved.ok ? saved.data.revision : 0
    expect(await publish(shop, mine, '2026-11-16')).toMatchObject({
      error: { code: 'conflict', params: { what: 'saved', who: 'Сотрудник admin', revision: theirs } },
    })
    const both = await Promise.all([publish(shop, theirs, '2026-11-16'), publish(shop, theirs, '2026-11-16')])
    expect(both.filter((one) => one.ok)).toHaveLength(1)
    expect(both.find((one) => !one.ok)).toMatchObject({
      error: { code: 'conflict', params: { what: 'gone', who: 'Сотрудник manager', number: 1 } },
    })
    expect(await save(shop, theirs, termsWith())).toMatchObject({ error: { code: 'conflict' } })
  })

  it('waits for whoever is publishing: a number is given once', async () => {
    const shop = await freshMerchant(owner)
    const revision = await begun(shop)
    const waiting = () => owner`
      select from pg_locks where locktype = 'advisory' and not granted
        and database = (select oid from pg_database where datname = current_database())`
    const { publishing } = await withMerchant(shop.callers.admin, async (tx) => {
      expect(await holdNumbers(tx, 'policy_versions', shop.id)).toBe(0)
      const publishing = publish(shop, revision, '2026-11-16')
      await expect.poll(waiting).toHaveLength(1)
      await publishedVersion(owner, shop, { number: 1, effectiveAt: now, terms: termsWith() })
      // Not awaited in here: it goes on when this transaction has ended.
      return { publishing }
    })
    expect(await publishing).toMatchObject({ data: { number: 2 } })
  })

  it('is closed to who may not, and to another shop', async () => {
    const [shop, other] = [await freshMerchant(owner), await freshMerchant(owner)]
    const input = { commandId: newId(), expectedRevision: await begun(shop), effectiveFrom: '2026-11-16' }
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
