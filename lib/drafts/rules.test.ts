import { expect, it } from 'vitest'
import { versionState } from './rules'

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
