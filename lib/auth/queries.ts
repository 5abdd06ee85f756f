import 'server-only'
import { appClient } from '@/db/client'
import type { MerchantContext } from '@/lib/caller'
import { parseLocale, type Locale } from '@/lib/i18n/locale'
import type { Role } from '@/lib/permissions'
import { looksLikeToken, tokenHash } from './tokens'

export type User = { id: string; email: string; name: string; locale: Locale }
export type Membership = { memberId: string; role: Role; merchant: MerchantContext }
export type SignedIn = { user: User; memberships: Membership[] }

type MembershipRow = {
  user_id: string
  email: string
  user_name: string
  locale: string
  member_id: string
  role: Role
  merchant_id: string
  slug: string
  merchant_name: string
  time_zone: string
  currency: string
}

/**
 * The user behind a session cookie with the shops where they are a member at this moment, by the shops' names; null when
 * the session is unknown, ended or expired. One query, two for a user without a shop.
 */
export async function findSignedIn(token: string | undefined): Promise<SignedIn | null> {
  if (!looksLikeToken(token)) return null
  const hash = tokenHash(token)
  const rows = await appClient()<MembershipRow[]>`select * from resolve_memberships(${hash})`
  const [first] = rows
  if (!first) {
    const [user] = await appClient()<{ user_id: string; email: string; name: string; locale: string }[]>`
      select * from resolve_session(${hash})`
    return user
      ? {
          user: { id: user.user_id, email: user.email, name: user.name, locale: parseLocale(user.locale) },
          memberships: [],
        }
      : null
  }
  return {
    user: { id: first.user_id, email: first.email, name: first.user_name, locale: parseLocale(first.locale) },
    memberships: rows.map((row) => ({
      memberId: row.member_id,
      role: row.role,
      merchant: {
        id: row.merchant_id,
        slug: row.slug,
        name: row.merchant_name,
        timeZone: row.time_zone,
        currency: row.currency,
      },
    })),
  }
}

/** When a session that is known to exist will end by itself. */
export async function sessionEnd(token: string): Promise<Date> {
  const [row] = await appClient()<{ expires_at: string }[]>`
    select expires_at from sessions where token_hash = ${tokenHash(token)}`
  return new Date(row?.expires_at ?? 0)
}
