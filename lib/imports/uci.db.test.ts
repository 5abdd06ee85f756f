import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { freshMerchant } from '@/db/factories/merchant'
import { readMerchant } from '@/db/tenant'
import { testDatabase } from '@/db/testing/database'
import { brokenAt } from '@/lib/cases/chain'
import { readEvents } from '@/lib/cases/store'
import { foldCase } from '@/lib/cases/fold'
import { importFile, refusalsOf } from './testing/import'

const path = fileURLToPath(
  new URL('../../../shared/data/uci-online-retail-2010-12_2011-03.csv.gz', import.meta.url),
)
const { owner } = await testDatabase()

/** Four months of a real shop; here when the data folder lies beside the project. */
describe.runIf(existsSync(path))('a real shop', () => {
  it('comes in whole, and a second time changes nothing', { timeout: 240_000 }, async () => {
    const shop = await freshMerchant(owner, { currency: 'GBP', timeZone: 'Europe/London' })
    const analyze = async () => {
      await owner`analyze import_lines, customers, addresses, products, orders, order_lines, search_tokens`
    }
    const file = gunzipSync(readFileSync(path))
    const first = await importFile(shop, file, { analyze })
    expect(first).toMatchObject({ status: 'done', error: null })
    expect(first.counts).toMatchObject({
      lines: 142_083,
      created: 5164,
      updated: 0,
      unchanged: 0,
      refusedLines: 0,
      refusedOrders: 0,
      notGoodsLines: 1612,
      cancellations: 2437,
      unmatched: 800,
    })
    const { merchantId, seen } = { merchantId: shop.id, seen: shop.callers.staff }
    const [sums] = await readMerchant(seen, (tx) =>
      tx.execute(sql`
        select (select count(*)::int from order_lines where merchant_id = ${merchantId}) as lines,
          (select sum(quantity)::int from case_items where merchant_id = ${merchantId}) as returned,
          (select sum(claimed_quantity)::int from order_lines where merchant_id = ${merchantId}) as claimed,
          (select count(*)::int from cases where merchant_id = ${merchantId} and stage = 'closed' and kind = 'client_return') as closed,
          (select count(*)::int from cases where merchant_id = ${merchantId}) as cases,
          (select count(*)::int from case_items where merchant_id = ${merchantId} and customer_reason is not null) as reasons,
          (select count(*)::int from import_lines where merchant_id = ${merchantId}) as staged`),
    )
    expect(sums).toMatchObject({ lines: 138_034, reasons: 0, staged: 0, cases: first.counts.returnsCreated })
    expect(sums?.closed).toBe(sums?.cases)
    expect(sums?.returned).toBe(sums?.claimed)

    const refusals = await refusalsOf(seen, first.id)
    expect(refusals).toHaveLength(1612 + 800)
    expect(refusals.every((row) => row.cells.length === 8)).toBe(true)

    const events = await readMerchant(seen, async (tx) => {
      const ids = await tx.execute<{ id: string }>(
        sql`select id from cases where merchant_id = ${merchantId}`,
      )
      return readEvents(
        tx,
        merchantId,
        ids.map(({ id }) => id),
      )
    })
    for (const [caseId, own] of events) {
      expect(brokenAt(merchantId, caseId, own)).toBeNull()
      expect(foldCase(own).stage).toBe('closed')
    }

    const second = await importFile(shop, file, { analyze })
    expect(second.counts).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: 5164,
      returnsCreated: 0,
      returnsUnchanged: 1637,
      unmatched: 800,
    })
  })
})
