import { describe, expect, it } from 'vitest'
import { caseKinds, custodies, routeActions } from '@/lib/cases/machine'
import { rolePermissions, roles } from '@/lib/permissions'
import { refusalAllows, refusalCommands, refusalMachine } from './machine'

const situations = caseKinds.flatMap((kind) =>
  custodies.flatMap((custody) =>
    [null, ...routeActions].flatMap((route) =>
      [true, false].map((disputed) => ({ kind, custody, route, disputed })),
    ),
  ),
)

describe('what may be done with a refused parcel', () => {
  it('is nothing with what is no refusal', () => {
    for (const at of situations.filter(({ kind }) => kind !== 'refusal')) {
      expect(refusalCommands.filter((command) => refusalAllows(command, at))).toEqual([])
    }
  })

  it.each(custodies)('%s: changes its way only until it has left the hub', (custody) => {
    const at = { kind: 'refusal' as const, custody, disputed: false }
    const movable = custody === 'courier' || custody === 'hub'
    for (const route of [null, ...routeActions]) {
      expect(refusalAllows('override', { ...at, route })).toBe(movable)
      expect(refusalAllows('schedule', { ...at, route })).toBe(movable && route === 'redeliver')
      expect(refusalAllows('dispute', { ...at, route })).toBe(true)
      expect(refusalAllows('settle', { ...at, route })).toBe(false)
      expect(refusalAllows('settle', { ...at, route, disputed: true })).toBe(true)
    }
  })

  it.each(roles)('%s may what the table says', (role) => {
    const can = refusalCommands.filter((command) =>
      rolePermissions[role].includes(refusalMachine[command].permission),
    )
    expect(can).toEqual(role === 'staff' ? ['schedule', 'dispute'] : [...refusalCommands])
  })
})
