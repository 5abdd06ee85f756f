/** What follows from a refusal as it is stored: what differs, what the rules looked at, which slot they propose. Pure. */
import { addDays, type LocalDate } from '@/lib/dates'
import {
  conditionFields,
  type Condition,
  type ConditionField,
  type Destination,
  type PackagingState,
  type RoutingRule,
} from '@/lib/routing/schemas'
import type { CountedItem, Difference } from './refusal'

type Told = {
  items: readonly CountedItem[]
  packaging: PackagingState
  reason: string | null
  /** Each is null where the hub has not said it. */
  confirmedItems: readonly CountedItem[] | null
  confirmedPackaging: PackagingState | null
  confirmedReason: string | null
  /** Articles that the return cannot have. */
  hubWords?: { extra: readonly { sku: string; quantity: number }[] }
}

/** Where the hub says otherwise than the courier did. What one of them does not know is no difference. */
export function differences(refusal: Told): Difference[] {
  const { items, packaging, reason, confirmedItems, confirmedPackaging, confirmedReason } = refusal
  const found: Difference[] = []
  if (confirmedItems) {
    const claimed = counted(items)
    const confirmed = counted(confirmedItems)
    for (const caseItemId of new Set([...claimed.keys(), ...confirmed.keys()])) {
      const difference = {
        claimed: claimed.get(caseItemId) ?? 0,
        confirmed: confirmed.get(caseItemId) ?? 0,
      }
      if (difference.claimed !== difference.confirmed) found.push({ of: 'items', caseItemId, ...difference })
    }
  }
  for (const { sku, quantity } of refusal.hubWords?.extra ?? []) found.push({ of: 'extra', sku, quantity })
  if (
    confirmedPackaging !== null &&
    confirmedPackaging !== packaging &&
    ![packaging, confirmedPackaging].includes('unknown')
  ) {
    found.push({ of: 'packaging', claimed: packaging, confirmed: confirmedPackaging })
  }
  if (confirmedReason !== null && confirmedReason !== reason) {
    found.push({ of: 'reason', claimed: reason, confirmed: confirmedReason })
  }
  return found
}

function counted(items: readonly CountedItem[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { caseItemId, quantity } of items) sums.set(caseItemId, (sums.get(caseItemId) ?? 0) + quantity)
  return sums
}

/** The fields that conditions of these rules ask about, in the order in which people are shown them. */
export function fieldsOf(rules: readonly Pick<RoutingRule, 'enabled' | 'when'>[]): ConditionField[] {
  const asked = new Set(
    rules
      .filter(({ enabled }) => enabled)
      .flatMap(({ when }) => when.of.flatMap((one): Condition[] => ('field' in one ? [one] : one.of)))
      .map(({ field }) => field),
  )
  return conditionFields.filter((field) => asked.has(field))
}

type Slot = { date: LocalDate; from: string; to: string; state: string }

/**
 * The first open slot that a route to the door asks for: not before its day, within its time of day; where no slot is
 * within it, the first one from that day on. Null when there is none at all.
 */
export function proposedSlot<S extends Slot>(
  slots: readonly S[],
  to: Destination & { action: 'redeliver' },
  refusedOn: LocalDate,
): S | null {
  const earliest = addDays(refusedOn, to.afterDays)
  const open = slots.filter(({ state, date }) => state === 'open' && date >= earliest)
  const { window } = to
  const within = window
    ? open.find(({ from, to: until }) => window.from <= from && until <= window.to)
    : undefined
  return within ?? open[0] ?? null
}
