import { newId } from '@/lib/ids'
import { unstorableTexts } from '@/lib/field-issues'
import type { FieldIssue, RefusalCode } from '@/lib/result'

/** Errors of the HTTP contract: RFC 9457 problem details, and reading a request without trusting its size. */

type ProblemCode =
  | RefusalCode
  | 'malformed'
  | 'too_large'
  | 'precondition_failed'
  | 'unsupported_media_type'
  | 'too_many_requests'
  | 'unavailable'
  | 'internal'

/** A Refusal is one; these are those that only HTTP knows, too. */
export type Problem = { code: ProblemCode; detail: string; fields?: FieldIssue[] }
export type Read<T> = { ok: true; data: T } | { ok: false; error: Problem }

export const bodyLimit = 1_048_576

const kinds: Record<ProblemCode, { status: number; title: string }> = {
  invalid: { status: 422, title: 'The input is not valid' },
  unauthenticated: { status: 401, title: 'Who is calling is not known' },
  forbidden: { status: 403, title: 'This is not allowed to the caller' },
  not_found: { status: 404, title: 'There is no such thing' },
  conflict: { status: 409, title: 'It was changed meanwhile' },
  not_allowed_now: { status: 409, title: 'This is not possible in the present state' },
  needs_decision: { status: 409, title: 'Somebody has to decide first' },
  not_enough_left: { status: 409, title: 'Not enough is left' },
  slot_full: { status: 409, title: 'The slot is full' },
  slot_closed: { status: 409, title: 'The slot cannot be booked' },
  unsupported_file: { status: 415, title: 'The file cannot be read' },
  malformed: { status: 400, title: 'The request cannot be read' },
  precondition_failed: { status: 412, title: 'It is not in that version any more' },
  too_large: { status: 413, title: 'The body is too large' },
  unsupported_media_type: { status: 415, title: 'The body is not JSON' },
  too_many_requests: { status: 429, title: 'Too many requests' },
  unavailable: { status: 503, title: 'The service is not available now' },
  internal: { status: 500, title: 'Something went wrong here' },
}

/**
 * The answer to a refused request, `application/problem+json`: type, title, status, detail, errors, requestId.
 * @param problem a Refusal or a Problem; its `detail` is shown to the caller as it is
 * @param headers more of them, such as `Retry-After`
 */
export function problemResponse(
  problem: Problem,
  requestId: string,
  headers: Record<string, string> = {},
): Response {
  const { status, title } = kinds[problem.code]
  return Response.json(
    {
      type: `urn:obratno:problem:${problem.code}`,
      title,
      status,
      detail: problem.detail,
      errors: (problem.fields ?? []).map(({ path, code, message }) => ({ path, code, message })),
      requestId,
    },
    {
      status,
      headers: {
        'content-type': 'application/problem+json',
        'cache-control': 'private, no-store',
        'x-request-id': requestId,
        ...(problem.code === 'unauthenticated' && { 'www-authenticate': 'Bearer' }),
        ...headers,
      },
    },
  )
}

/** The answer to an error nobody expected: nothing of it but the id under which the log has it. */
export function internalProblem(requestId: string): Response {
  const detail = 'The error was logged. Name the requestId when you report it.'
  return problemResponse({ code: 'internal', detail }, requestId)
}

/** The id of a request: the sender's `x-request-id` where it is 8–64 harmless characters, a new one otherwise. */
export function requestIdOf(headers: Headers): string {
  const given = headers.get('x-request-id')
  return given !== null && /^[A-Za-z0-9._-]{8,64}$/.test(given) ? given : newId()
}

function tooLarge(limit: number): { ok: false; error: Problem } {
  return { ok: false, error: { code: 'too_large', detail: `The body may have at most ${limit} bytes` } }
}

/**
 * The body byte for byte, read as it comes and no further than the limit, whatever its Content-Length says.
 * @returns the bytes, or `too_large`. @throws what the connection throws when the sender goes away
 */
export async function readBody(request: Request, limit = bodyLimit): Promise<Read<Uint8Array<ArrayBuffer>>> {
  const reader = request.body?.getReader()
  if (!reader) return { ok: true, data: new Uint8Array() }

  const chunks: Uint8Array[] = []
  let size = 0
  let refused = Number(request.headers.get('content-length') ?? 0) > limit
  while (!refused) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    refused = size > limit
    chunks.push(value)
  }
  if (refused) {
    // The sender may be gone already, and is refused all the same.
    await reader.cancel().catch(() => {})
    return tooLarge(limit)
  }

  const body = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    body.set(chunk, at)
    at += chunk.byteLength
  }
  return { ok: true, data: body }
}

const utf8 = new TextDecoder('utf-8', { fatal: true })
/** Only escapes can bring a NUL or half a surrogate pair into a JSON text that is valid UTF-8. */
const suspicious = /\\u(?:0000|d[89a-f])/i

/** The JSON value of a body, whatever its texts hold: for lists whose entries are checked one by one. */
export function parseAnyText(body: Uint8Array): Read<unknown> {
  let text: string
  try {
    text = utf8.decode(body)
  } catch {
    return { ok: false, error: { code: 'malformed', detail: 'The body is not UTF-8' } }
  }
  try {
    return { ok: true, data: JSON.parse(text) as unknown }
  } catch {
    return { ok: false, error: { code: 'malformed', detail: 'The body is not JSON' } }
  }
}

/** The JSON value of a body. @returns the value, `malformed` where it is none, `invalid` where a text cannot be stored */
export function parseJson(body: Uint8Array): Read<unknown> {
  const parsed = parseAnyText(body)
  if (!parsed.ok) return parsed
  const fields = suspicious.test(utf8.decode(body)) ? unstorableTexts(parsed.data) : []
  if (fields.length === 0) return parsed
  return { ok: false, error: { code: 'invalid', detail: 'A text of the body cannot be stored', fields } }
}

/** The JSON body of a request, within the limit. A Content-Type, where there is one, has to be JSON. */
export async function readJson(
  request: Request,
  limit = bodyLimit,
  parse: (body: Uint8Array) => Read<unknown> = parseJson,
): Promise<Read<unknown>> {
  const type = request.headers.get('content-type')
  if (type !== null && !/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type)) {
    const detail = 'Send the body as application/json'
    return { ok: false, error: { code: 'unsupported_media_type', detail } }
  }
  const body = await readBody(request, limit)
  return body.ok ? parse(body.data) : body
}
