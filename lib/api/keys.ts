import 'server-only'
import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { appClient } from '@/db/client'
import { withMerchant } from '@/db/tenant'
import { apiKeyCaller, type Caller } from '@/lib/caller'
import { scopes, type Scope } from '@/lib/permissions'

export type KeyHolder = { caller: Caller; scopes: ReadonlySet<Scope> }

const bearer = /^Bearer +(obr_[A-Za-z0-9_-]{20,200})$/i
/** How exactly "last used" is kept: a write on every read would cost more than it tells. */
const usedAgainMs = 60_000

type KeyRow = {
  merchant_id: string
  key_id: string
  scopes: string[]
  slug: string
  time_zone: string
  currency: string
  last_used_at: string | null
}

/** What of a key lies in the database: SHA-256, hex. */
export function keyHash(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}

/** Whose API key it is, asked anew on every request; null for none, a wrong or a revoked one. */
export async function keyHolder(authorization: string | null, now: Date): Promise<KeyHolder | null> {
  const key = bearer.exec(authorization ?? '')?.[1]
  if (!key) return null
  const [row] = await appClient()<KeyRow[]>`select * from resolve_api_key(${keyHash(key)})`
  if (!row) return null
  const granted = scopes.filter((scope) => row.scopes.includes(scope))
  // The shop's name is for people; its short name serves where a program asks.
  const merchant = {
    id: row.merchant_id,
    slug: row.slug,
    name: row.slug,
    timeZone: row.time_zone,
    currency: row.currency,
  }
  const caller = apiKeyCaller(merchant, row.key_id, granted)
  const used = row.last_used_at ? Date.parse(row.last_used_at) : 0
  if (now.getTime() - used > usedAgainMs) await noteUse(caller, now)
  return { caller, scopes: new Set(granted) }
}

async function noteUse(caller: Caller, now: Date): Promise<void> {
  await withMerchant(caller, (tx) =>
    tx.execute(sql`
      update api_keys set last_used_at = greatest(last_used_at, ${now.toISOString()}::timestamptz)
      where merchant_id = ${caller.merchant.id} and id = ${caller.actor.id}`),
  )
}
