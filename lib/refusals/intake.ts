import 'server-only'
/**
 * A refusal comes in: within the carrier's transaction it becomes a case with its route, or another attempt of the case that
 * is there. Works on hundreds at once, in a fixed number of queries.
 */
import type { Tx } from '@/db/tenant'
import type { CarrierEvent } from '@/lib/carriers/schemas'
import { concerned, piecesOf, shareOut } from '@/lib/carriers/sharing'
import { lockCases, type LoadedCase } from '@/lib/cases/store'
import { localDate } from '@/lib/time'
import { takeRefused, type RefusedLine } from './facts'
import { readParcels, type KnownParcel } from './parcels'
import { readRoutingShop, type RoutingShop } from './shop'
import type { Intake, TakenRefusal, ToldRefusal } from './telling'
import { Work } from './work'
import { readAttempts, readCouriers, readSameDay } from './writing'

/** What each refusal became, by the carrier's event id. Several of one order are taken one after the other. */
export async function takeRefusals(
  tx: Tx,
  intake: Intake,
  told: readonly ToldRefusal[],
): Promise<Map<string, TakenRefusal>> {
  const { caller, now } = intake
  const taken = new Map<string, TakenRefusal>()
  if (told.length === 0) return taken
  const shop = await readRoutingShop(tx, caller.merchant.id, localDate(now, caller.merchant.timeZone))
  let waiting = told.toSorted(byTime)
  while (waiting.length > 0) {
    const parcels = await readParcels(
      tx,
      caller.merchant.id,
      waiting.map(({ event }) => event),
      intake.carrier.id,
    )
    const seen = new Set<string>()
    const later: ToldRefusal[] = []
    const round: { told: ToldRefusal; parcel: KnownParcel }[] = []
    for (const one of waiting) {
      const parcel = parcels.of(one.event)
      if (!parcel) taken.set(one.event.id, { parked: 'unknown_pickup' })
      else if (seen.has(parcel.orderId)) later.push(one)
      else {
        seen.add(parcel.orderId)
        round.push({ told: one, parcel })
      }
    }
    for (const [id, result] of await takeRound(tx, intake, shop, round)) taken.set(id, result)
    waiting = later
  }
  return taken
}

function byTime({ event: a }: ToldRefusal, { event: b }: ToldRefusal): number {
  return Date.parse(a.occurredAt) - Date.parse(b.occurredAt) || (a.attempt ?? 1) - (b.attempt ?? 1)
}

/** At most one refusal of each order. */
async function takeRound(
  tx: Tx,
  intake: Intake,
  shop: RoutingShop,
  round: { told: ToldRefusal; parcel: KnownParcel }[],
): Promise<Map<string, TakenRefusal>> {
  const { caller, now } = intake
  const merchantId = caller.merchant.id
  const results = new Map<string, TakenRefusal>()
  const caseIds = round.flatMap(({ parcel }) => parcel.caseIds)
  const [loaded, attempts, couriers] = await Promise.all([
    lockCases(tx, merchantId, caseIds),
    readAttempts(tx, merchantId, caseIds),
    readCouriers(
      tx,
      intake,
      round.map(({ told }) => told.event),
    ),
  ])
  const sameDay = await readSameDay(tx, merchantId, waitingRoutes(round, loaded))
  const work = new Work(intake, shop, couriers)
  for (const { told, parcel } of round) {
    const cases = parcel.caseIds.flatMap((id) => loaded.get(id) ?? [])
    const { items: listed } = told.event
    const about = listed
      ? cases.filter((one) => isAbout(one, parcel, listed))
      : concerned('delivery.refused', cases)
    if (about.length === 0) {
      results.set(told.event.id, await work.first(told, parcel, cases))
      continue
    }
    // Articles that were refused for different reasons are cases of their own, and go to the door again together.
    const shares = shareOut(
      listed,
      about.map((one) => ({
        caseId: one.id,
        pieces: piecesOf(
          one.state,
          new Map(ownLines(one, parcel).map(({ caseItemId, line }) => [caseItemId, line.sku])),
        ),
      })),
    )
    const parts: ReturnType<Work['another']>[] = []
    for (const { caseId, items } of shares) {
      const known = loaded.get(caseId)
      if (!known) continue
      const isFirst = known === about[0]
      const id = isFirst ? told.event.id : `${told.event.id}\u0000${caseId}`
      const share = { ...told, event: { ...told.event, id, items }, along: !isFirst }
      const times = attempts.get(caseId) ?? new Map<number, Date>()
      const earlier = told.event.attempt !== undefined && told.event.attempt < Math.max(0, ...times.keys())
      const own = ownItems(known, parcel, items, earlier)
      const visits = { attempts: times, sameDay: sameDay.has(known.state.routeId ?? '') }
      // More of the same parcel than its case has: who is right a person must say.
      parts.push(own ? work.another(share, parcel, known, own, visits) : { parked: 'too_many' })
    }
    const result = await joined(parts)
    if (result) results.set(told.event.id, result)
  }
  await work.write(tx, now)
  return results
}

/** What becomes of a message about several cases: it waits whole where one of them must, else each takes its share. */
async function joined(parts: readonly ReturnType<Work['another']>[]): Promise<TakenRefusal | undefined> {
  const settled = parts.filter((one) => typeof one !== 'function')
  const waits = settled.find((one) => 'parked' in one)
  if (waits) return waits
  const taken: TakenRefusal[] = []
  for (const one of parts) if (typeof one === 'function') taken.push(await one())
  return taken[0] ?? settled[0]
}

/** The routes of cases of which it depends on the route whether a refusal is another one. */
function waitingRoutes(
  round: readonly { told: ToldRefusal; parcel: KnownParcel }[],
  loaded: ReadonlyMap<string, LoadedCase>,
): string[] {
  return round.flatMap(({ told, parcel }) =>
    told.event.attempt !== undefined
      ? []
      : parcel.caseIds.flatMap((id) => {
          const state = loaded.get(id)?.state
          return (state?.route === 'redeliver' && !state.redelivery && state.routeId) || []
        }),
  )
}

/** Whether a refusal is about some article of a case. */
function isAbout(loaded: LoadedCase, parcel: KnownParcel, told: NonNullable<CarrierEvent['items']>): boolean {
  const lines = ownLines(loaded, parcel)
  return told.some(({ sku }) => lines.some(({ line }) => line.sku === sku))
}

function ownLines(loaded: LoadedCase, parcel: KnownParcel) {
  return Object.values(loaded.state.items).flatMap(({ id: caseItemId, orderLineId, quantity }) => {
    const line = parcel.lines.find(({ id }) => id === orderLineId)
    return line ? [{ caseItemId, line: { ...line, left: quantity } }] : []
  })
}

/**
 * The refused articles as items of the case that is there; null when there are more of them than it has. `earlier`: an attempt
 * before the one that the case was made of; what was refused then and taken later is left out.
 */
function ownItems(
  loaded: LoadedCase,
  parcel: KnownParcel,
  told: CarrierEvent['items'],
  earlier: boolean,
): { refused: RefusedLine[]; items: { caseItemId: string; quantity: number }[] } | null {
  const own = ownLines(loaded, parcel)
  const left = new Map<string, number>()
  for (const { line } of own) left.set(line.sku, (left.get(line.sku) ?? 0) + line.left)
  const within = told
    ?.filter(({ sku }) => left.has(sku))
    .map(({ sku, quantity }) => ({ sku, quantity: Math.min(quantity, left.get(sku) ?? 0) }))
  const taken = takeRefused(
    own.map(({ line }) => line),
    earlier ? within : told,
  )
  if (!taken.ok) return null
  const items = own.map(({ caseItemId, line }) => ({
    caseItemId,
    quantity: taken.refused.find((one) => one.line.id === line.id)?.quantity ?? 0,
  }))
  return { refused: taken.refused, items }
}
