import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { freshMerchant, type TestMerchant } from '@/db/factories/merchant'
import { actionsTo, momentsBefore, pastPlaces, pastRefusals } from '@/db/factories/past-refusals'
import { testDatabase } from '@/db/testing/database'
import { readMerchant } from '@/db/tenant'
import { newId } from '@/lib/ids'
import { Forbidden } from '@/lib/permissions'
import { failReplay } from '@/lib/replays/working'
import type { Result } from '@/lib/result'
import { answerRoute, compileRules, wayOf } from '@/lib/routing/rules'
import type { RefusalFacts } from '@/lib/routing/route'
import type { RuleSetContent } from '@/lib/routing/schemas'
import { cancelRoutingReplay, startRoutingReplay } from './commands'
import {
  recentRoutingReplays,
  refusalCounts,
  routingReplayChanges,
  routingReplayOf,
  routingReplayProgress,
  type RoutingReplayRow,
} from './queries'
import { runRoutingReplay } from './run'
import { everyChange, type RoutingReplaySearch, type Turn } from './search'
import { draftOf, ids } from './testing/draft'
import { flowsOf, type ReplayDays } from './ways'

const { owner } = await testDatabase()
const now = new Date('2026-11-20T09:00:00Z')
const hour = 3_600_000

const pastShop = (shop: TestMerchant) => ({
  id: shop.id,
  carrierId: shop.carrierId,
  memberId: shop.callers.manager.actor.id ?? '',
})

async function shopWith(many: number, overDays = 360) {
  const shop = await freshMerchant(owner)
  const places = await pastPlaces(owner, pastShop(shop), now)
  await pastRefusals(owner, pastShop(shop), places, momentsBefore(now, many, overDays))
  return { shop, places, draft: draftOf(places) }
}

function dataOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`Refused: ${JSON.stringify(result.error)}`)
  return result.data
}

async function begin(shop: TestMerchant, content: RuleSetContent, days: ReplayDays = 365, at = now) {
  const input = { commandId: newId(), days, content }
  return dataOf(await startRoutingReplay(shop.callers.manager, input, at)).id
}

const goOn = (shop: TestMerchant, replayId: string, atOnce?: number) =>
  runRoutingReplay({ caller: shop.system, replayId, now: () => now, ...(atOnce && { atOnce }) })

async function found(shop: TestMerchant, id: string) {
  const replay = await routingReplayOf(shop.callers.staff, id)
  if (!replay) throw new Error('The replay is gone')
  return replay
}

async function replayed(shop: TestMerchant, content: RuleSetContent, atOnce?: number) {
  const id = await begin(shop, content)
  await goOn(shop, id, atOnce)
  return found(shop, id)
}

async function listed(shop: TestMerchant, id: string, search: Partial<RoutingReplaySearch> = {}) {
  const rows: RoutingReplayRow[] = []
  for (let cursor: Turn | null = null; ;) {
    const page = await routingReplayChanges(shop.callers.staff, id, { ...everyChange, ...search, cursor })
    rows.push(...page.rows)
    if (page.next === null) return rows
    cursor = page.next
  }
}

/** How each refusal went and would go, by the one-by-one way of the rules. */
async function singly(shop: TestMerchant, content: RuleSetContent, open: ReadonlySet<string>) {
  const rows = await owner<{ id: string; facts: RefusalFacts; routes: { to: string; at: string }[] }[]>`
    select f.id, f.facts, coalesce(jsonb_agg(jsonb_build_object('to', case r.action when 'deliver'
        then 'deliver:' || r.location_id else r.action end, 'at', r.given_at)) filter (where r.id is not null), '[]') as routes
    from refusals f left join routes r on r.merchant_id = f.merchant_id and r.refusal_id = f.id
    where f.merchant_id = ${shop.id} group by f.id, f.facts`
  const rules = compileRules(content)
  const places = new Map([...open].map((id) => [id, { open: true }]))
  return rows.map(({ id, facts, routes }) => ({
    id,
    before: routes.toSorted((a, b) => b.at.localeCompare(a.at))[0]?.to ?? 'none',
    after: wayOf(answerRoute(rules, facts, places).actions),
    rule: answerRoute(rules, facts, places).rule?.id ?? 'default',
  }))
}

async function noteOf(shop: TestMerchant): Promise<string> {
  const id = newId()
  await owner`insert into notes (merchant_id, id, body, created_at) values (${shop.id}, ${id}, 'Так решили', ${now})`
  return id
}

const tally = (keys: string[]) =>
  keys.reduce<Record<string, number>>((sum, key) => ({ ...sum, [key]: (sum[key] ?? 0) + 1 }), {})

describe('a replay', () => {
  it('routes each refusal as it is routed singly, and lists those that would have gone elsewhere', async () => {
    const { shop, places, draft } = await shopWith(240)
    const replay = await replayed(shop, draft, 50)
    expect(replay).toMatchObject({ status: 'done', total: 240, judged: 240, finishedAt: now, content: draft })
    const all = await singly(shop, draft, new Set([places.main, places.second, places.storage]))
    expect(replay.flows).toEqual(tally(all.map(({ before, after }) => `${before}>${after}`)))
    expect(replay.hits).toEqual(tally(all.map(({ rule }) => rule)))
    expect(Object.keys(replay.hits).toSorted()).toEqual(
      [ids.defective, ids.dear, ids.ask, 'default'].toSorted(),
    )
    const otherwise = all.filter(({ before, after }) => before !== after)
    expect(otherwise.length).toBeGreaterThan(100)
    expect(otherwise.length).toBeLessThan(240)
    expect(replay.changed).toBe(otherwise.length)
    const rows = await listed(shop, replay.id)
    expect(
      new Map(rows.map((row) => [row.refusalId, [row.before, row.after, row.ruleId ?? 'default']])),
    ).toEqual(new Map(otherwise.map((one) => [one.id, [one.before, one.after, one.rule]])))
    expect(rows).toHaveLength(otherwise.length)
    expect(rows.some(({ byPerson }) => byPerson)).toBe(true)
  })

  it('counts what its lists hold: every flow opens exactly its refusals, those that stay too', async () => {
    const { shop, draft } = await shopWith(260)
    const { id, flows, changed, changedBy } = await replayed(shop, draft)
    expect(flowsOf(flows).some(({ before, after }) => before === after)).toBe(true)
    for (const { before, after, count } of flowsOf(flows)) {
      const rows = await listed(shop, id, { from: [before], to: [after] })
      expect(rows).toHaveLength(count)
      for (const row of rows) expect(row).toMatchObject({ before, after })
      expect(new Set(rows.map(({ refusalId }) => refusalId)).size).toBe(count)
    }
    for (const [rule, count] of Object.entries(changedBy))
      expect(await listed(shop, id, { rule: [rule] })).toHaveLength(count)
    expect(Object.values(changedBy).reduce((sum, count) => sum + count, 0)).toBe(changed)
  })

  it('adds the prices of what can be compared: those of its rows, where nothing stays', async () => {
    const { shop, places } = await shopWith(120)
    const away = { rules: [], otherwise: actionsTo({ action: 'deliver', locationId: places.storage }) }
    const { id, totals, judged } = await replayed(shop, {
      ...away,
      otherwise: { ...away.otherwise, sorting: true },
    })
    expect(totals.before.unpriced).toBe(24)
    expect(totals).toMatchObject({ compared: judged - 24, after: { unpriced: 0 } })
    const rows = await listed(shop, id)
    const both = rows.filter(({ beforeCost }) => beforeCost !== null)
    const stays = totals.compared - both.length
    const sum = (costs: (number | null)[]) => costs.reduce<number>((all, cost) => all + (cost ?? 0), 0)
    // To the place of storage: 4 000 for the parcel, 7 days of 700, and 3 000 for sorting; without it and 20 days before.
    expect(totals.after.cost).toBe(totals.compared * (4000 + 7 * 700 + 3000))
    expect(totals.before.cost).toBe(sum(both.map(({ beforeCost }) => beforeCost)) + stays * (4000 + 20 * 700))
  })

  it('turns its pages both ways', async () => {
    const { shop } = await shopWith(130)
    const elsewhere = { rules: [], otherwise: actionsTo({ action: 'ask' }) }
    const { id, changed } = await replayed(shop, elsewhere)
    expect(changed).toBeGreaterThan(100)
    const page = (cursor: Turn | null) =>
      routingReplayChanges(shop.callers.staff, id, { ...everyChange, cursor })
    const first = await page(null)
    const second = await page(first.next)
    const third = await page(second.next)
    expect([first.rows.length, second.rows.length, third.rows.length]).toEqual([50, 50, changed - 100])
    expect(first.previous).toBeNull()
    expect(third.next).toBeNull()
    expect(await page(third.previous)).toEqual(second)
    expect((await page(second.previous)).rows).toEqual(first.rows)
    expect((await page(second.previous)).previous).toBeNull()
  })

  it('changes nothing when the draft sends all as they went', async () => {
    const { shop } = await shopWith(4)
    await owner`insert into routes (merchant_id, id, case_id, refusal_id, by, cause, action, location_id, actions, facts,
        note_id, member_id, given_at)
      select ${shop.id}, gen_random_uuid(), f.case_id, f.id, 'person', 'person', 'redeliver', null,
        ${JSON.stringify(actionsTo({ action: 'redeliver', afterDays: 0, window: null }))}::text::jsonb, '{}', ${await noteOf(shop)},
        ${pastShop(shop).memberId}, ${new Date(now.getTime() - 1)}
      from refusals f where f.merchant_id = ${shop.id}`
    const again = actionsTo({ action: 'redeliver', afterDays: 2, window: null })
    const replay = await replayed(shop, { rules: [], otherwise: again })
    expect(replay).toMatchObject({ judged: 4, changed: 0, flows: { 'redeliver>redeliver': 4 } })
  })

  it('is done at once in a shop without refusals', async () => {
    const shop = await freshMerchant(owner)
    expect(await refusalCounts(shop.callers.staff, now)).toEqual({ 30: 0, 90: 0, 365: 0 })
    const replay = await replayed(shop, { rules: [], otherwise: actionsTo({ action: 'ask' }) })
    expect(replay).toMatchObject({ status: 'done', total: 0, judged: 0, changed: 0, flows: {}, hits: {} })
    expect(await routingReplayProgress(shop.callers.staff, replay.id)).toMatchObject({ share: 1 })
    expect(await listed(shop, replay.id)).toEqual([])
  })

  it('takes the refusals of the days chosen, from the beginning of the day in the shop’s zone', async () => {
    const shop = await freshMerchant(owner)
    const places = await pastPlaces(owner, pastShop(shop), now)
    const first = (day: string) => new Date(`${day}T00:00:00+03:00`)
    const days = [first('2026-10-21'), first('2026-08-22'), first('2025-11-20')]
    await pastRefusals(owner, pastShop(shop), places, [
      ...days.flatMap((day) => [new Date(day.getTime() - 1), day]),
      new Date(now.getTime() - hour),
      now,
    ])
    expect(await refusalCounts(shop.callers.staff, now)).toEqual({ 30: 2, 90: 4, 365: 6 })
    for (const [days, total] of [
      [30, 2],
      [90, 4],
      [365, 6],
    ] as const) {
      const id = await begin(shop, draftOf(places), days)
      await goOn(shop, id)
      expect(await found(shop, id)).toMatchObject({ days, total, judged: total, status: 'done' })
    }
  })

  it('goes by what was known when it began: later refusals, routes and places change nothing', async () => {
    const { shop, places, draft } = await shopWith(80)
    const whole = await replayed(shop, draft)
    const id = await begin(shop, draft)
    await pastRefusals(owner, pastShop(shop), places, [new Date(now.getTime() - 1000)])
    await owner`update locations set closed_at = ${now} where merchant_id = ${shop.id} and id = ${places.second}`
    await owner`insert into routes (merchant_id, id, case_id, refusal_id, by, cause, action, location_id, actions, facts,
        note_id, member_id, given_at)
      select ${shop.id}, gen_random_uuid(), f.case_id, f.id, 'person', 'person', 'redeliver', null, '{}', '{}',
        ${await noteOf(shop)}, ${pastShop(shop).memberId}, ${new Date(now.getTime() + hour)}
      from refusals f where f.merchant_id = ${shop.id}`
    await goOn(shop, id)
    const { flows, hits, totals, changed, judged } = whole
    expect(await found(shop, id)).toMatchObject({ flows, hits, totals, changed, judged, total: 80 })
    for (const { before, after, count } of flowsOf(flows))
      expect(await listed(shop, id, { from: [before], to: [after] })).toHaveLength(count)
  })
})

describe('steps of a replay', () => {
  it('give the same whatever their size, and when workers take them by turns', async () => {
    const { shop, draft } = await shopWith(120)
    const whole = await replayed(shop, draft)
    const small = await replayed(shop, draft, 7)
    const id = await begin(shop, draft)
    await Promise.all([goOn(shop, id, 9), goOn(shop, id, 10), goOn(shop, id, 11)])
    for (const other of [small, await found(shop, id)]) {
      const { judged, changed, flows, hits, totals } = whole
      expect(other).toMatchObject({ judged, changed, flows, hits, totals, status: 'done' })
      expect(await listed(shop, other.id)).toEqual(await listed(shop, whole.id))
    }
  })

  it('end when somebody cancels', async () => {
    const { shop, draft } = await shopWith(20)
    const id = await begin(shop, draft)
    const cancel = () => cancelRoutingReplay(shop.callers.manager, { commandId: newId(), replayId: id }, now)
    dataOf(await cancel())
    await goOn(shop, id, 5)
    expect(await found(shop, id)).toMatchObject({ status: 'cancelled', judged: 0, finishedAt: now })
    expect(await cancel()).toMatchObject({ ok: false, error: { code: 'not_allowed_now' } })
  })

  it('end when the job gives up, and another may be started', async () => {
    const { shop, draft } = await shopWith(5)
    const id = await begin(shop, draft)
    await failReplay(shop.system, 'routing_replays', id, now)
    expect(await found(shop, id)).toMatchObject({ status: 'failed', finishedAt: now })
    expect((await replayed(shop, draft)).status).toBe('done')
  })
})

describe('starting', () => {
  it('is refused while another runs, naming it, and gives the same to the same command', async () => {
    const { shop, draft } = await shopWith(3)
    const input = { commandId: newId(), days: 30 as const, content: draft }
    const { id } = dataOf(await startRoutingReplay(shop.callers.manager, input, now))
    expect(dataOf(await startRoutingReplay(shop.callers.manager, input, now))).toEqual({ id })
    const second = await startRoutingReplay(shop.callers.admin, { ...input, commandId: newId() }, now)
    expect(second).toMatchObject({ ok: false, error: { code: 'not_allowed_now', params: { running: id } } })
  })

  it('lets one of two begin that come at the same moment', async () => {
    const { shop, draft } = await shopWith(3)
    const both = await Promise.all(
      [shop.callers.manager, shop.callers.admin].map((caller) =>
        startRoutingReplay(caller, { commandId: newId(), days: 90, content: draft }, now),
      ),
    )
    expect(both.map(({ ok }) => ok).toSorted()).toEqual([false, true])
  })

  it('is for those who manage the rules; reading for everybody who reads them', async () => {
    const { shop, draft } = await shopWith(3)
    const input = { commandId: newId(), days: 30 as const, content: draft }
    for (const caller of [shop.callers.staff, shop.callers.support])
      expect(await startRoutingReplay(caller, input, now)).toMatchObject({
        ok: false,
        error: { code: 'forbidden' },
      })
    const nobody = { ...shop.callers.staff, can: new Set<never>() }
    for (const asked of [
      () => routingReplayOf(nobody, newId()),
      () => routingReplayProgress(nobody, newId()),
      () => routingReplayChanges(nobody, newId(), everyChange),
      () => recentRoutingReplays(nobody),
      () => refusalCounts(nobody, now),
    ])
      await expect(asked()).rejects.toThrow(Forbidden)
  })

  it('keeps the last twenty', async () => {
    const { shop, draft } = await shopWith(3)
    const started: string[] = []
    for (let at = 0; at < 23; at += 1) {
      const id = await begin(shop, draft, 365, new Date(now.getTime() + at))
      await goOn(shop, id)
      started.push(id)
    }
    const kept = await recentRoutingReplays(shop.callers.staff)
    expect(kept.map(({ id }) => id)).toEqual(started.slice(3).reverse())
    const [{ lists } = { lists: -1 }] = await owner<{ lists: number }[]>`
      select count(distinct replay_id)::int as lists from routing_replay_changes where merchant_id = ${shop.id}`
    expect(lists).toBe(20)
  })
})

it('shows another shop nothing', async () => {
  const { shop, draft } = await shopWith(40)
  const other = await freshMerchant(owner)
  const { id, changed } = await replayed(shop, draft)
  expect(changed).toBeGreaterThan(0)
  const stranger = other.callers.admin
  expect(await routingReplayOf(stranger, id)).toBeNull()
  expect(await routingReplayProgress(stranger, id)).toBeNull()
  expect(await routingReplayChanges(stranger, id, everyChange)).toEqual({
    rows: [],
    previous: null,
    next: null,
  })
  expect(await recentRoutingReplays(stranger)).toEqual([])
  expect(await refusalCounts(stranger, now)).toEqual({ 30: 0, 90: 0, 365: 0 })
  const cancelled = await cancelRoutingReplay(stranger, { commandId: newId(), replayId: id }, now)
  expect(cancelled).toMatchObject({ ok: false, error: { code: 'not_found' } })
  await runRoutingReplay({ caller: other.system, replayId: id, now: () => now })
  expect((await replayed(other, draft)).judged).toBe(0)
  const [{ mine } = { mine: -1 }] = await readMerchant(other.system, (tx) =>
    tx.execute<{ mine: number }>(sql`select count(*)::int as mine from routing_replay_changes`),
  )
  expect(mine).toBe(0)
})
