import 'server-only'
/** The stored versions of a shop's routing rules. */
import { sql, type SQL } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import { headOf, selectVersions, type HeadRow } from '@/lib/drafts/reading'
import type { RuleSetHead, RuleSetVersion } from './queries'
import type { RuleSetContent } from './schemas'

type Row = HeadRow & { copy_of: number | null }

/** Versions `v` without their rules, the newest first: all, at most 200, unless told otherwise. */
export async function readHeads(
  tx: Tx,
  merchantId: string,
  now: Date,
  wanted: { which?: SQL; limit?: number } = {},
): Promise<RuleSetHead[]> {
  const rows = await tx.execute<Row>(
    selectVersions('rule_sets', merchantId, { more: sql`v.copy_of`, ...wanted }),
  )
  return rows.map((row) => ({ ...headOf(row, now), copyOf: row.copy_of }))
}

async function readOne(tx: Tx, merchantId: string, which: SQL, now: Date): Promise<RuleSetVersion | null> {
  const [row] = await tx.execute<Row & { content: RuleSetContent }>(
    selectVersions('rule_sets', merchantId, { more: sql`v.copy_of, v.content`, which, limit: 1 }),
  )
  return row ? { ...headOf(row, now), copyOf: row.copy_of, content: row.content } : null
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
