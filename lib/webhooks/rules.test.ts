import { describe, expect, it } from 'vitest'
import { attemptDelays, mostAttempts, nextAttempt, outcomeOf, retryAfterOf, signingSecrets } from './rules'

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
})

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
