import 'server-only'
import { appClient } from '@/db/client'
import { parseLocale, type Locale } from '@/lib/i18n/locale'
import { admitAttempt } from './attempts'
import { verifyPassword } from './password'
import type { User } from './queries'
import { minutesLeft, sessionSeconds } from './rules'
import type { SignInInput } from './schemas'
import { newToken, tokenHash } from './tokens'

export type SignInRefusal = { kind: 'wrong' } | { kind: 'locked'; minutes: number }
export type CheckedPassword = { ok: true; user: User } | { ok: false; refusal: SignInRefusal }

/**
 * Whether this email and password belong together; `address` is the client's, from rules.clientAddress. An unknown email
 * is counted, timed and answered like a wrong password.
 */
export async function checkPassword(
  input: Pick<SignInInput, 'email' | 'password'>,
  address: string,
  now: Date,
): Promise<CheckedPassword> {
  const admission = await admitAttempt({ email: input.email, address }, now)
  if (!admission.admitted) {
    return { ok: false, refusal: { kind: 'locked', minutes: minutesLeft(admission.lockedUntil, now) } }
  }
  const [user] = await appClient()<
    { id: string; email: string; name: string; locale: string; password_hash: string }[]
  >`select id, email, name, locale, password_hash from users where lower(email) = ${input.email}`
  const matches = await verifyPassword(user?.password_hash ?? null, input.password)
  if (!user || !matches) return { ok: false, refusal: { kind: 'wrong' } }
  await admission.forgive()
  return {
    ok: true,
    user: { id: user.id, email: user.email, name: user.name, locale: parseLocale(user.locale) },
  }
}

/** Opens a session and ends the one that the browser had until now. The token is only ever in the cookie. */
export async function openSession(
  userId: string,
  how: { remember: boolean; previous: string | undefined },
  now: Date,
): Promise<string> {
  const token = newToken()
  const expiresAt = new Date(now.getTime() + sessionSeconds(how.remember) * 1000)
  await appClient()`
    with ended as (delete from sessions where token_hash = ${how.previous ? tokenHash(how.previous) : null})
    insert into sessions (token_hash, user_id, created_at, expires_at)
    values (${tokenHash(token)}, ${userId}, ${now.toISOString()}::timestamptz, ${expiresAt.toISOString()}::timestamptz)`
  return token
}

/** Ends the session; one that is unknown or ended already is no error. */
export async function closeSession(token: string): Promise<void> {
  await appClient()`delete from sessions where token_hash = ${tokenHash(token)}`
}

/** The language belongs to the user, on every device. */
export async function setUserLocale(userId: string, locale: Locale): Promise<void> {
  await appClient()`update users set locale = ${locale} where id = ${userId}`
}

/** Deletes what no longer means anything: sessions that have ended by themselves, failed attempts older than a day. */
export async function sweepEnded(now: Date): Promise<void> {
  const yesterday = new Date(now.getTime() - 24 * 3_600_000)
  await appClient()`delete from sessions where expires_at < ${now.toISOString()}::timestamptz`
  await appClient()`delete from sign_in_attempts where at < ${yesterday.toISOString()}::timestamptz`
}
