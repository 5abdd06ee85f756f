import 'server-only'
/** How a person changes an endpoint: only as he saw it, and with his name beside the change. */
import { sql, type SQL } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { deny } from '@/lib/command'

type Seen = { endpointId: string; expectedVersion: number }

/**
 * Locks the endpoint that the caller saw. Otherwise a conflict that says who has changed it last and when (`params.who`,
 * `at`), or `by: 'receiver'`: its 410 has switched it off.
 */
export async function holdEndpoint(
  tx: Tx,
  caller: Caller,
  { endpointId, expectedVersion }: Seen,
): Promise<void> {
  type Row = { version: number; updated_at: string; who: string | null; gone: boolean }
  const [row] = await tx.execute<Row>(sql`
    select e.version, e.updated_at, u.name as who, e.updated_by is null and e.off_reason = 'gone' as gone
    from webhook_endpoints e
    left join members m on m.merchant_id = e.merchant_id and m.id = e.updated_by
    left join users u on u.id = m.user_id
    where e.merchant_id = ${caller.merchant.id} and e.id = ${endpointId} and e.removed_at is null
    for no key update of e`)
  if (!row) return deny('not_found', 'No such endpoint')
  if (row.version === expectedVersion) return
  deny('conflict', 'The endpoint was changed meanwhile', {
    params: {
      what: 'endpoint',
      version: row.version,
      at: new Date(row.updated_at).toISOString(),
      ...(row.who && { who: row.who }),
      ...(row.gone && { by: 'receiver' }),
    },
  })
}

/** Writes the changes of a held endpoint and who made them. */
export async function saveEndpoint(
  tx: Tx,
  caller: Caller,
  { endpointId: id, expectedVersion }: Seen,
  changes: SQL,
  now: Date,
): Promise<{ id: string; version: number }> {
  const { merchant, actor } = caller
  await tx.execute(sql`
    update webhook_endpoints set ${changes}, version = version + 1, updated_at = ${now.toISOString()}::timestamptz,
      updated_by = ${actor.kind === 'member' ? actor.id : null}::uuid
    where merchant_id = ${merchant.id} and id = ${id}`)
  return { id, version: expectedVersion + 1 }
}
