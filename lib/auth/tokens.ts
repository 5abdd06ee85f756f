import 'server-only'
import { createHash, randomBytes } from 'node:crypto'

/** An opaque session token: 256 bits from the CSPRNG, as 43 characters for the cookie. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What of it lies in the database: SHA-256, hex. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

export function looksLikeToken(value: string | undefined): value is string {
  return value !== undefined && /^[\w-]{43}$/.test(value)
}
