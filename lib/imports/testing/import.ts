import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { readMerchant } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { newId } from '@/lib/ids'
import type { Result } from '@/lib/result'
import { correctImport, startImport, uploadImport } from '../commands'
import { bytesOf } from '../read/file-bytes'
import { findImport, type ImportRecord } from '../records'
import { runImport } from '../run/run'
import type { Job } from '../run/step'
import type { Correction } from '../schemas'

export const now = new Date('2026-11-21T09:00:00Z')

export function dataOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`Refused: ${JSON.stringify(result.error)}`)
  return result.data
}

export async function upload(caller: Caller, content: string | Buffer, name = 'orders.csv'): Promise<number> {
  const buffer = Buffer.from(content)
  const file = { name, sha256: createHash('sha256').update(buffer).digest('hex'), bytes: bytesOf(buffer) }
  return dataOf(await uploadImport(caller, { commandId: newId(), file }, now)).number
}

export async function recordOf(caller: Caller, number: number): Promise<ImportRecord> {
  const record = await readMerchant(caller, (tx) => findImport(tx, caller.merchant.id, { number }))
  if (!record) throw new Error(`No import ${number}`)
  return record
}

export async function correct(caller: Caller, importNumber: number, correction: Correction) {
  const { version } = await recordOf(caller, importNumber)
  return correctImport(
    caller,
    { commandId: newId(), importNumber, expectedVersion: version, correction },
    now,
  )
}

export async function start(caller: Caller, importNumber: number): Promise<ImportRecord> {
  const { version } = await recordOf(caller, importNumber)
  dataOf(await startImport(caller, { commandId: newId(), importNumber, expectedVersion: version }, now))
  return recordOf(caller, importNumber)
}

export function jobFor(
  system: Caller,
  importId: string,
  analyze: Job['analyze'] = () => Promise.resolve(),
): Job {
  return { caller: system, importId, now: () => now, analyze }
}

/** Uploads, starts and runs to the end. */
export async function importFile(
  shop: { callers: { manager: Caller }; system: Caller },
  content: string | Buffer,
  { correction, analyze }: { correction?: Correction; analyze?: Job['analyze'] } = {},
): Promise<ImportRecord> {
  const caller = shop.callers.manager
  const number = await upload(caller, content)
  if (correction) dataOf(await correct(caller, number, correction))
  const { id } = await start(caller, number)
  await runImport(jobFor(shop.system, id, analyze))
  return recordOf(caller, number)
}

export type RefusalRow = {
  line: number
  kind: string
  code: string
  params: Record<string, unknown>
  cells: string[]
}

export async function refusalsOf(caller: Caller, importId: string): Promise<RefusalRow[]> {
  const rows = await readMerchant(caller, (tx) =>
    tx.execute<RefusalRow>(sql`
      select line, kind, code, params, cells from import_refusals
      where merchant_id = ${caller.merchant.id} and import_id = ${importId} order by line`),
  )
  return [...rows]
}

/** All that an import leaves behind, without ids and times, for comparing two shops. */
export async function traces(caller: Caller) {
  const merchantId = caller.merchant.id
  return readMerchant(caller, async (tx) => ({
    orders: [
      ...(await tx.execute(sql`
        select o.number, o.placed_at, o.currency, o.version, c.ref, l.position, l.sku, l.name, l.quantity, l.unit_price, l.claimed_quantity
        from orders o join order_lines l on l.merchant_id = o.merchant_id and l.order_id = o.id
        left join customers c on c.merchant_id = o.merchant_id and c.id = o.customer_id
        where o.merchant_id = ${merchantId} order by o.number, l.position`)),
    ],
    returns: [
      ...(await tx.execute(sql`
        select o.number, c.stage, c.requested_at, e.data->'historic'->>'number' as cancellation, l.position, i.quantity, i.customer_reason
        from cases c join orders o on o.merchant_id = c.merchant_id and o.id = c.order_id
        join case_events e on e.merchant_id = c.merchant_id and e.case_id = c.id and e.seq = 1
        join case_items i on i.merchant_id = c.merchant_id and i.case_id = c.id
        join order_lines l on l.merchant_id = i.merchant_id and l.id = i.order_line_id
        where c.merchant_id = ${merchantId} order by 4, 1, 5`)),
    ],
    staged: [
      ...(await tx.execute(
        sql`select count(*)::int as lines from import_lines where merchant_id = ${merchantId}`,
      )),
    ],
  }))
}
