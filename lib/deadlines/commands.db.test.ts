import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { freshMerchant, type TestMerchant } from '@/db/factories/merchant'
import { freshPickup } from '@/db/factories/pickup'
import { readMerchant } from '@/db/tenant'
import { testDatabase } from '@/db/testing/database'
import { carrierCaller } from '@/lib/caller'
import { takeCarrierEvents } from '@/lib/carriers/commands'
import { newId } from '@/lib/ids'
import { tellDue } from './commands'
import { clockedCase, clocksGiven, happened, toldOf } from './testing/clocked'

const { owner } = await testDatabase()
const start = new Date('2026-11-16T09:00:00Z')
const on = (days: number) => new Date(start.getTime() + days * 86_400_000)
const window = { ends: on(10), warns: on(7) }
const money = { ends: on(12), warns: on(9) }

async function tell(shop: TestMerchant, days: number, limit?: number) {
  const result = await tellDue(shop.system, on(days), limit)
  if (!result.ok) throw new Error(result.error.detail)
  return result.data
}

describe('telling what is due', () => {
  it('warns before an end, flags at it, each once, and moves the clock on every time', async () => {
    const shop = await freshMerchant(owner)
    const { number, caseId } = await clockedCase(shop, start, { window, money })
    expect(await tell(shop, 6.9)).toEqual({ looked: 0, told: 0 })
    expect(await tell(shop, 7)).toEqual({ looked: 1, told: 1 })
    expect((await toldOf(shop)).nextClockAt).toEqual([on(9)])
    expect(await tell(shop, 7)).toEqual({ looked: 0, told: 0 })
    expect(await tell(shop, 9)).toEqual({ looked: 1, told: 1 })
    expect((await toldOf(shop)).nextClockAt).toEqual([on(10)])
    expect(await tell(shop, 50)).toEqual({ looked: 1, told: 2 })
    expect(await tell(shop, 51)).toEqual({ looked: 0, told: 0 })
    const all = ['money_due', 'money_overdue', 'window_ended', 'window_ends'].map(
      (kind) => `${number} ${kind}`,
    )
    const after = await toldOf(shop)
    expect(after.notices).toEqual(all)
    expect(after.events.toSorted()).toEqual(all)
    expect(after.nextClockAt).toEqual([null])
    expect(after.rows.map(({ roles }) => roles)).toEqual(all.map(() => ['support', 'manager']))
    expect(after.rows.map(({ ends_at }) => new Date(ends_at ?? 0))).toEqual([on(12), on(12), on(10), on(10)])
    const [row] = await readMerchant(shop.system, (tx) =>
      tx.execute<{ flagged: boolean; actors: string[] }>(sql`
        select c.flagged, array(select distinct e.actor_kind from case_events e where e.merchant_id = c.merchant_id
          and e.case_id = c.id and e.type in ('notice.sent', 'case.flagged') and e.data ? 'endsAt') as actors
        from cases c where c.merchant_id = ${shop.id} and c.id = ${caseId}`),
    )
    expect(row).toEqual({ flagged: true, actors: ['system'] })
  })

  it('tells of an end that passed while no worker lived without the warning before it', async () => {
    const shop = await freshMerchant(owner)
    const { number } = await clockedCase(shop, start, { window })
    await tell(shop, 90)
    expect((await toldOf(shop)).notices).toEqual([`${number} window_ended`])
  })

  it('says nothing of clocks that stopped in time', async () => {
    const shop = await freshMerchant(owner)
    const { caseId } = await clockedCase(shop, start, { window, money })
    await happened(shop, caseId, on(5), { type: 'decision.declined', data: {} })
    expect(await tell(shop, 50)).toEqual({ looked: 0, told: 0 })
    expect((await toldOf(shop)).notices).toEqual([])
  })

  it('warns of a pickup’s last attempt at once, and once', async () => {
    const shop = await freshMerchant(owner)
    const { pickupId, caseId } = await freshPickup(shop, start)
    await happened(shop, caseId, on(0.01), clocksGiven({}, ['staff']))
    const says = (type: string, days: number) => ({
      id: newId(),
      type,
      occurredAt: on(days).toISOString(),
      pickupId,
    })
    const carrier = carrierCaller(shop.system.merchant, shop.carrierId)
    const visit = (days: number) => [says('pickup.on_way', days), says('pickup.attempt_failed', days + 0.1)]
    await takeCarrierEvents(
      carrier,
      [says('pickup.accepted', 0.1), says('pickup.agreed', 0.2), ...visit(1)],
      on(2),
    )
    expect(await tell(shop, 2)).toEqual({ looked: 0, told: 0 })
    await takeCarrierEvents(carrier, visit(2), on(3))
    expect(await tell(shop, 3)).toEqual({ looked: 1, told: 1 })
    expect(await tell(shop, 3)).toEqual({ looked: 0, told: 0 })
    const { rows } = await toldOf(shop)
    expect(rows).toMatchObject([{ kind: 'last_attempt', roles: ['staff'], ends_at: null }])
    expect(rows).toHaveLength(1)
  })

  it('takes a batch at a time until nothing is left', async () => {
    const shop = await freshMerchant(owner)
    for (let index = 0; index < 5; index += 1) await clockedCase(shop, start, { window })
    expect([
      await tell(shop, 8, 2),
      await tell(shop, 8, 2),
      await tell(shop, 8, 2),
      await tell(shop, 8, 2),
    ]).toEqual([
      { looked: 2, told: 2 },
      { looked: 2, told: 2 },
      { looked: 1, told: 1 },
      { looked: 0, told: 0 },
    ])
    expect((await toldOf(shop)).notices).toHaveLength(5)
  })

  it('mends a cache that lags behind its events instead of coming back to it for ever', async () => {
    const shop = await freshMerchant(owner)
    await clockedCase(shop, start, { window })
    await owner`update cases set next_clock_at = ${on(1)}, window_due_at = ${on(1)} where merchant_id = ${shop.id}`
    expect(await tell(shop, 2)).toEqual({ looked: 1, told: 0 })
    expect(await tell(shop, 2)).toEqual({ looked: 0, told: 0 })
    const [row] =
      await owner`select window_due_at, next_clock_at, version from cases where merchant_id = ${shop.id}`
    expect(row).toMatchObject({ window_due_at: on(10), next_clock_at: on(7) })
  })

  it('is the worker’s alone', async () => {
    const shop = await freshMerchant(owner)
    const callers = [...Object.values(shop.callers), carrierCaller(shop.system.merchant, shop.carrierId)]
    for (const caller of callers) {
      expect(await tellDue(caller, start)).toMatchObject({ error: { code: 'forbidden' } })
    }
  })

  it('leaves other shops alone', async () => {
    const [shop, other] = [await freshMerchant(owner), await freshMerchant(owner)]
    await clockedCase(other, start, { window })
    expect(await tell(shop, 50)).toEqual({ looked: 0, told: 0 })
    expect((await toldOf(other)).notices).toEqual([])
  })
})

describe('never twice', () => {
  it('by several workers at once', async () => {
    const shop = await freshMerchant(owner)
    for (let index = 0; index < 12; index += 1) await clockedCase(shop, start, { window, money })
    const drain = async () => {
      for (;;) if ((await tell(shop, 50, 3)).looked === 0) return
    }
    await Promise.all([drain(), drain(), drain(), drain()])
    // Who was told that the rest is held by others has gone home; the next run finds nothing of it, or what is left.
    await drain()
    const { notices, events } = await toldOf(shop)
    expect(notices).toHaveLength(24)
    expect(new Set(notices).size).toBe(24)
    expect(events.toSorted()).toEqual(notices.toSorted())
  })

  it('after a worker was killed in the middle, whom another did not wait for', async () => {
    const shop = await freshMerchant(owner)
    for (let index = 0; index < 3; index += 1) await clockedCase(shop, start, { window })
    const gate = await owner.reserve()
    await gate`begin`
    await gate`lock table notices in exclusive mode`
    const doomed = tell(shop, 8).then(
      () => 'done',
      () => 'killed',
    )
    // The events are written by now, and the notices wait at the gate.
    const waiting = async () => {
      const rows = await owner<{ pid: number }[]>`
        select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
          and query like '%insert into notices%'`
      return rows.map(({ pid }) => pid)
    }
    await expect.poll(waiting, { timeout: 10_000 }).toHaveLength(1)
    expect(await tell(shop, 8)).toEqual({ looked: 0, told: 0 })
    for (const pid of await waiting()) await owner`select pg_terminate_backend(${pid})`
    expect(await doomed).toBe('killed')
    await gate`rollback`
    gate.release()
    expect(await toldOf(shop)).toMatchObject({ notices: [], events: [], nextClockAt: [on(7), on(7), on(7)] })
    expect(await tell(shop, 8)).toEqual({ looked: 3, told: 3 })
    expect(await tell(shop, 8)).toEqual({ looked: 0, told: 0 })
    const { notices, events } = await toldOf(shop)
    expect(notices).toHaveLength(3)
    expect(events).toEqual(notices)
  })
})
