import { describe, expect, it } from 'vitest'
import { inspectSettings } from './settings'

const good = {
  DATABASE_URL: 'postgres://owner:x@db.internal:5432/obratno',
  AUTH_SECRET: 'q3Zt8vLw1Yb6Nn4Hs9Rc2Jm7Kd5Xf0Pg',
  APP_URL: 'https://returns.example.com',
}
const problemsOf = (change: Record<string, string | undefined>) =>
  inspectSettings({ ...good, ...change }).map(({ name, message }) => `${name} ${message}`)

describe('inspectSettings', () => {
  it('lets safe settings pass', () => {
    expect(problemsOf({})).toEqual([])
    expect(
      problemsOf({ PORT: '8080', NODE_ENV: 'production', APP_DATABASE_URL: 'postgresql://web@db/obratno' }),
    ).toEqual([])
  })

  it('names everything that is missing at once', () => {
    expect(inspectSettings({}).map(({ name }) => name)).toEqual(['DATABASE_URL', 'AUTH_SECRET', 'APP_URL'])
  })

  it.each<[Record<string, string>, RegExp]>([
    [{ DATABASE_URL: 'mysql://x' }, /^DATABASE_URL is not a postgres/],
    [{ DATABASE_URL: 'nonsense' }, /^DATABASE_URL is not a postgres/],
    [{ APP_DATABASE_URL: 'nonsense' }, /^APP_DATABASE_URL is not a postgres/],
    [{ AUTH_SECRET: 'q3Zt8vLw1Yb6Nn4Hs9Rc2Jm7Kd5Xf0P' }, /^AUTH_SECRET is too short: 31 characters/],
    [{ AUTH_SECRET: 'a'.repeat(40) }, /^AUTH_SECRET can be guessed/],
    [{ AUTH_SECRET: `changeme${good.AUTH_SECRET}` }, /^AUTH_SECRET can be guessed/],
    [{ APP_URL: 'returns.example.com' }, /^APP_URL is not an address/],
    [{ APP_URL: 'http://returns.example.com' }, /^APP_URL must begin with https/],
    [{ APP_URL: 'ftp://returns.example.com', ALLOW_HTTP: '1' }, /^APP_URL must begin with https/],
    [{ APP_URL: 'https://returns.example.com/cabinet' }, /^APP_URL must be an origin/],
    [{ NODE_ENV: 'development' }, /^NODE_ENV must be/],
    [{ NODE_TLS_REJECT_UNAUTHORIZED: '0' }, /^NODE_TLS_REJECT_UNAUTHORIZED must not be 0/],
    [{ PORT: '70000' }, /^PORT must be/],
    [{ PORT: 'http' }, /^PORT must be/],
    [{ WEBHOOK_ALLOW_HOSTS: '10.0.0.0/8, http://crm' }, /^WEBHOOK_ALLOW_HOSTS .*: http:\/\/crm$/],
  ])('refuses %o', (change, sentence) => {
    expect(problemsOf(change)).toEqual([expect.stringMatching(sentence)])
  })

  it('takes http where it is allowed by name', () => {
    expect(problemsOf({ APP_URL: 'http://10.0.0.5:3000', ALLOW_HTTP: '1' })).toEqual([])
  })
})
