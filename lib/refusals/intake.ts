import 'server-only'
/**
 * A refusal comes in: within the carrier's transaction it becomes a case with its route, or another attempt of the case that
 * is there. Works on hundreds at once, in a fixed number of queries.
 */
import type { Tx } from '@/db/tenant'
import type { CarrierEvent } from '@/lib/carriers/schemas'
import { lockCases, type LoadedCase } from '@/lib/cases/store'
import { localDate } from '@/lib/time'
import { takeRefused, type RefusedLine } from './facts'
import { readParcels, type KnownParcel } from './parcels'
import { readRoutingShop, type RoutingShop } from './shop'
import type { Intake, TakenRefusal, ToldRefusal } from './telling'
import { Work } from './work'
import { readAttempts, readCouriers } from './writing'

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
  let waiting = told.toSorted(byAttempt)
  while (waiting.length > 0) {
    const parcels = await readParcels(
      tx,
      caller.merchant.id,
      waiting.map(({ event }) => event),
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

function byAttempt({ event: a }: ToldRefusal, { event: b }: ToldRefusal): number {
  return (a.attempt ?? 1) - (b.attempt ?? 1) || Date.parse(a.occurredAt) - Date.parse(b.occurredAt)
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
  const caseIds = round.flatMap(({ parcel }) => parcel.caseId ?? [])
  const [loaded, attempts, couriers] = await Promise.all([
    lockCases(tx, merchantId, caseIds),
    readAttempts(tx, merchantId, caseIds),
    readCouriers(
      tx,
      intake,
      round.map(({ told }) => told.event),
    ),
  ])
  const work = new Work(intake, shop, couriers)
  for (const { told, parcel } of round) {
    const known = parcel.caseId ? loaded.get(parcel.caseId) : undefined
    const own = known && ownItems(known, parcel, told.event.items)
    results.set(
      told.event.id,
      known && own
        ? await work.another(told, parcel, known, own, attempts.get(known.id) ?? new Map<number, Date>())
        : await work.first(told, parcel),
    )
  }
  await work.write(tx, now)
  return results
}

/** The refused articles as items of the case that is there; null when it is about others. */
function ownItems(
  loaded: LoadedCase,
  parcel: KnownParcel,
  told: CarrierEvent['items'],
): { refused: RefusedLine[]; items: { caseItemId: string; quantity: number }[] } | null {
  const created = loaded.events.find((event) => event.type === 'case.created')
  if (created?.type !== 'case.created') return null
  const own = created.data.items.flatMap(({ caseItemId, orderLineId, quantity }) => {
    const line = parcel.lines.find(({ id }) => id === orderLineId)
    return line ? [{ caseItemId, line: { ...line, left: quantity }, quantity }] : []
  })
  const taken = takeRefused(
    own.map(({ line }) => line),
    told,
  )
  if (!taken.ok) return null
  const items = own.map(({ caseItemId, line }) => ({
    caseItemId,
    quantity: taken.refused.find((one) => one.line.id === line.id)?.quantity ?? 0,
  }))
  return { refused: taken.refused, items }
}
