import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { matchColumns } from './columns'
import { recogniseFormats } from './formats'
import { matchCancellations, type Cancellation, type Purchase } from './match'
import { bytesOf } from './read/file-bytes'
import { inspect, rowsOf } from './read/inspect'
import { rowReader } from './rules'

const path = fileURLToPath(
  new URL('../../../shared/data/uci-online-retail-2010-12_2011-03.csv.gz', import.meta.url),
)

/** Four months of a real shop; here when the data folder lies beside the project. */
describe.runIf(existsSync(path))('a real shop', () => {
  it('is understood line by line', { timeout: 60_000 }, async () => {
    const file = bytesOf(gunzipSync(readFileSync(path)))
    const inspected = await inspect(file)
    if (!inspected.ok) throw new Error(inspected.problem.code)
    const { inspection } = inspected
    const mapping = matchColumns(inspection.headings)
    const now = new Date('2026-11-21T00:00:00Z')
    const { formats, doubts } = recogniseFormats(inspection.sample, mapping, inspection.headings, {
      currency: 'GBP',
      now,
    })
    expect(doubts).toEqual([])
    expect(formats).toMatchObject({ decimalMark: '.', floatIds: ['customerRef'], cancellationPrefix: 'C' })

    const read = rowReader({ mapping, formats, timeZone: 'Europe/London', now })
    const counts: Record<string, number> = {}
    const orders = new Set<string>()
    const purchases: Purchase[] = []
    const cancellations: Cancellation[] = []
    for await (const row of rowsOf(file, inspection)) {
      const verdict = read(row)
      const kind = verdict.kind === 'not_goods' ? verdict.code : verdict.kind
      counts[kind] = (counts[kind] ?? 0) + 1
      if (verdict.kind !== 'line' && verdict.kind !== 'cancellation') continue
      const { orderNumber, sku, quantity, placedAt } = verdict.facts
      const customer = verdict.facts.customerRef ?? null
      if (verdict.kind === 'cancellation')
        cancellations.push({
          line: row.line,
          number: orderNumber,
          customer,
          sku,
          cancelledAt: placedAt,
          quantity,
        })
      else {
        orders.add(orderNumber)
        purchases.push({
          id: String(row.line),
          orderId: orderNumber,
          orderNumber,
          position: row.line,
          customer,
          sku,
          placedAt,
          left: quantity,
        })
      }
    }
    expect(counts).toEqual({
      line: 138_034,
      cancellation: 2437,
      postage: 590,
      discount: 18,
      manual: 153,
      price_zero: 436,
      stock_correction: 348,
      bank_charges: 11,
      sample: 32,
      marketplace_fee: 15,
      gift_voucher: 9,
    })
    expect(Object.values(counts).reduce((sum, count) => sum + count)).toBe(142_083)
    expect(orders.size).toBe(5164)

    const outcomes: Record<string, number> = {}
    for (const match of matchCancellations(purchases, cancellations)) {
      const outcome = 'unmatched' in match ? match.unmatched : 'matched'
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
    }
    expect(outcomes).toEqual({
      matched: 1637,
      bought_later: 183,
      never_bought: 521,
      no_customer: 72,
      not_enough_left: 24,
    })
  })
})
