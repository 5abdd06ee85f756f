import { createHash } from 'node:crypto'
import { v7 } from 'uuid'

/** A fresh UUIDv7: sorted by time, made by the application. */
export function newId(): string {
  return v7()
}

/** The same parts always give the same id (UUIDv8 over SHA-256), so that what is told twice is one thing. */
export function idFrom(...parts: string[]): string {
  const bytes = createHash('sha256').update(parts.join('\u0000')).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
