import 'server-only'
/** One call of one endpoint: only to an address that was checked, no redirects, bounded in time and size. */
import { request as requestHttp, type ClientRequest, type IncomingMessage } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { findTarget, type Network, type Target } from './network'
import type { SendError } from './rules'

/** Bytes of an answer that are read at most, and characters of it that are kept. */
const readBytes = 64 * 1024
const keptCharacters = 4000

export type Answer = {
  /** Null when there was no answer; then `error` says why. */
  statusCode: number | null
  error: SendError | null
  /** The beginning of the body; for a redirect without one, where it leads. */
  response: string | null
  retryAfter: string | null
  durationMs: number
}

export type Outgoing = { url: string; headers: Record<string, string>; body: string }

/** Posts the body. Never throws: whatever goes wrong is an answer with `error`. */
export async function post(outgoing: Outgoing, network: Network): Promise<Answer> {
  const started = performance.now()
  const deadline = AbortSignal.timeout(network.timeoutMs)
  const answer = (part: Partial<Answer>): Answer => ({
    statusCode: null,
    error: null,
    response: null,
    retryAfter: null,
    ...part,
    durationMs: Math.round(performance.now() - started),
  })
  try {
    const target = await within(deadline, findTarget(outgoing.url, network))
    if ('issue' in target) return answer({ error: errorOfIssue(target.issue) })
    const message = await call(target, outgoing, deadline)
    const body = await readBeginning(message, deadline)
    const { location } = message.headers
    const redirect = body === '' && location ? `Location: ${location}`.slice(0, keptCharacters) : null
    return answer({
      statusCode: message.statusCode ?? 0,
      response: redirect ?? body,
      retryAfter: message.headers['retry-after'] ?? null,
    })
  } catch (error) {
    return answer({ error: deadline.aborted ? 'timeout' : errorOf(error) })
  }
}

/** The promise, or an error when the time is over first. */
function within<T>(deadline: AbortSignal, work: Promise<T>): Promise<T> {
  const over = Promise.withResolvers<never>()
  const stop = () => over.reject(deadline.reason)
  deadline.addEventListener('abort', stop, { once: true })
  return Promise.race([work, over.promise]).finally(() => deadline.removeEventListener('abort', stop))
}

/** The answer's head. Connects to none but the addresses of the target: its name is not resolved a second time. */
function call({ url, addresses }: Target, { headers, body }: Outgoing, deadline: AbortSignal) {
  const found = addresses.map((address) => ({ address, family: isIP(address) }))
  const lookup: LookupFunction = (_host, options, done) => {
    const [first] = found
    if (options.all) done(null, found)
    else done(null, first?.address ?? '', first?.family)
  }
  return new Promise<IncomingMessage>((resolve, reject) => {
    const send = url.protocol === 'https:' ? requestHttps : requestHttp
    const payload = Buffer.from(body)
    const request: ClientRequest = send(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': String(payload.length) },
      // A connection of its own: one that is kept might lead where nobody has looked lately.
      agent: false,
      lookup,
      signal: deadline,
    })
    request.on('error', reject)
    request.on('response', resolve)
    // Ends without either when the other side wants to speak something else than HTTP.
    request.on('close', () => reject(new Error('Closed without an answer')))
    request.end(payload)
  })
}

/** What came of the body until its end, its limit or the deadline; the status has been said already and counts. */
async function readBeginning(message: IncomingMessage, deadline: AbortSignal): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of message as AsyncIterable<Buffer>) {
      chunks.push(chunk)
      size += chunk.length
      if (size >= readBytes) break
    }
  } catch (error) {
    if (!deadline.aborted && !(error instanceof Error && 'code' in error)) throw error
  } finally {
    message.destroy()
  }
  const text = decoderOf(message).decode(Buffer.concat(chunks).subarray(0, readBytes))
  // PostgreSQL keeps no NUL, nobody reads the other signs of control, and half a character is none.
  return text.slice(0, keptCharacters).replace(unreadable, '\uFFFD').toWellFormed()
}

/** Control characters but tab and line ends, and those that turn the direction of what stands after them. */
const unreadable = /(?![\t\n\r])[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu

/** By what the answer says of itself: many a shop's server still writes windows-1251. */
function decoderOf({ headers }: IncomingMessage): TextDecoder {
  const label = /;\s*charset="?([\w-]+)/i.exec(headers['content-type'] ?? '')?.[1] ?? 'utf-8'
  try {
    return new TextDecoder(label)
  } catch {
    return new TextDecoder()
  }
}

function errorOfIssue(issue: string): SendError {
  return issue === 'unresolved' || issue === 'not_https' ? issue : 'private_address'
}

const errorCodes: Record<string, SendError> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'unresolved',
  EAI_AGAIN: 'unresolved',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ETIMEDOUT: 'timeout',
  ECONNRESET: 'broken',
  EPIPE: 'broken',
  ERR_TLS_CERT_ALTNAME_INVALID: 'tls_name',
  CERT_HAS_EXPIRED: 'tls_expired',
  CERT_NOT_YET_VALID: 'tls_expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls_untrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls_untrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'tls_untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls_untrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls_untrusted',
}

/** Of a connection that could not be made or broke; several addresses that failed are told by the first. */
function errorOf(error: unknown): SendError {
  if (error instanceof AggregateError && error.errors.length > 0) return errorOf(error.errors[0])
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code.startsWith('HPE_')) return 'no_http'
  const known = errorCodes[code]
  if (known) return known
  if (/^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO|DEPTH_ZERO|SELF_SIGNED|EPROTO)/.test(code)) return 'tls'
  return 'broken'
}
