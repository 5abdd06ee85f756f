/**
 * The pickup task's machine. `from` is strict and decides what a person may order; `follows` is what a carrier's
 * report may follow, because reports come late and out of order and what happened, happened.
 */
export const pickupStatuses = [
  'created',
  'accepted',
  'agreed',
  'on_way',
  'attempt_failed',
  'collected',
  'failed',
  'cancelled',
] as const
export type PickupStatus = (typeof pickupStatuses)[number]

export const openPickupStatuses: readonly PickupStatus[] = [
  'created',
  'accepted',
  'agreed',
  'on_way',
  'attempt_failed',
]

export const pickupCommands = [
  'accept',
  'fail_call',
  'agree',
  'depart',
  'fail_attempt',
  'collect',
  'reschedule',
  'fail',
  'cancel',
] as const
export type PickupCommand = (typeof pickupCommands)[number]

export type PickupEventType =
  | 'pickup.accepted'
  | 'pickup.call_failed'
  | 'pickup.agreed'
  | 'pickup.on_way'
  | 'pickup.attempt_failed'
  | 'pickup.collected'
  | 'pickup.rescheduled'
  | 'pickup.failed'
  | 'pickup.cancelled'

type Row = {
  event: PickupEventType
  by: readonly ('carrier' | 'member')[]
  from: readonly PickupStatus[]
  follows: readonly PickupStatus[]
  to: PickupStatus | Partial<Record<PickupStatus, PickupStatus>> | 'same'
  needs: readonly ('slot' | 'reason' | 'items')[]
}

const open = openPickupStatuses

export const pickupMachine: Record<PickupCommand, Row> = {
  accept: {
    event: 'pickup.accepted',
    by: ['carrier'],
    from: ['created'],
    follows: ['created'],
    to: 'accepted',
    needs: [],
  },
  fail_call: {
    event: 'pickup.call_failed',
    by: ['carrier'],
    from: ['created', 'accepted', 'agreed', 'attempt_failed'],
    follows: open,
    to: 'same',
    needs: [],
  },
  agree: {
    event: 'pickup.agreed',
    by: ['carrier'],
    from: ['accepted', 'attempt_failed'],
    follows: ['created', 'accepted', 'attempt_failed'],
    to: 'agreed',
    needs: [],
  },
  depart: {
    event: 'pickup.on_way',
    by: ['carrier'],
    from: ['agreed'],
    follows: ['created', 'accepted', 'agreed', 'attempt_failed'],
    to: 'on_way',
    needs: [],
  },
  fail_attempt: {
    event: 'pickup.attempt_failed',
    by: ['carrier'],
    from: ['on_way'],
    follows: open,
    to: 'attempt_failed',
    needs: ['reason'],
  },
  collect: {
    event: 'pickup.collected',
    by: ['carrier'],
    from: ['on_way'],
    follows: [...open, 'failed', 'cancelled'],
    to: 'collected',
    needs: ['items'],
  },
  reschedule: {
    event: 'pickup.rescheduled',
    by: ['member'],
    from: ['created', 'accepted', 'agreed', 'attempt_failed'],
    follows: ['created', 'accepted', 'agreed', 'attempt_failed'],
    to: { created: 'created', accepted: 'accepted', agreed: 'accepted', attempt_failed: 'accepted' },
    needs: ['slot', 'reason'],
  },
  fail: {
    event: 'pickup.failed',
    by: ['carrier'],
    from: ['attempt_failed'],
    follows: open,
    to: 'failed',
    needs: ['reason'],
  },
  cancel: {
    event: 'pickup.cancelled',
    by: ['member'],
    from: open,
    follows: open,
    to: 'cancelled',
    needs: ['reason'],
  },
}

/** Whether a person or a carrier in order may give this command in this state. */
export function pickupAllows(command: PickupCommand, status: PickupStatus): boolean {
  return pickupMachine[command].from.includes(status)
}

const commandOfEvent = Object.fromEntries(
  pickupCommands.map((command) => [pickupMachine[command].event, command]),
) as Record<PickupEventType, PickupCommand>

/** The state after an event that happened, or null where the event cannot follow this state (it is kept, and moves nothing). */
export function pickupAfter(status: PickupStatus, event: PickupEventType): PickupStatus | null {
  const row = pickupMachine[commandOfEvent[event]]
  if (!row.follows.includes(status)) return null
  if (row.to === 'same') return status
  return typeof row.to === 'string' ? row.to : (row.to[status] ?? null)
}
