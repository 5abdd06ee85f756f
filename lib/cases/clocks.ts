/** What runs out of a case: which clocks run, and when there is next something to tell about them. Pure. */
import { told, type ClockKind } from './events'
import type { CaseState } from './state'
import type { Axes } from './machine'

export type Clock = { kind: ClockKind; endsAt: string; warnAt: string }

/** What is told before a clock's end, and at it. */
export const clockNotices = {
  window: { before: 'window_ends', after: 'window_ended' },
  money: { before: 'money_due', after: 'money_overdue' },
  storage: { before: 'storage_ends', after: 'storage_ended' },
} as const satisfies Record<ClockKind, { before: string; after: string }>

const decidable = ['pending', 'review', 'approved']

/** Whether a clock of this kind still counts for anything. */
export function clockRuns(
  kind: ClockKind,
  state: Pick<Axes, 'kind' | 'decision' | 'custody' | 'money'>,
): boolean {
  if (!decidable.includes(state.decision)) return false
  const atCustomer = state.custody === 'customer'
  // Once the goods have left the hub, or came to the customer after all, nothing lies there.
  if (kind === 'storage') return state.kind === 'refusal' && ['courier', 'hub'].includes(state.custody)
  if (kind === 'window') return state.kind === 'client_return' && atCustomer
  // Who took the refused parcel after all has the goods for the money.
  if (state.kind === 'refusal' && atCustomer) return false
  // What a refused parcel's customer has not paid is not owed: the fold knows only when the sum is computed.
  return state.money !== 'paid' && state.money !== 'not_owed'
}

/** The latest verdict's clocks that still run. */
export function runningClocks(state: CaseState): Clock[] {
  const own = [state.moneyClock, state.storage].filter((clock) => clock !== null)
  const clocks = [...(state.verdict?.clocks ?? []), ...own].filter((clock) => clockRuns(clock.kind, state))
  // One end is one thing to tell, whoever set it; its earliest warning counts.
  const ends = new Map<string, Clock>()
  for (const clock of clocks) {
    const end = told(clockNotices[clock.kind].after, clock.endsAt)
    const known = ends.get(end)
    if (!known || Date.parse(clock.warnAt) < Date.parse(known.warnAt)) ends.set(end, clock)
  }
  return [...ends.values()]
}

export type Due =
  | { what: 'before' | 'after'; clock: Clock }
  /** One attempt is left of the pickup task. */
  | { what: 'last_attempt'; pickupId: string }

/** What the shop has to be told by now and was not. An end that has passed is told alone, without its warning. */
export function dueNow(state: CaseState, now: Date): Due[] {
  const done = new Set(state.told)
  const due: Due[] = []
  for (const clock of runningClocks(state)) {
    const names = clockNotices[clock.kind]
    if (done.has(told(names.after, clock.endsAt))) continue
    if (Date.parse(clock.endsAt) <= now.getTime()) {
      due.push({ what: 'after', clock })
    } else if (Date.parse(clock.warnAt) <= now.getTime()) {
      if (!done.has(told(names.before, clock.endsAt))) due.push({ what: 'before', clock })
    }
  }
  const pickupId = lastAttempt(state)
  if (pickupId && !done.has(told('last_attempt', pickupId))) due.push({ what: 'last_attempt', pickupId })
  return due
}

/** When there is next something to tell; null: never, as far as is known. `now` may already be past it. */
export function nextClockAt(state: CaseState): Date | null {
  const done = new Set(state.told)
  const moments = runningClocks(state).flatMap((clock) => {
    const names = clockNotices[clock.kind]
    if (done.has(told(names.after, clock.endsAt))) return []
    return done.has(told(names.before, clock.endsAt))
      ? [Date.parse(clock.endsAt)]
      : [Math.min(Date.parse(clock.warnAt), Date.parse(clock.endsAt))]
  })
  const pickupId = lastAttempt(state)
  if (pickupId && !done.has(told('last_attempt', pickupId))) moments.push(0)
  return moments.length > 0 ? new Date(Math.min(...moments)) : null
}

/** The end of a clock while it runs. */
export function dueAt(state: CaseState, kind: ClockKind): Date | null {
  const clock = runningClocks(state).find((one) => one.kind === kind)
  return clock ? new Date(clock.endsAt) : null
}

/** The open pickup task that has lost all its attempts but one. */
function lastAttempt(state: CaseState): string | null {
  if (state.custody !== 'customer' || !decidable.includes(state.decision)) return null
  const pickup = state.pickups.at(-1)
  if (!pickup || pickup.attempts === 0 || pickup.maxAttempts - pickup.attempts !== 1) return null
  return ['attempt_failed', 'agreed', 'on_way', 'accepted', 'created'].includes(pickup.status)
    ? pickup.id
    : null
}
