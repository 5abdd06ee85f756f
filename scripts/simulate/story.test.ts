import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '@/db/seed/shops/random'
import { carrierEventTypes, translate } from '@/lib/carriers/rules'
import { carrierEvent } from '@/lib/carriers/schemas'
import type { CaseEvent } from '@/lib/cases/events'
import { foldCase } from '@/lib/cases/fold'
import { days, isUnderway, storyOf, usualDays, type Day, type Task } from './story'

const began = Date.UTC(2026, 10, 16, 9)
const hour = 3_600_000
const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const system = { kind: 'system', id: null } as const

const seeds = fc.integer({ min: 0, max: 2 ** 31 })
const tasks: fc.Arbitrary<Task> = fc
  .record({
    items: fc.array(fc.record({ quantity: fc.integer({ min: 1, max: 5 }) }), { minLength: 1, maxLength: 5 }),
    status: fc.constantFrom('created', 'accepted', 'agreed', 'on_way', 'attempt_failed'),
  })
  .map(({ items, status }) => ({
    pickupId: id(1),
    returnNumber: 'R-10001',
    status,
    custody: 'customer',
    attempts: status === 'attempt_failed' ? 1 : 0,
    maxAttempts: 3,
    items: items.map((item, index) => ({ sku: `S-${index}`, ...item })),
  }))

/** The case as it stood, and then everything that was told. */
function lived(task: Task, day: Day, seed: number) {
  const messages = storyOf(task, day, new Random(seed))
  const items = task.items.map((item, index) => ({ ...item, caseItemId: id(100 + index) }))
  const at = (hours: number) => new Date(began + hours * hour)
  const before: CaseEvent[] = [
    {
      id: id(2),
      type: 'case.created',
      occurredAt: at(-9),
      actor: system,
      data: {
        kind: 'client_return',
        orderId: id(3),
        channel: 'api',
        items: items.map(({ caseItemId, quantity }) => ({
          caseItemId,
          quantity,
          orderLineId: id(4),
          reason: null,
        })),
      },
    },
    { id: id(5), type: 'decision.approved', occurredAt: at(-8), actor: system, data: {} },
  ]
  const path = ['accepted', 'agreed', 'on_way', 'attempt_failed'] as const
  for (const [index, state] of path.slice(0, path.indexOf(task.status as 'accepted') + 1).entries()) {
    const base = {
      id: id(10 + index),
      occurredAt: at(index - 7),
      actor: system,
      data: { pickupId: task.pickupId },
    }
    before.push({ ...base, type: `pickup.${state}` })
  }
  const target = { pickupId: task.pickupId, items }
  const told = messages.flatMap((message) =>
    message.told.map(({ type, at: hours, more, key }) => {
      const event = carrierEvent.parse({
        id: String(key),
        type,
        occurredAt: at(hours).toISOString(),
        pickupId: task.pickupId,
        ...more,
      })
      const now = at(message.hours)
      return translate(event, {
        id: id(1000 + key),
        actor: system,
        now,
        target,
        locationIdOf: () => undefined,
        reasonOf: () => null,
      })
    }),
  )
  return {
    messages,
    told,
    state: foldCase([...before, ...told.flatMap((one) => ('event' in one ? [one.event] : []))]),
  }
}

describe('a carrier’s story', () => {
  it('is told in order, never before it happened, in words of the contract', () => {
    fc.assert(
      fc.property(tasks, fc.constantFrom(...days), seeds, (task, day, seed) => {
        const { messages, told } = lived(task, day, seed)
        expect(messages.length).toBeGreaterThan(0)
        expect(messages.map(({ hours }) => hours)).toEqual(
          messages.map(({ hours }) => hours).sort((a, b) => a - b),
        )
        for (const { hours, told: happenings, words } of messages) {
          expect(words).not.toBe('')
          for (const { type, at } of happenings) {
            expect(carrierEventTypes).toContain(type)
            expect(at).toBeLessThanOrEqual(hours)
          }
        }
        expect(told.filter((one) => 'parked' in one)).toEqual([])
      }),
    )
  })

  it('fits the machines: nothing is told that cannot follow, and the goods come home or stay', () => {
    fc.assert(
      fc.property(tasks, fc.constantFrom(...days), seeds, (task, day, seed) => {
        const { state } = lived(task, day, seed)
        expect(state.anomalies).toEqual([])
        expect(state.stage).toBe(day === 'given_up' ? 'pickup_problem' : 'inspection')
        const asked = task.items.reduce((sum, { quantity }) => sum + quantity, 0)
        const home = Object.values(state.items).reduce((sum, { received }) => sum + received, 0)
        const missing = day === 'partial' && asked > 1 ? 1 : 0
        expect(home).toBe(day === 'given_up' ? 0 : asked - missing)
      }),
    )
  })

  it('goes on from wherever the parcel is', () => {
    const task: Task = {
      pickupId: id(1),
      returnNumber: 'R-1',
      status: 'collected',
      custody: 'hub',
      attempts: 0,
      maxAttempts: 3,
      items: [],
    }
    const types = (custody: string) =>
      storyOf({ ...task, custody }, 'good', new Random(1)).flatMap(({ told }) => told.map(({ type }) => type))
    expect(types('courier')).toEqual(['parcel.at_hub', 'parcel.in_transit', 'parcel.received'])
    expect(types('hub')).toEqual(['parcel.in_transit', 'parcel.received'])
    expect(types('in_transit')).toEqual(['parcel.received'])
    expect(types('lost')).toEqual(['parcel.found', 'parcel.in_transit', 'parcel.received'])
    expect(['courier', 'lost', 'received'].map((custody) => isUnderway({ ...task, custody }))).toEqual([
      true,
      true,
      false,
    ])
    expect(isUnderway({ ...task, custody: 'customer', status: 'failed' })).toBe(false)
  })

  it('is the same for the same seed, and knows every kind of day', () => {
    fc.assert(
      fc.property(tasks, fc.constantFrom(...days), seeds, (task, day, seed) => {
        expect(storyOf(task, day, new Random(seed))).toEqual(storyOf(task, day, new Random(seed)))
      }),
    )
    expect(usualDays.map(([day]) => day)).toEqual([...days])
  })

  it('tells a bad day as it is', () => {
    const task: Task = {
      pickupId: id(1),
      returnNumber: 'R-1',
      status: 'created',
      custody: 'customer',
      attempts: 0,
      maxAttempts: 3,
      items: [{ sku: 'A', quantity: 1 }],
    }
    const told = (day: Day) => storyOf(task, day, new Random(7)).flatMap((message) => message.told)
    expect(told('no_answer').filter(({ type }) => type === 'pickup.call_failed')).toHaveLength(2)
    expect(told('nobody_home').filter(({ type }) => type === 'pickup.attempt_failed')).toHaveLength(1)
    expect(told('given_up').filter(({ type }) => type === 'pickup.attempt_failed')).toHaveLength(3)
    const repeated = told('repeated').map(({ key }) => key)
    expect(new Set(repeated).size).toBe(repeated.length - 2)
    const reversed = told('reversed').map(({ type }) => type)
    expect(reversed.indexOf('pickup.collected')).toBeLessThan(reversed.indexOf('pickup.on_way'))
    expect(told('lost_and_found').map(({ type }) => type)).toContain('parcel.lost')
  })
})
