import 'server-only'
/** Carriers' words as people see them: those that nobody knows yet, and what was said of the others. */
import { sql } from 'drizzle-orm'
import { carrierCodeKinds, type CarrierCodeKind } from '@/db/schema/pickups'
import { readMerchant, type Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { requirePermission } from '@/lib/permissions'
import type { ReasonChoice } from '@/lib/pickups/queries'
import { wordsOfCode } from './codes'
import { keptWord } from './mapping'
import type { CodeScheme } from './scheme'
import { unknownWord } from './waiting'

type Word = {
  carrierId: string
  carrierName: string
  kind: CarrierCodeKind
  code: string
  /** What the carrier's own list says of it; null: it is in none that we know. */
  words: string | null
}
export type UnknownWord = Word & {
  /** As most messages write it. */
  told: string
  /** Up to 20,000 over all words. */
  count: number
  latest: Date
  /** The latest message, word for word. */
  example: Record<string, unknown>
}
export type MappedWord = Word & { meaning: string; by: string; at: Date }

export type CarrierWords = {
  /** Those for which most messages wait come first. */
  unknown: UnknownWord[]
  /** The latest first, up to 500. */
  mapped: MappedWord[]
  /** All of the shop's reasons, the hidden ones too. */
  reasons: (ReasonChoice & { hidden: boolean })[]
}

const countedWords = 20_000

export async function readWords(caller: Caller): Promise<CarrierWords> {
  requirePermission(caller, 'carrier_message.read')
  const merchantId = caller.merchant.id
  return readMerchant(caller, async (tx) => {
    const [unknown, mapped, reasons] = await Promise.all([
      Promise.all(carrierCodeKinds.map((kind) => readUnknown(tx, merchantId, kind))),
      readMapped(tx, merchantId),
      tx.execute<ReasonChoice & { hidden: boolean }>(sql`
        select code, parent_code as parent, name_ru as ru, name_en as en, hidden_at is not null as hidden from reasons
        where merchant_id = ${merchantId} order by position, code limit 2000`),
    ])
    const most = (a: UnknownWord, b: UnknownWord) =>
      b.count - a.count || b.latest.getTime() - a.latest.getTime()
    return { unknown: unknown.flat().sort(most), mapped, reasons: [...reasons] }
  })
}

type UnknownRow = {
  carrier_id: string
  carrier_name: string
  code_scheme: CodeScheme
  word: string
  count: number
  latest: string
  raw: Record<string, unknown>
}

/** One entry a word, however it is written. */
async function readUnknown(tx: Tx, merchantId: string, kind: CarrierCodeKind): Promise<UnknownWord[]> {
  const rows = await tx.execute<UnknownRow>(sql`
    with told as (
      select carrier_id, event_id, received_at, ${unknownWord(kind)} as word from carrier_messages
      where merchant_id = ${merchantId} and status = 'parked' and ${unknownWord(kind)} is not null
      order by received_at desc, event_id desc limit ${countedWords}
    ), counted as (
      select carrier_id, word, count(*)::int as count, max(received_at) as latest,
        (array_agg(event_id order by received_at desc, event_id desc))[1] as event_id
      from told group by carrier_id, word order by count desc, word limit 500
    )
    select c.carrier_id, k.name as carrier_name, k.code_scheme, c.word, c.count, c.latest, m.raw
    from counted c
    join carriers k on k.merchant_id = ${merchantId} and k.id = c.carrier_id
    join carrier_messages m on m.merchant_id = ${merchantId} and m.carrier_id = c.carrier_id and m.event_id = c.event_id
    order by c.count desc, c.word`)
  const words = new Map<string, UnknownWord>()
  for (const row of rows) {
    const code = keptWord(kind, row.word)
    const key = `${row.carrier_id} ${code}`
    const latest = new Date(row.latest)
    const known = words.get(key)
    if (known) {
      known.count += row.count
      if (latest > known.latest) Object.assign(known, { latest, example: row.raw })
      continue
    }
    words.set(key, {
      carrierId: row.carrier_id,
      carrierName: row.carrier_name,
      kind,
      code,
      words: kind === 'reason' ? wordsOfCode(row.code_scheme, row.word) : null,
      told: row.word,
      count: row.count,
      latest,
      example: row.raw,
    })
  }
  return [...words.values()]
}

type MappedRow = {
  carrier_id: string
  carrier_name: string
  code_scheme: CodeScheme
  kind: CarrierCodeKind
  code: string
  meaning: string
  by: string | null
  at: string
}

async function readMapped(tx: Tx, merchantId: string): Promise<MappedWord[]> {
  const rows = await tx.execute<MappedRow>(sql`
    select w.carrier_id, k.name as carrier_name, k.code_scheme, w.kind, w.code, w.meaning, u.name as by, w.mapped_at as at
    from carrier_codes w
    join carriers k on k.merchant_id = w.merchant_id and k.id = w.carrier_id
    left join members b on b.merchant_id = w.merchant_id and b.id = w.mapped_by
    left join users u on u.id = b.user_id
    where w.merchant_id = ${merchantId} order by w.mapped_at desc, w.kind, w.code limit 500`)
  return rows.map(({ carrier_id, carrier_name, code_scheme, kind, code, meaning, by, at }) => ({
    carrierId: carrier_id,
    carrierName: carrier_name,
    kind,
    code,
    words: kind === 'reason' ? wordsOfCode(code_scheme, code) : null,
    meaning,
    by: by ?? '',
    at: new Date(at),
  }))
}
