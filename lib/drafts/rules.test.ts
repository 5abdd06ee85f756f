import { expect, it } from 'vitest'
import { soonest, versionState } from './rules'

const now = new Date('2026-11-16T09:00:00Z')
const [before, after] = [new Date(now.getTime() - 1), new Date(now.getTime() + 1)]

it.each([
  ['in_force', now, null],
  ['in_force', before, after],
  ['scheduled', after, null],
  ['scheduled', after, new Date(now.getTime() + 2)],
  ['past', before, now],
  ['superseded', now, now],
  ['superseded', after, before],
  ['superseded', after, after],
] as const)('is %s when it begins at %s and a later one at %s', (state, effectiveAt, later) => {
  expect(versionState({ effectiveAt, later }, now)).toBe(state)
})

it('knows which version comes first, of those that are to come', () => {
  const version = (number: number, state: 'scheduled' | 'past' | 'superseded', days: number) => ({
    number,
    state,
    effectiveAt: new Date(now.getTime() + days * 86_400_000),
  })
  const versions = [
    version(4, 'scheduled', 9),
    version(3, 'scheduled', 5),
    version(2, 'superseded', 2),
    version(1, 'past', -1),
  ]
  expect(soonest(versions)?.number).toBe(3)
  expect(soonest(versions.slice(2))).toBeNull()
})
