import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto'

/**
 * Standard Webhooks signatures, for what carriers send in and for what is sent out: HMAC-SHA256 over
 * `id.timestamp.rawBody`, https://www.standardwebhooks.com.
 */

/** How far the sender's clock may be off, in seconds, either way. */
export const toleranceSeconds = 300

const prefix = 'whsec_'
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/
const signature = /^v1,([A-Za-z0-9+/]{43}=)$/
/** Senders that rotate a secret sign with both; more than this is no rotation. */
const maxSignatures = 16

export type SignedMessage = {
  /** `webhook-id` */
  id: string
  /** `webhook-timestamp`, whole seconds since 1970 */
  timestamp: number
  /** The body exactly as it goes over the wire. */
  rawBody: string | Uint8Array
}

// Making a key costs five times as much as using it, and a carrier's message is tried against the key of every shop.
const keys = new Map<string, KeyObject>()
const keptKeys = 4096

/** The key of a secret, with or without `whsec_`; undefined when it is no base64 or empty. */
function keyOf(secret: string): KeyObject | undefined {
  const kept = keys.get(secret)
  if (kept) return kept
  const text = secret.startsWith(prefix) ? secret.slice(prefix.length) : secret
  if (text === '' || !base64.test(text)) return undefined
  const key = createSecretKey(text, 'base64')
  if (keys.size >= keptKeys) keys.clear()
  keys.set(secret, key)
  return key
}

function digest(key: KeyObject, content: Uint8Array): Buffer {
  return createHmac('sha256', key).update(content).digest()
}

function contentOf(id: string, timestamp: string, rawBody: string | Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${id}.${timestamp}.`), Buffer.from(rawBody)])
}

/** A secret as both sides keep it, from 24 to 64 random bytes. @throws RangeError on another length */
export function formatSecret(bytes: Uint8Array): string {
  if (bytes.length < 24 || bytes.length > 64) throw new RangeError('A secret has 24 to 64 bytes')
  return prefix + Buffer.from(bytes).toString('base64')
}

/** One signature for the `webhook-signature` header, `v1,…`. @throws Error when the secret is no base64 */
export function signMessage({ id, timestamp, rawBody }: SignedMessage, secret: string): string {
  const key = keyOf(secret)
  if (!key) throw new Error('The webhook secret is not base64')
  return `v1,${digest(key, contentOf(id, String(timestamp), rawBody)).toString('base64')}`
}

/** The three headers of a signed message; several secrets give several signatures, as while one is being rotated. */
export function signedHeaders(message: SignedMessage, secrets: readonly string[]): Record<string, string> {
  return {
    'webhook-id': message.id,
    'webhook-timestamp': String(message.timestamp),
    'webhook-signature': secrets.map((secret) => signMessage(message, secret)).join(' '),
  }
}

export type SignatureCheck =
  { ok: true; secretIndex: number } | { ok: false; reason: 'malformed' | 'old' | 'future' | 'wrong' }

/**
 * Whether one of the secrets signed this body. Nothing is hashed before the headers are well formed and the time is within
 * ±300 s of `now`. A candidate that is no valid secret matches nothing, so that one merchant's broken setting does not
 * shut out the others.
 * @param input the three headers as received (null or undefined when absent), the raw body, candidate secrets
 */
export function verifySignature(input: {
  id: string | null | undefined
  timestamp: string | null | undefined
  signatureHeader: string | null | undefined
  rawBody: string | Uint8Array
  secrets: readonly string[]
  now: Date
}): SignatureCheck {
  const { id, timestamp, signatureHeader, rawBody, secrets, now } = input
  if (!id || !/^[\x21-\x7e]{1,255}$/.test(id)) return { ok: false, reason: 'malformed' }
  if (!timestamp || !/^\d{1,12}$/.test(timestamp)) return { ok: false, reason: 'malformed' }
  const given = (signatureHeader ?? '')
    .split(' ', maxSignatures)
    .flatMap((entry) => signature.exec(entry)?.[1] ?? [])
    .map((text) => Buffer.from(text, 'base64'))
  if (given.length === 0) return { ok: false, reason: 'malformed' }

  const age = Math.floor(now.getTime() / 1000) - Number(timestamp)
  if (age > toleranceSeconds) return { ok: false, reason: 'old' }
  if (age < -toleranceSeconds) return { ok: false, reason: 'future' }

  // The sender signed the digits it sent: "01" and "1" are different texts.
  const content = contentOf(id, timestamp, rawBody)
  const secretIndex = secrets.findIndex((secret) => {
    const key = keyOf(secret)
    if (!key) return false
    const expected = digest(key, content)
    return given.filter((one) => timingSafeEqual(one, expected)).length > 0
  })
  return secretIndex < 0 ? { ok: false, reason: 'wrong' } : { ok: true, secretIndex }
}
