import 'server-only'
/** Returns as the HTTP contract gives them. */
import { sql, type SQL } from 'drizzle-orm'
import { readMerchant, type Tx } from '@/db/tenant'
import { badCursor, readCursor, writeCursor, type Page } from '@/lib/api/paging'
import type { ReturnsQuery } from '@/lib/api/schemas'
import type { Caller } from '@/lib/caller'
import { isLocalDate } from '@/lib/dates'
import { requirePermission } from '@/lib/permissions'
import type { Result } from '@/lib/result'
import { searchCondition } from '@/lib/search/queries'
import { searchRanges } from '@/lib/search/rules'
import { endOfDay, startOfDay } from '@/lib/time'
import { caseAnswerOf, readCaseRows, type CaseAnswer } from './api-rows'
import { namedBy } from './named'

/** A return of this shop; null when it has none of that id. */
export async function caseAnswer(caller: Caller, id: string): Promise<CaseAnswer | null> {
  requirePermission(caller, 'case.read')
  const [row] = await readMerchant(caller, (tx) =>
    readCaseRows(
      tx,
      caller.merchant.id,
      sql`select id, created_at from cases
      where merchant_id = ${caller.merchant.id} and id = ${id}`,
    ),
  )
  return row ? caseAnswerOf(row) : null
}

/** One page of returns, newest first, stable while others come in. */
export async function casesAnswer(caller: Caller, query: ReturnsQuery): Promise<Result<Page<CaseAnswer>>> {
  requirePermission(caller, 'case.read')
  const { merchant } = caller
  const after = query.cursor === undefined ? null : readCursor(query.cursor)
  if (after === undefined) return badCursor()
  const rows = await readMerchant(caller, async (tx) => {
    const found = await conditionsOf(tx, merchant, query)
    if (!found) return []
    const beyond = after ? [sql`(c.created_at, c.id) < (${after.at}::timestamptz, ${after.id}::uuid)`] : []
    const where = sql.join([sql`c.merchant_id = ${merchant.id}`, ...found, ...beyond], sql` and `)
    return readCaseRows(
      tx,
      merchant.id,
      sql`select c.id, c.created_at from cases c where ${where}
        order by c.created_at desc, c.id desc limit ${query.limit + 1}`,
    )
  })
  const page = rows.slice(0, query.limit)
  const last = rows.length > query.limit ? page.at(-1) : undefined
  return {
    ok: true,
    data: {
      data: page.map(caseAnswerOf),
      nextCursor: last ? writeCursor(new Date(last.created_at).toISOString(), last.id) : null,
    },
  }
}

/** Null when nothing can be found. */
async function conditionsOf(
  tx: Tx,
  merchant: Caller['merchant'],
  query: ReturnsQuery,
): Promise<SQL[] | null> {
  const conditions: SQL[] = []
  if (query.stage) conditions.push(sql`c.stage = any(${sql.param(query.stage)}::text[])`)
  if (query.kind) conditions.push(sql`c.kind = ${query.kind}`)
  if (query.createdFrom) {
    conditions.push(
      sql`c.created_at >= ${boundOf(query.createdFrom, merchant.timeZone, startOfDay)}::timestamptz`,
    )
  }
  if (query.createdTo) {
    // A day is meant whole, a moment as it is.
    conditions.push(
      isLocalDate(query.createdTo)
        ? sql`c.created_at < ${boundOf(query.createdTo, merchant.timeZone, endOfDay)}::timestamptz`
        : sql`c.created_at <= ${query.createdTo}::timestamptz`,
    )
  }
  if (query.orderNumber) {
    conditions.push(sql`c.order_id in (select id from orders
      where merchant_id = ${merchant.id} and number = ${query.orderNumber})`)
  }
  if (query.reason) conditions.push(namedBy(query.reason))
  if (query.q) {
    const groups = searchRanges(query.q)
    if (groups === null) return null
    conditions.push((await searchCondition(tx, merchant.id, 'case', groups))(sql`c.id`))
  }
  return conditions
}

function boundOf(text: string, zone: string, ofDay: (date: string, zone: string) => Date): string {
  return isLocalDate(text) ? ofDay(text, zone).toISOString() : text
}

/** Where a return or a pickup task stands now, for callers that did not say what they saw. */
export async function currentVersion(
  caller: Caller,
  of: 'case' | 'pickup',
  id: string,
): Promise<number | null> {
  requirePermission(caller, 'case.read')
  const table = sql.raw(of === 'case' ? 'cases' : 'pickup_tasks')
  const [row] = await readMerchant(caller, (tx) =>
    tx.execute<{ version: number }>(
      sql`select version from ${table} where merchant_id = ${caller.merchant.id} and id = ${id}`,
    ),
  )
  return row?.version ?? null
}
