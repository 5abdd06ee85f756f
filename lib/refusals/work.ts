import 'server-only'
/** What refusals become: a case with its route, another attempt of one, the rows of both. */
import type { Tx } from '@/db/tenant'
import type { CaseEvent } from '@/lib/cases/events'
import { decidedAt } from '@/lib/cases/holding'
import { foldCase } from '@/lib/cases/fold'
import { insertCases, recordEvents, type LoadedCase, type NewCase } from '@/lib/cases/store'
import { idFrom, newId } from '@/lib/ids'
import { nextNumbers } from '@/lib/numbers'
import { claimedRow, flagsOf, isBeyond, isClaimable, movedAlong, numbersOf, refusedEvent } from './claimed'
import { againFrom, attemptOf, takeRefused, type RefusedLine } from './facts'
import { giveRoute, insertRoutes, moneyOf, type GivenRoute, type RouteRow } from './giving'
import type { KnownParcel } from './parcels'
import type { RefusalSign } from './refusal'
import type { RoutingShop } from './shop'
import { followSlots } from './slots'
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

  /**
   * A parcel of which no refusal was known, or none of these articles.
   * @param others what is known of the others: where the parcel has been since, these have been too
   */
  async first(told: ToldRefusal, parcel: KnownParcel, others: readonly LoadedCase[]): Promise<TakenRefusal> {
    const taken = takeRefused(parcel.lines, told.event.items)
    if (!taken.ok) return { parked: taken.parked }
    const { caller } = this.intake
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
    const row = this.claim(told, parcel, taken.refused, {
      id,
      caseId,
      attempt: told.event.attempt ?? 1,
      extent: taken.extent,
      items: items.map(({ caseItemId, quantity }) => ({ caseItemId, quantity })),
    })
    const along = others[0] ? movedAlong(others[0].events, caseId, refusedAt) : []
    const events = [created, ...this.eventsOf(told, parcel, row), ...along]
    const arrived = along.length > 0 && foldCase(events).custody === 'received'
    const given = arrived ? null : await this.route(row, parcel, events, null)
    this.fresh.push({
      id: caseId,
      orderId: parcel.orderId,
      customerId: parcel.customerId,
      requestedAt: refusedAt,
      events: [...events, ...(given?.events ?? [])],
      courierReason: told.reason,
    })
    this.parcels.push(parcel)
    const about = numbersOf(parcel)
    return along.length > 0 ? { caseId, about, again: true } : { caseId, about }
  }

  /**
   * The same parcel once more: a repetition, or another attempt, which is taken when that is asked for: of a message about
   * several cases none is before all can be.
   */
  another(
    told: ToldRefusal,
    parcel: KnownParcel,
    loaded: LoadedCase,
    own: { refused: RefusedLine[]; items: { caseItemId: string; quantity: number }[] },
    { attempts, sameDay }: { attempts: ReadonlyMap<number, Date>; sameDay: boolean },
  ): TakenRefusal | (() => Promise<TakenRefusal>) {
    const { custody, route, redelivery } = loaded.state
    const zone = this.intake.caller.merchant.timeZone
    const occurredAt = new Date(told.event.occurredAt)
    const { attempt, repeated } = attemptOf(
      { attempt: told.event.attempt, occurredAt },
      { attempts, againFrom: (lastAt) => againFrom({ custody, route, redelivery, sameDay }, lastAt, zone) },
    )
    if (repeated) {
      // All of the parcel, of a visit of which only a part was told before: who is right a person must say.
      const more = !told.event.items && parcel.lines.some((line) => isBeyond(loaded, line))
      return more ? { parked: 'too_many' } : { caseId: loaded.id, repeated: true }
    }
    // What comes late about an earlier attempt changes nothing that was decided on a later one.
    const latest = attempt > Math.max(0, ...attempts.keys())
    const again: CaseEvent = {
      id: this.eventId(told),
      type: 'delivery.refused',
      occurredAt,
      actor: this.intake.caller.actor,
      data: { items: own.items, attempt, ...(told.event.items && { listed: true }) },
    }
    if (attempt > mostAttempts || !isClaimable(loaded, parcel, again)) return { parked: 'too_many' }
    return async () => {
      const kept = loaded.state.items
      const whole = own.items.every(({ caseItemId, quantity }) => quantity === kept[caseItemId]?.quantity)
      const row = this.claim(told, parcel, own.refused, {
        id: this.eventId(told),
        caseId: loaded.id,
        attempt,
        extent: whole ? 'whole' : 'partial',
        items: own.items,
      })
      const events = this.eventsOf(told, parcel, row)
      // What was lost has turned up at the door.
      const given =
        latest && custody !== 'received'
          ? await this.route(row, parcel, [...loaded.events, ...events], loaded)
          : null
      this.recordings.push({ loaded, events: [...events, ...(given?.events ?? [])] })
      return { caseId: loaded.id, about: numbersOf(parcel), again: true }
    }
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
    // One behind the other without waiting: the database takes them in this order, and works while the next are made ready.
    const [, after] = await Promise.all([
      cases.length > 0 && insertCases(tx, merchantId, cases, now),
      recordEvents(tx, merchantId, this.recordings, now),
      insertRefusals(tx, this.intake, this.refusals),
      insertRoutes(tx, merchantId, this.routes),
    ])
    const before = new Map(this.recordings.map(({ loaded }) => [loaded.id, loaded]))
    await followSlots(tx, this.intake.caller.merchant, before, after, now)
  }

  private eventId({ event }: ToldRefusal): string {
    return idFrom(this.intake.caller.merchant.id, this.intake.carrier.id, event.id)
  }

  private claim(
    told: ToldRefusal,
    parcel: KnownParcel,
    refused: readonly RefusedLine[],
    known: Pick<RefusalRow, 'id' | 'caseId' | 'attempt' | 'extent' | 'items'>,
  ): RefusalRow {
    const signs = this.couriers.get(told.event.courier?.id ?? '') ?? []
    const noteId = told.event.comment ? newId() : null
    const row = claimedRow(this.intake, told, parcel, refused, signs, { ...known, noteId })
    this.refusals.push(row)
    return row
  }

  private eventsOf({ event }: ToldRefusal, parcel: KnownParcel, row: RefusalRow): CaseEvent[] {
    const { actor, merchant } = this.intake.caller
    const how = { actor, storageDays: this.shop.costs.storageDays, zone: merchant.timeZone }
    const flagged = flagsOf(row, parcel).map((flag): CaseEvent => ({
      id: newId(),
      type: 'case.flagged',
      occurredAt: row.refusedAt,
      actor: { kind: 'system', id: null },
      data: { flag },
    }))
    return [refusedEvent(row, parcel, event, how), ...flagged]
  }

  /** @param known the case as it was, with what it owes; null: there was none */
  private async route(
    row: RefusalRow,
    parcel: KnownParcel,
    events: CaseEvent[],
    known: LoadedCase | null,
  ): Promise<GivenRoute | null> {
    // Told late, it goes as what has waited since before the first rules began.
    const version = (await this.shop.rulesAt(row.refusedAt)) ?? (await this.shop.rulesAt(this.intake.now))
    if (!version) return null
    const given = giveRoute(version, this.shop, this.intake.caller.merchant.timeZone, {
      caseId: row.caseId,
      refusalId: row.id,
      refusedAt: row.refusedAt,
      facts: row.facts,
      cause: 'refused',
      ...moneyOf(row.facts, parcel.currency, known),
      at: decidedAt({ events }, this.intake.now),
    })
    this.routes.push(given.row)
    return given
  }
}
