import 'server-only'
/** What replays of every kind share: one of a kind at a time for each shop, the newest ones kept, and lists of cases. */
import { sql, type SQL } from 'drizzle-orm'
import type { ReplayStatus } from '@/db/schema/replays'
import type { Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { deny } from '@/lib/command'

/** The table that holds one kind of replays, its changes below it. */
export type ReplayTable = 'policy_replays' | 'routing_replays'

/** So many of a kind are kept; older ones go with the lists they hold. */
export const keptReplays = 20

/** The shop's replay that has not ended, or null. Of two starts at the same moment the second waits for the first. */
export async function runningReplay(tx: Tx, table: ReplayTable, merchantId: string): Promise<string | null> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${table}:${merchantId}`}, 0))`)
  const [row] = await tx.execute<{ id: string }>(sql`
    select id from ${sql.identifier(table)} where merchant_id = ${merchantId} and status in ('queued', 'running')
    order by created_at desc limit 1`)
  return row?.id ?? null
}

type Ending = { id: string; status: Extract<ReplayStatus, 'failed' | 'cancelled'>; at: Date }

/**
 * Waits for its turn at a replay and has it until the transaction ends. Locks of rows go to whoever is there first: who
 * waits for one that steps take again and again might wait for all of them.
 */
export async function takeTurn(tx: Tx, replayId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`replay:${replayId}`}, 0))`)
}

/** Ends a replay before its time, unless it has ended; whether it did. Waits for the step that is under way. */
export async function endReplay(
  tx: Tx,
  table: ReplayTable,
  merchantId: string,
  { id, status, at }: Ending,
): Promise<boolean> {
  await takeTurn(tx, id)
  const rows = await tx.execute<{ id: string }>(sql`
    update ${sql.identifier(table)} set status = ${status}, finished_at = ${at.toISOString()}::timestamptz
    where merchant_id = ${merchantId} and id = ${id} and status in ('queued', 'running') returning id`)
  return rows.length > 0
}

/** Ends a replay that still runs because somebody wants it to; what it has found so far stays uncounted. */
export async function cancelRunning(
  tx: Tx,
  table: ReplayTable,
  merchantId: string,
  { id, at }: { id: string; at: Date },
): Promise<{ id: string }> {
  if (await endReplay(tx, table, merchantId, { id, status: 'cancelled', at })) return { id }
  const [replay] = await tx.execute<{ status: ReplayStatus }>(sql`
    select status from ${sql.identifier(table)} where merchant_id = ${merchantId} and id = ${id}`)
  if (!replay) return deny('not_found', 'No such replay')
  return deny('not_allowed_now', `The replay has ended: it is ${replay.status}`)
}

/** Lets go of the replays beyond the newest. */
export async function pruneReplays(tx: Tx, table: ReplayTable, merchantId: string): Promise<void> {
  await tx.execute(sql`
    delete from ${sql.identifier(table)}
    where merchant_id = ${merchantId} and status in ('done', 'failed', 'cancelled') and id not in (
      select id from ${sql.identifier(table)} where merchant_id = ${merchantId}
      order by created_at desc, id desc limit ${keptReplays})`)
}

/** The member who starts one; nobody else may. */
export function starterOf(caller: Caller): string {
  const { kind, id } = caller.actor
  if (kind !== 'member' || id === null) return deny('forbidden', 'Replays are started by members')
  return id
}

/** The names of those who started these, by the ids of the members. */
export async function starterNames(
  tx: Tx,
  merchantId: string,
  records: readonly { startedBy: string }[],
): Promise<Map<string, string>> {
  const ids = [...new Set(records.map(({ startedBy }) => startedBy))]
  if (ids.length === 0) return new Map()
  const rows = await tx.execute<{ id: string; name: string }>(sql`
    select m.id, u.name from members m join users u on u.id = m.user_id
    where m.merchant_id = ${merchantId} and m.id = any(${sql.param(ids)}::uuid[])`)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/**
 * The cases `c` and orders `o` of the rows of `page`, which have a `case_id`: to be written behind it. All at once by their
 * keys: a plan made before there are statistics of a shop that has just been imported takes any index of the shop's, and
 * then goes through it once, not once a row.
 */
export const pageCases = (merchantId: string): SQL => sql`
  c as materialized (
    select id, number, stage, requested_at, order_id from cases
    where merchant_id = ${merchantId} and id = any(array(select case_id from page))
  ),
  o as materialized (
    select id, number, handed_over_at from orders
    where merchant_id = ${merchantId} and id = any(array(select order_id from c))
  )`
