import 'server-only'
/** The stored versions of a shop's routing rules and its draft, as rows become objects. */
import { sql, type SQL } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { RuleDraft, RuleSetHead, RuleSetState, RuleSetVersion } from './queries'
import type { RuleSetContent } from './schemas'

type HeadRow = {
  id: string
  number: number
  note: string | null
  copy_of: number | null
  who: string
  published_at: string
  effective_at: string
  later: string | null
}

/** `later`: the earliest beginning among the versions published after this one. */
const headColumns = (merchantId: string) => sql`
  v.id, v.number, v.note, v.copy_of, u.name as who, v.published_at, v.effective_at,
  (select min(l.effective_at) from rule_sets l
    where l.merchant_id = ${merchantId} and l.number > v.number) as later`

const published = (merchantId: string) => sql`
  from rule_sets v
  join members m on m.merchant_id = v.merchant_id and m.id = v.published_by
  join users u on u.id = m.user_id
  where v.merchant_id = ${merchantId} and v.number is not null`

function headOf(row: HeadRow, now: Date): RuleSetHead {
  const effectiveAt = new Date(row.effective_at)
  const later = row.later ? new Date(row.later) : null
  const state: RuleSetState =
    later && later <= effectiveAt
      ? 'superseded'
      : later && later <= now
        ? 'past'
        : effectiveAt > now
          ? 'scheduled'
          : 'in_force'
  return {
    id: row.id,
    number: row.number,
    note: row.note,
    copyOf: row.copy_of,
    publishedBy: row.who,
    publishedAt: new Date(row.published_at),
    effectiveAt,
    until: state === 'superseded' ? null : later,
    state,
  }
}

/** Every version without its rules, the newest first, at most 200. */
export async function readHeads(tx: Tx, merchantId: string, now: Date): Promise<RuleSetHead[]> {
  const rows = await tx.execute<HeadRow>(sql`
    select ${headColumns(merchantId)} ${published(merchantId)} order by v.number desc limit 200`)
  return rows.map((row) => headOf(row, now))
}

async function readOne(tx: Tx, merchantId: string, which: SQL, now: Date): Promise<RuleSetVersion | null> {
  const [row] = await tx.execute<HeadRow & { content: RuleSetContent }>(sql`
    select ${headColumns(merchantId)}, v.content ${published(merchantId)} and ${which}
    order by v.number desc limit 1`)
  return row ? { ...headOf(row, now), content: row.content } : null
}

export function readVersion(
  tx: Tx,
  merchantId: string,
  number: number,
  now: Date,
): Promise<RuleSetVersion | null> {
  return readOne(tx, merchantId, sql`v.number = ${number}`, now)
}

/** Of the versions that have begun by then, the one with the highest number. */
export function readInForce(tx: Tx, merchantId: string, now: Date): Promise<RuleSetVersion | null> {
  return readOne(tx, merchantId, sql`v.effective_at <= ${now.toISOString()}::timestamptz`, now)
}

/** Number of the version published last; 0: none was. */
export async function newestVersion(tx: Tx, merchantId: string): Promise<number> {
  const [row] = await tx.execute<{ number: number | null }>(sql`
    select max(number) as number from rule_sets where merchant_id = ${merchantId}`)
  return row?.number ?? 0
}

export async function readDraft(tx: Tx, merchantId: string): Promise<RuleDraft | null> {
  const [row] = await tx.execute<{
    revision: number
    content: RuleSetContent
    created_at: string
    updated_at: string
    creator: string
    updater: string
  }>(sql`
    select v.revision, v.content, v.created_at, v.updated_at, cu.name as creator, uu.name as updater
    from rule_sets v
    join members c on c.merchant_id = v.merchant_id and c.id = v.created_by
    join users cu on cu.id = c.user_id
    join members u on u.merchant_id = v.merchant_id and u.id = v.updated_by
    join users uu on uu.id = u.user_id
    where v.merchant_id = ${merchantId} and v.published_at is null`)
  if (!row) return null
  return {
    revision: row.revision,
    content: row.content,
    createdBy: row.creator,
    createdAt: new Date(row.created_at),
    updatedBy: row.updater,
    updatedAt: new Date(row.updated_at),
  }
}
