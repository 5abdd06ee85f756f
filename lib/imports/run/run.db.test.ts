import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { freshMerchant, freshOrder, type TestMerchant } from '@/db/factories/merchant'
import { readMerchant } from '@/db/tenant'
import { testDatabase } from '@/db/testing/database'
import { cancelImport } from '../commands'
import { workbook } from '../read/testing/workbook'
import { importFile, jobFor, now, recordOf, refusalsOf, start, traces, upload } from '../testing/import'
import { newId } from '@/lib/ids'
import { runImport } from './run'
import type { Job } from './step'

const { owner } = await testDatabase()
const head = 'Номер заказа;Дата заказа;Артикул;Название товара;Количество;Цена;Код клиента'
const csv = (...rows: string[]) => [head, ...rows].join('\n')
const counts = async (caller: TestMerchant['callers']['staff'], number: number) =>
  (await recordOf(caller, number)).counts

describe('an import', () => {
  it('writes orders, closed returns and refusals, and counts them', async () => {
    const shop = await freshMerchant(owner)
    const done = await importFile(
      shop,
      csv(
        '1;01.02.2026 10:00;CUP;Чашка;2;100,50;7',
        '1;01.02.2026 10:00;CUP;Чашка;3;90;7',
        '2;02.02.2026 10:00;HAT;Шляпа;1;1 500;8',
        '1;01.02.2026 10:00;POST;Доставка;1;300;7',
        '3;вчера;HAT;Шляпа;1;1500;8',
        '3;03.02.2026;CUP;Чашка;1;100;8',
        'C9;05.02.2026 10:00;cup;Чашка;-4;90;7',
        'C9;05.02.2026 10:00;HAT;Шляпа;-1;1500;7',
      ),
    )
    expect(done).toMatchObject({ status: 'done', error: null, finishedAt: now })
    expect(done.counts).toEqual({
      lines: 8,
      created: 2,
      updated: 0,
      unchanged: 0,
      refusedLines: 2,
      refusedOrders: 1,
      notGoodsLines: 1,
      cancellations: 2,
      returnsCreated: 1,
      returnsUnchanged: 0,
      unmatched: 1,
    })
    const seen = await traces(shop.callers.staff)
    expect(
      seen.orders.map(({ number, position, sku, quantity, unit_price, claimed_quantity }) => [
        number,
        position,
        sku,
        quantity,
        Number(unit_price),
        claimed_quantity,
      ]),
    ).toEqual([
      ['1', 1, 'CUP', 2, 10050, 2],
      ['1', 2, 'CUP', 3, 9000, 2],
      ['2', 1, 'HAT', 1, 150000, 0],
    ])
    expect(
      seen.returns.map(({ number, stage, cancellation, position, quantity, customer_reason }) => [
        number,
        stage,
        cancellation,
        position,
        quantity,
        customer_reason,
      ]),
    ).toEqual([
      ['1', 'closed', 'C9', 1, 2, null],
      ['1', 'closed', 'C9', 2, 2, null],
    ])
    expect(seen.staged).toEqual([{ lines: 0 }])
    expect(
      (await refusalsOf(shop.callers.staff, done.id)).map(({ line, kind, code, cells }) => [
        line,
        kind,
        code,
        cells[0],
      ]),
    ).toEqual([
      [5, 'not_goods', 'postage', '1'],
      [6, 'refused', 'date_unreadable', '3'],
      [7, 'refused', 'order_incomplete', '3'],
      [9, 'unmatched', 'never_bought', 'C9'],
    ])
  })

  it('changes nothing the second time, and takes what has changed', async () => {
    const shop = await freshMerchant(owner)
    const rows = [
      '1;01.02.2026;CUP;Чашка;5;100;7',
      '2;02.02.2026;HAT;Шляпа;1;1500;8',
      'C9;05.02.2026;CUP;Чашка;-2;100;7',
    ]
    await importFile(shop, csv(...rows))
    const before = await traces(shop.callers.staff)
    const again = await importFile(shop, csv(...rows))
    expect(again.counts).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: 2,
      returnsCreated: 0,
      returnsUnchanged: 1,
      unmatched: 0,
    })
    expect(await traces(shop.callers.staff)).toEqual(before)

    const changed = await importFile(
      shop,
      csv(
        '1;01.02.2026;CUP;Чашка;6;100;7',
        '1;01.02.2026;TEA;Чай;1;50;7',
        rows[1] ?? '',
        'C9;05.02.2026;CUP;Чашка;-3;100;7',
      ),
    )
    expect(changed.counts).toMatchObject({
      created: 0,
      updated: 1,
      unchanged: 1,
      returnsCreated: 1,
      returnsUnchanged: 0,
    })
    const after = await traces(shop.callers.staff)
    expect(
      after.orders.map(({ number, sku, quantity, claimed_quantity }) => [
        number,
        sku,
        quantity,
        claimed_quantity,
      ]),
    ).toEqual([
      ['1', 'CUP', 6, 3],
      ['1', 'TEA', 1, 0],
      ['2', 'HAT', 1, 0],
    ])
  })

  it('brings who buys and when it lay at the pick-up point, and changes nothing the second time', async () => {
    const shop = await freshMerchant(owner)
    const file = [
      `${head};Прибыл в ПВЗ;Дата вручения;Тип покупателя`,
      '1;01.02.2026 10:00;CUP;Чашка;2;100,50;7;03.02.2026 09:00;04.02.2026 12:00;Юр. лицо',
      '2;01.02.2026 10:00;CUP;Чашка;2;100,50;8;;;',
    ].join('\n')
    expect((await importFile(shop, file)).counts).toMatchObject({ created: 2, refusedLines: 0 })
    const orders = await readMerchant(shop.system, (tx) =>
      tx.execute<{ number: string; buyer: string; ready: string | null }>(sql`
        select number, buyer, ready_for_collection_at as ready from orders where merchant_id = ${shop.id} order by number`),
    )
    expect(orders.map(({ buyer, ready }) => [buyer, ready && new Date(ready).toISOString()])).toEqual([
      ['business', '2026-02-03T06:00:00.000Z'],
      ['consumer', null],
    ])
    expect((await importFile(shop, file)).counts).toMatchObject({ created: 0, updated: 0, unchanged: 2 })
  })

  it('does not take lines from an order that are being returned', async () => {
    const shop = await freshMerchant(owner)
    await importFile(shop, csv('1;01.02.2026;CUP;Чашка;5;100;7', 'C9;05.02.2026;CUP;Чашка;-2;100;7'))
    const second = await importFile(shop, csv('1;01.02.2026;HAT;Шляпа;1;100;7'))
    expect(second.counts).toMatchObject({ updated: 0, refusedOrders: 1, refusedLines: 1 })
    expect(await refusalsOf(shop.callers.staff, second.id)).toMatchObject([
      { line: 2, code: 'order_has_returns' },
    ])
    expect((await traces(shop.callers.staff)).orders).toMatchObject([{ sku: 'CUP', quantity: 5 }])
  })

  it('gathers an order from all over the file', async () => {
    const shop = await freshMerchant(owner)
    await importFile(
      shop,
      csv('1;01.02.2026;CUP;Чашка;5;100;7', '2;01.02.2026;CUP;Чашка;5;100;8', '1;;HAT;Шляпа;1;100;'),
    )
    // The third line stands behind another order, so nothing above it says its date.
    expect((await traces(shop.callers.staff)).orders).toMatchObject([{ number: '2' }])
    await importFile(
      shop,
      csv(
        '1;01.02.2026;CUP;Чашка;5;100;7',
        '2;01.02.2026;CUP;Чашка;5;100;8',
        '1;03.02.2026;HAT;Шляпа;1;100;',
      ),
    )
    expect((await traces(shop.callers.staff)).orders).toMatchObject([
      { number: '1', position: 1, sku: 'CUP', ref: 'id:7' },
      { number: '1', position: 2, sku: 'HAT', ref: 'id:7' },
      { number: '2' },
    ])
  })

  it('finds the order of an earlier file, not of another shop', async () => {
    const [shop, other] = [await freshMerchant(owner), await freshMerchant(owner)]
    await importFile(other, csv('1;01.02.2026;CUP;Чашка;5;100;7'))
    const cancellation = csv('C9;05.02.2026;CUP;Чашка;-2;100;7')
    expect((await importFile(shop, cancellation)).counts).toMatchObject({ returnsCreated: 0, unmatched: 1 })
    await importFile(shop, csv('1;01.02.2026;CUP;Чашка;5;100;7'))
    expect((await importFile(shop, cancellation)).counts).toMatchObject({ returnsCreated: 1, unmatched: 0 })
    expect((await traces(other.callers.staff)).returns).toEqual([])
  })

  it('fails with the problem of a file that cannot be read to its end, and writes nothing', async () => {
    const shop = await freshMerchant(owner)
    const rows = Array.from({ length: 5000 }, (_, at) => `${at};01.02.2026;CUP;Чашка;1;100;7`)
    const done = await importFile(shop, csv(...rows, ';'.repeat(300) + 'x'))
    expect(done).toMatchObject({
      status: 'failed',
      error: { code: 'too_many_columns', params: { line: 5002, columns: 301, max: 256 } },
    })
    expect((await traces(shop.callers.staff)).orders).toEqual([])
    expect((await traces(shop.callers.staff)).staged).toEqual([{ lines: 0 }])
  })

  it('loses one line to a broken quote in line 90,000, and names it', { timeout: 120_000 }, async () => {
    const shop = await freshMerchant(owner)
    const rows = Array.from(
      { length: 100_000 },
      (_, at) => `${Math.floor(at / 100)};01.02.2026;S${at % 500};"Чашка; синяя";1;100;7`,
    )
    rows[89_998] = rows[89_998]?.replace('синяя"', 'синяя') ?? ''
    const done = await importFile(shop, csv(...rows), {
      analyze: async () => {
        await owner`analyze import_lines, customers, products, orders, order_lines, search_tokens`
      },
    })
    expect(done).toMatchObject({
      status: 'done',
      counts: { lines: 100_000, created: 999, refusedLines: 100, refusedOrders: 1 },
    })
    const refusals = await refusalsOf(shop.callers.staff, done.id)
    expect(refusals.filter(({ code }) => code === 'broken_quote')).toMatchObject([
      { line: 90_000, params: { order: '899' } },
    ])
    expect(refusals.filter(({ code }) => code === 'order_incomplete')).toHaveLength(99)
  })

  it('reads a workbook', async () => {
    const shop = await freshMerchant(owner)
    const file = await workbook({
      sheets: [
        {
          name: 'Заказы',
          rows: [
            ['Номер заказа', 'Дата', 'Артикул', 'Количество', 'Цена', 'Телефон'],
            [1001, { number: 46054.5, style: 2 }, 'CUP', 2, 99.9, 79123456789],
          ],
        },
      ],
    })
    expect((await importFile(shop, file)).counts).toMatchObject({ created: 1 })
    expect((await traces(shop.callers.staff)).orders).toMatchObject([
      { number: '1001', ref: 'tel:+79123456789', sku: 'CUP', quantity: 2, unit_price: '9990' },
    ])
  })

  it('leaves orders of the API alone when they are in the file as they are', async () => {
    const shop = await freshMerchant(owner)
    await freshOrder(shop, { number: 'A-1' })
    expect((await importFile(shop, csv('B-1;01.02.2026;CUP;Чашка;1;100;7'))).counts).toMatchObject({
      created: 1,
      updated: 0,
    })
  })
})

/** A shop's file with everything in it, long enough for several batches of every stage. */
function longFile(): string {
  const rows: string[] = []
  for (let at = 0; at < 2400; at += 1) {
    const day = String((at % 27) + 1).padStart(2, '0')
    for (let line = 0; line < 3; line += 1)
      rows.push(`${1000 + at};${day}.02.2026 10:00;S${(at + line) % 90};Товар;${line + 2};100,5;${at % 50}`)
    if (at % 40 === 7) rows.push(`${1000 + at};${day}.02.2026 10:00;POST;Доставка;1;300;${at % 50}`)
    if (at % 200 === 9) rows.push(`${9000 + at};когда-то;S1;Товар;1;1;1`)
    if (at % 5 === 2)
      rows.push(
        `C${5000 + at};28.02.2026 ${String(at % 24).padStart(2, '0')}:00;S${at % 90};Товар;-2;100,5;${at % 50}`,
      )
  }
  return csv(...rows)
}

/** Dies at the given moment: of those at which a transaction or a step of the import asks for the time or for statistics. */
function mortal(job: Job, moment: number): Job {
  let left = moment
  const live = () => {
    left -= 1
    if (left < 0) throw new Error('killed')
  }
  return {
    ...job,
    now: () => {
      live()
      return now
    },
    analyze: () => Promise.resolve().then(live),
  }
}

describe('an import that is killed', () => {
  it('goes on where it stood: every row once, as if nothing had happened', { timeout: 120_000 }, async () => {
    const file = longFile()
    const [calm, killed] = [await freshMerchant(owner), await freshMerchant(owner)]
    const whole = await importFile(calm, file)
    expect(whole.counts.returnsCreated).toBeGreaterThan(400)

    const caller = killed.callers.manager
    const number = await upload(caller, file)
    const { id } = await start(caller, number)
    let deaths = 0
    while ((await recordOf(caller, number)).status !== 'done') {
      const job = mortal(jobFor(killed.system, id), 1 + (deaths % 2))
      await runImport(job).catch((error: Error) => {
        expect(error.message).toBe('killed')
        deaths += 1
      })
      expect(deaths).toBeLessThan(50)
    }
    expect(deaths).toBeGreaterThan(5)
    expect(await counts(caller, number)).toEqual(whole.counts)
    expect(await traces(caller)).toEqual(await traces(calm.callers.manager))
  })

  it('is done once when two workers have it', { timeout: 60_000 }, async () => {
    const shop = await freshMerchant(owner)
    const caller = shop.callers.manager
    const number = await upload(caller, longFile())
    const { id } = await start(caller, number)
    await Promise.all([runImport(jobFor(shop.system, id)), runImport(jobFor(shop.system, id))])
    // One was told that the other goes on; whichever it was, it went on to the end.
    const record = await recordOf(caller, number)
    expect(record.status).toBe('done')
    expect(record.counts).toMatchObject({ created: 2400, refusedLines: 12 })
  })

  it('stops when a person cancels it while it reads', async () => {
    const shop = await freshMerchant(owner)
    const caller = shop.callers.manager
    const number = await upload(caller, longFile())
    const { id } = await start(caller, number)
    await expect(
      runImport({ ...jobFor(shop.system, id), analyze: () => Promise.reject(new Error('killed')) }),
    ).rejects.toThrow('killed')
    const { version, status, staged } = await recordOf(caller, number)
    expect(status).toBe('reading')
    expect(staged).toBeGreaterThan(0)
    const cancelled = await cancelImport(
      caller,
      { commandId: newId(), importNumber: number, expectedVersion: version },
      now,
    )
    expect(cancelled.ok).toBe(true)
    await runImport(jobFor(shop.system, id))
    expect(await recordOf(caller, number)).toMatchObject({ status: 'cancelled' })
    expect(await traces(caller)).toEqual({ orders: [], returns: [], staged: [{ lines: 0 }] })
    const chunks = await readMerchant(caller, (tx) =>
      tx.execute(sql`select count(*)::int as n from import_refusals where merchant_id = ${shop.id}`),
    )
    expect([...chunks]).toEqual([{ n: 0 }])
  })
})
