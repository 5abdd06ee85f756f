import 'server-only'
/** What whoever publishes the draft of a shop's routing rules is to know first, as rows become objects. */
import { sql, type SQL } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { BeforePublishing } from './queries'
import { readHeads, readInForce, readVersion } from './versions'

const most = 20

type ReplayRow = {
  id: string
  status: string
  days: number
  judged: number
  changed: number
  created_at: string
  finished_at: string | null
}

export async function readBeforePublishing(tx: Tx, merchantId: string, now: Date): Promise<BeforePublishing> {
  const begun = sql`(
    select d.created_at from rule_sets d where d.merchant_id = ${merchantId} and d.published_at is null)`
  const [inForce, newer, waiting, replay] = await Promise.all([
    readInForce(tx, merchantId, now),
    readHeads(tx, merchantId, now, { which: sql`v.published_at > ${begun}`, limit: most }),
    readHeads(tx, merchantId, now, {
      which: sql`v.effective_at > ${now.toISOString()}::timestamptz`,
      limit: most,
    }),
    readReplay(tx, merchantId),
  ])
  const [newest] = newer
  return {
    inForce,
    newer,
    newest:
      newest && newest.number !== inForce?.number
        ? await readVersion(tx, merchantId, newest.number, now)
        : null,
    scheduled: waiting.filter(({ state }) => state === 'scheduled'),
    replay,
  }
}

/**
 * The newest replay of rules that do what the draft does, one that is done before one that runs: names and notes of rules
 * send no parcel anywhere.
 */
async function readReplay(tx: Tx, merchantId: string): Promise<BeforePublishing['replay']> {
  const doing = (rules: SQL) => sql`(
    select jsonb_agg(one.value - 'name' - 'note' order by one.ordinality)
    from jsonb_array_elements(${rules}) with ordinality one)`
  const [row] = await tx.execute<ReplayRow>(sql`
    select r.id, r.status, r.days, r.judged, r.changed, r.created_at, r.finished_at
    from rule_sets d
    join routing_replays r on r.merchant_id = d.merchant_id and r.status in ('queued', 'running', 'done')
      and r.content -> 'otherwise' = d.content -> 'otherwise'
      and jsonb_array_length(r.content -> 'rules') = jsonb_array_length(d.content -> 'rules')
    where d.merchant_id = ${merchantId} and d.published_at is null
      and ${doing(sql`r.content -> 'rules'`)} is not distinct from ${doing(sql`d.content -> 'rules'`)}
    order by r.status = 'done' desc, r.created_at desc, r.id desc limit 1`)
  if (!row) return null
  return {
    id: row.id,
    isDone: row.status === 'done',
    days: row.days,
    judged: row.judged,
    changed: row.changed,
    at: new Date(row.finished_at ?? row.created_at),
  }
}
