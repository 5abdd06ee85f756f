import { describe, expect, test } from 'vitest'
import { contentSecurityPolicy, parseRequestId, securityHeaders } from './policy'

describe('Content-Security-Policy', () => {
  test('in production nothing inline and nothing evaluated', () => {
    const policy = contentSecurityPolicy({ nonce: 'bm9uY2U=', secure: true, development: false })
    expect(policy).not.toMatch(/unsafe-|\*|http:/)
    expect(policy).toContain("script-src 'self' 'nonce-bm9uY2U=' 'strict-dynamic';")
    expect(policy).toContain("style-src 'self' 'nonce-bm9uY2U=';")
    expect(policy).toContain("worker-src 'self';")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain('upgrade-insecure-requests')
  })
  test('without https a page does not send its own requests there', () => {
    const policy = contentSecurityPolicy({ nonce: 'bm9uY2U=', secure: false, development: false })
    expect(policy).not.toContain('upgrade-insecure-requests')
    expect(securityHeaders(false)).not.toHaveProperty('strict-transport-security')
    expect(securityHeaders(true)).toHaveProperty('strict-transport-security')
  })
})

test.each([
  ['7f4bba0c-18c2-4c8f-9d44-4cf1a4a2a1f5', true],
  ['short', false],
  ['line\nbreak-in-the-log', false],
  ['{"level":"error"}', false],
  ['a'.repeat(65), false],
  [null, false],
])('request id %j from outside is taken: %s', (value, taken) => {
  expect(parseRequestId(value)).toBe(taken ? value : null)
})
