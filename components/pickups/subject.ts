import type { LineClaim, OrderAddress, OrderForReturn } from '@/lib/orders/details'
import type { CaseForPickup } from '@/lib/pickups/queries'
import type { PickupForm } from '@/lib/pickups/rules'

export type SubjectLine = {
  /** The order line. */
  id: string
  sku: string
  name: string
  /** Minor units. */
  unitPrice: number
  sold: number
  left: number
  claims: LineClaim[]
  /** Why it comes back, where that was said before: only for a return that is there already. */
  reason: string | null
}

/** What a new task is made for: an order of which things are chosen, or a return in which they stand. */
export type Subject = {
  kind: 'order' | 'case'
  id: string
  orderNumber: string
  caseNumber: number | null
  placedAt: Date
  handedOverAt: Date | null
  currency: string
  customer: { name: string | null; phone: string | null }
  address: OrderAddress | null
  lines: SubjectLine[]
}

export function subjectOfOrder(order: OrderForReturn): Subject {
  return {
    kind: 'order',
    id: order.id,
    orderNumber: order.number,
    caseNumber: null,
    placedAt: order.placedAt,
    handedOverAt: order.handedOverAt,
    currency: order.currency,
    customer: order.customer,
    address: order.address,
    lines: order.lines.map(({ quantity, ...line }) => ({ ...line, sold: quantity, reason: null })),
  }
}

export function subjectOfCase(found: CaseForPickup): Subject {
  return {
    kind: 'case',
    id: found.id,
    orderNumber: found.orderNumber,
    caseNumber: found.number,
    placedAt: found.placedAt,
    handedOverAt: found.handedOverAt,
    currency: found.currency,
    customer: found.customer,
    address: found.address,
    lines: found.items.map((item) => ({
      id: item.orderLineId,
      sku: item.sku,
      name: item.name,
      unitPrice: item.unitPrice,
      sold: item.quantity,
      left: item.quantity,
      claims: [],
      reason: item.reason,
    })),
  }
}

/**
 * The form before anybody touched it: who and where as the order knows them, and the one thing that can come back chosen
 * already when there is only one.
 */
export function pristineForm(subject: Subject, commandId: string, phone: string): PickupForm {
  const { address } = subject
  const possible = subject.lines.filter((line) => line.left > 0)
  const only = subject.kind === 'order' && possible.length === 1 ? possible[0] : undefined
  return {
    commandId,
    ...(subject.kind === 'order' ? { orderId: subject.id } : { caseId: subject.id }),
    items: only ? [{ orderLineId: only.id, quantity: 1, reason: '' }] : [],
    recipient: { name: subject.customer.name ?? '', phone },
    address: {
      city: address?.city ?? '',
      line: address?.line ?? '',
      region: address?.region ?? '',
      postalCode: address?.postalCode ?? '',
      entrance: address?.entrance ?? '',
      floor: address?.floor ?? '',
      apartment: address?.apartment ?? '',
      comment: address?.comment ?? '',
    },
    slot: { date: '', from: '', to: '' },
    requirements: { packagingCheck: false, photos: false, act: false },
    comment: '',
    decision: { comment: '' },
  }
}
