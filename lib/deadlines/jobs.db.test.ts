import { expect, it } from 'vitest'
import { freshMerchant, type TestMerchant } from '@/db/factories/merchant'
import { workQueue } from '@/db/queue'
import { testDatabase } from '@/db/testing/database'
import { deadlineTasks } from './jobs'
import { clockedCase, toldOf } from './testing/clocked'

const { owner, ownerUrl } = await testDatabase()
const day = 86_400_000

/** A worker with the tasks of the deadlines, woken as its crontab would, until the work it must do is seen. */
async function worked(until: () => Promise<void>): Promise<void> {
  const stop = new AbortController()
  const ended = workQueue(
    { ownerUrl, taskList: deadlineTasks, crontab: '', concurrency: 2, log: () => {} },
    stop.signal,
  )
  await owner`select enqueue_job('deadlines:sweep', '{}')`
  await until().finally(() => stop.abort())
  await ended
}

it('tells after a stop what no worker told meanwhile: in every shop, once each, and not again', async () => {
  const shops: TestMerchant[] = [
    await freshMerchant(owner),
    await freshMerchant(owner),
    await freshMerchant(owner),
  ]
  const [one, two, calm] = shops as [TestMerchant, TestMerchant, TestMerchant]
  const today = Math.trunc(Date.now() / 1000) * 1000
  const at = (days: number) => new Date(today + days * day)
  const made = at(-40)
  const over = await clockedCase(one, made, { window: { ends: at(-20), warns: at(-23) } })
  const soon = await clockedCase(one, made, { window: { ends: at(2), warns: at(-1) } })
  const late = await clockedCase(two, made, { money: { ends: at(-1), warns: at(-4) } })
  await clockedCase(calm, made, { window: { ends: at(30), warns: at(27) } })
  const told = async () =>
    (await Promise.all(shops.map((shop) => toldOf(shop)))).map(({ notices }) => notices)
  const expected = [
    [`${over.number} window_ended`, `${soon.number} window_ends`],
    [`${late.number} money_overdue`],
    [],
  ]

  await worked(() => expect.poll(told, { timeout: 15_000 }).toEqual(expected))
  expect((await toldOf(one)).nextClockAt).toEqual([null, at(2)])

  // The next minute's sweep finds nothing of these shops; another shop's news shows that it has been at work.
  const fresh = await clockedCase(calm, made, { window: { ends: at(-2), warns: at(-5) } })
  await worked(() =>
    expect.poll(async () => (await told())[2], { timeout: 15_000 }).toEqual([`${fresh.number} window_ended`]),
  )
  expect((await told()).slice(0, 2)).toEqual(expected.slice(0, 2))
  const [row] = await owner<{ due: string[] }[]>`
    select array(select merchants_with_due_clocks(now()))::text[] as due`
  for (const { id } of shops) expect(row?.due).not.toContain(id)
})
