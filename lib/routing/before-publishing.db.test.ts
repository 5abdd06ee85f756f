import { describe, expect, it } from 'vitest'
import { freshMerchant, type TestMerchant } from '@/db/factories/merchant'
import { actionsTo, freshRules, ruleOf } from '@/db/factories/refusal'
import { testDatabase } from '@/db/testing/database'
import { newId } from '@/lib/ids'
import { Forbidden } from '@/lib/permissions'
import { startRoutingReplay } from '@/lib/routing-replays/commands'
import { runRoutingReplay } from '@/lib/routing-replays/run'
import { discardRuleDraft, publishRules, republishRules, saveRuleDraft } from './commands'
import { beforePublishing } from './queries'
import type { RuleSetContent } from './schemas'

const { owner } = await testDatabase()
const now = new Date('2026-11-16T09:00:00Z')
const afterwards = new Date('2026-11-16T10:00:00Z')
const tomorrow = new Date('2026-11-17T09:00:00Z')
const later = new Date('2026-11-20T09:00:00Z')

/** One rule, and for the rest the shop's own warehouse. */
function rulesOf(
  shop: TestMerchant,
  name: string,
  more: { id?: string; note?: string } = {},
): RuleSetContent {
  const when = {
    match: 'all' as const,
    of: [{ field: 'reason' as const, op: 'in' as const, values: ['late'] }],
  }
  return {
    rules: [ruleOf(when, actionsTo({ action: 'ask' }), { name, ...more })],
    otherwise: actionsTo({ action: 'deliver', locationId: shop.locationId }),
  }
}

async function saved(shop: TestMerchant, content: RuleSetContent, expectedVersion: number, revision = 0) {
  const input = { commandId: newId(), expectedRevision: revision, expectedVersion, content }
  const answer = await saveRuleDraft(shop.callers.manager, input, now)
  if (!answer.ok) throw new Error(JSON.stringify(answer.error))
  return answer.data.revision
}

async function replayed(shop: TestMerchant, content: RuleSetContent, isRun: boolean) {
  const input = { commandId: newId(), days: 30 as const, content }
  const answer = await startRoutingReplay(shop.callers.manager, input, now)
  if (!answer.ok) throw new Error(JSON.stringify(answer.error))
  const { id } = answer.data
  if (isRun) await runRoutingReplay({ caller: shop.system, replayId: id, now: () => afterwards })
  return id
}

const seen = (shop: TestMerchant, at = tomorrow) => beforePublishing(shop.callers.manager, at)

describe('beforePublishing', () => {
  it('tells which versions came out after the draft was begun, however often it was saved since', async () => {
    const shop = await freshMerchant(owner)
    expect(await seen(shop)).toEqual({ inForce: null, newer: [], newest: null, scheduled: [], replay: null })
    await freshRules(shop, rulesOf(shop, 'первые'), now)
    await freshRules(shop, rulesOf(shop, 'вторые'), now)
    const draft = await saved(shop, rulesOf(shop, 'мои'), 2)
    expect(await seen(shop)).toMatchObject({ inForce: { number: 2 }, newer: [], newest: null })

    const again = { commandId: newId(), number: 1, expectedVersion: 2 }
    await republishRules(shop.callers.admin, again, afterwards)
    await saved(shop, rulesOf(shop, 'мои, ещё раз'), 2, draft)
    expect(await seen(shop)).toMatchObject({
      inForce: { number: 3, content: { rules: [{ name: 'первые' }] } },
      newer: [{ number: 3, publishedBy: 'Сотрудник admin', publishedAt: afterwards, copyOf: 1 }],
      // It is in force: its rules are there already.
      newest: null,
    })
  })

  it('gives the rules of the newest version while it waits for its moment', async () => {
    const shop = await freshMerchant(owner)
    await freshRules(shop, rulesOf(shop, 'первые'), now)
    const draft = await saved(shop, rulesOf(shop, 'к пятнице'), 1)
    const input = { commandId: newId(), expectedRevision: draft, effectiveAt: later.toISOString() }
    await publishRules(shop.callers.manager, input, now)
    await saved(shop, rulesOf(shop, 'мои'), 2)
    expect(await seen(shop)).toMatchObject({ newer: [], scheduled: [{ number: 2, effectiveAt: later }] })
    const again = { commandId: newId(), number: 2, expectedVersion: 2 }
    await republishRules(shop.callers.admin, again, afterwards)
    expect(await seen(shop, now)).toMatchObject({
      inForce: { number: 1 },
      newest: { number: 3, content: { rules: [{ name: 'к пятнице' }] } },
      scheduled: [{ number: 3 }],
    })
  })

  it('finds the replay of what the draft does, whatever its rules are called', async () => {
    const shop = await freshMerchant(owner)
    const id = newId()
    const revision = await saved(shop, rulesOf(shop, 'мои', { id }), 0)
    expect((await seen(shop)).replay).toBeNull()
    await replayed(shop, rulesOf(shop, 'мои'), true)
    expect((await seen(shop)).replay, 'a rule of another id is another rule').toBeNull()
    const done = await replayed(shop, rulesOf(shop, 'как назвали раньше', { id, note: 'зачем' }), true)
    const found = { id: done, isDone: true, days: 30, judged: 0, changed: 0, at: afterwards }
    expect((await seen(shop)).replay).toEqual(found)
    await replayed(shop, rulesOf(shop, 'мои', { id }), false)
    expect((await seen(shop)).replay, 'a finished one says more than one that runs').toEqual(found)
    await saved(
      shop,
      { ...rulesOf(shop, 'мои', { id }), otherwise: actionsTo({ action: 'ask' }) },
      0,
      revision,
    )
    expect((await seen(shop)).replay).toBeNull()
  })

  it('is for those who may publish', async () => {
    const shop = await freshMerchant(owner)
    for (const role of ['staff', 'support'] as const) {
      await expect(async () => beforePublishing(shop.callers[role], now)).rejects.toThrow(Forbidden)
    }
  })
})

describe('publishing with the newest version that one knew of', () => {
  it('is refused when there is a newer one, and says whose', async () => {
    const shop = await freshMerchant(owner)
    await freshRules(shop, rulesOf(shop, 'первые'), now)
    const revision = await saved(shop, rulesOf(shop, 'мои'), 1)
    await republishRules(shop.callers.admin, { commandId: newId(), number: 1, expectedVersion: 1 }, now)
    const publish = (expectedVersion: number) =>
      publishRules(
        shop.callers.manager,
        { commandId: newId(), expectedRevision: revision, expectedVersion, effectiveAt: null },
        afterwards,
      )
    expect(await publish(1)).toMatchObject({
      error: { code: 'conflict', params: { what: 'published', number: 2, who: 'Сотрудник admin' } },
    })
    expect(await publish(2)).toMatchObject({ data: { number: 3 } })
    expect(
      await discardRuleDraft(shop.callers.manager, { commandId: newId(), expectedRevision: revision }),
    ).toMatchObject({ ok: false })
  })
})
