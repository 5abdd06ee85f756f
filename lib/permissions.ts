/** Role → permission: the one table that screens and commands read. */
export const roles = ['staff', 'support', 'manager', 'admin'] as const
export type Role = (typeof roles)[number]

export const permissions = [
  'case.read',
  'case.work',
  'case.decide',
  'case.inspect',
  'case.refund',
  'pickup.create',
  'pickup.change',
  'order.read',
  'import.read',
  'import.run',
  'carrier_message.read',
  'carrier_message.map',
  'policy.read',
  'policy.manage',
  'routing.read',
  'routing.manage',
  'refusal.route',
  'location.manage',
  'webhook.manage',
  'settings.manage',
] as const
export type Permission = (typeof permissions)[number]

const staff: readonly Permission[] = [
  'case.read',
  'case.work',
  'case.inspect',
  'pickup.create',
  'pickup.change',
  'order.read',
  'import.read',
  'carrier_message.read',
  'policy.read',
  'routing.read',
]
const support: readonly Permission[] = [...staff, 'case.decide', 'carrier_message.map', 'refusal.route']
const manager: readonly Permission[] = [
  ...support,
  'case.refund',
  'import.run',
  'policy.manage',
  'routing.manage',
  'location.manage',
]

export const rolePermissions: Record<Role, readonly Permission[]> = {
  staff,
  support,
  manager,
  admin: permissions,
}

/** API key scope → permission. */
export const scopes = [
  'orders:read',
  'orders:write',
  'returns:read',
  'returns:write',
  'pickups:read',
  'pickups:write',
] as const
export type Scope = (typeof scopes)[number]

const scopePermissions: Record<Scope, readonly Permission[]> = {
  'orders:read': ['order.read'],
  'orders:write': ['order.read', 'import.run'],
  'returns:read': ['case.read'],
  'returns:write': ['case.read', 'case.work', 'case.decide'],
  'pickups:read': ['case.read'],
  'pickups:write': ['case.read', 'order.read', 'pickup.create', 'pickup.change'],
}

export function permissionsOfScopes(granted: readonly Scope[]): ReadonlySet<Permission> {
  return new Set(granted.flatMap((scope) => scopePermissions[scope]))
}

/** Thrown by a query that was asked by somebody who may not read it; a page shows it as "no access". */
export class Forbidden extends Error {
  constructor(readonly permission: Permission) {
    super(`Needs permission ${permission}`)
    this.name = 'Forbidden'
  }
}

export function requirePermission(caller: { can: ReadonlySet<Permission> }, permission: Permission): void {
  if (!caller.can.has(permission)) throw new Forbidden(permission)
}
