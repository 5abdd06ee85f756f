import { describe, expect, it } from 'vitest'
import { fieldIssues } from '@/lib/field-issues'
import { carrierEvents } from './schemas'

const event = { id: 'evt-1', type: 'pickup.accepted', occurredAt: '2026-11-21T15:00:00+03:00' }
const whole = {
  ...event,
  pickupId: '0193512f-5d3c-7b3e-8a54-0123456789ab',
  trackingNumber: 'TRK-1',
  orderNumber: 'A-1',
  items: [
    { sku: '85123A', quantity: 2 },
    { sku: '71053', quantity: 0 },
  ],
  reasonCode: '33',
  comment: 'Получатель не открыл',
  courier: { id: 'c-17', name: 'Пётр', phone: '+79123456789' },
  location: { code: 'hub-msk-1', name: 'Хаб', city: 'Москва' },
  evidence: [{ kind: 'photo', reference: 'https://example.test/1.jpg' }],
}

function issuesOf(input: unknown): string[] {
  const parsed = carrierEvents.safeParse(input)
  return parsed.success ? [] : fieldIssues(parsed.error, input).map(({ path, code }) => `${path} ${code}`)
}

describe('carrierEvents', () => {
  it('takes the least and the most a carrier can say, unchanged', () => {
    expect(carrierEvents.parse({ events: [event, whole] })).toEqual({ events: [event, whole] })
  })

  it('takes types and codes it does not know: they are parked, not refused', () => {
    expect(issuesOf({ events: [{ ...event, type: 'drone.landed', reasonCode: 'X-99' }] })).toEqual([])
  })

  it.each([
    ['2026-11-21T15:00:00Z', true],
    ['2026-11-21T15:00:00.123456+03:00', true],
    ['2026-11-21T15:00:00-11:30', true],
    ['2026-11-21T15:00:00', false],
    ['2026-11-21 15:00:00+03:00', false],
    ['2026-11-21', false],
    ['2026-02-30T15:00:00Z', false],
    ['2026-11-21T25:00:00Z', false],
    ['0000-01-01T00:00:00Z', false],
    ['9999-12-31T00:00:00Z', false],
    [1795244400, false],
  ])('occurredAt %s: %s', (occurredAt, taken) => {
    expect(issuesOf({ events: [{ ...event, occurredAt }] }).length === 0).toBe(taken)
  })

  it.each<[string, unknown, string[]]>([
    ['no list', {}, ['events required']],
    ['an empty list', { events: [] }, ['events too_small']],
    ['501 events', { events: Array.from({ length: 501 }, () => event) }, ['events too_big']],
    ['an unknown field beside', { events: [event], carrier: 'x' }, ['carrier unknown_field']],
    [
      'an unknown field inside',
      { events: [event, { ...event, statusId: 4 }] },
      ['events[1].statusId unknown_field'],
    ],
    ['an event without id', { events: [{ ...event, id: undefined }] }, ['events[0].id required']],
    ['an id of spaces', { events: [{ ...event, id: '  ' }] }, ['events[0].id required']],
    [
      'a pickup id that is none',
      { events: [{ ...event, pickupId: '42' }] },
      ['events[0].pickupId invalid_format'],
    ],
    [
      'less than nothing',
      { events: [{ ...event, items: [{ sku: 'a', quantity: -1 }] }] },
      ['events[0].items[0].quantity too_small'],
    ],
    [
      'an unknown field of an item',
      { events: [{ ...event, items: [{ sku: 'a', quantity: 1, price: 1 }] }] },
      ['events[0].items[0].price unknown_field'],
    ],
    [
      'evidence without a reference',
      { events: [{ ...event, evidence: [{ kind: 'photo' }] }] },
      ['events[0].evidence[0].reference required'],
    ],
  ])('refuses %s', (_, input, expected) => expect(issuesOf(input)).toEqual(expected))

  it('takes 500', () => {
    expect(issuesOf({ events: Array.from({ length: 500 }, () => event) })).toEqual([])
  })
})
