import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '@/db/seed/shops/random'
import { reasonOfCode } from '@/lib/carriers/codes'
import { carrierEventTypes } from '@/lib/carriers/rules'
import { carrierEvent } from '@/lib/carriers/schemas'
import { baseReasons } from '@/lib/cases/reasons'
import { visitSigns } from '@/lib/refusals/signs'
import { codeChoices } from './codes'
import { againStory, doors, doorStory, usualDoors, type Door, type Parcel } from './door'
import { visitAt } from './relating'
import type { Message } from './telling'

const began = Date.UTC(2026, 10, 16, 9)
const seeds = fc.integer({ min: 0, max: 2 ** 31 })
const parcels: fc.Arbitrary<Parcel> = fc
  .array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 })
  .map((quantities) => ({
    orderNumber: '204 501',
    trackingNumber: '19-1',
    items: quantities.map((quantity, index) => ({ sku: `S-${index}`, quantity })),
  }))
const habits = fc.record({
  codes: fc.constantFrom(...codeChoices),
  hub: fc.option(fc.constant('hub-msk')),
})
const reasons = new Set(baseReasons.map(({ code }) => code))
const mixed = { codes: 'mixed', hub: 'hub-msk' } as const
const lamp: Parcel = { orderNumber: '1', trackingNumber: 'T-1', items: [{ sku: 'A', quantity: 2 }] }

/** As it would be sent. */
const events = (messages: Message[]) =>
  messages.flatMap((message) =>
    message.told.map(({ type, at, more, visit, key }) =>
      carrierEvent.parse({
        id: String(key),
        type,
        occurredAt: new Date(began + at * 3_600_000).toISOString(),
        orderNumber: '1',
        ...more,
        ...(visit && visitAt(visit, began + at * 3_600_000)),
      }),
    ),
  )
const refusedAt = (door: Door, seed = 1) => {
  const refused = events(doorStory(lamp, door, mixed, new Random(seed))).filter(
    ({ type }) => type === 'delivery.refused',
  )
  if (!refused[0]) throw new Error('Nothing was refused')
  return { refused, first: refused[0] }
}

describe('a parcel at the door', () => {
  it('is told in order, never before it happened, in words of the contract', () => {
    fc.assert(
      fc.property(parcels, fc.constantFrom(...doors), habits, seeds, (parcel, door, own, seed) => {
        const messages = doorStory(parcel, door, own, new Random(seed))
        expect(messages).toEqual(doorStory(parcel, door, own, new Random(seed)))
        const hours = messages.map((message) => message.hours)
        expect(hours).toEqual(hours.toSorted((a, b) => a - b))
        for (const message of messages) {
          for (const { at } of message.told) expect(at).toBeLessThanOrEqual(message.hours)
        }
        for (const { type } of events(messages)) expect(carrierEventTypes).toContain(type)
      }),
    )
    expect(usualDoors.map(([door]) => door)).toEqual([...doors])
  })

  it('is refused in codes that the server knows, but for the one kind that nobody does', () => {
    fc.assert(
      fc.property(parcels, fc.constantFrom(...doors), habits, seeds, (parcel, door, own, seed) => {
        for (const { type, reasonCode = '' } of events(doorStory(parcel, door, own, new Random(seed)))) {
          if (type !== 'delivery.refused') continue
          const reason = reasonOfCode('own', reasonCode, new Map(), reasons)
          expect([reasonCode, reason === null]).toEqual([reasonCode, door === 'unknown_code'])
        }
      }),
    )
  })

  it('is never refused in more than there is, nor whole when a part is meant', () => {
    fc.assert(
      fc.property(parcels, habits, seeds, (parcel, own, seed) => {
        const [told] = events(doorStory(parcel, 'partly_refused', own, new Random(seed)))
        const pieces = (items: Parcel['items']) => items.reduce((sum, { quantity }) => sum + quantity, 0)
        const all = pieces(parcel.items)
        if (all === 1) {
          expect(told?.items).toBeUndefined()
          return
        }
        expect(pieces(told?.items ?? [])).toBeGreaterThan(0)
        expect(pieces(told?.items ?? [])).toBeLessThan(all)
        for (const { sku, quantity } of told?.items ?? []) {
          expect(quantity).toBeLessThanOrEqual(parcel.items.find((item) => item.sku === sku)?.quantity ?? 0)
        }
      }),
    )
  })

  it('leaves signs in the log only where a visit was not as it should be', () => {
    fc.assert(
      fc.property(fc.constantFrom(...doors), seeds, (door, seed) => {
        for (const { visit, type } of events(doorStory(lamp, door, mixed, new Random(seed)))) {
          if (type !== 'delivery.refused') continue
          const signs = visitSigns(visit ?? null).map(({ kind }) => kind)
          if (door === 'hasty_visit') expect(signs).toEqual(['short_visit'])
          else if (door === 'no_call') expect(signs).toEqual(['no_call'])
          else if (door === 'nobody_came') expect(signs).toEqual(['no_visit'])
          else expect(signs).toEqual([])
        }
      }),
    )
  })

  it('is told twice under one id and once more under another', () => {
    const { refused } = refusedAt('told_twice')
    expect(refused).toHaveLength(3)
    expect(new Set(refused.map(({ id }) => id)).size).toBe(2)
    expect(new Set(refused.map(({ occurredAt }) => occurredAt)).size).toBe(1)
  })

  it('is told delivered first, by its happening too', () => {
    const told = events(doorStory(lamp, 'delivered_first', mixed, new Random(3)))
    expect(told.map(({ type }) => type)).toEqual(['delivery.delivered', 'delivery.refused'])
    expect(Date.parse(told[0]?.occurredAt ?? '')).toBeLessThan(Date.parse(told[1]?.occurredAt ?? ''))
  })

  it('names hub, courier and attempt of what was refused', () => {
    const { first } = refusedAt('refused')
    expect(first).toMatchObject({ attempt: 1, location: { code: 'hub-msk' } })
    expect(first.courier?.name).toMatch(/\S \S/)
  })
})

describe('a parcel that comes again', () => {
  it('is glad or refused, by its number of visits', () => {
    const ends = Array.from({ length: 40 }, (_, seed) => events(againStory(2, mixed, new Random(seed)))[0])
    const types = ends.map((event) => event?.type)
    expect(new Set(types)).toEqual(new Set(['delivery.redelivered', 'delivery.refused']))
    for (const event of ends) if (event?.type === 'delivery.refused') expect(event.attempt).toBe(2)
  })
})
