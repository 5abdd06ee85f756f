import 'server-only'
import type { Route } from 'next'
import { cookies, headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { memberCaller, type Caller } from '@/lib/caller'
import { ok, refuse, type Result } from '@/lib/result'
import { sessionCookie } from './cookies'
import { pathHeader } from './policy'
import { findSignedIn, type SignedIn, type User } from './queries'
import { signInPath } from './rules'

/** Who is signed in and where they are a member, asked of the database once a request; null when nobody. */
export const currentSession = cache(async (): Promise<SignedIn | null> => {
  const jar = await cookies()
  return findSignedIn(jar.get(sessionCookie().name)?.value)
})

export async function currentUser(): Promise<User | null> {
  return (await currentSession())?.user ?? null
}

/** The session, or the sign-in page that comes back here. For pages and layouts. */
export async function requireSession(): Promise<SignedIn> {
  const session = await currentSession()
  return session ?? redirect(signInPath((await headers()).get(pathHeader)) as Route)
}

/**
 * Who asks, for the merchant whose slug stands in the path: `unauthenticated` when nobody is signed in, `not_found` when
 * the shop is not theirs, exactly as for one that never was. The same object all through a request.
 */
const callerFor = cache(async (slug: string): Promise<Result<Caller>> => {
  const session = await currentSession()
  if (!session) return refuse('unauthenticated', 'Sign in first')
  const membership = session.memberships.find(({ merchant }) => merchant.slug === slug)
  if (!membership) return refuse('not_found', 'No such shop')
  return ok(memberCaller(membership.merchant, membership.memberId, membership.role))
})

/** For pages and layouts: sends nobody to the sign-in page, and answers "not found" to who is not a member. */
export async function requireCaller(slug: string): Promise<Caller> {
  const caller = await callerFor(slug)
  if (caller.ok) return caller.data
  if (caller.error.code === 'unauthenticated') await requireSession()
  notFound()
}

/** For server actions and route handlers: the same question, answered with a value and never by a redirect. */
export async function actionCaller(slug: string): Promise<Result<Caller>> {
  return callerFor(slug)
}
