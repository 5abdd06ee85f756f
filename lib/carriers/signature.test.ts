import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { describe, expect, it, vi } from 'vitest'
import { formatSecret, signMessage, signedHeaders, verifySignature, type SignatureCheck } from './signature'

const secret = (name: string) => formatSecret(createHash('sha256').update(name).digest())
const now = new Date('2026-11-21T12:00:00.400Z')
const seconds = Math.floor(now.getTime() / 1000)
const message = { id: 'msg_1', timestamp: seconds, rawBody: '{"events":[],"слово":"ё"}' }
const own = secret('own')

function verify(more: Partial<Parameters<typeof verifySignature>[0]> = {}): SignatureCheck {
  return verifySignature({
    id: message.id,
    timestamp: String(message.timestamp),
    signatureHeader: signMessage(message, own),
    rawBody: message.rawBody,
    secrets: [own],
    now,
    ...more,
  })
}

describe('signMessage', () => {
  // The example of the specification and of its libraries.
  it('gives the signature of the published example', () => {
    const known = {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      timestamp: 1614265330,
      rawBody: '{"test": 2432232314}',
    }
    expect(signMessage(known, 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')).toBe(
      'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    )
  })

  it('throws on a secret that is none', () => {
    expect(() => signMessage(message, 'whsec_')).toThrow('not base64')
    expect(() => signMessage(message, 'whsec_пароль')).toThrow('not base64')
    expect(() => formatSecret(new Uint8Array(8))).toThrow(RangeError)
  })
})

describe('verifySignature', () => {
  it('finds which secret signed, as text and as bytes', () => {
    expect(verify()).toEqual({ ok: true, secretIndex: 0 })
    expect(verify({ secrets: [secret('a'), secret('b'), own] })).toEqual({ ok: true, secretIndex: 2 })
    expect(verify({ rawBody: new TextEncoder().encode(message.rawBody) })).toEqual({
      ok: true,
      secretIndex: 0,
    })
    expect(verify({ secrets: [own.replace('whsec_', '')] })).toEqual({ ok: true, secretIndex: 0 })
  })

  it('takes any of several signatures, and passes over versions it does not know', () => {
    const both = signedHeaders(message, [secret('new'), own])['webhook-signature']
    expect(verify({ signatureHeader: both })).toEqual({ ok: true, secretIndex: 0 })
    const mixed = `v1a,${'A'.repeat(86)}== v2,x ${signMessage(message, own)}`
    expect(verify({ signatureHeader: mixed })).toEqual({ ok: true, secretIndex: 0 })
  })

  it.each([
    [0, undefined],
    [300, undefined],
    [-300, undefined],
    [301, 'old'],
    [-301, 'future'],
    [86_400, 'old'],
  ])('of a message %d s old says %s', (age, reason) => {
    const aged = { ...message, timestamp: seconds - age }
    const checked = verify({ timestamp: String(aged.timestamp), signatureHeader: signMessage(aged, own) })
    expect(checked).toEqual(reason ? { ok: false, reason } : { ok: true, secretIndex: 0 })
  })

  it.each<[string, Partial<Parameters<typeof verifySignature>[0]>, string]>([
    ['another body', { rawBody: `${message.rawBody} ` }, 'wrong'],
    ['another id', { id: 'msg_2' }, 'wrong'],
    ['another time', { timestamp: String(seconds + 1) }, 'wrong'],
    ['the same time written otherwise', { timestamp: `0${seconds}` }, 'wrong'],
    ['another secret', { secrets: [secret('other')] }, 'wrong'],
    ['no secret at all', { secrets: [] }, 'wrong'],
    ['a secret that is none', { secrets: ['', 'whsec_', 'не секрет'] }, 'wrong'],
    ['no signature', { signatureHeader: null }, 'malformed'],
    ['an empty signature', { signatureHeader: '' }, 'malformed'],
    [
      'a signature without version',
      { signatureHeader: 'K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=' },
      'malformed',
    ],
    ['a signature cut short', { signatureHeader: 'v1,K5oZfzN95Z9UVu1E' }, 'malformed'],
    ['no id', { id: null }, 'malformed'],
    ['an id with a line break', { id: 'msg\n1' }, 'malformed'],
    ['no time', { timestamp: undefined }, 'malformed'],
    ['a time that is a date', { timestamp: now.toISOString() }, 'malformed'],
    ['a negative time', { timestamp: `-${seconds}` }, 'malformed'],
    ['a fraction of a second', { timestamp: `${seconds}.5` }, 'malformed'],
  ])('refuses %s', (_, more, reason) => expect(verify(more)).toEqual({ ok: false, reason }))

  it('is not stopped by one broken secret among the candidates', () => {
    expect(verify({ secrets: ['whsec_!', own] })).toEqual({ ok: true, secretIndex: 1 })
  })

  it('finds the one among more candidates than it keeps keys of', () => {
    const many = Array.from({ length: 5000 }, (_, at) => secret(String(at)))
    expect(verify({ secrets: [...many, own] })).toEqual({ ok: true, secretIndex: 5000 })
    expect(verify({ secrets: [own, ...many] })).toEqual({ ok: true, secretIndex: 0 })
  })

  it('looks at a few signatures only, however long the header', () => {
    const flood = Array.from({ length: 5000 }, () => `v1,${'A'.repeat(43)}=`).join(' ')
    expect(verify({ signatureHeader: `${flood} ${signMessage(message, own)}` })).toEqual({
      ok: false,
      reason: 'wrong',
    })
  })

  it('accepts what was signed and nothing with a byte changed', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 300 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (rawBody, at, flip) => {
          const signatureHeader = signMessage({ ...message, rawBody }, own)
          expect(verify({ rawBody, signatureHeader }).ok).toBe(true)
          const changed = rawBody.slice()
          const index = at % changed.length
          changed[index] = changed[index]! ^ flip
          expect(verify({ rawBody: changed, signatureHeader })).toEqual({ ok: false, reason: 'wrong' })
        },
      ),
    )
  })
})

describe('the standardwebhooks library', () => {
  it('verifies what is signed here, and the other way round', () => {
    vi.useFakeTimers({ now })
    try {
      fc.assert(
        fc.property(fc.jsonValue(), fc.stringMatching(/^[A-Za-z0-9_-]{1,40}$/), (value, id) => {
          const rawBody = JSON.stringify({ value })
          const library = new Webhook(own)
          const headers = signedHeaders({ id, timestamp: seconds, rawBody }, [secret('new'), own])
          expect(library.verify(rawBody, headers)).toEqual(JSON.parse(rawBody))

          const signatureHeader = library.sign(id, now, rawBody)
          expect(verify({ id, rawBody, signatureHeader })).toEqual({ ok: true, secretIndex: 0 })
        }),
      )
    } finally {
      vi.useRealTimers()
    }
  })
})
