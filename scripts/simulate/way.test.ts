import { describe, expect, it } from 'vitest'
import { Random } from '@/db/seed/shops/random'
import { carrierEvent } from '@/lib/carriers/schemas'
import { nextLeg, type RefusedParcel } from './way'

const habits = { codes: 'own', hub: 'hub-msk' } as const
const parcel: RefusedParcel = {
  returnNumber: 'R-10001',
  orderNumber: '204501',
  custody: 'courier',
  action: 'deliver',
  destination: 'khimki',
  items: [{ sku: 'A', quantity: 3 }],
  packaging: 'opened',
  attempts: 1,
  agreed: false,
}
const told = (of: Partial<RefusedParcel>, seed = 1) =>
  (nextLeg({ ...parcel, ...of }, habits, new Random(seed)) ?? []).flatMap((message) =>
    message.told.map(({ type, more }) =>
      carrierEvent.parse({ id: '1', type, occurredAt: '2026-11-16T09:00:00Z', ...more }),
    ),
  )
const types = (of: Partial<RefusedParcel>) => told(of).map(({ type }) => type)

describe('the way of a refused parcel', () => {
  it('goes by its route, a step at a time, to the place of the route', () => {
    expect(types({})).toEqual(['parcel.at_hub'])
    expect(types({ custody: 'hub' })).toEqual(['parcel.in_transit'])
    expect(told({ custody: 'in_transit' })).toMatchObject([
      { type: 'parcel.received', location: { code: 'khimki' } },
    ])
    expect(types({ custody: 'lost' })).toEqual(['parcel.found'])
  })

  it('waits at the hub for whoever must say where to', () => {
    for (const action of ['ask', null] as const) {
      expect(types({ custody: 'courier', action })).toEqual(['parcel.at_hub'])
      expect(nextLeg({ ...parcel, custody: 'hub', action }, habits, new Random(1))).toBeNull()
    }
    const again = { custody: 'hub', action: 'redeliver' } as const
    expect(nextLeg({ ...parcel, ...again }, habits, new Random(1))).toBeNull()
    expect(types({ ...again, agreed: true })[0]).toMatch(/^delivery\.(redelivered|refused)$/)
    for (const custody of ['received', 'customer'])
      expect(nextLeg({ ...parcel, custody }, habits, new Random(1))).toBeNull()
  })

  it('is found at the hub as the courier said, and now and then otherwise', () => {
    const found = Array.from({ length: 200 }, (_, seed) => told({}, seed)[0])
    const same = found.filter((event) => event?.packaging === 'opened' && !event.reasonCode && !event.items)
    expect(same.length).toBeGreaterThan(100)
    expect(found.some((event) => event?.packaging === 'damaged')).toBe(true)
    expect(found.some((event) => event?.reasonCode === 'goods')).toBe(true)
    const less = found.filter((event) => event?.items)
    expect(less.length).toBeGreaterThan(0)
    for (const event of less) expect(event?.items).toEqual([{ sku: 'A', quantity: 2 }])
    const single = { items: [{ sku: 'A', quantity: 1 }] }
    for (let seed = 0; seed < 200; seed += 1) expect(told(single, seed)[0]?.items).toBeUndefined()
  })

  it('is the same for the same seed', () => {
    for (let seed = 0; seed < 20; seed += 1) expect(told({}, seed)).toEqual(told({}, seed))
  })
})
