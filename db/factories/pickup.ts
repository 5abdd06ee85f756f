import { sql } from 'drizzle-orm'
import { everydaySchedule } from '@/db/seed/merchant'
import { readMerchant } from '@/db/tenant'
import { slotsBetween } from '@/lib/carriers/schedule'
import { addDays } from '@/lib/dates'
import { newId } from '@/lib/ids'
import { createPickup } from '@/lib/pickups/commands'
import { localDate } from '@/lib/time'
import { recentOrder, type TestMerchant } from './merchant'

const zone = 'Europe/Moscow'

/** A pickup task, made at that moment for the first open slot: two lamps (`LAMP-1`) and a shade (`SHADE`). */
export async function freshPickup(
  merchant: TestMerchant,
  at: Date,
): Promise<{ pickupId: string; caseId: string; orderNumber: string }> {
  const lines = [
    { sku: 'LAMP-1', name: 'Лампа настольная', quantity: 2, unitPrice: 199_000 },
    { sku: 'SHADE', name: 'Абажур', quantity: 1, unitPrice: 50_000 },
  ]
  const order = await recentOrder(merchant, { lines }, at)
  const from = localDate(at, zone)
  const [slot] = slotsBetween(everydaySchedule, {
    from,
    to: addDays(from, 20),
    now: at,
    zone,
    booked: new Map(),
  })
    .filter(({ state }) => state === 'open')
    .map(({ date, from, to }) => ({ date, from, to }))
  if (!slot) throw new Error('No open slot')
  const orderLines = await readMerchant(merchant.system, (tx) =>
    tx.execute<{ id: string; quantity: number }>(sql`
      select id, quantity from order_lines
      where merchant_id = ${merchant.id} and order_id = ${order.id} order by position`),
  )
  const made = await createPickup(
    merchant.callers.staff,
    {
      commandId: newId(),
      orderId: order.id,
      items: orderLines.map(({ id, quantity }) => ({ orderLineId: id, quantity, reason: 'not_working' })),
      recipient: { name: 'Мария Кузнецова', phone: '+79123456789' },
      address: { city: 'Москва', line: 'ул. Лесная, 5' },
      slot,
      requirements: { packagingCheck: true, photos: false, act: false },
    },
    at,
  )
  if (!made.ok) throw new Error(made.error.detail)
  return { pickupId: made.data.pickupId, caseId: made.data.caseId, orderNumber: order.number }
}
