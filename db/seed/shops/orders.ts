import { orderInput, type OrderInput } from '@/lib/orders/schemas'
import type { Good } from './goods'
import { people, type Person } from './people'
import { addressIn } from './places'
import type { Random } from './random'
import type { ShopPlan } from './plan'

export const day = 86_400_000
export const hour = 3_600_000

/** How an order ended at the door, known beforehand to the one who makes the orders up. */
export type Fate = 'kept' | 'refused'
export type PlannedOrder = {
  input: OrderInput
  placedAt: Date
  handedOverAt: Date | null
  fate: Fate
  person: Person
}

/** More towards today, most before New Year, fewer on weekends. */
function demand(daysAgo: number, today: Date): number {
  const date = new Date(today.getTime() - daysAgo * day)
  const season = [0.8, 0.9, 1, 0.9, 0.8, 0.75, 0.75, 0.85, 1, 1.1, 1.35, 1.6][date.getUTCMonth()] ?? 1
  const weekend = [0, 6].includes(date.getUTCDay()) ? 0.75 : 1
  return season * weekend * (1.25 - (daysAgo / 365) * 0.5)
}

/** A year of orders that ends an hour before `now`, the oldest first. */
export function yearOfOrders(shop: ShopPlan, random: Random, now: Date): PlannedOrder[] {
  const days = Array.from({ length: 365 }, (_, index) => [index, demand(index, now)] as const)
  const customers = people(random, Math.round(shop.orders * 0.7), shop.phones)
  const choices = shop.goods.map((good) => [good, good.popularity] as const)
  const moments = Array.from({ length: shop.orders }, () => {
    const midnight = now.getTime() - random.weighted(days) * day
    return Math.min(midnight - random.between(0, 14) * hour, now.getTime() - hour)
  }).sort((a, b) => a - b)
  return moments.map((placed, index) => {
    const person =
      index % 3 === 0
        ? random.pick(customers)
        : (customers[index % customers.length] ?? random.pick(customers))
    const handed = placed + random.between(1, 6) * day
    const fate: Fate = random.chance(0.045) ? 'refused' : 'kept'
    const delivered = fate === 'kept' && handed < now.getTime() - hour
    return planned(shop, random, {
      index,
      placedAt: new Date(placed),
      handedOverAt: delivered ? new Date(handed) : null,
      fate,
      person,
      lines: basket(random, choices),
    })
  })
}

type Line = OrderInput['lines'][number]

export function lineOf(good: Good, quantity: number): Line {
  return {
    sku: good.sku,
    name: good.name,
    quantity,
    unitPrice: good.price,
    category: good.category,
    supplier: good.supplier,
    weightGrams: good.weight,
    ...(good.madeToOrder && { madeToOrder: true }),
    ...(good.technicallyComplex && { technicallyComplex: true }),
    // What sells quickly is kept where it is sent from.
    ...(good.price < 300_000 && { stockedAtFulfilment: true }),
  }
}

/** Somebody's order, of so many different articles at least. */
export function basketOf(shop: ShopPlan, random: Random, least: number): Line[] {
  const choices = shop.goods.map((good) => [good, good.popularity] as const)
  for (;;) {
    const lines = basket(random, choices)
    if (lines.length >= least) return lines
  }
}

function basket(random: Random, choices: readonly (readonly [Good, number])[]): Line[] {
  const size = random.weighted([
    [1, 45],
    [2, 30],
    [3, 16],
    [4, 6],
    [6, 3],
  ] as const)
  const chosen = new Map<string, Line>()
  for (let at = 0; at < size; at += 1) {
    const good = random.weighted(choices)
    const cheap = good.price < 150_000
    chosen.set(
      good.sku,
      lineOf(
        good,
        cheap
          ? random.int(1, 5)
          : random.weighted([
              [1, 12],
              [2, 2],
            ] as const),
      ),
    )
  }
  return [...chosen.values()]
}

type Facts = Omit<PlannedOrder, 'input'> & { index: number; lines: Line[] }

export function planned(shop: ShopPlan, random: Random, facts: Facts): PlannedOrder {
  const { index, placedAt, handedOverAt, fate, person, lines } = facts
  const input = orderInput.parse({
    number: shop.orderNumber(index),
    channel: random.weighted([
      ['site', 7],
      ['app', 4],
      ['phone', 1],
    ] as const),
    placedAt: placedAt.toISOString(),
    ...(handedOverAt && { handedOverAt: handedOverAt.toISOString() }),
    ...(handedOverAt && random.chance(0.9) && { returnTermsGivenAt: handedOverAt.toISOString() }),
    payment: random.chance(fate === 'refused' ? 0.25 : 0.8) ? 'prepaid' : 'cod',
    currency: 'RUB',
    customer: { name: person.name, phone: person.phone, ...(person.email && { email: person.email }) },
    address: addressIn(random, shop.cities),
    trackingNumber: `1${shop.slug.length}${String(53_264_000 + index * 37)}`,
    lines,
  } satisfies OrderInput)
  return { input, placedAt, handedOverAt, fate, person }
}
