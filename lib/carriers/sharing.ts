/** One parcel, several refusals: articles that were refused for different reasons are told, kept and sent apart. Pure. */
import type { CaseState } from '@/lib/cases/state'
import { idFrom } from '@/lib/ids'
import type { CarrierEvent } from './schemas'

type Items = CarrierEvent['items']

export type ParcelCase = {
  caseId: string
  /** How many pieces of each article it is about, by SKU. */
  pieces: ReadonlyMap<string, number>
}

/** @param skus the article of each item of the case, by the item's id; what has none is left out */
export function piecesOf(
  { items }: Pick<CaseState, 'items'>,
  skus: ReadonlyMap<string, string>,
): ParcelCase['pieces'] {
  const pieces = new Map<string, number>()
  for (const { id, quantity } of Object.values(items)) {
    const sku = skus.get(id)
    if (sku !== undefined) pieces.set(sku, (pieces.get(sku) ?? 0) + quantity)
  }
  return pieces
}

/**
 * Which of a parcel's cases a message is about, and with which of the articles that it lists. Without a list it is about all
 * of them. What no case has, or has less of, goes to the first that knows the article, else to the first of all: there it is
 * looked at as it would be without the others.
 * @param cases the newest first
 */
export function shareOut(items: Items, cases: readonly ParcelCase[]): { caseId: string; items: Items }[] {
  if (!items || items.length === 0 || cases.length < 2) return cases.map(({ caseId }) => ({ caseId, items }))
  const shares = cases.map(({ caseId, pieces }) => ({
    caseId,
    pieces,
    room: new Map(pieces),
    items: new Map<string, number>(),
  }))
  const add = (share: (typeof shares)[number] | undefined, sku: string, quantity: number) =>
    share?.items.set(sku, (share.items.get(sku) ?? 0) + quantity)
  for (const { sku, quantity } of items) {
    let rest = quantity
    for (const share of shares) {
      const taken = Math.min(rest, share.room.get(sku) ?? 0)
      if (taken === 0) continue
      share.room.set(sku, (share.room.get(sku) ?? 0) - taken)
      add(share, sku, taken)
      rest -= taken
    }
    if (rest > 0 || quantity === 0) add(shares.find(({ pieces }) => pieces.has(sku)) ?? shares[0], sku, rest)
  }
  return shares
    .filter((share) => share.items.size > 0)
    .map((share) => ({
      caseId: share.caseId,
      items: [...share.items].map(([sku, quantity]) => ({ sku, quantity })),
    }))
}

type Way = Pick<CaseState, 'custody' | 'route'>

/**
 * Which of a parcel's cases a message without a list is about: none that has arrived while another is on its way; of those
 * that were sent apart, what happens at the door those that are brought there again, and what happens on the road the others.
 */
export function concerned<C extends { state: Way }>(type: string, cases: readonly C[]): C[] {
  const underWay = cases.filter(({ state }) => state.custody !== 'received')
  const all = underWay.length > 0 ? underWay : [...cases]
  const again = all.filter(({ state }) => state.route === 'redeliver')
  if (again.length === 0 || again.length === all.length) return all
  if (type === 'delivery.redelivered' || type === 'delivery.refused') return again
  const onTheRoad = type === 'parcel.in_transit' || type === 'parcel.received'
  return onTheRoad ? all.filter((one) => !again.includes(one)) : all
}

/** What one message says of another case of the same parcel is an event of its own; null: of the case it is about first. */
export function eventIdOf(id: string, otherCaseId: string | null): string {
  return otherCaseId === null ? id : idFrom(id, otherCaseId)
}
