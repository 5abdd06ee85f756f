import 'server-only'
import { sql } from 'drizzle-orm'
import { readMerchant } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { caseAnswer } from '@/lib/cases/api'
import { eventAnswer } from '@/lib/cases/api-events'
import type { EventType } from '@/lib/cases/events'

type Subject = { caseId: string; eventId: string; type: EventType }

/**
 * What is sent: `{ type, timestamp, data: Case + event }`, the case as `GET /returns/{id}` gives it now and the event as its
 * timeline does; `timestamp` is when the event happened. Null: the rule behind the route says not to tell the order system.
 */
export async function buildBody(caller: Caller, { caseId, eventId, type }: Subject): Promise<string | null> {
  const isRoute = type === 'route.given' || type === 'route.overridden'
  if (isRoute && (await isQuiet(caller, eventId))) return null
  const [found, event] = await Promise.all([caseAnswer(caller, caseId), eventAnswer(caller, caseId, eventId)])
  if (!found || !event) throw new Error(`Nothing to tell of event ${eventId}: it is not there`)
  return JSON.stringify({ type, timestamp: event.occurredAt, data: { ...found, event } })
}

/** Whether the route of this event was given by actions that leave the shop's order system alone. */
async function isQuiet(caller: Caller, eventId: string): Promise<boolean> {
  const merchantId = caller.merchant.id
  const [row] = await readMerchant(caller, (tx) =>
    tx.execute<{ quiet: boolean }>(sql`
      select (r.actions->>'tellOrderSystem') = 'false' as quiet
      from case_events e
      join routes r on r.merchant_id = e.merchant_id and r.id = (e.data->>'routeId')::uuid
      where e.merchant_id = ${merchantId} and e.id = ${eventId}`),
  )
  return row?.quiet === true
}
