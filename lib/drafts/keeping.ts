import 'server-only'
/** What all drafts share: one of a kind in a shop, saved and published only by who saw what is there. */
import { sql, type SQL } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { deny } from '@/lib/command'
import { newId } from '@/lib/ids'
import { nextNumbers } from '@/lib/numbers'
import { partsOf, type DraftContent, type DraftTable } from './tables'

type Held<T extends DraftTable> = { id: string; revision: number; content: DraftContent<T> }

/** Locks the draft, if it is still the one the caller saw; otherwise tells who saved, published or threw it away. */
export async function holdDraft<T extends DraftTable>(
  tx: Tx,
  table: T,
  caller: Caller,
  expectedRevision: number,
): Promise<Held<T>> {
  const { rows, content } = partsOf(table)
  const [draft] = await tx.execute<Held<T> & { updated_at: string; who: string }>(sql`
    select v.id, v.revision, v.${content} as content, v.updated_at, u.name as who
    from ${rows} v
    join members m on m.merchant_id = v.merchant_id and m.id = v.updated_by
    join users u on u.id = m.user_id
    where v.merchant_id = ${caller.merchant.id} and v.published_at is null for update of v`)
  if (draft?.revision === expectedRevision) return draft
  if (draft) {
    const params = { who: draft.who, at: new Date(draft.updated_at).toISOString(), revision: draft.revision }
    deny('conflict', 'The draft was saved by somebody else meanwhile', {
      params: { what: 'saved', ...params },
    })
  }
  return deny('conflict', 'The draft is not there any more: it was published or thrown away', {
    params: { what: 'gone', revision: 0, ...(await latestVersion(tx, table, caller.merchant.id)) },
  })
}

type Saving<T extends DraftTable> = {
  /** The draft that the caller saw; 0: there was none. */
  expectedRevision: number
  /** Number of the newest version that the caller saw; 0: there was none. */
  expectedVersion: number
  content: DraftContent<T>
}

/** Begins the draft or writes over it: of two who write at once the second is told who was first. */
export async function keepDraft<T extends DraftTable>(
  tx: Tx,
  table: T,
  caller: Caller,
  { expectedRevision, expectedVersion, ...input }: Saving<T>,
  now: Date,
): Promise<{ revision: number }> {
  const merchantId = caller.merchant.id
  const { rows, content } = partsOf(table)
  const [written, at, author] = [JSON.stringify(input.content), now.toISOString(), authorOf(caller)]
  const revision = await nextRevision(tx, table, merchantId)
  if (expectedRevision === 0 && (await newestVersion(tx, table, merchantId)) === expectedVersion) {
    const made = await tx.execute(sql`
      insert into ${rows} (merchant_id, id, revision, ${content}, created_by, created_at, updated_by, updated_at)
      values (${merchantId}, ${newId()}, ${revision}, ${written}::jsonb, ${author}, ${at}::timestamptz, ${author},
        ${at}::timestamptz)
      on conflict (merchant_id) where published_at is null do nothing returning revision`)
    if (made.length > 0) return { revision }
  }
  const draft = await holdDraft(tx, table, caller, expectedRevision)
  await tx.execute(sql`
    update ${rows} set ${content} = ${written}::jsonb, revision = ${revision}, updated_by = ${author},
      updated_at = ${at}::timestamptz
    where merchant_id = ${merchantId} and id = ${draft.id}`)
  return { revision }
}

/** Throws the draft away. */
export async function dropDraft(
  tx: Tx,
  table: DraftTable,
  caller: Caller,
  expectedRevision: number,
): Promise<{ revision: 0 }> {
  const draft = await holdDraft(tx, table, caller, expectedRevision)
  await tx.execute(sql`
    delete from ${partsOf(table).rows} where merchant_id = ${caller.merchant.id} and id = ${draft.id}`)
  return { revision: 0 }
}

type Published = {
  number: number
  /** Empty or left out: none. */
  note?: string
  /** Which columns say from when it holds, and what: `effective_at = …`. */
  begins: SQL
}

/** Makes a draft that is held a numbered version, which never changes. */
export async function publishHeld(
  tx: Tx,
  table: DraftTable,
  caller: Caller,
  draft: { id: string },
  { number, note, begins }: Published,
  now: Date,
): Promise<void> {
  await tx.execute(sql`
    update ${partsOf(table).rows} set number = ${number}, note = ${note || null}, published_by = ${authorOf(caller)},
      published_at = ${now.toISOString()}::timestamptz, ${begins}
    where merchant_id = ${caller.merchant.id} and id = ${draft.id}`)
}

/**
 * Number of the version published last; 0: none was. Until the transaction ends nobody else publishes, so a number is given
 * once. Comes before anything that locks the draft: who publishes always waits in the same order.
 */
export async function holdNumbers(tx: Tx, table: DraftTable, merchantId: string): Promise<number> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${table}:${merchantId}`}, 0))`)
  return newestVersion(tx, table, merchantId)
}

/** The revision of the next save, given once: a draft begun anew is never taken for the one that was there before. */
export async function nextRevision(tx: Tx, table: DraftTable, merchantId: string): Promise<number> {
  const [revision = 0] = await nextNumbers(tx, merchantId, partsOf(table).counter, 1)
  return revision
}

type Latest = { number: number; who: string; at: string }

/** The version published last, by whom and when; null: none was. */
export async function latestVersion(tx: Tx, table: DraftTable, merchantId: string): Promise<Latest | null> {
  const [row] = await tx.execute<{ number: number; published_at: string; who: string }>(sql`
    select v.number, v.published_at, u.name as who
    from ${partsOf(table).rows} v
    join members m on m.merchant_id = v.merchant_id and m.id = v.published_by
    join users u on u.id = m.user_id
    where v.merchant_id = ${merchantId} and v.number is not null order by v.number desc limit 1`)
  return row ? { number: row.number, who: row.who, at: new Date(row.published_at).toISOString() } : null
}

async function newestVersion(tx: Tx, table: DraftTable, merchantId: string): Promise<number> {
  const [row] = await tx.execute<{ number: number | null }>(sql`
    select max(number) as number from ${partsOf(table).rows} where merchant_id = ${merchantId}`)
  return row?.number ?? 0
}

/** The member who writes; nobody else may. */
export function authorOf({ actor }: Caller): string {
  if (actor.kind !== 'member' || !actor.id) throw new Error('Only members write and publish drafts')
  return actor.id
}
