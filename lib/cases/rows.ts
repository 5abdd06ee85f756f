/** Between rows and events: pure shapes for the event store. */
import type { Sealed } from './chain'
import { dueAt, nextClockAt } from './clocks'
import type { CaseEvent } from './events'
import type { CaseState } from './state'

export type EventRow = {
  id: string
  case_id: string
  seq: number
  type: CaseEvent['type']
  occurred_at: string
  recorded_at: string
  actor_kind: CaseEvent['actor']['kind']
  actor_id: string | null
  data: unknown
  hash: string
}

/** What stands in a row was checked when it was recorded; it is trusted when read back. */
export function eventFromRow(row: EventRow): Sealed {
  const data = typeof row.data === 'string' ? (JSON.parse(row.data) as unknown) : row.data
  return {
    id: row.id,
    type: row.type,
    occurredAt: new Date(row.occurred_at),
    actor: { kind: row.actor_kind, id: row.actor_id },
    data,
    seq: row.seq,
    recordedAt: new Date(row.recorded_at),
    hash: row.hash,
  } as Sealed
}

export function eventRow(caseId: string, event: Sealed) {
  return {
    id: event.id,
    case_id: caseId,
    seq: event.seq,
    type: event.type,
    occurred_at: event.occurredAt,
    recorded_at: event.recordedAt,
    actor_kind: event.actor.kind,
    actor_id: event.actor.id,
    data: event.data,
    hash: event.hash,
  }
}

export function itemRow(caseId: string, state: CaseState, itemId: string) {
  const item = state.items[itemId]
  if (!item) throw new Error('The fold lost an item')
  return {
    id: item.id,
    case_id: caseId,
    order_line_id: item.orderLineId,
    quantity: item.quantity,
    collected: item.collected,
    received: item.received,
    disposed: item.disposed,
    kept: item.kept,
    disposition: item.disposition,
    warehouse_reason: item.warehouseReason,
  }
}

export function cached(state: CaseState, sealed: Sealed[], version: number) {
  const last = sealed.at(-1)
  if (!last) throw new Error('No events to record')
  return {
    kind: state.kind,
    decision: state.decision,
    custody: state.custody,
    inspection: state.inspection,
    money: state.money,
    stage: state.stage,
    flagged: state.flagged,
    flags: [...new Set(state.flags)],
    assignee_id: state.assigneeId,
    location_id: state.locationId,
    verdict_outcome: state.verdict?.outcome ?? null,
    window_due_at: dueAt(state, 'window'),
    money_due_at: dueAt(state, 'money'),
    storage_due_at: dueAt(state, 'storage'),
    next_clock_at: nextClockAt(state),
    event_count: last.seq,
    last_hash: last.hash,
    version,
  }
}
