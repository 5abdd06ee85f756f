import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { freshMerchant, type TestMerchant } from '@/db/factories/merchant'
import { testDatabase } from '@/db/testing/database'
import { readMerchant } from '@/db/tenant'
import { newId } from '@/lib/ids'
import { Forbidden } from '@/lib/permissions'
import { readFacts } from '@/lib/policies/facts'
import { judgeFacts } from '@/lib/policies/giving'
import type { PolicyTerms } from '@/lib/policies/schemas'
import type { Result } from '@/lib/result'
import { cancelReplay, startReplay } from './commands'
import { recentReplays, replayChanges, replayOf, replayProgress, type ReplayChangeRow } from './queries'
import { answerOf, sameAnswer } from './rules'
import { runReplay } from './run'
import { changesPerPage, type ReplaySearch } from './search'
import { daysAgo, now, pastReturns, publishedVersion, spread, terms } from './testing/past'
import { failReplay } from './working'

const { owner } = await testDatabase()

const everything: ReplaySearch = { show: null, from: null, to: null, after: null }
const long = terms({ days: 30, autoApprove: { upTo: 300_000 }, outside: 'decline' })

function dataOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`Refused: ${JSON.stringify(result.error)}`)
  return result.data
}

async function begin(shop: TestMerchant, draft: PolicyTerms, at = now): Promise<string> {
  return dataOf(await startReplay(shop.callers.manager, { commandId: newId(), terms: draft }, at)).id
}

const goOn = (shop: TestMerchant, replayId: string, atOnce?: number) =>
  runReplay({ caller: shop.system, replayId, now: () => now, ...(atOnce && { atOnce }) })

async function replayed(shop: TestMerchant, draft: PolicyTerms, atOnce?: number) {
  const id = await begin(shop, draft)
  await goOn(shop, id, atOnce)
  return found(shop, id)
}

async function found(shop: TestMerchant, id: string) {
  const replay = await replayOf(shop.callers.staff, id)
  if (!replay) throw new Error('The replay is gone')
  return replay
}

async function allChanges(shop: TestMerchant, id: string, search: Partial<ReplaySearch> = {}) {
  const rows: ReplayChangeRow[] = []
  for (let after: string | null = null; ;) {
    const page = await replayChanges(shop.callers.staff, id, { ...everything, ...search, after })
    rows.push(...page.rows)
    if (page.next === null) return rows
    after = page.next
  }
}

describe('a replay', () => {
  it('answers each return as it is answered singly, and lists those that would have been answered otherwise', async () => {
    const shop = await freshMerchant(owner)
    await publishedVersion(owner, shop, { number: 1, effectiveAt: daysAgo(300), terms: terms({ days: 14 }) })
    await publishedVersion(owner, shop, { number: 2, effectiveAt: daysAgo(90), terms: terms({ days: 10 }) })
    await pastReturns(owner, shop, spread(230))
    const replay = await replayed(shop, long, 50)
    expect(replay).toMatchObject({ status: 'done', total: 230, judged: 230, finishedAt: now })

    const rows = await readMerchant(shop.system, (tx) =>
      tx.execute<{ id: string; order_id: string; requested_at: string }>(
        sql`select id, order_id, requested_at from cases where merchant_id = ${shop.id}`,
      ),
    )
    const otherwise = new Map<string, unknown>()
    for (const row of rows) {
      const { before, after } = await singly(shop, row.id, row.order_id, new Date(row.requested_at), long)
      if (!sameAnswer(before, after)) otherwise.set(row.id, { before, after })
    }
    expect(otherwise.size).toBeGreaterThan(60)
    expect(otherwise.size).toBeLessThan(230)
    expect(replay.changed).toBe(otherwise.size)
    const listed = await allChanges(shop, replay.id)
    expect(new Map(listed.map(({ caseId, before, after }) => [caseId, { before, after }]))).toEqual(otherwise)
    expect(listed).toHaveLength(otherwise.size)
  })

  it('counts what its lists hold: every number opens exactly its cases', async () => {
    const shop = await freshMerchant(owner)
    await pastReturns(owner, shop, spread(260))
    const { id, summary, changed } = await replayed(shop, long)
    expect(summary.decisions.length).toBeGreaterThan(2)
    expect(summary.dates.length).toBeGreaterThan(0)
    expect(summary.decided + summary.dated).toBe(changed)
    expect(await allChanges(shop, id, { show: 'decision' })).toHaveLength(summary.decided)
    expect(await allChanges(shop, id, { show: 'date' })).toHaveLength(summary.dated)
    for (const { before, after, count } of [...summary.decisions, ...summary.dates]) {
      const rows = await allChanges(shop, id, { from: before, to: after })
      expect(rows).toHaveLength(count)
      for (const row of rows) expect(row).toMatchObject({ before, after })
    }
  })

  it('lists returns of one and the same moment page by page to the end, each once', async () => {
    const shop = await freshMerchant(owner)
    const at = daysAgo(40)
    await pastReturns(
      owner,
      shop,
      Array.from({ length: 400 }, () => ({ requestedAt: at })),
    )
    const { id, changed, summary } = await replayed(shop, long)
    expect(changed).toBeGreaterThan(2 * changesPerPage)
    const kept = await owner<{ id: string }[]>`
      select case_id as id from policy_replay_changes where replay_id = ${id} order by case_id desc`
    const listed = await allChanges(shop, id)
    expect(listed.map(({ caseId }) => caseId)).toEqual(kept.map((row) => row.id))
    expect(new Set(listed.map(({ number }) => number)).size).toBe(changed)
    expect(await allChanges(shop, id, { show: 'decision' })).toHaveLength(summary.decided)
    // What comes after the last one is an empty page, not the first again.
    const { rows, next } = await replayChanges(shop.callers.staff, id, {
      ...everything,
      after: kept.at(-1)?.id ?? null,
    })
    expect([rows, next]).toEqual([[], null])
    // A page that is full to the last row is followed by none.
    const whole = await replayChanges(shop.callers.staff, id, {
      ...everything,
      after: kept.at(-1 - changesPerPage)?.id ?? null,
    })
    expect([whole.rows.length, whole.next]).toEqual([changesPerPage, null])
  })

  it('changes nothing when the draft is what was in force', async () => {
    const shop = await freshMerchant(owner)
    await publishedVersion(owner, shop, { number: 1, effectiveAt: daysAgo(500), terms: long })
    await pastReturns(owner, shop, spread(90))
    expect(await replayed(shop, long)).toMatchObject({
      status: 'done',
      judged: 90,
      changed: 0,
      summary: { decisions: [], dates: [], decided: 0, dated: 0 },
    })
  })

  it('is done at once in a shop without returns', async () => {
    const shop = await freshMerchant(owner)
    const replay = await replayed(shop, long)
    expect(replay).toMatchObject({ status: 'done', total: 0, judged: 0, changed: 0 })
    expect(await replayProgress(shop.callers.staff, replay.id)).toMatchObject({ share: 1 })
    expect(await allChanges(shop, replay.id)).toEqual([])
  })

  it('judges what clients asked to return in the last 12 months, from the beginning of the day', async () => {
    const shop = await freshMerchant(owner)
    const first = new Date('2025-11-20T00:00:00+03:00')
    await pastReturns(owner, shop, [
      { requestedAt: new Date(first.getTime() - 1) },
      { requestedAt: first },
      { requestedAt: daysAgo(30), kind: 'refusal' },
      { requestedAt: daysAgo(1) },
      { requestedAt: now },
    ])
    const replay = await replayed(shop, long)
    expect(replay).toMatchObject({ total: 2, judged: 2, since: first, until: now })
  })

  it('judges a return that was told of after the start as well', async () => {
    const shop = await freshMerchant(owner)
    await pastReturns(owner, shop, spread(3))
    const id = await begin(shop, long)
    await pastReturns(owner, shop, spread(4, 20))
    await goOn(shop, id)
    expect(await found(shop, id)).toMatchObject({ status: 'done', total: 7, judged: 7 })
  })

  it('goes by the versions that were published when it began', async () => {
    const shop = await freshMerchant(owner)
    await pastReturns(owner, shop, spread(80))
    const whole = await replayed(shop, long)
    const id = await begin(shop, long)
    const late = { publishedAt: new Date(now.getTime() + 1), effectiveAt: daysAgo(400) }
    await publishedVersion(owner, shop, { number: 1, ...late, terms: terms({ days: 60 }) })
    await goOn(shop, id)
    expect((await found(shop, id)).summary).toEqual(whole.summary)
  })
})

describe('steps of a replay', () => {
  it('give the same whatever their size, and when two workers take them by turns', async () => {
    const shop = await freshMerchant(owner)
    await pastReturns(owner, shop, spread(120))
    const whole = await replayed(shop, long)
    const small = await replayed(shop, long, 7)
    const id = await begin(shop, long)
    await Promise.all([goOn(shop, id, 9), goOn(shop, id, 10), goOn(shop, id, 11)])
    const shared = await found(shop, id)
    for (const other of [small, shared]) {
      const { judged, changed, summary } = whole
      expect(other).toMatchObject({ judged, changed, summary, status: 'done' })
      expect(await allChanges(shop, other.id)).toEqual(await allChanges(shop, whole.id))
    }
  })

  it('end when somebody cancels', async () => {
    const shop = await freshMerchant(owner)
    await pastReturns(owner, shop, spread(20))
    const id = await begin(shop, long)
    dataOf(await cancelReplay(shop.callers.manager, { commandId: newId(), replayId: id }, now))
    await goOn(shop, id, 5)
    expect(await found(shop, id)).toMatchObject({ status: 'cancelled', judged: 0, finishedAt: now })
    const again = await cancelReplay(shop.callers.manager, { commandId: newId(), replayId: id }, now)
    expect(again).toMatchObject({ ok: false, error: { code: 'not_allowed_now' } })
  })

  it('end when the job gives up, and another may be started', async () => {
    const shop = await freshMerchant(owner)
    const id = await begin(shop, long)
    await failReplay(shop.system, 'policy_replays', id, now)
    expect(await found(shop, id)).toMatchObject({ status: 'failed', finishedAt: now })
    expect((await replayed(shop, long)).status).toBe('done')
  })
})

describe('starting', () => {
  it('is refused while another runs, naming it, and gives the same to the same command', async () => {
    const shop = await freshMerchant(owner)
    const input = { commandId: newId(), terms: long }
    const { id } = dataOf(await startReplay(shop.callers.manager, input, now))
    expect(dataOf(await startReplay(shop.callers.manager, input, now))).toEqual({ id })
    const second = await startReplay(shop.callers.admin, { ...input, commandId: newId() }, now)
    expect(second).toMatchObject({ ok: false, error: { code: 'not_allowed_now', params: { running: id } } })
  })

  it('lets one of two begin that come at the same moment', async () => {
    const shop = await freshMerchant(owner)
    const both = await Promise.all(
      [shop.callers.manager, shop.callers.admin].map((caller) =>
        startReplay(caller, { commandId: newId(), terms: long }, now),
      ),
    )
    expect(both.map(({ ok }) => ok).toSorted()).toEqual([false, true])
  })

  it('is for those who manage the policy; reading for everybody who reads it', async () => {
    const shop = await freshMerchant(owner)
    const refused = await startReplay(shop.callers.support, { commandId: newId(), terms: long }, now)
    expect(refused).toMatchObject({ ok: false, error: { code: 'forbidden' } })
    const nobody = { ...shop.callers.staff, can: new Set<never>() }
    for (const asked of [
      () => replayOf(nobody, newId()),
      () => replayProgress(nobody, newId()),
      () => replayChanges(nobody, newId(), everything),
      () => recentReplays(nobody),
    ])
      await expect(asked()).rejects.toThrow(Forbidden)
  })

  it('keeps the last twenty', async () => {
    const shop = await freshMerchant(owner)
    await pastReturns(owner, shop, spread(3))
    const ids: string[] = []
    for (let at = 0; at < 23; at += 1) {
      const id = await begin(shop, long, new Date(now.getTime() + at))
      await goOn(shop, id)
      ids.push(id)
    }
    const kept = await recentReplays(shop.callers.manager)
    expect(kept.map(({ id }) => id)).toEqual(ids.slice(3).reverse())
    const [{ orphans } = { orphans: -1 }] = await owner<{ orphans: number }[]>`
      select count(distinct replay_id)::int as orphans from policy_replay_changes where merchant_id = ${shop.id}`
    expect(orphans).toBe(20)
  })
})

it('shows another shop nothing', async () => {
  const [shop, other] = [await freshMerchant(owner), await freshMerchant(owner)]
  await pastReturns(owner, shop, spread(40))
  const { id, changed } = await replayed(shop, long)
  expect(changed).toBeGreaterThan(0)
  const stranger = other.callers.admin
  expect(await replayOf(stranger, id)).toBeNull()
  expect(await replayProgress(stranger, id)).toBeNull()
  expect(await replayChanges(stranger, id, everything)).toEqual({ rows: [], next: null })
  expect(await recentReplays(stranger)).toEqual([])
  const cancelled = await cancelReplay(stranger, { commandId: newId(), replayId: id }, now)
  expect(cancelled).toMatchObject({ ok: false, error: { code: 'not_found' } })
  await runReplay({ caller: other.system, replayId: id, now: () => now })
  expect((await replayed(other, long)).judged).toBe(0)
})

/** The answers by the one-by-one way of the commands. */
async function singly(
  shop: TestMerchant,
  caseId: string,
  orderId: string,
  demandedAt: Date,
  draft: PolicyTerms,
) {
  const [facts, items] = await readMerchant(shop.system, (tx) =>
    Promise.all([
      readFacts(tx, shop.id, sql`o.id = ${orderId}`),
      tx.execute<{ id: string; order_line_id: string; quantity: number; customer_reason: string | null }>(
        sql`select id, order_line_id, quantity, customer_reason from case_items
            where merchant_id = ${shop.id} and case_id = ${caseId}`,
      ),
    ]),
  )
  if (!facts) throw new Error('The order is gone')
  const asked = items.map((item) => ({
    id: item.id,
    orderLineId: item.order_line_id,
    quantity: item.quantity,
    reason: item.customer_reason,
  }))
  const when = { zone: shop.system.merchant.timeZone, demandedAt, now }
  const policy = { id: newId(), number: 3, terms: draft }
  return {
    before: answerOf(judgeFacts(facts, asked, when).verdict),
    after: answerOf(judgeFacts({ ...facts, policy }, asked, when).verdict),
  }
}
