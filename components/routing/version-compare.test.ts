import { expect, test } from 'vitest'
import type { RuleDraft, RuleSetHead } from '@/lib/routing/queries'
import { comparedVersions } from './version-compare'

const version = (number: number, state: RuleSetHead['state'] = 'past') => ({ number, state })
const versions = [version(4, 'in_force'), version(3, 'superseded'), version(2), version(1)]
const ask = {
  to: { action: 'ask' as const },
  storageDays: null,
  sorting: false,
  repack: false,
  tellCustomer: false,
  tellOrderSystem: false,
  refund: false,
}
const at = new Date('2026-11-01T00:00:00Z')
const draft: RuleDraft = {
  revision: 1,
  content: { rules: [], otherwise: ask },
  updatedBy: 'Анна',
  updatedAt: at,
  createdBy: 'Анна',
  createdAt: at,
}

type Against = Parameters<typeof comparedVersions>[2]
const pairOf = (number: number, against: Against, has: RuleDraft | null = draft) => {
  const found = comparedVersions({ number }, { draft: has, versions }, against)
  return found && [found.before.what, found.after.what]
}

test('without a wish it is the version whose place it took, not one that never took effect', () => {
  expect(pairOf(4, null)).toEqual([{ version: 2 }, { version: 4 }])
  expect(pairOf(2, null)).toEqual([{ version: 1 }, { version: 2 }])
  expect(pairOf(1, null)).toBeNull()
})

test('whichever is asked for, the earlier stands first', () => {
  expect(pairOf(4, { version: 3 })).toEqual([{ version: 3 }, { version: 4 }])
  expect(pairOf(1, { version: 2 })).toEqual([{ version: 1 }, { version: 2 }])
  expect(pairOf(2, 'draft')).toEqual([{ version: 2 }, 'draft'])
})

test('what is not there is as if it had not been asked for', () => {
  expect(pairOf(2, { version: 9 })).toEqual([{ version: 1 }, { version: 2 }])
  expect(pairOf(2, 'draft', null)).toEqual([{ version: 1 }, { version: 2 }])
  expect(pairOf(2, { version: 2 })).toEqual([{ version: 1 }, { version: 2 }])
})
