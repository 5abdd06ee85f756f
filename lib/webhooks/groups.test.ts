import { expect, it } from 'vitest'
import { eventTypes } from '@/lib/cases/events'
import { eventGroups, listensTo, usualTypes } from './groups'

it('puts every type into exactly one group', () => {
  const grouped = eventGroups.flatMap(({ types }) => types)
  expect([...grouped].sort()).toEqual([...eventTypes].sort())
  expect(eventGroups.every(({ types }) => types.length > 0)).toBe(true)
  // A kind that nobody thought of would land among the others.
  expect(eventGroups.find(({ key }) => key === 'other')?.types).toEqual(['evidence.added', 'notice.sent'])
})

it('begins with refusals and routes', () => {
  expect(usualTypes).toContain('delivery.refused')
  expect(usualTypes).toContain('route.given')
  expect(usualTypes).toContain('notice.sent')
  expect(usualTypes.every((type) => /^(delivery|route|notice)\./.test(type))).toBe(true)
})

it('tells what is listened to', () => {
  expect(listensTo(['refund.paid', ...usualTypes])).toEqual([
    { key: 'refusals', chosen: usualTypes.length - 1, all: true },
    { key: 'refund', chosen: 1, all: false },
    { key: 'other', chosen: 1, all: false },
  ])
  expect(listensTo([])).toEqual([])
})
