import { isIPv6 } from 'node:net'

export type AttemptLimit = { failures: number; windowMs: number }

const quarterHour = 15 * 60_000

/** Failed sign-ins until the door closes. An address is often a whole office, so it may fail more often. */
export const attemptLimits = {
  email: { failures: 5, windowMs: quarterHour },
  address: { failures: 30, windowMs: quarterHour },
} as const satisfies Record<string, AttemptLimit>

/** The moment until which no further attempt is let in, or null while one is; the order of `failures` does not matter. */
export function lockedUntil(failures: readonly Date[], limit: AttemptLimit, now: Date): Date | null {
  const decisive = failures.map((at) => at.getTime()).sort((a, b) => b - a)[limit.failures - 1]
  if (decisive === undefined) return null
  const until = decisive + limit.windowMs
  return until > now.getTime() ? new Date(until) : null
}

/** Whole minutes to wait, never less than one. */
export function minutesLeft(until: Date, now: Date): number {
  return Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 60_000))
}

/** How long a session lives, in seconds: a working day, or a month on a device that is to remember. */
export function sessionSeconds(remember: boolean): number {
  return remember ? 30 * 24 * 3600 : 12 * 3600
}

export const home = '/'

/**
 * Where to go after sign-in: a path of this site, or home. Anything that a browser could read as another site, and the
 * pages that would lead in a circle, are home.
 */
export function safeNext(raw: unknown): string {
  if (
    typeof raw !== 'string' ||
    raw.length > 2000 ||
    !raw.startsWith('/') ||
    /[\\\u0000-\u001f\u007f]/.test(raw)
  ) {
    return home
  }
  const base = 'https://this.invalid'
  const url = URL.canParse(raw, base) ? new URL(raw, base) : null
  if (!url || url.origin !== base || url.pathname.startsWith('//')) return home
  if (/^\/(sign-in|api)(\/|$)/.test(url.pathname)) return home
  return url.pathname + url.search + url.hash
}

/** The address of the sign-in page that comes back to `next`. */
export function signInPath(next?: string | null): string {
  const path = safeNext(next)
  return path === home ? '/sign-in' : `/sign-in?next=${encodeURIComponent(path)}`
}

/**
 * Whom to count attempts for, from `X-Forwarded-For`: the entry that the outermost of our own proxies wrote. Without a
 * proxy the server itself writes the only one. An IPv6 network of one subscriber (/64) counts as one.
 */
export function clientAddress(forwardedFor: string | null, trustedProxies: number): string {
  const entries = (forwardedFor ?? '').split(',').map((entry) => entry.trim())
  const address = entries[Math.max(0, entries.length - Math.max(1, trustedProxies))] ?? ''
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped?.[1]) return mapped[1]
  return isIPv6(address) ? networkOf(address) : address
}

function networkOf(address: string): string {
  const [head = '', tail] = address.split('::')
  const front = head ? head.split(':') : []
  const back = tail ? tail.split(':') : []
  const zeros =
    tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => '0')
  const groups = [...front, ...zeros, ...back].slice(0, 4)
  return `${groups.map((group) => group.toLowerCase().replace(/^0+(?=.)/, '')).join(':')}::/64`
}
