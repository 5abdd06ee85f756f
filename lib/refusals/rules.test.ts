import { describe, expect, it } from 'vitest'
import type { RoutingRule } from '@/lib/routing/schemas'
import { differences, fieldsOf, proposedSlot } from './rules'

const one = '01920000-0000-7000-8000-000000000001'
const two = '01920000-0000-7000-8000-000000000002'
const claimed = {
  items: [{ caseItemId: one, quantity: 2 }],
  packaging: 'intact' as const,
  reason: 'size',
  confirmedItems: null,
  confirmedPackaging: null,
  confirmedReason: null,
}

describe('what differs between the courier and the hub', () => {
  it('is nothing while the hub has not said anything, or says the same', () => {
    expect(differences(claimed)).toEqual([])
    expect(
      differences({
        ...claimed,
        confirmedItems: [
          { caseItemId: one, quantity: 1 },
          { caseItemId: one, quantity: 1 },
        ],
        confirmedPackaging: 'intact',
        confirmedReason: 'size',
      }),
    ).toEqual([])
  })

  it('counts every article, also those that only one of them named', () => {
    const confirmedItems = [{ caseItemId: two, quantity: 1 }]
    expect(differences({ ...claimed, confirmedItems })).toEqual([
      { of: 'items', caseItemId: one, claimed: 2, confirmed: 0 },
      { of: 'items', caseItemId: two, claimed: 0, confirmed: 1 },
    ])
    expect(differences({ ...claimed, confirmedItems: [] })).toEqual([
      { of: 'items', caseItemId: one, claimed: 2, confirmed: 0 },
    ])
  })

  it('names what the hub found and the return cannot have, also where all else agrees', () => {
    const hubWords = { extra: [{ sku: 'ALIEN-9', quantity: 1 }] }
    expect(differences({ ...claimed, confirmedItems: claimed.items, hubWords })).toEqual([
      { of: 'extra', sku: 'ALIEN-9', quantity: 1 },
    ])
  })

  it('takes what is not known for no difference', () => {
    expect(differences({ ...claimed, confirmedPackaging: 'unknown' })).toEqual([])
    expect(differences({ ...claimed, packaging: 'unknown', confirmedPackaging: 'damaged' })).toEqual([])
    expect(differences({ ...claimed, confirmedPackaging: 'damaged' })).toEqual([
      { of: 'packaging', claimed: 'intact', confirmed: 'damaged' },
    ])
  })

  it('says that the courier gave no reason where the hub found one', () => {
    expect(differences({ ...claimed, reason: null, confirmedReason: 'damaged' })).toEqual([
      { of: 'reason', claimed: null, confirmed: 'damaged' },
    ])
    expect(differences({ ...claimed, confirmedReason: 'damaged' })).toEqual([
      { of: 'reason', claimed: 'size', confirmed: 'damaged' },
    ])
  })
})

describe('what the rules looked at', () => {
  const when = (...of: RoutingRule['when']['of']): RoutingRule['when'] => ({ match: 'all', of })

  it('names each field once, those of inner groups too, and not those of rules that are off', () => {
    const rules = [
      { enabled: true, when: when({ field: 'price', op: 'between', from: 500_000, to: null }) },
      {
        enabled: true,
        when: when({
          match: 'any',
          of: [
            { field: 'reason', op: 'in', values: ['defective'] },
            { field: 'price', op: 'between', from: null, to: 100 },
          ],
        }),
      },
      { enabled: false, when: when({ field: 'city', op: 'in', values: ['Москва'] }) },
    ]
    expect(fieldsOf(rules)).toEqual(['reason', 'price'])
  })
})

describe('the slot that a route to the door proposes', () => {
  const slot = (date: string, from: string, to: string, state = 'open') => ({ date, from, to, state })
  const slots = [
    slot('2026-11-21', '18:00', '21:00'),
    slot('2026-11-22', '10:00', '14:00', 'full'),
    slot('2026-11-22', '14:00', '18:00'),
    slot('2026-11-22', '18:00', '21:00'),
    slot('2026-11-23', '10:00', '14:00'),
  ]
  const to = { action: 'redeliver', afterDays: 1, window: null } as const

  it('is the first open one from the day of the rule on', () => {
    expect(proposedSlot(slots, to, '2026-11-21')).toBe(slots[2])
    expect(proposedSlot(slots, { ...to, afterDays: 0 }, '2026-11-21')).toBe(slots[0])
  })

  it('keeps to the time of day where there is one, and to the day where there is none', () => {
    expect(proposedSlot(slots, { ...to, window: { from: '18:00', to: '22:00' } }, '2026-11-21')).toBe(
      slots[3],
    )
    expect(proposedSlot(slots, { ...to, window: { from: '06:00', to: '09:00' } }, '2026-11-21')).toBe(
      slots[2],
    )
  })

  it('is none when nothing is open any more', () => {
    expect(proposedSlot(slots, { ...to, afterDays: 9 }, '2026-11-21')).toBeNull()
  })
})
