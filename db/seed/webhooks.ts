import { sql } from 'drizzle-orm'
import { readMerchant, withMerchant } from '@/db/tenant'
import type { EventType } from '@/lib/cases/events'
import { newId } from '@/lib/ids'
import { buildBody } from '@/lib/webhooks/body'
import { createEndpoint } from '@/lib/webhooks/commands'
import type { Network } from '@/lib/webhooks/network'
import { keepBody, recordAnswer } from '@/lib/webhooks/recording'
import { attemptDelays } from '@/lib/webhooks/rules'
import type { LiveShop } from './shops/live'
import { day } from './shops/orders'
import { endpointNames } from './shops/shops'
import { must } from './shops/thread'

/** Nobody is asked for a name, and nothing is sent: what came of it is written down as if it had been. */
const noNetwork: Network = {
  allowed: { names: new Set(), networks: [] },
  resolve: async () => ['93.184.216.34'],
  timeoutMs: 1000,
}
/** What the endpoints listen to from now on is rare, so that a demo speaks with nobody by itself. */
const rare: EventType[] = ['inspection.disputed', 'refund.failed']
const told: EventType[] = ['delivery.refused', 'route.given', 'route.overridden']
const busy = 'upstream connect error or disconnect/reset before headers'

type Row = { case_id: string; id: string; seq: number; type: EventType; recorded_at: string }
type Came = { statusCode: number; response: string }
const taken: Came = { statusCode: 200, response: '{"ok":true}' }

/** Two endpoints with a log: the order system, which now and then did not answer, and one that is no more. */
export async function tellOthers(shop: LiveShop, now: Date): Promise<void> {
  const { slug } = shop.plan
  const events = await readMerchant(shop.system, (tx) =>
    tx.execute<Row>(sql`
      select case_id, id, seq, type, recorded_at from case_events
      where merchant_id = ${shop.merchantId} and type = any(${sql.param(told)}::text[])
        and recorded_at > ${new Date(now.getTime() - 12 * day).toISOString()}::timestamptz
      order by recorded_at, case_id, seq limit 120`),
  )
  const orders = await endpoint(shop, endpointNames.orders, `https://1c.${slug}.example/obratno`, now)
  for (const [index, event] of events.entries()) {
    // So early that all ten attempts of three days lie in the past.
    const lost = index === 2
    const late = !lost && index % 11 === 5
    const answers = lost ? attemptDelays.map(() => failed(503)) : late ? [failed(502), taken] : [taken]
    await tell(shop, orders, event, answers)
  }
  const old = await endpoint(shop, endpointNames.gone, `https://crm.${slug}.example/hooks/returns`, now)
  for (const [index, event] of events.slice(0, 6).entries())
    await tell(shop, old, event, [index === 5 ? { statusCode: 410, response: 'Gone' } : taken])
}

const failed = (statusCode: number): Came => ({ statusCode, response: busy })

type Made = { id: string; url: string }

async function endpoint(shop: LiveShop, name: string, url: string, now: Date): Promise<Made> {
  const input = { commandId: newId(), name, url, eventTypes: rare }
  const made = await createEndpoint(shop.who('admin'), input, new Date(now.getTime() - 40 * day), noNetwork)
  return { id: must(made).id, url }
}

/** One message with its attempts, at the moments at which they would have been made. */
async function tell(shop: LiveShop, endpoint: Made, event: Row, answers: readonly Came[]) {
  const { merchantId, system } = shop
  const id = newId()
  const body = await buildBody(system, { caseId: event.case_id, eventId: event.id, type: event.type })
  if (body === null) return
  const created = new Date(event.recorded_at)
  await withMerchant(system, (tx) =>
    tx.execute(sql`
      insert into webhook_messages
        (merchant_id, id, endpoint_id, case_id, event_id, event_seq, type, status, next_attempt_at, created_at)
      values (${merchantId}, ${id}, ${endpoint.id}, ${event.case_id}, ${event.id}, ${event.seq}, ${event.type}, 'pending',
        ${created.toISOString()}::timestamptz, ${created.toISOString()}::timestamptz)`),
  )
  await keepBody(system, id, body)
  let at = created.getTime()
  for (const [index, answer] of answers.entries()) {
    at += (attemptDelays[index] ?? 0) * 1000
    const durationMs = shop.random.int(60, 480)
    await withMerchant(system, (tx) =>
      tx.execute(sql`
        update webhook_messages set attempts = ${index + 1} where merchant_id = ${merchantId} and id = ${id}`),
    )
    const message = {
      id,
      caseId: event.case_id,
      eventId: event.id,
      eventSeq: event.seq,
      type: event.type,
      body,
      number: index + 1,
      byHand: null,
    }
    const times = { startedAt: new Date(at), endedAt: new Date(at + durationMs) }
    await recordAnswer(
      system,
      endpoint,
      message,
      { ...answer, error: null, retryAfter: null, durationMs },
      times,
    )
  }
}
