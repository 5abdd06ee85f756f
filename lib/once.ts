import 'server-only'
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { refuse, type Result } from '@/lib/result'

/**
 * Runs a command once per `commandId`: a double click or a repeated request gets the first result. Two at the same
 * moment wait for each other. A refusal is not kept: what was wrong may be mended and sent again.
 */
export async function once<T>(
  tx: Tx,
  caller: Caller,
  commandId: string,
  command: string,
  work: () => Promise<Result<T>>,
): Promise<Result<T>> {
  const merchantId = caller.merchant.id
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${merchantId}:${commandId}`}, 0))`)
  const [kept] = await tx.execute<{ command: string; result: string }>(
    sql`select command, result from command_results where merchant_id = ${merchantId} and command_id = ${commandId}`,
  )
  if (kept) {
    if (kept.command !== command) return refuse('conflict', 'This commandId was used for another command')
    return { ok: true, data: JSON.parse(kept.result) as T }
  }
  const result = await work()
  if (result.ok) {
    await tx.execute(sql`
      insert into command_results (merchant_id, command_id, command, result, created_at)
      values (${merchantId}, ${commandId}, ${command}, ${JSON.stringify(result.data)}, now())`)
  }
  return result
}
