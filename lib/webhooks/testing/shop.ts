import { sql } from 'drizzle-orm'
import { readMerchant, withMerchant } from '@/db/tenant'
import { freshOrder, type TestMerchant } from '@/db/factories/merchant'
import type { Sealed } from '@/lib/cases/chain'
import { eventTypes, type EventType } from '@/lib/cases/events'
import { readEvents } from '@/lib/cases/store'
import { newId } from '@/lib/ids'
import { createPickup } from '@/lib/pickups/commands'
import { createPickupInput } from '@/lib/pickups/schemas'
import { createEndpoint } from '../commands'
import { tellEndpoints } from '../outbox'
import { testNetwork } from './receiver'

export const now = new Date('2026-11-17T09:00:00.000Z')
export const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)

/** A return whose goods are to be fetched on that day: several events, in the order they were recorded. */
export async function freshEvents(
  shop: TestMerchant,
  date = '2026-11-18',
): Promise<{ caseId: string; orderId: string; events: Sealed[] }> {
  const order = await freshOrder(shop)
  const [line] = await readMerchant(shop.system, (tx) =>
    tx.execute<{ id: string }>(
      sql`select id from order_lines where merchant_id = ${shop.id} and order_id = ${order.id}`,
    ),
  )
  const made = await createPickup(
    shop.callers.support,
    createPickupInput.parse({
      commandId: newId(),
      orderId: order.id,
      items: [{ orderLineId: line?.id, quantity: 1, reason: 'size', comment: 'Мала' }],
      recipient: { name: 'Мария Кузнецова', phone: '+79123456789' },
      address: { city: 'Москва', line: 'ул. Лесная, 5' },
      slot: { date, from: '10:00', to: '14:00' },
    }),
    now,
  )
  if (!made.ok) throw new Error(made.error.detail)
  const { caseId } = made.data
  const events = await readMerchant(shop.system, (tx) => readEvents(tx, shop.id, [caseId]))
  return { caseId, orderId: order.id, events: events.get(caseId) ?? [] }
}

export async function freshEndpoint(
  shop: TestMerchant,
  url: string,
  types: readonly EventType[] = eventTypes,
): Promise<{ id: string; secret: string; version: number }> {
  const made = await createEndpoint(
    shop.callers.admin,
    { commandId: newId(), name: 'Учёт', url, eventTypes: [...types] },
    now,
    testNetwork(),
  )
  if (!made.ok) throw new Error(made.error.detail)
  return made.data
}

/** Writes messages of a case's first events, as the event store does. */
export async function tell(
  shop: TestMerchant,
  { caseId, events }: { caseId: string; events: Sealed[] },
  count = events.length,
  at = now,
): Promise<void> {
  await withMerchant(shop.system, (tx) =>
    tellEndpoints(tx, shop.id, [{ caseId, events: events.slice(0, count) }], at),
  )
}
