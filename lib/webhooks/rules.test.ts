import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  attemptDelays,
  mostAttempts,
  nextAttempt,
  outcomeOf,
  replaceSecret,
  retryAfterOf,
  signingSecrets,
} from './rules'

const now = new Date('2026-11-22T10:00:00.000Z')
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000)

describe('when a message is sent again', () => {
  it('waits 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h after the attempt before, then gives up', () => {
    const minutes = [5 / 60, 5, 30, 120, 300, 600, 840, 1200, 1440]
    expect(attemptDelays[0]).toBe(0)
    for (const [index, wait] of minutes.entries()) {
      expect(nextAttempt(index + 1, now, null)).toEqual(after(wait * 60))
    }
    expect(mostAttempts).toBe(10)
    expect(nextAttempt(10, now, null)).toBeNull()
    expect(nextAttempt(11, now, null)).toBeNull()
  })

  it('never comes back earlier than it was asked to', () => {
    expect(nextAttempt(1, now, after(120))).toEqual(after(120))
    expect(nextAttempt(4, now, after(120))).toEqual(after(7200))
    expect(nextAttempt(10, now, after(120))).toBeNull()
  })

  it.each([
    ['120', after(120)],
    [' 120 ', after(120)],
    ['999999999', after(86_400)],
    ['999999999999', after(86_400)],
    ['Sunday, 22-Nov-26 10:10:00 GMT', after(600)],
    ['Sun, 22 Nov 2026 10:10:00 GMT', after(600)],
    ['Tue, 01 Dec 2026 10:00:00 GMT', after(86_400)],
    ['Sun, 22 Nov 2026 09:00:00 GMT', null],
    ['0', null],
    ['-5', null],
    ['1.5', null],
    ['soon', null],
    ['', null],
    [null, null],
  ])('reads Retry-After %j', (header, expected) => {
    expect(retryAfterOf(header, now)).toEqual(expected)
  })

  it('reads a date without a zone as one of Greenwich, wherever this machine stands', () => {
    vi.stubEnv('TZ', 'Asia/Vladivostok')
    expect(new Date('2026-11-22T10:00').getTime()).toBeLessThan(now.getTime())
    expect(retryAfterOf('Sun Nov 22 10:10:00 2026', now)).toEqual(after(600))
    expect(retryAfterOf('Sun, 22 Nov 2026 10:10:00 GMT', now)).toEqual(after(600))
  })
})

afterEach(() => void vi.unstubAllEnvs())

it.each([
  [200, 'delivered'],
  [204, 'delivered'],
  [299, 'delivered'],
  [301, 'failed'],
  [307, 'failed'],
  [400, 'failed'],
  [410, 'gone'],
  [429, 'failed'],
  [500, 'failed'],
  [199, 'failed'],
  [null, 'failed'],
] as const)('an answer of %s is %s', (status, outcome) => {
  expect(outcomeOf(status)).toBe(outcome)
})

it('signs with both secrets until the day is over', () => {
  const endpoint = { secret: 'b', previousSecret: 'a', previousUntil: after(1) }
  expect(signingSecrets(endpoint, now)).toEqual(['b', 'a'])
  expect(signingSecrets(endpoint, after(1))).toEqual(['b'])
  expect(signingSecrets({ secret: 'b', previousSecret: null, previousUntil: null }, now)).toEqual(['b'])
})

it('goes on signing with every secret for a day after it was replaced, however often that was', () => {
  const hour = 3600
  const first = { secret: 'a', previousSecret: null, previousUntil: null }
  const second = { secret: 'b', ...replaceSecret(first, now) }
  expect(second.previousUntil).toEqual(after(24 * hour))
  const third = { secret: 'c', ...replaceSecret(second, after(hour)) }
  expect(third.previousUntil).toEqual(after(25 * hour))
  expect(signingSecrets(third, after(hour))).toEqual(['c', 'b', 'a'])
  expect(signingSecrets(third, after(24 * hour - 1))).toEqual(['c', 'b', 'a'])
  expect(signingSecrets(third, after(24 * hour))).toEqual(['c', 'b'])
  expect(signingSecrets(third, after(25 * hour))).toEqual(['c'])
  const later = { secret: 'd', ...replaceSecret(third, after(24.5 * hour)) }
  expect(signingSecrets(later, after(24.5 * hour))).toEqual(['d', 'c', 'b'])
  expect(later.previousSecret).not.toContain('a')
})

it('signs with no more than eight, whoever presses the button', () => {
  let endpoint = { secret: 's0', previousSecret: null as string | null, previousUntil: null as Date | null }
  for (let turn = 1; turn <= 20; turn += 1) {
    endpoint = { secret: `s${turn}`, ...replaceSecret(endpoint, after(turn)) }
  }
  const last = ['s20', 's19', 's18', 's17', 's16', 's15', 's14', 's13']
  expect(signingSecrets(endpoint, after(20))).toEqual(last)
})
