/**
 * The four axes of a return case, the stage made from them, and who may move what.
 * One table of data: buttons, server checks and tests read the same rows.
 */
import type { PickupStatus } from '@/lib/pickups/machine'

export const caseKinds = ['client_return', 'refusal'] as const
export type CaseKind = (typeof caseKinds)[number]

export const decisions = ['pending', 'review', 'approved', 'declined', 'cancelled'] as const
export type Decision = (typeof decisions)[number]

export const custodies = ['customer', 'courier', 'hub', 'in_transit', 'received', 'lost'] as const
export type Custody = (typeof custodies)[number]

export const inspections = ['not_due', 'awaiting', 'done', 'disputed'] as const
export type Inspection = (typeof inspections)[number]

export const moneyStates = ['not_due', 'due', 'in_progress', 'paid', 'failed', 'not_owed'] as const
export type MoneyState = (typeof moneyStates)[number]
/** While the customer has not got what is theirs. */
export const owedStates = ['due', 'in_progress', 'failed'] as const satisfies readonly MoneyState[]

export const stages = [
  'new',
  'review',
  'needs_pickup',
  'awaiting_pickup',
  'pickup_problem',
  'needs_route',
  'redelivery',
  'in_transit',
  'inspection',
  'refund',
  'closed',
  'declined',
  'cancelled',
  'lost',
] as const
export type Stage = (typeof stages)[number]
/** Where goods are on their way, or their inspection is not over: what is owed in these need not wait for it. */
export const earlyStages: readonly Stage[] = ['needs_route', 'redelivery', 'in_transit', 'inspection', 'lost']

export const dispositions = [
  'restock',
  'repack',
  'refurbish',
  'resell',
  'supplier',
  'recycle',
  'write_off',
  'return_to_customer',
] as const
export type Disposition = (typeof dispositions)[number]

export type Axes = {
  kind: CaseKind
  decision: Decision
  custody: Custody
  inspection: Inspection
  money: MoneyState
}

/** `ask`: the rules leave it to a person. */
export const routeActions = ['deliver', 'redeliver', 'ask'] as const
export type RouteAction = (typeof routeActions)[number]

/** The one place where a stage comes from. `pickup` is the state of the case's latest pickup task. */
export function deriveStage(axes: Axes, pickup: PickupStatus | null, route: RouteAction | null): Stage {
  if (axes.custody === 'lost') return 'lost'
  if (axes.custody === 'customer') {
    if (axes.decision === 'cancelled') return 'cancelled'
    if (axes.decision === 'declined') return 'declined'
    if (axes.kind === 'refusal') return 'closed'
    if (axes.decision === 'pending') return 'new'
    if (axes.decision === 'review') return 'review'
    if (pickup === null || pickup === 'cancelled') return 'needs_pickup'
    if (pickup === 'attempt_failed' || pickup === 'failed') return 'pickup_problem'
    return 'awaiting_pickup'
  }
  if (axes.custody === 'received') {
    if (axes.inspection === 'awaiting' || axes.inspection === 'disputed') return 'inspection'
    if (axes.money === 'due' || axes.money === 'in_progress' || axes.money === 'failed') return 'refund'
    return 'closed'
  }
  if (axes.kind === 'refusal' && axes.custody !== 'in_transit') {
    if (route === null || route === 'ask') return 'needs_route'
    if (route === 'redeliver') return 'redelivery'
  }
  return 'in_transit'
}

export const caseCommands = [
  'approve',
  'decline',
  'cancel',
  'appeal',
  'send_to_review',
  'ask',
  'inspect',
  'start_refund',
  'pay_refund',
  'fail_refund',
  'note',
] as const
export type CaseCommand = (typeof caseCommands)[number]

type Row = {
  permission: 'case.work' | 'case.decide' | 'case.inspect' | 'case.refund'
  when: Partial<{ [K in keyof Axes]: readonly Axes[K][] }>
  /** What a person must give with the command. */
  needs: readonly ('comment' | 'dispositions')[]
  /** Where the words are needed only in some decisions: whoever settles what support was asked about says why. */
  commentWhen?: readonly Decision[]
}

/** command → when it is possible, who may, what must be given. */
export const caseMachine: Record<CaseCommand, Row> = {
  approve: {
    permission: 'case.decide',
    when: { decision: ['pending', 'review'] },
    needs: [],
    commentWhen: ['review'],
  },
  decline: {
    permission: 'case.decide',
    when: { decision: ['pending', 'review'], custody: ['customer'] },
    needs: ['comment'],
  },
  send_to_review: { permission: 'case.work', when: { decision: ['pending'] }, needs: [] },
  ask: {
    permission: 'case.decide',
    when: { decision: ['pending', 'review'], custody: ['customer'] },
    needs: ['comment'],
  },
  appeal: { permission: 'case.work', when: { decision: ['declined'] }, needs: ['comment'] },
  cancel: {
    permission: 'case.work',
    when: {
      decision: ['pending', 'review', 'approved', 'declined'],
      custody: ['customer'],
      kind: ['client_return'],
    },
    needs: ['comment'],
  },
  inspect: {
    permission: 'case.inspect',
    when: { inspection: ['awaiting', 'disputed'], custody: ['received'] },
    needs: ['dispositions'],
  },
  start_refund: {
    permission: 'case.refund',
    when: { money: ['due', 'failed'], custody: ['courier', 'hub', 'in_transit', 'received', 'lost'] },
    needs: [],
  },
  pay_refund: { permission: 'case.refund', when: { money: ['in_progress'] }, needs: [] },
  fail_refund: { permission: 'case.refund', when: { money: ['in_progress'] }, needs: ['comment'] },
  note: { permission: 'case.work', when: {}, needs: ['comment'] },
}

/** Whether the axes allow the command; permissions are asked separately. */
export function caseAllows(command: CaseCommand, axes: Axes): boolean {
  const { when } = caseMachine[command]
  return (
    (!when.kind || when.kind.includes(axes.kind)) &&
    (!when.decision || when.decision.includes(axes.decision)) &&
    (!when.custody || when.custody.includes(axes.custody)) &&
    (!when.inspection || when.inspection.includes(axes.inspection)) &&
    (!when.money || when.money.includes(axes.money))
  )
}

/** Whether the command cannot be given without words, in this state. */
export function needsComment(command: CaseCommand, axes: Axes): boolean {
  const { needs, commentWhen } = caseMachine[command]
  return needs.includes('comment') || (commentWhen?.includes(axes.decision) ?? false)
}
