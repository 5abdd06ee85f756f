import 'server-only'
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'

/**
 * Puts a job into the queue in the transaction that needs it: it exists exactly when the change does.
 * With a `key`, a job that still waits under the same key is replaced.
 */
export async function enqueue(
  tx: Tx,
  task: string,
  payload: Record<string, unknown>,
  options: { key?: string; runAt?: Date } = {},
): Promise<void> {
  await tx.execute(
    sql`select enqueue_job(${task}, ${JSON.stringify(payload)}::json, ${options.key ?? null}, ${options.runAt?.toISOString() ?? null}::timestamptz)`,
  )
}
