import { NextResponse, type NextRequest } from 'next/server'
import { isSecure, sessionCookie } from '@/lib/auth/cookies'
import {
  contentSecurityPolicy,
  parseRequestId,
  pathHeader,
  requestIdHeader,
  securityHeaders,
} from '@/lib/auth/policy'
import { signInPath } from '@/lib/auth/rules'

const development = process.env.NODE_ENV === 'development'

/**
 * Headers of every page, and a short way to the sign-in page for who has no session cookie at all. Whether a cookie is
 * worth anything is asked where data is read, never here.
 */
export function proxy(request: NextRequest): NextResponse {
  const secure = isSecure()
  const requestId = parseRequestId(request.headers.get(requestIdHeader)) ?? crypto.randomUUID()
  const path = request.nextUrl.pathname + request.nextUrl.search
  const policy = contentSecurityPolicy({
    nonce: Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64'),
    secure,
    development,
  })
  const response = mustSignIn(request)
    ? NextResponse.redirect(new URL(signInPath(path), request.url))
    : NextResponse.next({ request: { headers: forwarded(request, { policy, path, requestId }) } })
  for (const [name, value] of Object.entries(securityHeaders(secure))) response.headers.set(name, value)
  response.headers.set('content-security-policy', policy)
  response.headers.set(requestIdHeader, requestId)
  return response
}

/** What the pages behind are told; Next takes the nonce of its scripts from the policy. */
function forwarded(
  request: NextRequest,
  facts: { policy: string; path: string; requestId: string },
): Headers {
  const headers = new Headers(request.headers)
  headers.set('content-security-policy', facts.policy)
  headers.set(pathHeader, facts.path)
  headers.set(requestIdHeader, facts.requestId)
  return headers
}

/** Only for looking at pages: an action or a program's request gets its answer as a value from where it goes. */
function mustSignIn(request: NextRequest): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false
  if (request.nextUrl.pathname === '/sign-in') return false
  if (/application\/json|text\/event-stream/.test(request.headers.get('accept') ?? '')) return false
  return !request.cookies.has(sessionCookie().name)
}

export const config = {
  // Not for programs (they send no cookies, and a large body would be copied), nor for files.
  matcher: [
    '/((?!api/|_next/static|_next/image|healthz$|readyz$|icon\\.svg$|favicon\\.ico$|robots\\.txt$).*)',
  ],
}
