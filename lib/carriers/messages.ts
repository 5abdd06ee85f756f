import 'server-only'
import { sql } from 'drizzle-orm'
import { parkedReasons, type ParkedReason } from './parking'
import { readMerchant } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { requirePermission } from '@/lib/permissions'

/** A place between two messages of the list. */
export type MessageCursor = { side: 'after' | 'before'; at: Date; id: string }

export type ParkedMessage = {
  /** The carrier's own id of the event. */
  id: string
  carrierId: string
  carrierName: string
  receivedAt: Date
  reason: ParkedReason
  /** Word for word as it came. */
  raw: Record<string, unknown>
  caseNumber: number | null
}

export type ParkedList = {
  messages: ParkedMessage[]
  previous: MessageCursor | null
  next: MessageCursor | null
  /** Up to 1,000. */
  total: number
}

const size = 50

type Row = {
  event_id: string
  carrier_id: string
  carrier_name: string
  received_at: string
  parked_reason: string
  raw: Record<string, unknown>
  case_number: number | null
}

/** Those that wait for a word to be said of stand together elsewhere (lib/carriers/words.ts). */
const placeless = sql`parked_reason not in ('unknown_code', 'unknown_type')`

/** What carriers sent and nobody could place, though the words are known: newest first, one page. */
export async function parkedMessages(caller: Caller, cursor: MessageCursor | null): Promise<ParkedList> {
  requirePermission(caller, 'carrier_message.read')
  const merchantId = caller.merchant.id
  const back = cursor?.side === 'before'
  const direction = sql.raw(back ? 'asc' : 'desc')
  const beyond = cursor
    ? sql`and (m.received_at, m.event_id) ${sql.raw(back ? '>' : '<')} (${cursor.at.toISOString()}::timestamptz, ${cursor.id})`
    : sql``
  const [rows, [counted]] = await readMerchant(caller, (tx) =>
    Promise.all([
      tx.execute<Row>(sql`
        select m.event_id, m.carrier_id, k.name as carrier_name, m.received_at, m.parked_reason, m.raw, c.number as case_number
        from carrier_messages m
        join carriers k on k.merchant_id = m.merchant_id and k.id = m.carrier_id
        left join cases c on c.merchant_id = m.merchant_id and c.id = m.case_id
        where m.merchant_id = ${merchantId} and m.status = 'parked' and m.${placeless} ${beyond}
        order by m.received_at ${direction}, m.event_id ${direction} limit ${sql.raw(`${size + 1}`)}`),
      tx.execute<{ count: number }>(sql`
        select count(*)::int as count from (
          select 1 from carrier_messages where merchant_id = ${merchantId} and status = 'parked' and ${placeless} limit 1000
        ) n`),
    ]),
  )
  const more = rows.length > size
  const page = rows.slice(0, size)
  if (back) page.reverse()
  const edge = (row: Row | undefined, side: MessageCursor['side']) =>
    row ? { side, at: new Date(row.received_at), id: row.event_id } : null
  return {
    messages: page.map((row) => ({
      id: row.event_id,
      carrierId: row.carrier_id,
      carrierName: row.carrier_name,
      receivedAt: new Date(row.received_at),
      reason: parkedReasons.find((reason) => reason === row.parked_reason) ?? 'incomplete',
      raw: row.raw,
      caseNumber: row.case_number,
    })),
    previous: (back ? more : cursor !== null) ? edge(page[0], 'before') : null,
    next: (back ? true : more) ? edge(page.at(-1), 'after') : null,
    total: counted?.count ?? 0,
  }
}
