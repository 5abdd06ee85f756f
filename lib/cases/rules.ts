/** What a person may do with a case now, and which of it is the next step. Read from the machines' tables. */
import type { Permission } from '@/lib/permissions'
import { pickupAllows, type PickupStatus } from '@/lib/pickups/machine'
import { caseAllows, caseCommands, caseMachine, type Axes, type CaseCommand, type Stage } from './machine'

export const pickupSteps = ['create_pickup', 'reschedule', 'cancel_pickup'] as const
export type PickupStep = (typeof pickupSteps)[number]
export type Step = CaseCommand | PickupStep

/** What leads out of a stage, best first. */
const leading: Partial<Record<Stage, readonly Step[]>> = {
  new: ['approve', 'send_to_review'],
  review: ['approve'],
  needs_pickup: ['create_pickup'],
  awaiting_pickup: [],
  pickup_problem: ['create_pickup', 'reschedule'],
  inspection: ['inspect'],
  refund: ['start_refund', 'pay_refund'],
  declined: ['appeal'],
}

/** The order in which steps stand beside each other. */
const listed: readonly Step[] = [
  'create_pickup',
  'approve',
  'inspect',
  'start_refund',
  'pay_refund',
  'fail_refund',
  'reschedule',
  'cancel_pickup',
  'decline',
  'ask',
  'appeal',
  'send_to_review',
  'note',
  'cancel',
]

type Situation = { axes: Axes; stage: Stage; pickup: PickupStatus | null; can: ReadonlySet<Permission> }

function isCaseCommand(step: Step): step is CaseCommand {
  return caseCommands.some((command) => command === step)
}

/** Whether the step would be taken: the same questions that the commands ask. */
export function stepWorks(step: Step, { axes, stage, pickup, can }: Situation): boolean {
  if (isCaseCommand(step)) return can.has(caseMachine[step].permission) && caseAllows(step, axes)
  switch (step) {
    case 'create_pickup':
      return (
        can.has('pickup.create') &&
        (stage === 'needs_pickup' || (stage === 'pickup_problem' && pickup === 'failed'))
      )
    case 'reschedule':
      return can.has('pickup.change') && pickup !== null && pickupAllows('reschedule', pickup)
    case 'cancel_pickup':
      return can.has('pickup.change') && pickup !== null && pickupAllows('cancel', pickup)
  }
}

/** The next step, where a person has one, and everything else that would work. */
export function stepsOf(situation: Situation): { main: Step | null; others: Step[] } {
  const working = listed.filter((step) => stepWorks(step, situation))
  const main = leading[situation.stage]?.find((step) => working.includes(step)) ?? null
  return { main, others: working.filter((step) => step !== main) }
}
