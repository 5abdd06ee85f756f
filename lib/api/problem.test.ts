import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { refusalCodes, refuse } from '@/lib/result'
import {
  bodyLimit,
  internalProblem,
  parseJson,
  problemResponse,
  readBody,
  readJson,
  requestIdOf,
} from './problem'

const encode = (text: string) => new TextEncoder().encode(text)

/** A request whose body arrives in pieces; `pulled` counts what was asked of the sender. */
function streamed(chunks: Uint8Array[], headers: Record<string, string> = {}) {
  const state = { pulled: 0, cancelled: false }
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const chunk = chunks[state.pulled]
        if (!chunk) return controller.close()
        state.pulled++
        controller.enqueue(chunk)
      },
      cancel() {
        state.cancelled = true
      },
    },
    { highWaterMark: 0 },
  )
  const request = new Request('http://localhost/', {
    method: 'POST',
    body,
    headers,
    duplex: 'half',
  } as RequestInit)
  return { request, state }
}

describe('problemResponse', () => {
  it('is a problem of RFC 9457 with the fields that are wrong', async () => {
    const { error } = refuse('invalid', 'items[0].sku: This is required', {
      params: { number: 1 },
      fields: [{ path: 'items[0].sku', code: 'required', message: 'This is required' }],
    })
    const response = problemResponse(error, 'req-12345')
    expect(response.status).toBe(422)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(response.headers.get('cache-control')).toContain('no-store')
    expect(response.headers.get('x-request-id')).toBe('req-12345')
    expect(await response.json()).toEqual({
      type: 'urn:obratno:problem:invalid',
      title: 'The input is not valid',
      status: 422,
      detail: 'items[0].sku: This is required',
      errors: [{ path: 'items[0].sku', code: 'required', message: 'This is required' }],
      requestId: 'req-12345',
    })
  })

  it.each([
    ['unauthenticated', 401],
    ['forbidden', 403],
    ['not_found', 404],
    ['conflict', 409],
    ['not_enough_left', 409],
    ['slot_full', 409],
    ['too_large', 413],
    ['malformed', 400],
    ['unavailable', 503],
  ] as const)('%s is %d', (code, status) => {
    expect(problemResponse({ code, detail: '' }, 'req-12345').status).toBe(status)
  })

  it('has an answer in the fours for every refusal', () => {
    for (const code of refusalCodes) {
      const { status } = problemResponse(refuse(code, 'No').error, 'req-12345')
      expect(status >= 400 && status < 500).toBe(true)
    }
  })

  it('carries the headers of the occasion', () => {
    const busy = problemResponse({ code: 'too_many_requests', detail: '' }, 'r', { 'retry-after': '7' })
    expect(busy.headers.get('retry-after')).toBe('7')
    const nobody = problemResponse({ code: 'unauthenticated', detail: '' }, 'r')
    expect(nobody.headers.get('www-authenticate')).toBe('Bearer')
  })

  it('says of an unexpected error nothing but the id', async () => {
    const response = internalProblem('req-12345')
    expect(response.status).toBe(500)
    expect(await response.json()).toMatchObject({ errors: [], requestId: 'req-12345' })
  })
})

describe('requestIdOf', () => {
  it('keeps a harmless id and makes one otherwise', () => {
    expect(requestIdOf(new Headers({ 'x-request-id': 'abc-123_456.7' }))).toBe('abc-123_456.7')
    for (const given of ['short', 'a b c d e f', '<script>alert', 'x'.repeat(65)]) {
      expect(requestIdOf(new Headers({ 'x-request-id': given }))).toMatch(/^[0-9a-f-]{36}$/)
    }
    expect(requestIdOf(new Headers())).not.toBe(requestIdOf(new Headers()))
  })
})

describe('readBody', () => {
  it('gives the bytes as they came, in however many pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ minLength: 1, maxLength: 50 }), { maxLength: 8 }),
        async (chunks) => {
          const read = await readBody(streamed(chunks).request, 400)
          expect(read.ok && [...read.data]).toEqual(chunks.flatMap((chunk) => [...chunk]))
        },
      ),
    )
  })

  it('takes exactly the limit and not a byte more', async () => {
    const full = await readBody(streamed([new Uint8Array(bodyLimit)]).request)
    expect(full.ok && full.data.byteLength).toBe(bodyLimit)
    const over = await readBody(streamed([new Uint8Array(bodyLimit), new Uint8Array(1)]).request)
    expect(over).toMatchObject({ ok: false, error: { code: 'too_large' } })
  })

  it('stops reading an endless body', async () => {
    const { request, state } = streamed(Array.from({ length: 1000 }, () => new Uint8Array(100)))
    expect(await readBody(request, 1000)).toMatchObject({ ok: false, error: { code: 'too_large' } })
    expect(state).toEqual({ pulled: 11, cancelled: true })
  })

  it('does not even begin where the length says too much, and does not believe one that says too little', async () => {
    const honest = streamed([new Uint8Array(10)], { 'content-length': '2000' })
    expect(await readBody(honest.request, 1000)).toMatchObject({ ok: false })
    expect(honest.state).toEqual({ pulled: 0, cancelled: true })
    const lying = streamed([new Uint8Array(900), new Uint8Array(900)], { 'content-length': '5' })
    expect(await readBody(lying.request, 1000)).toMatchObject({ ok: false })
  })

  it('is empty where there is none', async () => {
    expect(await readBody(new Request('http://localhost/', { method: 'POST' }))).toEqual({
      ok: true,
      data: new Uint8Array(),
    })
  })
})

describe('parseJson and readJson', () => {
  it.each([
    ['no JSON', encode('{"a":'), 'malformed'],
    ['nothing', encode(''), 'malformed'],
    ['no UTF-8', Uint8Array.from([0x22, 0xff, 0x22]), 'malformed'],
    ['brackets without end', encode('['.repeat(200_000)), 'malformed'],
    ['a NUL', encode('{"a":"x\\u0000"}'), 'invalid'],
    ['half a character', encode('{"a":["\\ud83d"]}'), 'invalid'],
  ])('refuses %s', (_, body, code) => expect(parseJson(body)).toMatchObject({ ok: false, error: { code } }))

  it('names the text that cannot be stored, and takes a whole pair of surrogates', () => {
    expect(parseJson(encode('{"a":[{"b":"\\ud83d"}]}'))).toMatchObject({
      error: { fields: [{ path: 'a[0].b', code: 'unstorable_text' }] },
    })
    expect(parseJson(encode('{"a":"\\ud83d\\ude00 \\\\u0000"}'))).toEqual({
      ok: true,
      data: { a: '😀 \\u0000' },
    })
  })

  it('does not go astray in a body nested without end', () => {
    const deep = `${'['.repeat(100_000)}"\\u0000"${']'.repeat(100_000)}`
    expect(parseJson(encode(deep))).toMatchObject({ ok: false, error: { fields: [{ code: 'too_deep' }] } })
  })

  it.each([
    ['application/json', true],
    ['application/json; charset=utf-8', true],
    ['Application/JSON', true],
    ['application/vnd.api+json', true],
    ['text/plain', false],
    ['application/jsonp', false],
    ['multipart/form-data; boundary=x', false],
  ])('content type %s: %s', async (type, accepted) => {
    const request = new Request('http://localhost/', {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': type },
    })
    const read = await readJson(request)
    expect(read.ok ? true : read.error.code).toBe(accepted || 'unsupported_media_type')
  })

  it('passes the limit on', async () => {
    const request = new Request('http://localhost/', {
      method: 'POST',
      body: JSON.stringify('x'.repeat(100)),
      headers: { 'content-type': 'application/json' },
    })
    expect(await readJson(request, 50)).toMatchObject({ ok: false, error: { code: 'too_large' } })
  })
})
