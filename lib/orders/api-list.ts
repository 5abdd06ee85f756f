import 'server-only'
/** Lists of orders as the HTTP contract gives them: what is in one is asked by its number. */
import { sql } from 'drizzle-orm'
import { readMerchant } from '@/db/tenant'
import { badCursor, readCursor, writeCursor, type Page } from '@/lib/api/paging'
import type { OrdersQuery } from '@/lib/api/schemas'
import type { Caller } from '@/lib/caller'
import { isLocalDate } from '@/lib/dates'
import { requirePermission } from '@/lib/permissions'
import type { Result } from '@/lib/result'
import { endOfDay, startOfDay } from '@/lib/time'

type Row = {
  id: string
  number: string
  tracking_number: string | null
  placed_at: string
  handed_over_at: string | null
  updated_at: string
  version: number
}
type ListedOrder = ReturnType<typeof listedOrder>

/** One page of orders, those placed last first; `handedOver: false`: only what its customer has not got yet. */
export async function ordersAnswer(caller: Caller, query: OrdersQuery): Promise<Result<Page<ListedOrder>>> {
  requirePermission(caller, 'order.read')
  const { id: merchantId, timeZone } = caller.merchant
  const after = query.cursor === undefined ? null : readCursor(query.cursor)
  if (after === undefined) return badCursor()
  const { placedFrom, placedTo, handedOver, limit } = query
  const conditions = [sql`merchant_id = ${merchantId}`]
  if (placedFrom) {
    const from = isLocalDate(placedFrom) ? startOfDay(placedFrom, timeZone).toISOString() : placedFrom
    conditions.push(sql`placed_at >= ${from}::timestamptz`)
  }
  if (placedTo) {
    // A day is meant whole, a moment as it is.
    conditions.push(
      isLocalDate(placedTo)
        ? sql`placed_at < ${endOfDay(placedTo, timeZone).toISOString()}::timestamptz`
        : sql`placed_at <= ${placedTo}::timestamptz`,
    )
  }
  if (handedOver !== undefined) {
    conditions.push(handedOver ? sql`handed_over_at is not null` : sql`handed_over_at is null`)
  }
  if (after) conditions.push(sql`(placed_at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`)
  const rows = await readMerchant(caller, (tx) =>
    tx.execute<Row>(sql`
      select id, number, tracking_number, placed_at, handed_over_at, updated_at, version
      from orders where ${sql.join(conditions, sql` and `)}
      order by placed_at desc, id desc limit ${limit + 1}`),
  )
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    ok: true,
    data: {
      data: rows.slice(0, limit).map(listedOrder),
      nextCursor: last ? writeCursor(new Date(last.placed_at).toISOString(), last.id) : null,
    },
  }
}

function listedOrder(row: Row) {
  return {
    id: row.id,
    number: row.number,
    trackingNumber: row.tracking_number,
    placedAt: new Date(row.placed_at).toISOString(),
    handedOverAt: row.handed_over_at && new Date(row.handed_over_at).toISOString(),
    updatedAt: new Date(row.updated_at).toISOString(),
    version: row.version,
  }
}
