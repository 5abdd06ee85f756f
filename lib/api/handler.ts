import 'server-only'
import type { z } from 'zod'
import type { Caller } from '@/lib/caller'
import { refuseInvalid, unstorableTexts } from '@/lib/field-issues'
import { requestLog } from '@/lib/log'
import { Forbidden, type Scope } from '@/lib/permissions'
import { refuse, type Result } from '@/lib/result'
import { keyHolder } from './keys'
import {
  bodyLimit,
  internalProblem,
  parseJson,
  problemResponse,
  readJson,
  requestIdOf,
  type Problem,
  type Read,
} from './problem'

/** What a handler of the HTTP contract is given. */
export type Call = { request: Request; url: URL; requestId: string; now: Date }
export type KeyedCall = Call & { caller: Caller }
export type Answer = Response | { ok: false; error: Problem }

/** One call without a key: a request id, and every error as problem details. */
export async function answering(request: Request, work: (call: Call) => Promise<Answer>): Promise<Response> {
  const requestId = requestIdOf(request.headers)
  try {
    const answer = await work({ request, url: new URL(request.url), requestId, now: new Date() })
    if (!(answer instanceof Response)) return problemResponse(answer.error, requestId)
    answer.headers.set('x-request-id', requestId)
    return answer
  } catch (error) {
    if (error instanceof Forbidden) {
      return problemResponse({ code: 'forbidden', detail: 'The key may not do this' }, requestId)
    }
    requestLog(requestId).error({ err: error }, 'An API call failed')
    if (!databaseGone(error)) return internalProblem(requestId)
    const detail = 'The database cannot be reached now. Nothing was lost; send it again'
    return problemResponse({ code: 'unavailable', detail }, requestId, { 'retry-after': '5' })
  }
}

/** One call with an API key that has the scope; `…:write` holds `…:read`. */
export function keyed(
  request: Request,
  scope: Scope,
  work: (call: KeyedCall) => Promise<Answer>,
): Promise<Response> {
  return answering(request, async (call) => {
    const holder = await keyHolder(request.headers.get('authorization'), call.now)
    if (!holder) {
      return refusal('unauthenticated', 'Send a valid key: Authorization: Bearer obr_…')
    }
    const wider = scope.replace(':read', ':write') as Scope
    if (!holder.scopes.has(scope) && !holder.scopes.has(wider)) {
      return refusal('forbidden', `The key lacks the scope ${scope}`)
    }
    return work({ ...call, caller: holder.caller })
  })
}

export function refusal(code: Problem['code'], detail: string): { ok: false; error: Problem } {
  return { ok: false, error: { code, detail } }
}

/** A thing in JSON; with a `version` it has an ETag. */
export function thing(data: object, status = 200, headers: Record<string, string> = {}): Response {
  const etag: Record<string, string> =
    'version' in data && typeof data.version === 'number' ? { etag: etagOf(data.version) } : {}
  return Response.json(data, {
    status,
    headers: { 'cache-control': 'private, no-store', ...etag, ...headers },
  })
}

/** A value in its shape, or everything that is wrong with it. */
export function shaped<T>(value: unknown, shape: z.ZodType<T>): Result<T> {
  const parsed = shape.safeParse(value)
  return parsed.success ? { ok: true, data: parsed.data } : refuseInvalid(parsed.error, value)
}

/** The JSON body in its shape; nothing at all is an empty object. */
export async function bodyOf<T>(
  request: Request,
  shape: z.ZodType<T>,
  parse: (body: Uint8Array) => Read<unknown> = parseJson,
): Promise<Read<T>> {
  const orNothing = (body: Uint8Array): Read<unknown> =>
    body.byteLength === 0 ? { ok: true, data: {} } : parse(body)
  const json = await readJson(request, bodyLimit, orNothing)
  return json.ok ? shaped(json.data, shape) : json
}

export type IdContext = { params: Promise<{ id: string }> }

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The id in the path; null when it can be nobody's. */
export async function idOf(context: IdContext): Promise<string | null> {
  const { id } = await context.params
  return uuid.test(id) ? id.toLowerCase() : null
}

/** What stands last in the path, as it was meant; null when it is no text that can be stored. */
export function lastSegment(url: URL): string | null {
  try {
    const text = decodeURIComponent(url.pathname.split('/').at(-1) ?? '')
    return text !== '' && unstorableTexts(text).length === 0 ? text : null
  } catch {
    return null
  }
}

/** The query string in its shape: what is not known is refused by name, and so is what is given twice. */
export function queryOf<T>(url: URL, shape: z.ZodType<T>): Result<T> {
  const given = Object.fromEntries(
    [...new Set(url.searchParams.keys())].map((name) => {
      const values = url.searchParams.getAll(name)
      return [name, values.length === 1 ? values[0] : values]
    }),
  )
  const fields = unstorableTexts(given)
  if (fields.length === 0) return shaped(given, shape)
  return refuse('invalid', 'A text of the query cannot be stored', { fields })
}

export function etagOf(version: number): string {
  return `"${version}"`
}

/**
 * The version that the caller saw last, from `If-Match`: null where it was not sent or is `*`, 0 where it is no version
 * of ours and so can match nothing.
 */
export function seenVersion(headers: Headers): number | null {
  const given = headers.get('if-match')?.trim()
  if (!given || given === '*') return null
  const version = Number(/^"(\d{1,9})"$/.exec(given)?.[1] ?? 0)
  return version
}

/** A refusal as HTTP has it: a conflict on a version that the caller named is a failed precondition. */
export function changed<T>(result: Result<T>, seen: number | null): Read<T> {
  if (result.ok || seen === null || result.error.code !== 'conflict') return result
  return { ok: false, error: { ...result.error, code: 'precondition_failed' } }
}

const connection = /^(08|57P0[123]|53300|ECONN|EPIPE|ENOTFOUND|CONNECT_TIMEOUT|CONNECTION_)/

/** Whether an error says that the database is away, wherever drizzle put it. */
function databaseGone(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('code' in error && typeof error.code === 'string' && connection.test(error.code)) return true
  return /connection to the database was lost/.test(error.message) || databaseGone(error.cause)
}
