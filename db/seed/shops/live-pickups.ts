import { sql } from 'drizzle-orm'
import { readMerchant } from '@/db/tenant'
import { newId } from '@/lib/ids'
import { cancelPickup, createPickup, reschedulePickup } from '@/lib/pickups/commands'
import type { LiveShop } from './live'
import { idsOf, itemsOf, must, type Thread } from './thread'

/** Somebody of the shop orders a courier. */
export async function orderCourier(
  shop: LiveShop,
  thread: Thread,
  at: Date,
  comment?: string,
): Promise<void> {
  const { input } = thread.order
  const slot = shop.slotFor(thread, at)
  if (!input.address || !input.customer.name || !input.customer.phone) throw new Error('Nobody to fetch from')
  const wish = {
    commandId: newId(),
    ...(thread.caseId
      ? { caseId: thread.caseId, items: [] }
      : { orderId: thread.order.id, items: itemsOf(thread) }),
    recipient: { name: input.customer.name, phone: input.customer.phone },
    address: input.address,
    slot: { date: slot.date, from: slot.from, to: slot.to },
    requirements: {
      packagingCheck: shop.random.chance(0.6),
      photos: shop.random.chance(0.4),
      act: shop.random.chance(0.2),
    },
    ...(comment && { comment }),
  }
  const tried = await createPickup(shop.who('staff', 'staff', 'support'), wish, at)
  // What the terms do not approve by themselves support approves by ordering it, with a word why.
  const needsWho = !tried.ok && ['needs_decision', 'invalid'].includes(tried.error.code)
  const decision = { comment: 'Договорились с покупателем по телефону' }
  const made = must(needsWho ? await createPickup(shop.who('support'), { ...wish, decision }, at) : tried)
  shop.book(slot, 1)
  Object.assign(thread, { caseId: made.caseId, number: made.caseNumber, pickupId: made.pickupId, slot })
}

export async function rescheduleCourier(
  shop: LiveShop,
  thread: Thread,
  at: Date,
  reason: string,
): Promise<void> {
  const slot = shop.slotFor(thread, at)
  const { pickupId } = idsOf(thread)
  const expectedVersion = await pickupVersion(shop, pickupId)
  const times = { date: slot.date, from: slot.from, to: slot.to }
  const input = { commandId: newId(), pickupId, expectedVersion, slot: times, reason }
  must(await reschedulePickup(shop.who('staff', 'support'), input, at))
  if (thread.slot) shop.book(thread.slot, -1)
  shop.book(slot, 1)
  thread.slot = slot
}

export async function cancelCourier(shop: LiveShop, thread: Thread, at: Date, reason: string): Promise<void> {
  const { pickupId } = idsOf(thread)
  const input = {
    commandId: newId(),
    pickupId,
    expectedVersion: await pickupVersion(shop, pickupId),
    reason,
  }
  must(await cancelPickup(shop.who('staff', 'support'), input, at))
  if (thread.slot) shop.book(thread.slot, -1)
}

async function pickupVersion(shop: LiveShop, pickupId: string): Promise<number> {
  const [row] = await readMerchant(shop.system, (tx) =>
    tx.execute<{ version: number }>(
      sql`select version from pickup_tasks where merchant_id = ${shop.merchantId} and id = ${pickupId}`,
    ),
  )
  return row?.version ?? 0
}
