import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rolePermissions, roles } from '@/lib/permissions'
import {
  openPickupStatuses,
  pickupAfter,
  pickupAllows,
  pickupCommands,
  pickupMachine,
  pickupStatuses,
} from '@/lib/pickups/machine'
import {
  caseAllows,
  caseCommands,
  caseKinds,
  caseMachine,
  custodies,
  decisions,
  deriveStage,
  inspections,
  moneyStates,
  stages,
  type Axes,
} from './machine'

const axes: fc.Arbitrary<Axes> = fc.record({
  kind: fc.constantFrom(...caseKinds),
  decision: fc.constantFrom(...decisions),
  custody: fc.constantFrom(...custodies),
  inspection: fc.constantFrom(...inspections),
  money: fc.constantFrom(...moneyStates),
})
const pickup = fc.option(fc.constantFrom(...pickupStatuses), { nil: null })
const route = fc.option(fc.constantFrom('deliver' as const, 'redeliver' as const), { nil: null })

const asked = {
  kind: 'client_return',
  decision: 'approved',
  custody: 'customer',
  inspection: 'not_due',
  money: 'not_due',
} satisfies Axes

describe('deriveStage', () => {
  it.each([
    [{ decision: 'pending' }, null, null, 'new'],
    [{ decision: 'review' }, null, null, 'review'],
    [{ decision: 'declined' }, null, null, 'declined'],
    [{ decision: 'cancelled' }, 'cancelled', null, 'cancelled'],
    [{}, null, null, 'needs_pickup'],
    [{}, 'cancelled', null, 'needs_pickup'],
    [{}, 'created', null, 'awaiting_pickup'],
    [{}, 'on_way', null, 'awaiting_pickup'],
    [{}, 'attempt_failed', null, 'pickup_problem'],
    [{}, 'failed', null, 'pickup_problem'],
    [{ custody: 'courier' }, 'collected', null, 'in_transit'],
    [{ custody: 'hub' }, 'collected', null, 'in_transit'],
    [{ custody: 'lost' }, 'collected', null, 'lost'],
    [{ custody: 'received', inspection: 'awaiting' }, 'collected', null, 'inspection'],
    [{ custody: 'received', inspection: 'done', money: 'due' }, 'collected', null, 'refund'],
    [{ custody: 'received', inspection: 'done', money: 'paid' }, 'collected', null, 'closed'],
    [{ kind: 'refusal', custody: 'courier' }, null, null, 'needs_route'],
    [{ kind: 'refusal', custody: 'hub' }, null, 'redeliver', 'redelivery'],
    [{ kind: 'refusal', custody: 'hub' }, null, 'deliver', 'in_transit'],
    [{ kind: 'refusal', custody: 'customer' }, null, 'redeliver', 'closed'],
  ] as const)('%j with pickup %s and route %s is %s', (more, task, action, stage) => {
    expect(deriveStage({ ...asked, ...more }, task, action)).toBe(stage)
  })

  it('has an answer for every combination', () => {
    fc.assert(
      fc.property(axes, pickup, route, (state, task, action) => {
        expect(stages).toContain(deriveStage(state, task, action))
      }),
    )
  })

  it('never calls a case over while a carrier has its goods', () => {
    fc.assert(
      fc.property(axes, pickup, route, (state, task, action) => {
        fc.pre(state.custody === 'courier' || state.custody === 'hub' || state.custody === 'in_transit')
        expect(['closed', 'declined', 'cancelled']).not.toContain(deriveStage(state, task, action))
      }),
    )
  })
})

describe('the case’s commands', () => {
  it('are possible for some role in some state, each', () => {
    for (const command of caseCommands) {
      expect(roles.some((role) => rolePermissions[role].includes(caseMachine[command].permission))).toBe(true)
      expect(fc.sample(axes, 5000).some((state) => caseAllows(command, state))).toBe(true)
    }
  })

  it('cancel only while the goods are with the customer, and never twice', () => {
    fc.assert(
      fc.property(axes, (state) => {
        if (!caseAllows('cancel', state)) return
        expect(state.custody).toBe('customer')
        expect(state.decision).not.toBe('cancelled')
      }),
    )
  })

  it('give decisions to support and above, money to managers and above', () => {
    expect(rolePermissions.staff).not.toContain('case.decide')
    expect(rolePermissions.support).toContain('case.decide')
    expect(rolePermissions.support).not.toContain('case.refund')
    expect(rolePermissions.manager).toContain('case.refund')
  })
})

describe('the pickup’s machine', () => {
  it('lets a command follow only where its event would', () => {
    for (const command of pickupCommands) {
      const row = pickupMachine[command]
      for (const status of pickupStatuses) {
        if (pickupAllows(command, status)) expect(pickupAfter(status, row.event)).not.toBeNull()
      }
    }
  })

  it.each([
    ['created', 'pickup.accepted', 'accepted'],
    ['accepted', 'pickup.agreed', 'agreed'],
    ['agreed', 'pickup.on_way', 'on_way'],
    ['on_way', 'pickup.collected', 'collected'],
    ['on_way', 'pickup.attempt_failed', 'attempt_failed'],
    ['attempt_failed', 'pickup.agreed', 'agreed'],
    ['agreed', 'pickup.rescheduled', 'accepted'],
    ['on_way', 'pickup.rescheduled', null],
    ['collected', 'pickup.cancelled', null],
    ['cancelled', 'pickup.collected', 'collected'],
    ['accepted', 'pickup.call_failed', 'accepted'],
  ] as const)('%s, then %s: %s', (from, event, to) => {
    expect(pickupAfter(from, event)).toBe(to)
  })

  it('can be cancelled from every open state and from no other', () => {
    for (const status of pickupStatuses) {
      expect(pickupAllows('cancel', status)).toBe(openPickupStatuses.includes(status))
    }
  })
})
