import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, expect, it, vi } from 'vitest'
import { freshMerchant } from '@/db/factories/merchant'
import { testDatabase } from '@/db/testing/database'
import { importFile, recordOf, start, traces, upload } from './testing/import'

const { owner } = await testDatabase()

const workers: ChildProcess[] = []
afterEach(async () => {
  for (const worker of workers.splice(0)) await kill(worker)
})

/** The worker that `npm run demo` and `npm start` run, on this test's database. */
function startWorker(): ChildProcess {
  const args = ['--conditions=react-server', '--import', 'tsx', 'scripts/worker.ts']
  const worker = spawn(process.execPath, args, {
    stdio: 'ignore',
    env: { ...process.env, NODE_ENV: 'production' },
  })
  workers.push(worker)
  return worker
}

async function kill(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return
  const gone = once(worker, 'exit')
  worker.kill('SIGKILL')
  await gone
}

function longFile(): string {
  const rows = ['Номер заказа;Дата заказа;Артикул;Название товара;Количество;Цена;Код клиента']
  for (let order = 0; order < 6000; order += 1)
    for (let line = 0; line < 4; line += 1)
      rows.push(`${order};01.02.2026 10:00;S${(order + line) % 300};Товар;${line + 1};100,5;${order % 70}`)
  for (let at = 0; at < 500; at += 1)
    rows.push(`C${at};05.02.2026 10:00;S${at % 300};Товар;-1;100,5;${at % 70}`)
  return rows.join('\n')
}

it(
  'has every row once after its worker was killed with -9 in the middle of each stage',
  { timeout: 180_000 },
  async () => {
    const file = longFile()
    const [calm, killed] = [await freshMerchant(owner), await freshMerchant(owner)]
    const whole = await importFile(calm, file)
    expect(whole.status).toBe('done')

    const caller = killed.callers.manager
    const number = await upload(caller, file)
    await start(caller, number)
    const reaches = (passed: (record: Awaited<ReturnType<typeof recordOf>>) => boolean) =>
      vi.waitFor(async () => expect(passed(await recordOf(caller, number))).toBe(true), {
        timeout: 60_000,
        interval: 5,
      })

    const first = startWorker()
    await reaches(({ staged }) => staged > 0)
    await kill(first)
    const reading = await recordOf(caller, number)
    expect(reading.finishedAt).toBeNull()

    const second = startWorker()
    await reaches(({ status, written }) => status === 'writing' && written > 0)
    await kill(second)
    const writing = await recordOf(caller, number)
    expect(writing.finishedAt).toBeNull()

    startWorker()
    await reaches(({ status }) => status === 'done')
    expect((await recordOf(caller, number)).counts).toEqual(whole.counts)
    expect(await traces(caller)).toEqual(await traces(calm.callers.manager))
  },
)
