/** Why a person has to look at a case: which flags there are, and until when each stands. Pure. */
import { verdictFlags } from '@/lib/policies/verdict'
import { clockNotices, clockRuns } from './clocks'
import type { Axes } from './machine'

/** In the order in which they are shown; `other` stands for what another system said and this one does not know. */
export const caseFlags = [
  'money_overdue',
  'refund_differs',
  'window_ended',
  ...verdictFlags,
  'storage_ended',
  'destination_closed',
  'found_more',
  'override_too_late',
  'disputed_refusal',
  'refused_after_delivery',
  'other',
] as const
export type CaseFlag = (typeof caseFlags)[number]

type Situation = Pick<Axes, 'kind' | 'decision' | 'custody' | 'money'>

/**
 * The flags that still mean something: those of a verdict while the goods are with the customer, those of a clock while it runs,
 * any other until the money is settled. Each once, in the order of the tuple.
 */
export function standingFlags(told: readonly string[], axes: Situation): CaseFlag[] {
  const given = new Set(told.map((flag) => caseFlags.find((known) => known === flag) ?? 'other'))
  return caseFlags.filter((flag) => given.has(flag) && stands(flag, axes))
}

function stands(flag: CaseFlag, axes: Situation): boolean {
  if (flag === clockNotices.window.after) return clockRuns('window', axes)
  if (flag === clockNotices.money.after) return clockRuns('money', axes)
  if (flag === clockNotices.storage.after) return clockRuns('storage', axes)
  if (verdictFlags.some((one) => one === flag)) {
    // The fold takes away what a decision has answered; what was flagged after an approval is new.
    return axes.decision !== 'declined' && axes.decision !== 'cancelled' && axes.custody === 'customer'
  }
  // Once the goods have arrived, where they were to go has been answered.
  if ((flag === 'override_too_late' || flag === 'destination_closed') && axes.custody === 'received')
    return false
  // Money that was paid is no answer to it.
  if (flag === 'refund_differs') return true
  const over = axes.decision === 'cancelled' || axes.decision === 'declined'
  return !over && axes.money !== 'paid' && axes.money !== 'not_owed'
}
