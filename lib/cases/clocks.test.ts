import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tellingEvent } from '@/lib/deadlines/rules'
import { idFrom } from '@/lib/ids'
import { dueAt, dueNow, nextClockAt, runningClocks, type Clock, type Due } from './clocks'
import type { Actor, CaseEvent, EventDataOf, EventType } from './events'
import { foldCase } from './fold'

const start = Date.parse('2026-11-02T09:00:00Z')
const day = 86_400_000
const on = (days: number) => new Date(start + days * day)
const actor: Actor = { kind: 'system', id: null }
const item = idFrom('item')
const pickupId = idFrom('pickup')

let made = 0
function event<T extends EventType>(type: T, at: number, data: EventDataOf<T>): CaseEvent {
  made += 1
  return { id: idFrom(`event ${made}`), type, occurredAt: on(at), actor, data } as CaseEvent
}

function created(kind: 'client_return' | 'refusal' = 'client_return') {
  const items = [{ caseItemId: item, orderLineId: idFrom('line'), quantity: 1, reason: null }]
  return event('case.created', 0, { kind, orderId: idFrom('order'), items, channel: 'site' })
}

const clock = (kind: Clock['kind'], ends: number, warns: number): Clock => ({
  kind,
  endsAt: on(ends).toISOString(),
  warnAt: on(warns).toISOString(),
})

function verdict(at: number, ...clocks: Clock[]) {
  const warn = ['support' as const]
  return event('verdict.given', at, {
    verdictId: idFrom('v'),
    outcome: 'within',
    policyNumber: 1,
    clocks,
    warn,
  })
}

const window = clock('window', 10, 7)
const money = clock('money', 12, 9)
const both = [created(), verdict(0.1, window, money)]
const task = event('pickup.created', 1, {
  pickupId,
  number: 1,
  carrierId: idFrom('carrier'),
  slot: { date: '2026-11-05', from: '10:00', to: '14:00' },
  items: [{ caseItemId: item, quantity: 1 }],
  requirements: { packagingCheck: false, photos: false, act: false },
  maxAttempts: 3,
})
const accepted = event('pickup.accepted', 1.1, { pickupId })
const failedVisit = (at: number) => [
  event('pickup.on_way', at, { pickupId }),
  event('pickup.attempt_failed', at + 0.1, { pickupId }),
]
const collected = (at: number) => [
  event('pickup.on_way', at, { pickupId }),
  event('pickup.collected', at + 0.1, { pickupId, items: [{ caseItemId: item, quantity: 1 }] }),
]
const agreed = event('pickup.agreed', 1.2, { pickupId })

const names = (due: Due[]) =>
  due.map((one) => (one.what === 'last_attempt' ? one.what : `${one.clock.kind} ${one.what}`))
const dueOn = (events: CaseEvent[], days: number) => names(dueNow(foldCase(events), on(days)))

/** What the job does at that moment: tells what is due and keeps the events. */
function run(events: CaseEvent[], at: Date): Due[] {
  const due = dueNow(foldCase(events), at)
  for (const one of due) {
    made += 1
    events.push(tellingEvent(one, idFrom(`told ${made}`), at))
  }
  return due
}

describe('what is due', () => {
  it('is nothing before the warning, the warning from its moment on, and the end alone from its own', () => {
    expect(dueOn(both, 6.99)).toEqual([])
    expect(dueOn(both, 7)).toEqual(['window before'])
    expect(dueOn(both, 9.99)).toEqual(['window before', 'money before'])
    expect(dueOn(both, 10)).toEqual(['window after', 'money before'])
    expect(dueOn(both, 400)).toEqual(['window after', 'money after'])
  })

  it('is told once, and after a long stop the end without its warning', () => {
    const events = [...both]
    expect(names(run(events, on(7)))).toEqual(['window before'])
    expect(run(events, on(7))).toEqual([])
    expect(nextClockAt(foldCase(events))).toEqual(on(9))
    expect(names(run(events, on(30)))).toEqual(['window after', 'money after'])
    expect(run(events, on(31))).toEqual([])
    expect(nextClockAt(foldCase(events))).toBeNull()
  })

  it('never warns of an end that was told, even when a clock of the machine goes back', () => {
    const events = [...both]
    run(events, on(30))
    expect(run(events, on(9.5))).toEqual([])
  })

  it('begins anew with a verdict that says another end, and not with one that says the same', () => {
    const events = [...both]
    run(events, on(30))
    events.push(verdict(31, window, money))
    expect(run(events, on(32))).toEqual([])
    events.push(verdict(33, clock('window', 40, 37)))
    expect(nextClockAt(foldCase(events))).toEqual(on(37))
    expect(names(run(events, on(38)))).toEqual(['window before'])
  })
})

describe('a clock stops', () => {
  const stages: [name: string, more: CaseEvent[], kinds: Clock['kind'][]][] = [
    ['never, while a person decides', [event('decision.reviewed', 1, {})], ['window', 'money']],
    [
      'never, while the goods wait for a courier',
      [event('decision.approved', 1, {}), task],
      ['window', 'money'],
    ],
    ['of the window, when a courier has the goods', [task, accepted, agreed, ...collected(3)], ['money']],
    ['both, when it is declined', [event('decision.declined', 1, {})], []],
    [
      'neither, when a refusal is appealed',
      [event('decision.declined', 1, {}), event('decision.reviewed', 2, {})],
      ['window', 'money'],
    ],
    ['both, when it is cancelled', [event('decision.cancelled', 1, {})], []],
    [
      'neither, when a payment failed',
      [event('refund.started', 2, {}), event('refund.failed', 3, {})],
      ['window', 'money'],
    ],
    [
      'of the money, when it is paid',
      [event('refund.started', 2, {}), event('refund.paid', 3, {})],
      ['window'],
    ],
    ['of the money, when none is owed', [event('refund.due', 2, { amount: 0, currency: 'RUB' })], ['window']],
  ]
  it.each(stages)('%s', (_, more, kinds) => {
    const state = foldCase([...both, ...more])
    expect(runningClocks(state).map(({ kind }) => kind)).toEqual(kinds)
    expect(dueAt(state, 'window')).toEqual(kinds.includes('window') ? on(10) : null)
    expect(dueAt(state, 'money')).toEqual(kinds.includes('money') ? on(12) : null)
  })

  it('with the goods lost on the way the money is still owed; redelivered, it is not', () => {
    const refused = [created('refusal'), verdict(0.1, window, money)]
    expect(runningClocks(foldCase(refused))).toEqual([money])
    expect(runningClocks(foldCase([...refused, event('parcel.lost', 2, {})]))).toEqual([money])
    expect(runningClocks(foldCase([...refused, event('delivery.redelivered', 2, {})]))).toEqual([])
  })

  it('tells an end that stands twice once, from its earliest warning on', () => {
    const events = [created(), verdict(0.1, money, clock('money', 12, 6))]
    expect(runningClocks(foldCase(events))).toEqual([clock('money', 12, 6)])
    expect(names(run(events, on(7)))).toEqual(['money before'])
    expect(names(run(events, on(13)))).toEqual(['money after'])
  })

  it('says nothing of a return without a verdict', () => {
    expect(nextClockAt(foldCase([created()]))).toBeNull()
    expect(dueNow(foldCase([created()]), on(400))).toEqual([])
  })
})

describe('the last attempt', () => {
  const twice = [created(), task, accepted, agreed, ...failedVisit(2), ...failedVisit(3)]

  it('is told at once when one is left, and once', () => {
    expect(dueOn([created(), task, accepted, agreed, ...failedVisit(2)], 4)).toEqual([])
    const events = [...twice]
    expect(nextClockAt(foldCase(events))?.getTime()).toBeLessThan(start)
    expect(names(run(events, on(4)))).toEqual(['last_attempt'])
    expect(run(events, on(4))).toEqual([])
    expect(nextClockAt(foldCase(events))).toBeNull()
  })

  it.each([
    ['was given up', failedVisit(4)],
    ['fetched the goods', collected(4)],
    ['was called off', [event('pickup.cancelled', 4, { pickupId })]],
    ['is of a return that was cancelled', [event('decision.cancelled', 4, {})]],
    ['is of goods that have arrived another way', [event('parcel.received', 4, {})]],
  ])('is nothing to tell of a task that %s', (_, more) => {
    expect(dueOn([...twice, ...more], 5)).toEqual([])
    expect(nextClockAt(foldCase([...twice, ...more]))).toBeNull()
  })

  it('of a task that has only one says nothing before it', () => {
    const single = { ...task, data: { ...task.data, maxAttempts: 1 } } as CaseEvent
    expect(dueOn([created(), single, accepted], 4)).toEqual([])
  })
})

describe('whatever happens and whenever the job runs', () => {
  const days = fc.double({ min: 0.2, max: 60, noNaN: true })
  const anyClock = fc
    .tuple(fc.constantFrom('window' as const, 'money' as const), days, fc.integer({ min: -2, max: 30 }))
    .map(([kind, ends, before]) => clock(kind, ends, ends - before))
  const happening: fc.Arbitrary<CaseEvent[]> = fc.oneof(
    fc.tuple(days, fc.array(anyClock, { maxLength: 2 })).map(([at, clocks]) => [verdict(at, ...clocks)]),
    days.map(failedVisit),
    days.map(collected),
    days.map((at) => [event('pickup.agreed', at, { pickupId })]),
    fc
      .tuple(
        days,
        fc.constantFrom('decision.approved', 'decision.declined', 'decision.reviewed', 'decision.cancelled'),
      )
      .map(([at, type]) => [event(type, at, {})]),
    fc
      .tuple(days, fc.constantFrom('refund.started', 'refund.paid', 'refund.failed'))
      .map(([at, type]) => [event(type, at, {})]),
    days.map((at) => [event('parcel.received', at, {})]),
  )
  const history = fc
    .array(happening, { maxLength: 8 })
    .map((lists) => [created(), verdict(0.1, window, money), task, accepted, agreed, ...lists.flat()])

  it('the cache names the moment from which something is due', () => {
    fc.assert(
      fc.property(history, fc.array(days, { maxLength: 4 }), days, (told, runs, at) => {
        const events = [...told]
        for (const moment of runs) run(events, on(moment))
        const state = foldCase(events)
        const next = nextClockAt(state)
        expect(dueNow(state, on(at)).length > 0).toBe(next !== null && next <= on(at))
      }),
    )
  })

  it('nothing is told twice, no warning comes at or after its end, and every run leaves nothing due', () => {
    fc.assert(
      fc.property(history, fc.array(days, { maxLength: 8 }), (told, runs) => {
        const events = [...told]
        const seen = new Set<string>()
        for (const moment of runs) {
          const at = on(moment)
          for (const due of run(events, at)) {
            const subject =
              due.what === 'last_attempt' ? due.pickupId : `${due.clock.kind} ${due.clock.endsAt}`
            const key = `${due.what} ${subject}`
            expect(seen).not.toContain(key)
            if (due.what === 'before') expect(seen).not.toContain(`after ${subject}`)
            if (due.what === 'before') expect(Date.parse(due.clock.endsAt)).toBeGreaterThan(at.getTime())
            seen.add(key)
          }
          const next = nextClockAt(foldCase(events))
          expect(next === null || next > at).toBe(true)
        }
      }),
    )
  })

  it('an end that has passed is told by the next run, however many were missed', () => {
    fc.assert(
      fc.property(history, fc.array(days, { maxLength: 4 }), (told, runs) => {
        const events = [...told]
        for (const moment of runs.toSorted((one, other) => one - other)) run(events, on(moment))
        run(events, on(100))
        const state = foldCase(events)
        for (const { kind, endsAt } of runningClocks(state)) {
          expect(state.told).toContain(`${kind === 'window' ? 'window_ended' : 'money_overdue'}:${endsAt}`)
        }
      }),
    )
  })
})
