import { expect, test } from 'vitest'
import type { PolicyOverview, PolicyVersion } from '@/lib/policies/queries'
import { lawOnlyTerms } from '@/lib/policies/schemas'
import { comparedVersions, othersOf } from './version-compare'

const at = new Date('2026-11-01T00:00:00Z')
const version = (number: number): PolicyVersion => ({
  id: String(number),
  number,
  terms: { ...lawOnlyTerms, days: 10 + number },
  note: null,
  publishedBy: 'Анна',
  publishedAt: at,
  effectiveFrom: '2026-11-01',
  effectiveAt: at,
  until: null,
  state: 'past',
})
const versions = [version(3), version(2), version(1)]
const draft = {
  revision: 1,
  terms: lawOnlyTerms,
  createdBy: 'Анна',
  createdAt: at,
  updatedBy: 'Анна',
  updatedAt: at,
}
const policy: PolicyOverview = { inForce: null, draft, versions, today: '2026-11-02' }
const pairOf = (number: number, against: Parameters<typeof comparedVersions>[2], of = policy) => {
  const own = version(number)
  const { before, after } = comparedVersions(own, othersOf(own, of), against)
  return [before.what, after.what]
}

test('without a wish it is the version before, and before the first the law', () => {
  expect(pairOf(3, null)).toEqual([{ version: 2 }, { version: 3 }])
  expect(pairOf(1, null)).toEqual(['law', { version: 1 }])
})

test('the earlier stands first, whichever is asked for', () => {
  expect(pairOf(2, { version: 3 })).toEqual([{ version: 2 }, { version: 3 }])
  expect(pairOf(2, { version: 1 })).toEqual([{ version: 1 }, { version: 2 }])
  expect(pairOf(2, 'draft')).toEqual([{ version: 2 }, 'draft'])
  expect(pairOf(2, 'law')).toEqual(['law', { version: 2 }])
})

test('what is not there is as if nothing was asked for', () => {
  expect(pairOf(2, { version: 9 })).toEqual([{ version: 1 }, { version: 2 }])
  expect(pairOf(2, { version: 2 })).toEqual([{ version: 1 }, { version: 2 }])
  expect(pairOf(2, 'draft', { ...policy, draft: null })).toEqual([{ version: 1 }, { version: 2 }])
})
