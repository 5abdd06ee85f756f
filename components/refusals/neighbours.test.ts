import { describe, expect, it } from 'vitest'
import { parseCaseSearch } from '@/lib/cases/search'
import { caseListOf, tabOf } from './neighbours'

describe('the card of a refused parcel and the queue it was opened from', () => {
  it.each(['needs_route', 'redelivery', 'moving', 'arrived', 'all'] as const)('leads back to %s', (tab) => {
    expect(tabOf(caseListOf(tab))).toBe(tab)
  })

  it.each(['storage', 'disputed'] as const)('leads from %s, which no stage is, to all refusals', (tab) => {
    expect(tabOf(caseListOf(tab))).toBe('all')
  })

  it('leads to all refusals from returns of several stages', () => {
    expect(tabOf(parseCaseSearch({ kind: 'refusal', stage: 'needs_route,redelivery' }))).toBe('all')
  })
})
