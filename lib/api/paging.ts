/** Pages of the HTTP contract, by a cursor that names the last thing that was given. */
import { refuse } from '@/lib/result'

export type Page<T> = { data: T[]; nextCursor: string | null }

const cursorShape = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

export function writeCursor(at: string, id: string): string {
  return Buffer.from(`${at}_${id}`).toString('base64url')
}

/** Undefined: not one that was given. */
export function readCursor(text: string): { at: string; id: string } | undefined {
  const [, at, id] = cursorShape.exec(Buffer.from(text, 'base64url').toString()) ?? []
  return at && id && at >= '0001' && !Number.isNaN(Date.parse(at)) ? { at, id } : undefined
}

export function badCursor() {
  const message = 'This cursor is not one that was given; begin without it'
  return refuse('invalid', message, { fields: [{ path: 'cursor', code: 'unknown_cursor', message }] })
}
