/** Pure parts of taking orders in. */
import { parsePhone } from '@/lib/phone'
import type { OrderInput } from './schemas'

export type CustomerRow = { ref: string; name: string | null; phone: string | null; email: string | null }

/**
 * Whose order it is: the shop's own number of the customer, else the phone, else the email, else the order itself.
 * Null when nothing is known of the customer. The phone must have been checked before.
 */
export function customerOf(order: OrderInput): CustomerRow | null {
  const { externalId, name = null, email: address } = order.customer
  const parsed = order.customer.phone ? parsePhone(order.customer.phone) : null
  const phone = parsed?.ok ? parsed.phone : null
  const email = address?.toLowerCase() ?? null
  if (!externalId && !phone && !email && !name) return null
  const ref = externalId
    ? `id:${externalId}`
    : phone
      ? `tel:${phone}`
      : email
        ? `mail:${email}`
        : `order:${order.number}`
  return { ref, name, phone, email }
}

export type KeptLine = { id: string; sku: string; claimedQuantity: number; used: boolean }
export type LinePlan =
  | { ok: true; keep: { id: string; position: number }[]; add: number[]; drop: string[] }
  | { ok: false; sku: string; claimed: number }

/**
 * How an order's lines become the new ones. A line that a return points at stays the same row: it must still be there
 * with the same article and at least what was asked back. Positions count from 1; `add` holds indexes of new lines.
 */
export function planLines(existing: KeptLine[], wanted: { sku: string; quantity: number }[]): LinePlan {
  const free = wanted.map((line, index) => ({ ...line, index, taken: false }))
  const keep: { id: string; position: number }[] = []
  for (const line of existing.filter((one) => one.used)) {
    const match = free.find(
      (one) => !one.taken && one.sku === line.sku && one.quantity >= line.claimedQuantity,
    )
    if (!match) return { ok: false, sku: line.sku, claimed: line.claimedQuantity }
    match.taken = true
    keep.push({ id: line.id, position: match.index + 1 })
  }
  return {
    ok: true,
    keep,
    add: free.filter((one) => !one.taken).map((one) => one.index),
    drop: existing.filter((one) => !one.used).map((one) => one.id),
  }
}
