import 'server-only'
import NextAuth, { type AuthOptions } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { cookies } from 'next/headers'
import { NextRequest, NextResponse } from 'next/server'
import { z } from 'zod'
import { log } from '@/lib/log'
import { checkPassword, closeSession, openSession } from './commands'
import { appUrl, callbackCookie, csrfCookie, isSecure, sessionCookie } from './cookies'
import { findSignedIn, sessionEnd } from './queries'
import { clientAddress, safeNext, sessionSeconds } from './rules'
import { signInInput, type SignInInput } from './schemas'

type Asked = { remember: boolean; previous: string | undefined }

/**
 * next-auth with a credentials provider, its cookie an opaque token whose hash lies in `sessions`: so a session can be
 * ended at any moment, and is read with one query. Made anew for a request, for what that request asked.
 */
function authOptions(asked: Asked): AuthOptions {
  return {
    secret: process.env.AUTH_SECRET,
    useSecureCookies: isSecure(),
    cookies: { sessionToken: sessionCookie(), csrfToken: csrfCookie(), callbackUrl: callbackCookie() },
    pages: { signIn: '/sign-in', signOut: '/', error: '/sign-in', verifyRequest: '/sign-in' },
    session: { strategy: 'jwt', maxAge: sessionSeconds(asked.remember) },
    providers: [
      Credentials({
        credentials: {
          email: { type: 'email' },
          password: { type: 'password' },
          remember: { type: 'checkbox' },
        },
        authorize: (credentials, request) => authorize(credentials, request.headers?.['x-forwarded-for']),
      }),
    ],
    jwt: {
      encode: async ({ token }) => {
        if (typeof token?.opaque === 'string') return token.opaque
        if (!token?.sub) throw new Error('next-auth asked for a session of nobody')
        return openSession(token.sub, asked, new Date())
      },
      decode: async ({ token }) => {
        const signedIn = await findSignedIn(token)
        return signedIn && { sub: signedIn.user.id, ...signedIn.user, opaque: token }
      },
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token?.opaque === 'string') await closeSession(token.opaque)
      },
    },
    callbacks: {
      session: async ({ session, token }) => ({
        ...session,
        expires: (await sessionEnd(z.string().parse(token.opaque))).toISOString(),
      }),
      redirect: ({ url, baseUrl }) =>
        baseUrl + safeNext(url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url),
    },
    logger: {
      error: (code) => log.error({ code }, 'next-auth failed'),
      warn: (code) => log.warn({ code }, 'next-auth warns'),
      debug: () => {},
    },
  }
}

/** The text of what it throws becomes a parameter of an address: only codes, never what the database said. */
async function authorize(credentials: unknown, forwardedFor: unknown) {
  const input = signInInput.safeParse(credentials)
  if (!input.success) return null
  const address = clientAddress(
    typeof forwardedFor === 'string' ? forwardedFor : null,
    Number(process.env.TRUSTED_PROXIES ?? 1),
  )
  const checked = await checkPassword(input.data, address, new Date()).catch((error: unknown) => {
    log.error({ err: error }, 'Sign-in failed')
    throw new Error('unavailable')
  })
  if (checked.ok) return checked.user
  if (checked.refusal.kind === 'locked') throw new Error(`locked-${checked.refusal.minutes}`)
  return null
}

/** Serves one of next-auth's own addresses; `path` is what stands after `/api/auth/`. */
export async function nextAuth(request: NextRequest, path: string[], remember: boolean): Promise<Response> {
  const previous = (await cookies()).get(sessionCookie().name)?.value
  return NextAuth(request, { params: { nextauth: path } }, authOptions({ remember, previous }))
}

export type SignInOutcome = 'signed_in' | 'wrong' | { lockedMinutes: number }

/**
 * Signs in through next-auth inside a server action and gives the browser its cookies. Throws when the database does not
 * answer: nobody is let in then.
 */
export async function signInWithPassword(input: SignInInput): Promise<SignInOutcome> {
  const { csrfToken } = z.object({ csrfToken: z.string() }).parse(await ask(['csrf']))
  const form = { ...input, remember: String(input.remember), csrfToken, json: 'true' }
  const { url } = z.object({ url: z.url() }).parse(await ask(['callback', 'credentials'], form))
  const error = new URL(url).searchParams.get('error')
  if (error === null) return 'signed_in'
  if (error === 'CredentialsSignin') return 'wrong'
  const minutes = /^locked-(\d+)$/.exec(error)?.[1]
  if (!minutes) throw new Error(`Sign-in failed: ${error}`)
  return { lockedMinutes: Number(minutes) }
}

async function ask(path: string[], form?: Record<string, string>): Promise<unknown> {
  const url = new URL(`/api/auth/${path.join('/')}`, appUrl())
  const request = new NextRequest(url, form ? { method: 'POST', body: new URLSearchParams(form) } : {})
  const response = await nextAuth(request, path, form?.remember === 'true')
  const jar = await cookies()
  for (const cookie of new NextResponse(null, { headers: response.headers }).cookies.getAll()) jar.set(cookie)
  return response.json()
}
