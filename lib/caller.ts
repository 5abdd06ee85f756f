import type { Actor } from '@/lib/cases/events'
import {
  permissionsOfScopes,
  rolePermissions,
  type Permission,
  type Role,
  type Scope,
} from '@/lib/permissions'

export type MerchantContext = { id: string; slug: string; name: string; timeZone: string; currency: string }

/** Who asks, for which merchant, and what they may: resolved anew on every request, and needed by every read and write. */
export type Caller = {
  merchant: MerchantContext
  actor: Actor
  can: ReadonlySet<Permission>
  role: Role | null
}

export function memberCaller(merchant: MerchantContext, memberId: string, role: Role): Caller {
  return { merchant, actor: { kind: 'member', id: memberId }, can: new Set(rolePermissions[role]), role }
}

export function apiKeyCaller(merchant: MerchantContext, keyId: string, scopes: readonly Scope[]): Caller {
  return { merchant, actor: { kind: 'api_key', id: keyId }, can: permissionsOfScopes(scopes), role: null }
}

/** A carrier may report, and nothing else. */
export function carrierCaller(merchant: MerchantContext, carrierId: string): Caller {
  return { merchant, actor: { kind: 'carrier', id: carrierId }, can: new Set(), role: null }
}

/** The worker, acting for one merchant. */
export function systemCaller(merchant: MerchantContext): Caller {
  return { merchant, actor: { kind: 'system', id: null }, can: new Set(rolePermissions.admin), role: null }
}
