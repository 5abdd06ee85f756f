'use server'

import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { parseTheme, themeCookie } from '@/lib/theme'
import { localeCookie, parseLocale } from '@/lib/i18n/locale'
import { ok, refuse, type Result } from '@/lib/result'
import { closeSession, setUserLocale } from './commands'
import { preferenceCookie, sessionCookie } from './cookies'
import { signInWithPassword } from './next-auth'
import { findSignedIn } from './queries'
import { safeNext } from './rules'
import { signInInput } from './schemas'
import { currentUser } from './session'

/**
 * Signs in. Refuses with `unauthenticated` when email and password do not match, and with `not_allowed_now` and
 * `params.minutes` after too many attempts. `next` is where to go then; anything but a path of this site is home.
 */
export async function signIn(next: string | null, input: unknown): Promise<Result<{ redirectTo: string }>> {
  const parsed = signInInput.safeParse(input)
  if (!parsed.success) return refuse('unauthenticated', 'Email or password do not match')
  const outcome = await signInWithPassword(parsed.data)
  if (outcome === 'wrong') return refuse('unauthenticated', 'Email or password do not match')
  if (outcome !== 'signed_in') {
    return refuse('not_allowed_now', 'Too many attempts', { params: { minutes: outcome.lockedMinutes } })
  }
  const jar = await cookies()
  const signedIn = await findSignedIn(jar.get(sessionCookie().name)?.value)
  if (signedIn) jar.set(localeCookie, signedIn.user.locale, preferenceCookie())
  return ok({ redirectTo: safeNext(next) })
}

/** Ends the session in the database first: should that fail, the person is told, and the cookie is still there to try again. */
export async function signOut(): Promise<void> {
  const jar = await cookies()
  const { name, options } = sessionCookie()
  const token = jar.get(name)?.value
  if (token) await closeSession(token)
  jar.set(name, '', { ...options, maxAge: 0 })
  redirect('/sign-in')
}

/** A form with `locale`: the user's language on every device; before sign-in, this browser's. */
export async function setLocale(form: FormData): Promise<void> {
  const locale = parseLocale(textOf(form, 'locale'))
  const user = await currentUser()
  if (user) await setUserLocale(user.id, locale)
  const jar = await cookies()
  jar.set(localeCookie, locale, preferenceCookie())
}

/** A form with `theme`: this browser's look. */
export async function setTheme(form: FormData): Promise<void> {
  const jar = await cookies()
  jar.set(themeCookie, parseTheme(textOf(form, 'theme')), preferenceCookie())
}

function textOf(form: FormData, name: string): string | null {
  const value = form.get(name)
  return typeof value === 'string' ? value : null
}
