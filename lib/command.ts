import 'server-only'
import { sql } from 'drizzle-orm'
import { withMerchant, type Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import type { Permission } from '@/lib/permissions'
import { refuse, type Refusal, type RefusalCode, type Result } from '@/lib/result'

/** Ends a command with an expected refusal and rolls back whatever it had written. */
export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.detail)
    this.name = 'Refused'
  }
}

export function deny(
  code: RefusalCode,
  detail: string,
  more: Pick<Refusal, 'params' | 'fields'> = {},
): never {
  throw new Refused({ code, detail, ...more })
}

type Options = { name: string; permission: Permission; commandId: string }

/**
 * One write: permission, one transaction of the caller's merchant, and once per `commandId`: a double click or a
 * repeated request gets the first result, two at the same moment wait for each other. A refusal is not kept: what was
 * wrong may be mended and sent again under the same id. A deadlock is tried again.
 */
export async function command<T>(
  caller: Caller,
  options: Options,
  work: (tx: Tx) => Promise<T>,
): Promise<Result<T>> {
  if (!caller.can.has(options.permission)) {
    return refuse('forbidden', `This needs the permission ${options.permission}`, {
      params: { permission: options.permission },
    })
  }
  try {
    const data = await pastDeadlocks(() =>
      withMerchant(caller, (tx) => once(tx, caller, options, () => work(tx))),
    )
    return { ok: true, data }
  } catch (error) {
    if (error instanceof Refused) return { ok: false, error: error.refusal }
    throw error
  }
}

/** A whole transaction, tried again when it and another one waited for each other; three times at most. */
export async function pastDeadlocks<T>(transaction: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transaction()
    } catch (error) {
      if (attempt >= 3 || !isDeadlock(error)) throw error
    }
  }
}

async function once<T>(
  tx: Tx,
  caller: Caller,
  { name, commandId }: Options,
  work: () => Promise<T>,
): Promise<T> {
  const merchantId = caller.merchant.id
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${merchantId}:${commandId}`}, 0))`)
  const [kept] = await tx.execute<{ command: string; result: string }>(
    sql`select command, result from command_results where merchant_id = ${merchantId} and command_id = ${commandId}`,
  )
  if (kept) {
    if (kept.command !== name) deny('conflict', 'This commandId was used for another command')
    return JSON.parse(kept.result) as T
  }
  const result = await work()
  await tx.execute(sql`
    insert into command_results (merchant_id, command_id, command, result, created_at)
    values (${merchantId}, ${commandId}, ${name}, ${JSON.stringify(result)}, now())`)
  return result
}

/** SQLSTATE of a database error, wherever drizzle put it. */
function stateOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if ('code' in error && typeof error.code === 'string') return error.code
  return stateOf(error.cause)
}

function isDeadlock(error: unknown): boolean {
  return stateOf(error) === '40P01'
}
