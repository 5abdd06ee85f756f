import 'server-only'
/** What refusals become: a case with its route, another attempt of one, the rows of both. */
import type { Tx } from '@/db/tenant'
import { dayNumber } from '@/lib/calendar/days'
import type { About } from '@/lib/carriers/asking'
import type { CarrierEvent } from '@/lib/carriers/schemas'
import type { CaseEvent, EventDataOf } from '@/lib/cases/events'
import { lastDue } from '@/lib/cases/due'
import { decidedAt } from '@/lib/cases/holding'
import { insertCases, recordEvents, type LoadedCase, type NewCase } from '@/lib/cases/store'
import { addDays } from '@/lib/dates'
import { idFrom, newId } from '@/lib/ids'
import { nextNumbers } from '@/lib/numbers'
import { withParents } from '@/lib/policies/facts'
import { lastDayOf, spanAfter } from '@/lib/policies/windows'
import { endOfDay, localDate, startOfDay } from '@/lib/time'
import { againFrom, attemptOf, refusalFacts, takeRefused, type RefusedLine } from './facts'
import { giveRoute, insertRoutes, storageClock, type GivenRoute, type RouteRow } from './giving'
import type { KnownParcel } from './parcels'
import type { RefusalSign } from './refusal'
import type { RoutingShop } from './shop'
import { visitSigns } from './signs'
import type { Intake, TakenRefusal, ToldRefusal } from './telling'
import { insertRefusals, type RefusalRow } from './writing'

/** More times nobody goes to one door. */
const mostAttempts = 20

/** What one round writes, gathered, so that it takes a fixed number of statements. */
export class Work {
  private readonly fresh: Omit<NewCase, 'number' | 'tokens'>[] = []
  private readonly parcels: KnownParcel[] = []
  private readonly recordings: { loaded: LoadedCase; events: CaseEvent[] }[] = []
  private readonly refusals: RefusalRow[] = []
  private readonly routes: RouteRow[] = []

  constructor(
    private readonly intake: Intake,
    private readonly shop: RoutingShop,
    private readonly couriers: ReadonlyMap<string, RefusalSign[]>,
  ) {}

  /** A parcel of which no refusal was known. */
  async first(told: ToldRefusal, parcel: KnownParcel): Promise<TakenRefusal> {
    const taken = takeRefused(parcel.lines, told.event.items)
    if (!taken.ok) return { parked: taken.parked }
    const { caller, now } = this.intake
    const refusedAt = new Date(told.event.occurredAt)
    const id = this.eventId(told)
    const caseId = idFrom('refusal', caller.merchant.id, id)
    const items = taken.refused.map(({ line, quantity }) => ({
      caseItemId: newId(),
      orderLineId: line.id,
      quantity,
      reason: null,
    }))
    const created: CaseEvent = {
      id: newId(),
      type: 'case.created',
      occurredAt: refusedAt,
      actor: caller.actor,
      data: { kind: 'refusal', orderId: parcel.orderId, items, channel: 'carrier' },
    }
    const attempt = told.event.attempt ?? 1
    const row = this.refusalRow(told, parcel, taken.refused, {
      id,
      caseId,
      attempt,
      extent: taken.extent,
      items: items.map(({ caseItemId, quantity }) => ({ caseItemId, quantity })),
    })
    const events = [created, this.refusedEvent(told, parcel, row), ...this.flags(row, parcel)]
    const given = await this.route(row, parcel, decidedAt({ events }, now), true, null)
    this.fresh.push({
      id: caseId,
      orderId: parcel.orderId,
      customerId: parcel.customerId,
      requestedAt: refusedAt,
      events: [...events, ...(given?.events ?? [])],
      courierReason: told.reason,
    })
    this.parcels.push(parcel)
    return { caseId, about: numbersOf(parcel) }
  }

  /** The same parcel once more: a repetition, or another attempt. */
  async another(
    told: ToldRefusal,
    parcel: KnownParcel,
    loaded: LoadedCase,
    own: { refused: RefusedLine[]; items: { caseItemId: string; quantity: number }[] },
    attempts: ReadonlyMap<number, Date>,
  ): Promise<TakenRefusal> {
    const { custody, route, redelivery } = loaded.state
    const zone = this.intake.caller.merchant.timeZone
    const occurredAt = new Date(told.event.occurredAt)
    const { attempt, repeated } = attemptOf(
      { attempt: told.event.attempt, occurredAt },
      { attempts, againFrom: (lastAt) => againFrom({ custody, route, redelivery }, lastAt, zone) },
    )
    if (repeated) return { caseId: loaded.id, repeated: true }
    // What comes late about an earlier attempt changes nothing that was decided on a later one.
    const latest = attempt > Math.max(0, ...attempts.keys())
    if (attempt > mostAttempts || (latest && !this.claimable(loaded, parcel, own.items)))
      return { parked: 'too_many' }
    const kept = loaded.state.items
    const whole = own.items.every(({ caseItemId, quantity }) => quantity === kept[caseItemId]?.quantity)
    const row = this.refusalRow(told, parcel, own.refused, {
      id: this.eventId(told),
      caseId: loaded.id,
      attempt,
      extent: whole ? 'whole' : 'partial',
      items: own.items,
    })
    const events = [this.refusedEvent(told, parcel, row), ...this.flags(row, parcel)]
    const movable = !['received', 'lost'].includes(custody)
    const { money } = loaded.state
    const unpaid = money === 'not_due' || money === 'due'
    const due = money === 'due' ? lastDue(loaded.events) : null
    const given =
      latest && movable
        ? await this.route(
            row,
            parcel,
            decidedAt({ events: [...loaded.events, ...events] }, this.intake.now),
            unpaid,
            due,
          )
        : null
    this.recordings.push({ loaded, events: [...events, ...(given?.events ?? [])] })
    return { caseId: loaded.id, about: numbersOf(parcel), again: true }
  }

  /** What the customer had taken after all is claimed anew; meanwhile it may have been asked back in another case. */
  private claimable(
    loaded: LoadedCase,
    parcel: KnownParcel,
    items: readonly { caseItemId: string; quantity: number }[],
  ): boolean {
    const created = loaded.events.find((event) => event.type === 'case.created')
    if (created?.type !== 'case.created') return false
    return created.data.items.every(({ caseItemId, orderLineId }) => {
      const item = loaded.state.items[caseItemId]
      const line = parcel.lines.find(({ id }) => id === orderLineId)
      const wanted = items.find((one) => one.caseItemId === caseItemId)?.quantity ?? 0
      if (!item || !line) return wanted === 0
      const claimed = loaded.state.live ? item.quantity - item.kept : 0
      return wanted - claimed <= line.left
    })
  }

  async write(tx: Tx, now: Date): Promise<void> {
    const merchantId = this.intake.caller.merchant.id
    const numbers = this.fresh.length > 0 ? await nextNumbers(tx, merchantId, 'case', this.fresh.length) : []
    const cases = this.fresh.flatMap((entry, at): NewCase[] => {
      const parcel = this.parcels[at]
      const number = numbers[at]
      if (!parcel || number === undefined) return []
      const tokens = {
        number,
        orderNumber: parcel.number,
        customerName: parcel.customerName,
        phones: [parcel.phone],
        trackingNumber: parcel.trackingNumber,
      }
      return [{ ...entry, number, tokens }]
    })
    if (cases.length > 0) await insertCases(tx, merchantId, cases, now)
    if (this.recordings.length > 0) await recordEvents(tx, merchantId, this.recordings, now)
    await insertRefusals(tx, this.intake, this.refusals)
    await insertRoutes(tx, merchantId, this.routes)
  }

  private eventId({ event }: ToldRefusal): string {
    return idFrom(this.intake.caller.merchant.id, this.intake.carrier.id, event.id)
  }

  private refusalRow(
    { event, reason }: ToldRefusal,
    parcel: KnownParcel,
    refused: readonly RefusedLine[],
    known: Pick<RefusalRow, 'id' | 'caseId' | 'attempt' | 'extent' | 'items'>,
  ): RefusalRow {
    const { carrier, caller, reasons, locationIdOf, now } = this.intake
    const hubCode = event.location?.code ?? null
    const packaging = event.packaging ?? 'unknown'
    const refusedAt = new Date(event.occurredAt)
    const courierCode = event.courier?.id ?? null
    const signs = [...visitSigns(event.visit ?? null), ...(this.couriers.get(courierCode ?? '') ?? [])]
    const row: RefusalRow = {
      ...known,
      refusedAt,
      packaging,
      reasonCode: event.reasonCode ?? null,
      reason,
      courierCode,
      hubCode,
      hubLocationId: (hubCode && locationIdOf(hubCode)) ?? null,
      comment: event.comment ?? null,
      noteId: event.comment ? newId() : null,
      evidence: event.evidence ?? [],
      visit: event.visit ? visitOf(event.visit) : null,
      facts: refusalFacts(parcel, refused, {
        reasons: withParents(reasons, reason),
        hub: hubCode,
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
    this.refusals.push(row)
    return row
  }

  private refusedEvent({ event }: ToldRefusal, parcel: KnownParcel, row: RefusalRow): CaseEvent {
    const { timeZone: zone } = this.intake.caller.merchant
    return {
      id: row.id,
      type: 'delivery.refused',
      occurredAt: row.refusedAt,
      actor: this.intake.caller.actor,
      data: {
        items: row.items,
        ...(row.reasonCode && { reasonCode: row.reasonCode }),
        ...(row.reason && { reason: row.reason }),
        attempt: row.attempt,
        extent: row.extent,
        ...(event.packaging && { packaging: event.packaging }),
        ...(row.hubCode && { locationCode: row.hubCode }),
        storage: storageClock(row.refusedAt, this.shop.costs.storageDays, zone),
        ...(parcel.payment !== 'cod' && { money: moneyClock(row.refusedAt, zone) }),
        ...(row.noteId && { noteId: row.noteId }),
      },
    }
  }

  private flags(row: RefusalRow, parcel: KnownParcel): CaseEvent[] {
    const flags = [
      ...(row.disputedAt ? ['disputed_refusal'] : []),
      ...(row.extent === 'whole' && parcel.handedOverAt && parcel.handedOverAt <= row.refusedAt
        ? ['refused_after_delivery']
        : []),
    ]
    return flags.map((flag) => ({
      id: newId(),
      type: 'case.flagged',
      occurredAt: row.refusedAt,
      actor: { kind: 'system', id: null },
      data: { flag },
    }))
  }

  private async route(
    row: RefusalRow,
    parcel: KnownParcel,
    at: Date,
    unpaid: boolean,
    due: number | null,
  ): Promise<GivenRoute | null> {
    const version = await this.shop.rulesAt(row.refusedAt)
    if (!version) return null
    const given = giveRoute(version, this.shop, this.intake.caller.merchant.timeZone, {
      caseId: row.caseId,
      refusalId: row.id,
      refusedAt: row.refusedAt,
      facts: row.facts,
      cause: 'refused',
      owed:
        parcel.payment === 'prepaid' && unpaid
          ? { amount: row.facts.parcelValue, currency: parcel.currency }
          : null,
      due,
      at,
    })
    this.routes.push(given.row)
    return given
  }
}

/** What else is told of the parcel may go by either. */
function numbersOf({ number, trackingNumber }: KnownParcel): About {
  return { orderNumber: number, ...(trackingNumber !== null && { trackingNumber }) }
}

function visitOf({ arrivedAt, leftAt, calls }: NonNullable<CarrierEvent['visit']>) {
  return {
    ...(arrivedAt !== undefined && { arrivedAt }),
    ...(leftAt !== undefined && { leftAt }),
    ...(calls !== undefined && { calls }),
  }
}

/** What was paid is owed within 10 days of the refusal (ЗоЗПП ст. 26.1 п. 4); an end on a day off moves. */
function moneyClock(refusedAt: Date, zone: string): EventDataOf<'verdict.given'>['clocks'][number] {
  const { window } = spanAfter(dayNumber(localDate(refusedAt, zone)), { days: 10 }, true)
  return {
    kind: 'money',
    endsAt: endOfDay(lastDayOf(window), zone).toISOString(),
    warnAt: startOfDay(addDays(window.calendarEnd, -3), zone).toISOString(),
  }
}
