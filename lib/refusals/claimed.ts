/** What a refusal is when it is told: its row, its event, what speaks against it at once. Pure. */
import { eventIdOf } from '@/lib/carriers/sharing'
import type { About } from '@/lib/carriers/asking'
import type { CarrierEvent } from '@/lib/carriers/schemas'
import type { Actor, CaseEvent } from '@/lib/cases/events'
import { foldCase } from '@/lib/cases/fold'
import { claimOf } from '@/lib/cases/state'
import type { LoadedCase } from '@/lib/cases/store'
import { moneyClock, storageClock } from './clocks'
import { refusalFacts, type RefusedLine } from './facts'
import type { KnownParcel } from './parcels'
import type { RefusalSign } from './refusal'
import { visitSigns } from './signs'
import type { Intake, ToldRefusal } from './telling'
import type { RefusalRow } from './writing'

type Known = Pick<RefusalRow, 'id' | 'caseId' | 'attempt' | 'extent' | 'items' | 'noteId'>

/** @param courierSigns what is unusual of the courier who told it */
export function claimedRow(
  { carrier, caller, pathOf, locationIdOf, hubOf, now }: Intake,
  { event, reason, along = false }: ToldRefusal,
  parcel: KnownParcel,
  refused: readonly RefusedLine[],
  courierSigns: readonly RefusalSign[],
  known: Known,
): RefusalRow {
  const hubCode = event.location?.code ?? null
  const packaging = event.packaging ?? 'unknown'
  const refusedAt = new Date(event.occurredAt)
  const signs = [...visitSigns(event.visit ?? null), ...courierSigns]
  return {
    ...known,
    along,
    refusedAt,
    packaging,
    reasonCode: event.reasonCode ?? null,
    reason,
    courierCode: event.courier?.id ?? null,
    hubCode,
    hubLocationId: (hubCode && locationIdOf(hubCode)) ?? null,
    comment: event.comment ?? null,
    evidence: event.evidence ?? [],
    visit: event.visit ? visitOf(event.visit) : null,
    facts: refusalFacts(parcel, refused, {
      reasons: pathOf(reason),
      hub: hubOf(hubCode),
      carrier: carrier.code,
      attempt: known.attempt,
      extent: known.extent,
      packaging,
      refusedAt,
      zone: caller.merchant.timeZone,
    }),
    signs,
    // A number alone accuses nobody.
    disputedAt: signs.some(({ kind }) => kind !== 'courier_unusual') ? now : null,
  }
}

/** @param storageDays how long a parcel may lie where the rules name no other time */
export function refusedEvent(
  row: RefusalRow,
  parcel: Pick<KnownParcel, 'payment'>,
  { items, packaging }: Pick<CarrierEvent, 'items' | 'packaging'>,
  { actor, storageDays, zone }: { actor: Actor; storageDays: number; zone: string },
): CaseEvent {
  return {
    id: row.id,
    type: 'delivery.refused',
    occurredAt: row.refusedAt,
    actor,
    data: {
      items: row.items,
      ...(row.reasonCode && { reasonCode: row.reasonCode }),
      ...(row.reason && { reason: row.reason }),
      attempt: row.attempt,
      extent: row.extent,
      ...(items && { listed: true }),
      ...(packaging && { packaging }),
      ...(row.hubCode && { locationCode: row.hubCode }),
      storage: storageClock(row.refusedAt, storageDays, zone),
      ...(parcel.payment !== 'cod' && { money: moneyClock(row.refusedAt, zone) }),
      ...(row.evidence.length > 0 && { evidence: row.evidence }),
      ...(row.noteId && { noteId: row.noteId }),
    },
  }
}

/** What a person must look at, by the flag of the case. */
export function flagsOf(
  row: Pick<RefusalRow, 'disputedAt' | 'extent' | 'refusedAt'>,
  { handedOverAt }: Pick<KnownParcel, 'handedOverAt'>,
): string[] {
  return [
    ...(row.disputedAt ? ['disputed_refusal'] : []),
    ...(row.extent === 'whole' && handedOverAt && handedOverAt <= row.refusedAt
      ? ['refused_after_delivery']
      : []),
  ]
}

/**
 * What the customer had taken after all is claimed anew by another refusal; meanwhile it may have been asked back in another
 * case.
 */
export function isClaimable(
  { events, state }: Pick<LoadedCase, 'events' | 'state'>,
  { lines }: Pick<KnownParcel, 'lines'>,
  refused: CaseEvent,
): boolean {
  const after = foldCase([...events, refused])
  return Object.values(after.items).every(({ id, orderLineId }) => {
    const more = claimOf(after, id) - claimOf(state, id)
    return more <= (lines.find((line) => line.id === orderLineId)?.left ?? 0)
  })
}

/** Whether of a line there is more to refuse than the case was made of. */
export function isBeyond(
  { state }: Pick<LoadedCase, 'state'>,
  { id, quantity, left }: KnownParcel['lines'][number],
): boolean {
  const item = Object.values(state.items).find(({ orderLineId }) => orderLineId === id)
  return left > 0 && (item?.quantity ?? 0) < quantity
}

/**
 * Where the whole parcel has been since `refusedAt`, as events of another case of it: told a moment later, they would have
 * been events of both. That the customer took something after all was said of what was known then, and of nothing else.
 */
export function movedAlong(events: readonly CaseEvent[], caseId: string, refusedAt: Date): CaseEvent[] {
  return events
    .filter(isOfParcel)
    .flatMap((event) =>
      event.occurredAt >= refusedAt && !('items' in event.data)
        ? [{ ...event, id: eventIdOf(event.id, caseId) }]
        : [],
    )
}

const isOfParcel = ({ type }: CaseEvent) =>
  type === 'parcel.at_hub' ||
  type === 'parcel.in_transit' ||
  type === 'parcel.received' ||
  type === 'parcel.lost' ||
  type === 'parcel.found'

/** What else is told of the parcel may go by either. */
export function numbersOf({ number, trackingNumber }: Pick<KnownParcel, 'number' | 'trackingNumber'>): About {
  return { orderNumber: number, ...(trackingNumber !== null && { trackingNumber }) }
}

function visitOf({ arrivedAt, leftAt, calls }: NonNullable<CarrierEvent['visit']>) {
  return {
    ...(arrivedAt !== undefined && { arrivedAt }),
    ...(leftAt !== undefined && { leftAt }),
    ...(calls !== undefined && { calls }),
  }
}
