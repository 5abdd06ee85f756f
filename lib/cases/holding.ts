import 'server-only'
/** What commands on a case or its pickup share inside their transaction. */
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { deny } from '@/lib/command'
import { newId } from '@/lib/ids'
import type { CaseEvent } from './events'
import { lockCases, type LoadedCase } from './store'

export async function addNote(tx: Tx, merchantId: string, body: string, now: Date): Promise<string> {
  const id = newId()
  await tx.execute(sql`
    insert into notes (merchant_id, id, body, created_at)
    values (${merchantId}, ${id}, ${body}, ${now.toISOString()}::timestamptz)`)
  return id
}

/** Locks one case and checks that it is still as the caller saw it; otherwise tells who changed what meanwhile. */
export async function holdCase(
  tx: Tx,
  caller: Caller,
  caseId: string,
  expectedVersion: number | null,
): Promise<LoadedCase> {
  const loaded = (await lockCases(tx, caller.merchant.id, [caseId])).get(caseId)
  if (!loaded) deny('not_found', 'There is no such return')
  if (expectedVersion !== null && loaded.version !== expectedVersion) {
    const last = loaded.events.at(-1)
    const who = last ? await actorName(tx, caller.merchant.id, last.actor) : ''
    deny('conflict', `The return was changed meanwhile: ${last?.type ?? ''}`, {
      params: {
        event: last?.type ?? '',
        who,
        at: last?.occurredAt.toISOString() ?? '',
        version: loaded.version,
      },
    })
  }
  return loaded
}

/**
 * When a person's command happened: after all that was known when it was given. A carrier's clock may run ahead, and
 * events of one moment are ordered by rank; neither may put a decision before what it was taken upon.
 */
export function decidedAt({ events }: Pick<LoadedCase, 'events'>, now: Date): Date {
  const latest = Math.max(...events.map((event) => event.occurredAt.getTime()))
  return new Date(Math.max(now.getTime(), latest + 1))
}

/** A person's, key's or carrier's name, for telling who did it. */
export async function actorName(tx: Tx, merchantId: string, actor: CaseEvent['actor']): Promise<string> {
  if (!actor.id) return ''
  const [row] = await tx.execute<{ name: string }>(
    actor.kind === 'member'
      ? sql`select u.name from members m join users u on u.id = m.user_id where m.merchant_id = ${merchantId} and m.id = ${actor.id}`
      : actor.kind === 'carrier'
        ? sql`select name from carriers where merchant_id = ${merchantId} and id = ${actor.id}`
        : sql`select name from api_keys where merchant_id = ${merchantId} and id = ${actor.id}`,
  )
  return row?.name ?? ''
}

/** Gives the pickup's place in its slot back. */
export async function releaseSlot(tx: Tx, merchantId: string, pickupId: string): Promise<void> {
  await tx.execute(sql`
    update carrier_slots s set booked = s.booked - 1
    from pickup_tasks p
    where p.merchant_id = ${merchantId} and p.id = ${pickupId} and s.merchant_id = p.merchant_id
      and s.carrier_id = p.carrier_id and s.date = p.slot_date and s."from" = p.slot_from and s."to" = p.slot_to
      and s.booked > 0`)
}
