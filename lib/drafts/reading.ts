import 'server-only'
/** Drafts and the versions made of them, as rows become objects. */
import { sql, type SQL } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import { versionState, type VersionState } from './rules'
import { partsOf, type DraftContent, type DraftTable } from './tables'

/** What all published versions say of themselves. */
export type VersionHead = {
  id: string
  number: number
  note: string | null
  publishedBy: string
  publishedAt: Date
  /** From this moment on it holds. */
  effectiveAt: Date
  /** When a later version takes its place; null while none is known, and for one that never held. */
  until: Date | null
  /** `superseded`: a later version took effect at the same moment or before, so this one never did. */
  state: VersionState
}

export type HeadRow = {
  id: string
  number: number
  note: string | null
  who: string
  published_at: string
  effective_at: string
  later: string | null
}

type Wanted = {
  /** Columns of `v` beside those of its head. */
  more: SQL
  /** Which versions `v`; unless told, all. */
  which?: SQL
  /** At most so many; unless told, 200. */
  limit?: number
}

/** Published versions, the newest first: rows of `HeadRow` with `more`. */
export function selectVersions(
  table: DraftTable,
  merchantId: string,
  { more, which = sql`true`, limit = 200 }: Wanted,
): SQL {
  const { rows } = partsOf(table)
  // `later`: the earliest beginning among the versions published after this one.
  return sql`
    select v.id, v.number, v.note, u.name as who, v.published_at, v.effective_at, ${more},
      (select min(l.effective_at) from ${rows} l
        where l.merchant_id = ${merchantId} and l.number > v.number) as later
    from ${rows} v
    join members m on m.merchant_id = v.merchant_id and m.id = v.published_by
    join users u on u.id = m.user_id
    where v.merchant_id = ${merchantId} and v.number is not null and ${which}
    order by v.number desc limit ${limit}`
}

export function headOf(row: HeadRow, now: Date): VersionHead {
  const effectiveAt = new Date(row.effective_at)
  const later = row.later ? new Date(row.later) : null
  const state = versionState({ effectiveAt, later }, now)
  return {
    id: row.id,
    number: row.number,
    note: row.note,
    publishedBy: row.who,
    publishedAt: new Date(row.published_at),
    effectiveAt,
    until: state === 'superseded' ? null : later,
    state,
  }
}

/** A draft and who wrote it. */
export type Draft<T extends DraftTable> = {
  revision: number
  content: DraftContent<T>
  createdBy: string
  createdAt: Date
  updatedBy: string
  updatedAt: Date
}

/** The shop's draft; null while nothing is being written. */
export async function readDraft<T extends DraftTable>(
  tx: Tx,
  table: T,
  merchantId: string,
): Promise<Draft<T> | null> {
  const { rows, content } = partsOf(table)
  const [row] = await tx.execute<{
    revision: number
    content: DraftContent<T>
    created_at: string
    updated_at: string
    creator: string
    updater: string
  }>(sql`
    select v.revision, v.${content} as content, v.created_at, v.updated_at, cu.name as creator, uu.name as updater
    from ${rows} v
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
