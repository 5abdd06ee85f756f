/** The ways a generated case has gone: what happened to it, and how many of a hundred cases went this way. */
import type { CaseEvent, EventType } from '@/lib/cases/events'
import { foldCase } from '@/lib/cases/fold'
import type { CaseState } from '@/lib/cases/state'
import type { CaseKind } from '@/lib/cases/machine'

export type Path = {
  kind: CaseKind
  weight: number
  /** The shop's own records said that the return was over. */
  historic?: true
  events: readonly EventType[]
}

const asked: EventType[] = ['case.created', 'decision.approved', 'pickup.created']
const visited: EventType[] = [...asked, 'pickup.accepted', 'pickup.agreed', 'pickup.on_way']
const travelling: EventType[] = [...visited, 'pickup.collected', 'parcel.at_hub', 'parcel.in_transit']
const inspected: EventType[] = [...travelling, 'parcel.received', 'inspection.done', 'refund.due']

/** The pickup of this one waits for what the carrier will report. */
export const awaitingPickup: Path = { kind: 'client_return', weight: 5, events: asked }

export const paths: readonly Path[] = [
  awaitingPickup,
  { kind: 'client_return', weight: 4, events: ['case.created'] },
  { kind: 'client_return', weight: 2, events: ['case.created', 'decision.reviewed'] },
  { kind: 'client_return', weight: 3, events: ['case.created', 'decision.approved'] },
  { kind: 'client_return', weight: 2, events: [...visited, 'pickup.attempt_failed'] },
  { kind: 'client_return', weight: 5, events: travelling },
  { kind: 'client_return', weight: 1, events: [...travelling, 'parcel.lost'] },
  { kind: 'client_return', weight: 3, events: [...travelling, 'parcel.received'] },
  { kind: 'client_return', weight: 3, events: inspected },
  { kind: 'client_return', weight: 5, events: ['case.created', 'decision.declined'] },
  { kind: 'client_return', weight: 3, events: ['case.created', 'decision.cancelled'] },
  { kind: 'refusal', weight: 3, events: ['case.created'] },
  {
    kind: 'refusal',
    weight: 9,
    events: ['case.created', 'route.given', 'parcel.in_transit', 'parcel.received', 'inspection.done'],
  },
  { kind: 'client_return', weight: 10, events: [...inspected, 'refund.started', 'refund.paid'] },
  { kind: 'client_return', weight: 42, historic: true, events: ['case.created'] },
]

/** One entry for each of a hundred cases: the place of its path. */
export const choices: readonly number[] = paths.flatMap(({ weight }, index) =>
  Array<number>(weight).fill(index),
)

const some = '00000000-0000-7000-8000-000000000000'
export const requirements = { packagingCheck: true, photos: false, act: false }

/** What the caches of a case of one piece say after the path: the application's own fold decides. */
export function stateAfter(path: Path): CaseState {
  const start = Date.UTC(2026, 0, 1)
  return foldCase(
    path.events.map((type, index) => ({
      ...told(type, path),
      id: `${some.slice(0, -2)}${String(index).padStart(2, '0')}`,
      occurredAt: new Date(start + index * 60_000),
      actor: { kind: 'system', id: null },
    })) as CaseEvent[],
  )
}

function told(type: EventType, path: Path): Pick<CaseEvent, 'type' | 'data'> {
  const items = [{ caseItemId: some, quantity: 1 }]
  switch (type) {
    case 'case.created': {
      const historic = path.historic ? { historic: { importId: some, number: '' } } : {}
      const lines = [{ caseItemId: some, orderLineId: some, quantity: 1, reason: null }]
      return { type, data: { kind: path.kind, orderId: some, items: lines, channel: 'site', ...historic } }
    }
    case 'pickup.created': {
      const slot = { date: '2026-01-01', from: '10:00', to: '14:00' }
      const pickup = { pickupId: some, number: 1, carrierId: some, slot, items, requirements, maxAttempts: 3 }
      return { type, data: pickup }
    }
    case 'pickup.collected':
      return { type, data: { pickupId: some, items } }
    case 'inspection.done':
      return {
        type,
        data: { items: [{ ...items[0], caseItemId: some, quantity: 1, disposition: 'restock' }] },
      }
    case 'refund.due':
      return { type, data: { amount: 1, currency: 'RUB' } }
    case 'route.given':
      return { type, data: { routeId: some, action: 'deliver', locationId: some } }
    case 'parcel.received':
      return { type, data: { locationId: some } }
    case 'decision.approved':
    case 'decision.declined':
    case 'decision.cancelled':
    case 'decision.reviewed':
    case 'parcel.at_hub':
    case 'parcel.in_transit':
    case 'parcel.lost':
    case 'refund.started':
    case 'refund.paid':
      return { type, data: {} }
    case 'pickup.accepted':
    case 'pickup.agreed':
    case 'pickup.on_way':
    case 'pickup.attempt_failed':
      return { type, data: { pickupId: some } }
    default:
      throw new Error(`No path has ${type}`)
  }
}

/** Who reports it. */
export function actorOf(type: EventType): 'member' | 'carrier' {
  return /^(pickup\.(?!created)|parcel\.)/.test(type) ? 'carrier' : 'member'
}
