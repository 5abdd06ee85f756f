import { expect, it, vi } from 'vitest'
import { freshMerchant } from '@/db/factories/merchant'
import { testDatabase } from '@/db/testing/database'
import { startWorker } from '@/db/testing/worker'
import { newId } from '@/lib/ids'
import { startReplay } from './commands'
import { replayOf } from './queries'
import { runReplay } from './run'
import { now, pastReturns, spread, terms } from './testing/past'

const { owner } = await testDatabase()

it(
  'goes on where it stood after its worker was killed with -9, and counts no return twice',
  { timeout: 120_000 },
  async () => {
    const shop = await freshMerchant(owner)
    await pastReturns(owner, shop, spread(24_000))
    const draft = terms({ days: 30, autoApprove: { upTo: 300_000 } })
    const begin = async () => {
      const made = await startReplay(shop.callers.manager, { commandId: newId(), terms: draft }, now)
      if (!made.ok) throw new Error(made.error.detail)
      return made.data.id
    }
    const replay = async (id: string) => {
      const record = await replayOf(shop.callers.manager, id)
      if (!record) throw new Error('The replay is gone')
      return record
    }
    const listed = async (id: string) => {
      const rows = await owner`
        select case_id, before_outcome, before_next, before_ends_on, after_outcome, after_next, after_ends_on
        from policy_replay_changes where merchant_id = ${shop.id} and replay_id = ${id} order by case_id`
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
    expect(cut.judged).toBeLessThan(24_000)

    startWorker()
    await vi.waitFor(async () => expect((await replay(id)).status).toBe('done'), {
      timeout: 60_000,
      interval: 50,
    })
    const resumed = await replay(id)

    const calm = await begin()
    await runReplay({ caller: shop.system, replayId: calm, now: () => now, atOnce: 100_000 })
    const whole = await replay(calm)
    expect(whole).toMatchObject({ judged: 24_000, status: 'done' })
    const { judged, total, changed, summary } = whole
    expect(resumed).toMatchObject({ judged, total, changed, summary })
    expect(await listed(id)).toEqual(await listed(calm))
  },
)
