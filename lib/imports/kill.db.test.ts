import { expect, it, vi } from 'vitest'
import { freshMerchant } from '@/db/factories/merchant'
import { testDatabase } from '@/db/testing/database'
import { startWorker } from '@/db/testing/worker'
import { importFile, recordOf, start, traces, upload } from './testing/import'

const { owner } = await testDatabase()

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
    await first.kill()
    const reading = await recordOf(caller, number)
    expect(reading.finishedAt).toBeNull()

    const second = startWorker()
    await reaches(({ status, written }) => status === 'writing' && written > 0)
    await second.kill()
    const writing = await recordOf(caller, number)
    expect(writing.finishedAt).toBeNull()

    startWorker()
    await reaches(({ status }) => status === 'done')
    expect((await recordOf(caller, number)).counts).toEqual(whole.counts)
    expect(await traces(caller)).toEqual(await traces(calm.callers.manager))
  },
)
