/** What the rules look at, from an order, what was refused of it, and how. Pure. */
import type { Custody, RouteAction } from '@/lib/cases/machine'
import { addDays, dayOfWeek, type LocalDate } from '@/lib/dates'
import { localDate, startOfDay } from '@/lib/time'
import type { RefusalFacts } from '@/lib/routing/route'
import type { Extent, PackagingState } from '@/lib/routing/schemas'

export type ParcelLine = {
  id: string
  sku: string
  quantity: number
  /** Not asked back in another case. */
  left: number
  /** Minor units of one piece. */
  unitPrice: number
  category: string | null
  supplier: string | null
  /** Grams of one piece. */
  weight: number | null
  stocked: boolean
}

/** An order as the parcel that was at the door. */
export type Parcel = {
  orderId: string
  number: string
  payment: 'prepaid' | 'cod' | null
  currency: string
  region: string | null
  city: string | null
  lines: ParcelLine[]
}

export type RefusedLine = { line: ParcelLine; quantity: number }

type How = {
  /** The reason with what it stands under, itself first. */
  reasons: string[]
  hub: string | null
  carrier: string
  attempt: number
  extent: Extent
  packaging: PackagingState
  refusedAt: Date
  /** IANA zone of the merchant. */
  zone: string
}

export function refusalFacts(
  parcel: Pick<Parcel, 'payment' | 'region' | 'city'>,
  refused: readonly RefusedLine[],
  how: How,
): RefusalFacts {
  const { zone, refusedAt, ...told } = how
  const some = <T>(of: (line: ParcelLine) => T | null) => [
    ...new Set(refused.map(({ line }) => of(line)).filter((one) => one !== null)),
  ]
  const sum = (of: (line: ParcelLine) => number) =>
    refused.reduce((total, { line, quantity }) => total + of(line) * quantity, 0)
  const stocked = refused.filter(({ line }) => line.stocked).length
  return {
    ...told,
    categories: some((line) => line.category),
    skus: some((line) => line.sku),
    suppliers: some((line) => line.supplier),
    price: Math.max(0, ...refused.map(({ line }) => line.unitPrice)),
    parcelValue: sum((line) => line.unitPrice),
    weight: refused.every(({ line }) => line.weight !== null) ? sum((line) => line.weight ?? 0) : null,
    payment: parcel.payment,
    region: parcel.region,
    city: parcel.city,
    weekday: dayOfWeek(localDate(refusedAt, zone)),
    stocked: stocked === 0 ? 'none' : stocked === refused.length ? 'all' : 'some',
  }
}

export type Told = { sku: string; quantity: number }[] | undefined

export type Taken =
  { ok: true; refused: RefusedLine[]; extent: Extent } | { ok: false; parked: 'unknown_item' | 'too_many' }

/**
 * What was refused of a parcel: everything that is left of it unless articles are told. One article in two lines is counted
 * off in the order of the lines.
 */
export function takeRefused(lines: readonly ParcelLine[], told: Told): Taken {
  const whole = lines.filter(({ left }) => left > 0).map((line) => ({ line, quantity: line.left }))
  if (!told) {
    const all = lines.every(({ left, quantity }) => left === quantity)
    return whole.length > 0
      ? { ok: true, refused: whole, extent: all ? 'whole' : 'partial' }
      : { ok: false, parked: 'too_many' }
  }
  const wanted = new Map<string, number>()
  for (const { sku, quantity } of told) wanted.set(sku, (wanted.get(sku) ?? 0) + quantity)
  const refused: RefusedLine[] = []
  for (const line of lines) {
    const quantity = Math.min(line.left, wanted.get(line.sku) ?? 0)
    if (!wanted.has(line.sku)) continue
    wanted.set(line.sku, (wanted.get(line.sku) ?? 0) - quantity)
    if (quantity > 0) refused.push({ line, quantity })
  }
  for (const [sku, rest] of wanted) {
    if (!lines.some((line) => line.sku === sku)) return { ok: false, parked: 'unknown_item' }
    if (rest > 0) return { ok: false, parked: 'too_many' }
  }
  if (refused.length === 0) return { ok: false, parked: 'too_many' }
  const kept = lines.some(
    (line) => line.quantity > (refused.find((one) => one.line.id === line.id)?.quantity ?? 0),
  )
  return { ok: true, refused, extent: kept ? 'partial' : 'whole' }
}

/** One visit is told within it, by whatever way; nobody is at the same door again so soon. */
const oneVisit = 60 * 60_000

/**
 * From when on a parcel that was refused at `lastAt` can have been at the door again; null: it was not sent there. A courier
 * may be early: of the day that was agreed any hour counts.
 * @param sameDay the route sends it to the door again on the day of the refusal
 */
export function againFrom(
  {
    custody,
    route,
    redelivery,
    sameDay,
  }: {
    custody: Custody
    route: RouteAction | null
    redelivery: { date: LocalDate } | null
    sameDay: boolean
  },
  lastAt: Date,
  zone: string,
): Date | null {
  if (custody === 'customer') return new Date(lastAt.getTime() + 1)
  const soonest = lastAt.getTime() + oneVisit
  if (redelivery) return new Date(Math.max(startOfDay(redelivery.date, zone).getTime(), soonest))
  if (route !== 'redeliver') return null
  return sameDay ? new Date(soonest) : startOfDay(addDays(localDate(lastAt, zone), 1), zone)
}

/** Which time at the door it is, and whether that was told before. */
export function attemptOf(
  told: { attempt?: number | undefined; occurredAt: Date },
  known: { attempts: ReadonlyMap<number, Date>; againFrom: (lastAt: Date) => Date | null },
): { attempt: number; repeated: boolean } {
  const last = Math.max(0, ...known.attempts.keys())
  if (told.attempt !== undefined) return { attempt: told.attempt, repeated: known.attempts.has(told.attempt) }
  const lastAt = known.attempts.get(last)
  if (last === 0) return { attempt: 1, repeated: false }
  const from = lastAt ? known.againFrom(lastAt) : null
  return from !== null && told.occurredAt >= from
    ? { attempt: last + 1, repeated: false }
    : { attempt: last, repeated: true }
}
