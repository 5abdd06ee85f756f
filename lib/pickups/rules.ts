/** Pure parts of the form of a new pickup task. */
import type { z } from 'zod'
import type { createPickupInput } from './schemas'

/** The form's values: what the schema takes in, before it has read the phone and trimmed the words. */
export type PickupForm = z.input<typeof createPickupInput>
export type ChosenItem = NonNullable<PickupForm['items']>[number]

/** A line that may be chosen. */
export type Choosable = { id: string; left: number }

/** A whole number of pieces between 0 and what is left of the line. */
export function withinLeft(quantity: number, left: number): number {
  return Number.isFinite(quantity) ? Math.max(0, Math.min(left, Math.trunc(quantity))) : 0
}

/**
 * Sets how many of a line are to be fetched; 0 takes it out of the list. An item that is new in it gets the reason that
 * was chosen last: several things of one order mostly come back for the same one.
 */
export function chooseItem(items: readonly ChosenItem[], line: Choosable, quantity: number): ChosenItem[] {
  const wanted = withinLeft(quantity, line.left)
  if (wanted === 0) return items.filter((item) => item.orderLineId !== line.id)
  if (items.some((item) => item.orderLineId === line.id)) {
    return items.map((item) => (item.orderLineId === line.id ? { ...item, quantity: wanted } : item))
  }
  const reason = items.findLast((item) => item.reason !== '')?.reason ?? ''
  return [...items, { orderLineId: line.id, quantity: wanted, reason }]
}

/** Every line with all that is left of it; what was said of lines chosen before stays. */
export function chooseAll(items: readonly ChosenItem[], lines: readonly Choosable[]): ChosenItem[] {
  return lines.reduce<ChosenItem[]>((chosen, line) => chooseItem(chosen, line, line.left), [...items])
}

/**
 * What of an earlier choice still holds: lines that are gone are dropped, quantities brought down to what is left, and
 * reasons the shop no longer uses taken out. `changed` tells whether anything had to be.
 */
export function stillPossible(
  items: readonly ChosenItem[],
  lines: readonly Choosable[],
  reasons: ReadonlySet<string>,
): { items: ChosenItem[]; changed: boolean } {
  const kept = items.flatMap((item) => {
    const line = lines.find((one) => one.id === item.orderLineId)
    const quantity = line ? withinLeft(item.quantity, line.left) : 0
    if (quantity === 0) return []
    return [{ ...item, quantity, reason: reasons.has(item.reason) ? item.reason : '' }]
  })
  const changed =
    kept.length !== items.length ||
    kept.some(
      (item, index) => item.quantity !== items[index]?.quantity || item.reason !== items[index].reason,
    )
  return { items: kept, changed }
}

/** Optional texts that were left empty are not sent. */
export function withoutEmpty<T extends Record<string, unknown>>(texts: T): T {
  return Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== '')) as T
}

export type ReasonNode<R> = { reason: R; children: R[] }

/** The tree of reasons: the first level with what stands under each. A child of an unknown parent stands by itself. */
export function reasonTree<R extends { code: string; parent: string | null }>(
  reasons: readonly R[],
): ReasonNode<R>[] {
  const codes = new Set(reasons.map((reason) => reason.code))
  return reasons
    .filter((reason) => reason.parent === null || !codes.has(reason.parent))
    .map((reason) => ({ reason, children: reasons.filter((one) => one.parent === reason.code) }))
}
