import type { CarrierEvent } from '@/lib/carriers/schemas'
import type { Slot } from '@/lib/carriers/schedule'
import type { Decision } from '@/lib/cases/machine'
import type { Result } from '@/lib/result'
import type { PlannedOrder } from './orders'

export type LiveOrder = PlannedOrder & {
  id: string
  customerId: string
  lines: { id: string; sku: string; quantity: number }[]
}
/** So much of one order line, and why. */
export type Piece = { lineId: string; sku: string; quantity: number; reason: string; comment?: string }

/** One return as it is lived through: what the commands have answered so far. */
export type Thread = {
  order: LiveOrder
  picks: Piece[]
  caseId?: string
  number?: number
  pickupId?: string
  slot?: Slot
  /** As the last command left it. */
  decision?: Decision
}

/** What the carrier says; its id is given when it is first sent, so that the same object again is a repetition. */
export type Told = Omit<CarrierEvent, 'id' | 'occurredAt'> & { id?: string; occurredAt: Date }

/** What a command of the demo gave; the demo asks for nothing that may be refused. */
export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`The demo was refused: ${result.error.code}, ${result.error.detail}`)
  return result.data
}

export function itemsOf(thread: Thread) {
  return thread.picks.map(({ lineId, quantity, reason, comment }) => ({
    orderLineId: lineId,
    quantity,
    reason,
    ...(comment && { comment }),
  }))
}

export function idsOf(thread: Thread): { caseId: string; pickupId: string } {
  if (!thread.caseId) throw new Error('The return has not begun yet')
  return { caseId: thread.caseId, pickupId: thread.pickupId ?? '' }
}
