import type postgres from 'postgres'
import { createHash, randomBytes } from 'node:crypto'
import { signedHeaders } from '@/lib/carriers/signature'
import { newId } from '@/lib/ids'
import { scopes, type Scope } from '@/lib/permissions'
import type { TestMerchant } from './merchant'

/** An API key of a merchant, with every scope unless told otherwise. */
export async function freshKey(
  owner: postgres.Sql,
  merchant: { id: string },
  granted: readonly Scope[] = scopes,
): Promise<string> {
  const key = `obr_${randomBytes(24).toString('base64url')}`
  const hash = createHash('sha256').update(key).digest('hex')
  await owner`
    insert into api_keys (merchant_id, id, name, key_hash, scopes, created_at)
    values (${merchant.id}, ${newId()}, 'Тестовый ключ', ${hash}, ${[...granted]}, now())`
  return key
}

type Sent = { key?: string; body?: unknown; headers?: Record<string, string> }

/** A request as a shop's system sends it; a body that is no text goes as JSON. */
export function apiRequest(method: 'GET' | 'POST', path: string, { key, body, headers }: Sent = {}): Request {
  return new Request(`http://localhost${path}`, {
    method,
    headers: {
      ...(key && { authorization: `Bearer ${key}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
}

/** A message of a merchant's carrier, signed now unless told otherwise. */
export function carrierRequest(
  merchant: Pick<TestMerchant, 'carrierSecret'>,
  events: unknown,
  more: { at?: Date; secret?: string; code?: string; id?: string } = {},
): Request {
  const rawBody = JSON.stringify({ events })
  const timestamp = Math.floor((more.at ?? new Date()).getTime() / 1000)
  const message = { id: more.id ?? `msg_${newId()}`, timestamp, rawBody }
  return apiRequest('POST', `/api/v1/carriers/${more.code ?? 'obratno-express'}/events`, {
    body: rawBody,
    headers: signedHeaders(message, [more.secret ?? merchant.carrierSecret]),
  })
}
