/** When a webhook message is sent again, and what an answer means. Pure: times are arguments. */

/** How long after the attempt before each attempt is made, in seconds. The first goes out at once. No jitter is added:
 * messages of one endpoint never go out in a burst, because only a few are under way at a time. */
export const attemptDelays = [0, 5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400] as const
export const mostAttempts = attemptDelays.length

const longestWaitMs = 86_400_000

/**
 * When the next attempt is due after one that failed, or null: it is given up.
 * @param made attempts made so far, those by hand not counted
 * @param at when the last one ended
 * @param retryAfter the earliest time the receiver asked for, or null
 */
export function nextAttempt(made: number, at: Date, retryAfter: Date | null): Date | null {
  const delay = attemptDelays[made]
  if (delay === undefined) return null
  return new Date(Math.max(at.getTime() + delay * 1000, retryAfter?.getTime() ?? 0))
}

/** What `Retry-After` asks for, seconds or an HTTP date (RFC 9110, 10.2.3), at most 24 h from now; null: nothing usable. */
export function retryAfterOf(header: string | null, now: Date): Date | null {
  const text = header?.trim() ?? ''
  const asked = /^\d+$/.test(text)
    ? now.getTime() + Number(text) * 1000
    : /^[A-Za-z]{3,9},? /.test(text)
      ? // One of the three forms names no zone; it means Greenwich all the same, not that of this machine.
        Date.parse(/\d{4}$/.test(text) ? `${text} GMT` : text)
      : Number.NaN
  if (Number.isNaN(asked) || asked <= now.getTime()) return null
  return new Date(Math.min(asked, now.getTime() + longestWaitMs))
}

export type Outcome = 'delivered' | 'gone' | 'failed'

/** What an answer's status means; null: there was no answer. A redirect is not followed and is a failure. */
export function outcomeOf(statusCode: number | null): Outcome {
  if (statusCode !== null && statusCode >= 200 && statusCode < 300) return 'delivered'
  return statusCode === 410 ? 'gone' : 'failed'
}

/** Why there was no answer. */
export const sendErrors = [
  'private_address',
  'not_https',
  'unresolved',
  'timeout',
  'refused',
  'unreachable',
  'broken',
  'tls',
  'tls_name',
  'tls_expired',
  'tls_untrusted',
  'no_http',
  'internal',
] as const
export type SendError = (typeof sendErrors)[number]

/** How long a secret still signs after it was replaced. */
const rotationMs = 86_400_000
/** Replaced secrets that still sign, at most: each makes the header of every message longer. */
const mostReplaced = 7

/**
 * `previousSecret`: those that were replaced, the newest first, a space between. The newest signs until `previousUntil`, each
 * of the others until the moment that stands behind its colon (ms since 1970).
 */
export type Signing = { secret: string; previousSecret: string | null; previousUntil: Date | null }

function stillSigning({ previousSecret, previousUntil }: Signing, now: Date) {
  return (previousSecret?.split(' ') ?? [])
    .map((entry) => {
      const [secret = '', until] = entry.split(':')
      return { secret, until: until === undefined ? (previousUntil?.getTime() ?? 0) : Number(until) }
    })
    .filter(({ until }) => until > now.getTime())
}

/** The secrets that sign now, the newest first: the one in force and all that were replaced within 24 hours. */
export function signingSecrets(endpoint: Signing, now: Date): string[] {
  return [endpoint.secret, ...stillSigning(endpoint, now).map(({ secret }) => secret)]
}

/** What is kept of the secrets when the one in force is replaced now. */
export function replaceSecret(endpoint: Signing, now: Date): { previousSecret: string; previousUntil: Date } {
  const older = stillSigning(endpoint, now).slice(0, mostReplaced - 1)
  return {
    previousSecret: [endpoint.secret, ...older.map(({ secret, until }) => `${secret}:${until}`)].join(' '),
    previousUntil: new Date(now.getTime() + rotationMs),
  }
}

/** What ended longer ago than this is thrown away. */
export const keptDays = 30

/** Of a test, which is no event of a case: nobody subscribes to it, and it comes only when somebody presses the button. */
export const testType = 'webhook.test'
