import type { PickupSlots } from '@/lib/carriers/queries'
import type { ReasonChoice } from '@/lib/pickups/queries'
import { stillPossible, type PickupForm } from '@/lib/pickups/rules'
import type { Draft } from './draft'
import type { Subject } from './subject'

export const noSlot = { date: '', from: '', to: '' }

type Known = { subject: Subject; reasons: readonly ReasonChoice[]; slots: PickupSlots | null }

/** Where the form begins: as the order has it, or as it was left, as far as that is still possible. */
export function startOf(
  { subject, reasons, slots }: Known,
  pristine: PickupForm,
  draft: Draft | null,
): { values: PickupForm; changed: boolean } {
  if (!draft) return { values: pristine, changed: false }
  const codes = new Set(reasons.map((reason) => reason.code))
  const { items, changed } = stillPossible(draft.values.items ?? [], subject.lines, codes)
  const { slot } = draft.values
  const sameCity = draft.values.address.city === (subject.address?.city ?? '')
  const lost =
    slot.date !== '' &&
    sameCity &&
    !slots?.slots.some(
      (one) => one.state === 'open' && one.date === slot.date && one.from === slot.from && one.to === slot.to,
    )
  return {
    values: { ...pristine, ...draft.values, items, slot: lost ? noSlot : slot },
    changed: changed || lost,
  }
}

/** What was typed for the courier of an order, kept for the return that was made of it; null when nothing was. */
export function draftForCase(
  values: PickupForm,
  pristine: PickupForm,
  made: { caseId: string; commandId: string },
): PickupForm | null {
  const forCourier = ({ recipient, address, slot, requirements, comment }: PickupForm) =>
    JSON.stringify([recipient, address, slot, requirements, comment])
  if (forCourier(values) === forCourier(pristine)) return null
  const { orderId: _order, ...kept } = values
  return { ...kept, ...made, items: [], decision: { comment: '' } }
}
