import { expect, it, vi } from 'vitest'
import { freshMerchant } from '@/db/factories/merchant'
import { momentsBefore, pastPlaces, pastRefusals } from '@/db/factories/past-refusals'
import { testDatabase } from '@/db/testing/database'
import { startWorker } from '@/db/testing/worker'
import { newId } from '@/lib/ids'
import { startRoutingReplay } from './commands'
import { routingReplayOf } from './queries'
import { runRoutingReplay } from './run'
import { draftOf } from './testing/draft'

const { owner } = await testDatabase()
const many = 40_000

it(
  'goes on where it stood after its worker was killed with -9, and counts no refusal twice',
  { timeout: 120_000 },
  async () => {
    const now = new Date('2026-11-20T09:00:00Z')
    const shop = await freshMerchant(owner)
    const past = { id: shop.id, carrierId: shop.carrierId, memberId: shop.callers.manager.actor.id ?? '' }
    const places = await pastPlaces(owner, past, now)
    await pastRefusals(owner, past, places, momentsBefore(now, many, 300))
    const begin = async () => {
      const input = { commandId: newId(), days: 365 as const, content: draftOf(places) }
      const made = await startRoutingReplay(shop.callers.manager, input, now)
      if (!made.ok) throw new Error(made.error.detail)
      return made.data.id
    }
    const replay = async (id: string) => {
      const record = await routingReplayOf(shop.callers.manager, id)
      if (!record) throw new Error('The replay is gone')
      return record
    }
    const listed = async (id: string) => {
      const rows = await owner`
        select refusal_id, before, after, by_person, rule_id, before_cost, after_cost from routing_replay_changes
        where merchant_id = ${shop.id} and replay_id = ${id} order by refusal_id`
      return [...rows]
    }

    const id = await begin()
    const first = startWorker()
    await vi.waitFor(async () => expect((await replay(id)).judged).toBeGreaterThan(0), {
      timeout: 60_000,
      interval: 5,
    })
    await first.kill()
    const cut = await replay(id)
    expect(cut).toMatchObject({ status: 'running', finishedAt: null })
    expect(cut.judged).toBeLessThan(many)

    startWorker()
    await vi.waitFor(async () => expect((await replay(id)).status).toBe('done'), {
      timeout: 60_000,
      interval: 50,
    })
    const resumed = await replay(id)

    const calm = await begin()
    await runRoutingReplay({ caller: shop.system, replayId: calm, now: () => now, atOnce: 100_000 })
    const whole = await replay(calm)
    expect(whole).toMatchObject({ judged: many, status: 'done' })
    const { judged, total, changed, flows, hits, totals } = whole
    expect(resumed).toMatchObject({ judged, total, changed, flows, hits, totals })
    expect(await listed(id)).toEqual(await listed(calm))
  },
)
