import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshDatabase } from '@/db/testing/database'
import { foldCase } from '@/lib/cases/fold'
import { eventFromRow } from '@/lib/cases/rows'
import { caseTokens, orderTokens } from '@/lib/search/rules'
import { fillDatabase, zipfShares, type BulkData } from './bulk'

let database: Awaited<ReturnType<typeof freshDatabase>>
let owner: postgres.Sql
let data: BulkData

beforeAll(async () => {
  database = await freshDatabase('bulk')
  owner = postgres(database.ownerUrl, { max: 2, onnotice: () => {} })
  const now = new Date('2026-11-20T12:00:00Z')
  data = await fillDatabase(owner, { cases: 700, merchants: 5, waiting: 30, now })
})

afterAll(async () => {
  await owner.end()
  await database.drop()
})

describe('fillDatabase', () => {
  it('makes as many cases as asked for, and leaves the schema as it was', async () => {
    const rows = await owner`select merchant_id, count(*)::int as cases from cases group by 1 order by 1`
    expect(rows.map((row) => row.cases)).toEqual([...data.merchants, data.waiting].map(({ cases }) => cases))
    expect(rows.reduce((sum, row) => sum + row.cases, 0)).toBe(730)
    const indexes = (sql: postgres.Sql) =>
      sql`select indexdef from pg_indexes where schemaname = 'public' order by indexdef`
    const empty = await freshDatabase('bulk_empty')
    const other = postgres(empty.ownerUrl, { max: 1, onnotice: () => {} })
    expect([...(await indexes(owner))]).toEqual([...(await indexes(other))])
    await other.end()
    await empty.drop()
  })

  it('makes cases that fold to what their rows say', async () => {
    const cases = await owner`select * from cases`
    const items = await owner`select * from case_items`
    const events = await owner`select * from case_events order by seq`
    const pickups = await owner`select * from pickup_tasks`
    for (const row of cases) {
      const own = events.filter((event) => event.case_id === row.id)
      const state = foldCase(own.map((event) => eventFromRow(event as Parameters<typeof eventFromRow>[0])))
      const { kind, decision, custody, inspection, money, stage } = row
      expect({ ...state, anomalies: [] }).toMatchObject({ kind, decision, custody, inspection, money, stage })
      expect(state.anomalies).toEqual([])
      expect(own.at(-1)).toMatchObject({ seq: row.event_count, hash: row.last_hash })
      expect(state.pickups.map((one) => [one.id, one.status, one.attempts])).toEqual(
        pickups.filter((one) => one.case_id === row.id).map((one) => [one.id, one.status, one.attempts]),
      )
      expect(
        Object.values(state.items).map((one) => [one.id, one.collected, one.received, one.disposed]),
      ).toEqual(
        items
          .filter((one) => one.case_id === row.id)
          .map((one) => [one.id, one.collected_quantity, one.received_quantity, one.disposed_quantity]),
      )
    }
    expect(new Set(cases.map((row) => row.stage)).size).toBeGreaterThan(11)
  })

  it('keeps the counters, claims and foreign keys that the triggers would have kept', async () => {
    const wrong = await owner`
      select from case_counts c
      where count <> (select count(*) from cases s where (s.merchant_id, s.kind, s.stage) = (c.merchant_id, c.kind, c.stage))
      union all
      select from order_lines l
      where claimed_quantity <> (select coalesce(sum(quantity), 0) from case_items i
        where i.merchant_id = l.merchant_id and i.order_line_id = l.id and i.live)`
    expect(wrong).toHaveLength(0)
    const [orphans] = await owner`
      select
        (select count(*)::int from cases c left join orders o on o.merchant_id = c.merchant_id and o.id = c.order_id where o.id is null)
        + (select count(*)::int from case_items i left join order_lines l on l.merchant_id = i.merchant_id and l.id = i.order_line_id where l.id is null)
        + (select count(*)::int from orders o left join customers c on c.merchant_id = o.merchant_id and c.id = o.customer_id where c.id is null)
        + (select count(*)::int from order_lines l left join products p on p.merchant_id = l.merchant_id and p.id = l.product_id where p.id is null)
        + (select count(*)::int from case_items i left join reasons r on r.merchant_id = i.merchant_id and r.code = i.customer_reason where r.code is null)
        as count`
    expect(orphans).toEqual({ count: 0 })
  })

  it('makes the tokens that the search makes', async () => {
    const rows = await owner`
      select c.id, c.number, o.id as order_id, o.number as order_number, o.tracking_number, k.name, k.phone
      from cases c join orders o on o.id = c.order_id join customers k on k.id = o.customer_id limit 40`
    for (const row of rows) {
      const source = {
        number: row.number,
        orderNumber: row.order_number,
        customerName: row.name,
        phones: [row.phone],
        trackingNumber: row.tracking_number,
      }
      const tokens =
        await owner`select token from search_tokens where entity_id in (${row.id}, ${row.order_id})`
      expect(tokens.map(({ token }) => token).sort()).toEqual(
        [...caseTokens(source), ...orderTokens(source)].sort(),
      )
    }
  })
})

describe('zipfShares', () => {
  it('gives the first of 200 nearly a third, everybody something, and all of it away', () => {
    const shares = zipfShares(1_000_000, 200)
    expect(shares[0]).toBeGreaterThan(300_000)
    expect(Math.min(...shares)).toBeGreaterThan(100)
    expect(shares.reduce((a, b) => a + b, 0)).toBe(1_000_000)
  })
})
