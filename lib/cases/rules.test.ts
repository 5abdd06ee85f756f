import { describe, expect, it } from 'vitest'
import { rolePermissions, roles, type Role } from '@/lib/permissions'
import { pickupStatuses, type PickupStatus } from '@/lib/pickups/machine'
import { caseAllows, caseCommands, caseMachine, deriveStage, type Axes } from './machine'
import { stepsOf } from './rules'

const fresh: Axes = {
  kind: 'client_return',
  decision: 'pending',
  custody: 'customer',
  inspection: 'not_due',
  money: 'not_due',
}

function steps(axes: Partial<Axes>, role: Role, pickup: PickupStatus | null = null) {
  const all = { ...fresh, ...axes }
  return stepsOf({
    axes: all,
    stage: deriveStage(all, pickup, null),
    pickup,
    can: new Set(rolePermissions[role]),
  })
}

describe('stepsOf', () => {
  it.each<[string, Partial<Axes>, Role, PickupStatus | null, string | null]>([
    ['a new return', {}, 'support', null, 'approve'],
    ['a new return, for who may not decide', {}, 'staff', null, 'send_to_review'],
    ['one with support', { decision: 'review' }, 'manager', null, 'approve'],
    ['one with support, for who may not decide', { decision: 'review' }, 'staff', null, null],
    ['an approved one', { decision: 'approved' }, 'staff', null, 'create_pickup'],
    ['one that waits for the courier', { decision: 'approved' }, 'staff', 'agreed', null],
    ['a failed attempt', { decision: 'approved' }, 'staff', 'attempt_failed', 'reschedule'],
    ['a failed pickup', { decision: 'approved' }, 'staff', 'failed', 'create_pickup'],
    ['a declined one', { decision: 'declined' }, 'staff', null, 'appeal'],
    [
      'one that has arrived',
      { decision: 'approved', custody: 'received', inspection: 'awaiting' },
      'staff',
      'collected',
      'inspect',
    ],
    [
      'money that is due',
      { decision: 'approved', custody: 'received', inspection: 'done', money: 'due' },
      'manager',
      'collected',
      'start_refund',
    ],
    [
      'money under way',
      { decision: 'approved', custody: 'received', inspection: 'done', money: 'in_progress' },
      'admin',
      'collected',
      'pay_refund',
    ],
    [
      'money that is due, for who may not pay',
      { decision: 'approved', custody: 'received', inspection: 'done', money: 'due' },
      'support',
      'collected',
      null,
    ],
  ])('%s: the main button', (_, axes, role, pickup, main) => {
    expect(steps(axes, role, pickup).main).toBe(main)
  })

  it('shows nothing that the command would refuse, for every role, decision and pickup', () => {
    for (const role of roles) {
      for (const decision of ['pending', 'review', 'approved', 'declined', 'cancelled'] as const) {
        for (const pickup of [null, ...pickupStatuses]) {
          const { main, others } = steps({ decision }, role, pickup)
          for (const step of main ? [main, ...others] : others) {
            const command = caseCommands.find((one) => one === step)
            if (!command) continue
            expect(rolePermissions[role]).toContain(caseMachine[command].permission)
            expect(caseAllows(command, { ...fresh, decision })).toBe(true)
          }
        }
      }
    }
  })

  it('lets support approve, decline or ask what lies with it, in this order', () => {
    const { main, others } = steps({ decision: 'review' }, 'support')
    expect([main, ...others]).toEqual(['approve', 'decline', 'ask', 'note', 'cancel'])
    expect(steps({ decision: 'review' }, 'staff').others).not.toContain('ask')
    expect(steps({ decision: 'declined' }, 'support').others).not.toContain('ask')
    expect(steps({ decision: 'approved' }, 'support')).toMatchObject({ main: 'create_pickup' })
  })

  it('offers nothing to who may only read', () => {
    expect(stepsOf({ axes: fresh, stage: 'new', pickup: null, can: new Set(['case.read']) })).toEqual({
      main: null,
      others: [],
    })
  })
})
