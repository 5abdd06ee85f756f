import { shapeOf } from '@/components/ui/icon'
import { StatusMark, statusShapes, StatusPill, type Tone } from '@/components/ui/status-pill'
import type { IconName } from '@/components/ui/icon-names'
import type { Stage } from '@/lib/cases/machine'

/** amber waits for a person, red is in trouble, blue is moving, green is done, grey is closed. */
export const stageTone: Record<Stage, Tone> = {
  new: 'amber',
  review: 'amber',
  needs_pickup: 'amber',
  awaiting_pickup: 'blue',
  pickup_problem: 'red',
  needs_route: 'amber',
  redelivery: 'blue',
  in_transit: 'blue',
  inspection: 'amber',
  refund: 'amber',
  closed: 'green',
  declined: 'grey',
  cancelled: 'grey',
  lost: 'red',
}

/** Stages in which a person is waited for, the most pressing first. */
export const waitingStages: readonly Stage[] = [
  'pickup_problem',
  'lost',
  'review',
  'new',
  'needs_pickup',
  'needs_route',
  'inspection',
  'refund',
]

/** Those of them that are shown only when there are any. */
export const rareStages: readonly Stage[] = ['lost', 'needs_route']

export const stageIcon: Record<Stage, IconName> = {
  new: 'inbox',
  review: 'gavel',
  needs_pickup: 'package-plus',
  awaiting_pickup: 'calendar-clock',
  pickup_problem: 'triangle-exclamation-point',
  needs_route: 'route',
  redelivery: 'refresh-cw',
  in_transit: 'truck',
  inspection: 'clipboard-check',
  refund: 'wallet',
  closed: 'circle-check',
  declined: 'ban',
  cancelled: 'circle-x',
  lost: 'package-x',
}

const marks: Record<Tone, string> = {
  amber: 'icon text-amber',
  red: 'icon text-red',
  blue: 'icon text-blue',
  green: 'icon text-green',
  grey: 'icon text-grey',
}

/** Support has asked: it is the customer's turn. */
export function AskedPill({ label }: { label: string }) {
  return (
    <StatusPill tone="blue" icon="message-square">
      {label}
    </StatusPill>
  )
}

/** For the cell of a table: the shape and the colour of StatusMark, in as few elements as can be. */
export function StageCell({ tone, label }: { tone: Tone; label: string }) {
  return (
    <>
      <svg className={marks[tone]} aria-hidden dangerouslySetInnerHTML={shapeOf(statusShapes[tone])} />
      {label}
    </>
  )
}

export function StageMark({ stage, label }: { stage: Stage; label: string }) {
  return <StatusMark tone={stageTone[stage]}>{label}</StatusMark>
}

export function StagePill({ stage, label }: { stage: Stage; label: string }) {
  return <StatusPill tone={stageTone[stage]}>{label}</StatusPill>
}
