/** Set by proxy.ts on every page's request: the path with its query, to come back to after sign-in. */
export const pathHeader = 'x-obratno-path'
/** The number of a request that errors show to people and logs carry. */
export const requestIdHeader = 'x-request-id'

export type PolicyOptions = {
  nonce: string
  /** Whether people come over https. */
  secure: boolean
  /** React's and the bundler's development tools evaluate text and write styles. */
  development: boolean
}

/** Content-Security-Policy of a page: scripts and styles of this site and with this nonce, nothing written inline. */
export function contentSecurityPolicy({ nonce, secure, development }: PolicyOptions): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    development ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(secure ? ['upgrade-insecure-requests'] : []),
  ].join('; ')
}

/** The headers every page is sent with, beside its Content-Security-Policy. */
export function securityHeaders(secure: boolean): Record<string, string> {
  return {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'cache-control': 'private, no-store',
    ...(secure ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  }
}

/** A request id from outside (a balancer's) when it looks like one, so that both logs speak of the same. */
export function parseRequestId(value: string | null): string | null {
  return value !== null && /^[\w.-]{8,64}$/.test(value) ? value : null
}
