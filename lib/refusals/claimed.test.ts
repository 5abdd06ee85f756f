import { describe, expect, it } from 'vitest'
import type { CaseEvent } from '@/lib/cases/events'
import { foldCase } from '@/lib/cases/fold'
import { flagsOf, isClaimable, numbersOf } from './claimed'
import type { ParcelLine } from './facts'

const refusedAt = new Date('2026-11-20T09:00:00Z')
const before = new Date(refusedAt.getTime() - 1)
const after = new Date(refusedAt.getTime() + 1)

describe('what a person must look at', () => {
  const row = { disputedAt: null, extent: 'whole' as const, refusedAt }

  it('is a whole parcel that had been handed over, from that very moment on', () => {
    expect(flagsOf(row, { handedOverAt: null })).toEqual([])
    expect(flagsOf(row, { handedOverAt: after })).toEqual([])
    expect(flagsOf(row, { handedOverAt: refusedAt })).toEqual(['refused_after_delivery'])
    expect(flagsOf({ ...row, extent: 'partial' }, { handedOverAt: before })).toEqual([])
  })

  it('is what was called into question, with both where both hold', () => {
    const disputed = { ...row, disputedAt: refusedAt }
    expect(flagsOf(disputed, { handedOverAt: null })).toEqual(['disputed_refusal'])
    expect(flagsOf(disputed, { handedOverAt: before })).toEqual([
      'disputed_refusal',
      'refused_after_delivery',
    ])
  })
})

describe('what can be claimed anew', () => {
  const item = { caseItemId: 'i-1', orderLineId: 'l-1', quantity: 2, reason: null }
  const line: ParcelLine = {
    id: 'l-1',
    sku: 'LAMP-1',
    quantity: 2,
    left: 0,
    unitPrice: 100,
    category: null,
    supplier: null,
    weight: null,
    stocked: false,
  }
  const created: CaseEvent = {
    id: 'e-1',
    type: 'case.created',
    occurredAt: before,
    actor: { kind: 'system', id: null },
    data: { kind: 'refusal', orderId: 'o-1', items: [item], channel: 'carrier' },
  }
  const delivered: CaseEvent = {
    ...created,
    id: 'e-2',
    type: 'delivery.redelivered',
    occurredAt: refusedAt,
    data: {},
  }
  const known = (events: CaseEvent[]) => ({ events, state: foldCase(events) })
  const wanted = (quantity: number): CaseEvent => ({
    ...created,
    id: 'e-3',
    type: 'delivery.refused',
    occurredAt: after,
    data: { items: [{ caseItemId: 'i-1', quantity }], attempt: 2 },
  })
  // It was taken, and refused anew: the hub has more of it than the courier says.
  const counted: CaseEvent = {
    ...created,
    id: 'e-4',
    type: 'parcel.at_hub',
    occurredAt: new Date(after.getTime() + 1),
    data: {
      items: [{ caseItemId: 'i-1', quantity: 2 }],
      takes: [{ caseItemId: 'i-1', orderLineId: 'l-1', quantity: 2 }],
    },
  }

  it('is what the case holds already, and what is left of the line besides', () => {
    expect(isClaimable(known([created]), { lines: [line] }, wanted(2))).toBe(true)
    expect(isClaimable(known([created, delivered]), { lines: [line] }, wanted(1))).toBe(false)
    expect(isClaimable(known([created, delivered]), { lines: [{ ...line, left: 1 }] }, wanted(1))).toBe(true)
    expect(isClaimable(known([created, delivered]), { lines: [{ ...line, left: 1 }] }, wanted(2))).toBe(false)
  })

  it('is what the hub has counted since, too', () => {
    const events = known([created, delivered, counted])
    expect(isClaimable(events, { lines: [{ ...line, left: 2 }] }, wanted(1))).toBe(true)
    expect(isClaimable(events, { lines: [{ ...line, left: 1 }] }, wanted(1))).toBe(false)
  })

  it('is nothing more of a line that is gone', () => {
    expect(isClaimable(known([created]), { lines: [] }, wanted(2))).toBe(true)
    expect(isClaimable(known([created, delivered]), { lines: [] }, wanted(1))).toBe(false)
  })
})

describe('the numbers of a parcel', () => {
  it('leave out what it does not have', () => {
    expect(numbersOf({ number: 'A-1', trackingNumber: null })).toEqual({ orderNumber: 'A-1' })
    expect(numbersOf({ number: 'A-1', trackingNumber: 'T-1' })).toEqual({
      orderNumber: 'A-1',
      trackingNumber: 'T-1',
    })
  })
})
