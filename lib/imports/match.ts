/** A line of an order that goods may have come back from. `left` is what was sold and not yet asked back. */
export type Purchase = {
  /** The order line's id. */
  id: string
  orderId: string
  orderNumber: string
  position: number
  /** What makes two orders one customer's; null when nobody knows. */
  customer: string | null
  sku: string
  placedAt: Date
  left: number
}

/** A line by which a shop took articles back. `line` is its place in the file. */
export type Cancellation = {
  line: number
  number: string
  customer: string | null
  sku: string
  cancelledAt: Date
  quantity: number
}

/** Each code is a sentence in messages `imports.unmatched`. */
export const unmatchedCodes = ['no_customer', 'never_bought', 'bought_later', 'not_enough_left'] as const
export type UnmatchedCode = (typeof unmatchedCodes)[number]

export type Share = { purchase: Purchase; quantity: number }
export type Match =
  | { cancellation: Cancellation; shares: [Share, ...Share[]] }
  | { cancellation: Cancellation; unmatched: UnmatchedCode; left: number }

/** Articles are one when their codes differ in case only (`85123a` is a typing of `85123A`). */
export function articleKey(sku: string): string {
  return sku.trim().toUpperCase()
}

/**
 * Which order lines each cancellation takes back: of the same customer and article, bought before it, with enough left.
 *
 * Cancellations are taken in the order of their time (then number, then line), so that an earlier one finds what was left
 * then. Of several orders the most recent one that can give all of it is chosen, because people return what they have
 * just got; when no single one can, it is taken from the most recent backwards. An order line whose order has the
 * cancellation's own number comes before all others (a shop that writes the return into the order itself), there the
 * customer need not be known. What cannot be given whole is not given in part: half a match would invent which half.
 * The result is in the order of the file's lines and does not depend on the order of the input.
 */
export function matchCancellations(
  purchases: readonly Purchase[],
  cancellations: readonly Cancellation[],
): Match[] {
  const left = new Map(purchases.map((purchase) => [purchase.id, purchase.left]))
  const byCustomer = groupRecentFirst(purchases, (purchase) =>
    purchase.customer === null ? null : JSON.stringify([purchase.customer, articleKey(purchase.sku)]),
  )
  const byNumber = groupRecentFirst(purchases, (purchase) =>
    JSON.stringify([purchase.orderNumber, articleKey(purchase.sku)]),
  )
  const matches: Match[] = []
  for (const cancellation of [...cancellations].sort(inTime)) {
    const article = articleKey(cancellation.sku)
    const itself = byNumber.get(JSON.stringify([cancellation.number, article])) ?? []
    const others =
      cancellation.customer === null
        ? []
        : (byCustomer.get(JSON.stringify([cancellation.customer, article])) ?? [])
    matches.push(matchOne(cancellation, itself, others, left))
  }
  return matches.sort((one, other) => one.cancellation.line - other.cancellation.line)
}

function matchOne(
  cancellation: Cancellation,
  itself: readonly Purchase[],
  others: readonly Purchase[],
  left: Map<string, number>,
): Match {
  const own = new Set(itself)
  const before = [
    ...itself,
    ...others.filter((purchase) => !own.has(purchase) && purchase.placedAt < cancellation.cancelledAt),
  ]
  const rest = (purchase: Purchase) => left.get(purchase.id) ?? 0
  const sum = before.reduce((total, purchase) => total + rest(purchase), 0)
  if (sum < cancellation.quantity) {
    const unmatched =
      before.length > 0
        ? 'not_enough_left'
        : others.length > 0
          ? 'bought_later'
          : cancellation.customer === null
            ? 'no_customer'
            : 'never_bought'
    return { cancellation, unmatched, left: sum }
  }
  const orders = [...new Set(before.map((purchase) => purchase.orderId))]
  const whole = orders.find(
    (orderId) =>
      before.reduce((total, purchase) => total + (purchase.orderId === orderId ? rest(purchase) : 0), 0) >=
      cancellation.quantity,
  )
  const [first, ...more] = take(
    whole === undefined ? before : before.filter((purchase) => purchase.orderId === whole),
    cancellation.quantity,
    left,
  )
  if (!first) throw new Error('A cancellation of a positive quantity takes from at least one line')
  return { cancellation, shares: [first, ...more] }
}

function take(from: readonly Purchase[], quantity: number, left: Map<string, number>): Share[] {
  const shares: Share[] = []
  let wanted = quantity
  for (const purchase of from) {
    const given = Math.min(wanted, left.get(purchase.id) ?? 0)
    if (given === 0) continue
    left.set(purchase.id, (left.get(purchase.id) ?? 0) - given)
    shares.push({ purchase, quantity: given })
    wanted -= given
    if (wanted === 0) break
  }
  return shares
}

function groupRecentFirst(
  purchases: readonly Purchase[],
  keyOf: (purchase: Purchase) => string | null,
): Map<string, Purchase[]> {
  const groups = new Map<string, Purchase[]>()
  for (const purchase of purchases) {
    const key = keyOf(purchase)
    if (key === null) continue
    const group = groups.get(key)
    if (group) group.push(purchase)
    else groups.set(key, [purchase])
  }
  for (const group of groups.values()) group.sort(recentFirst)
  return groups
}

function recentFirst(one: Purchase, other: Purchase): number {
  return (
    other.placedAt.getTime() - one.placedAt.getTime() ||
    compare(other.orderNumber, one.orderNumber) ||
    one.position - other.position ||
    compare(one.id, other.id)
  )
}

function inTime(one: Cancellation, other: Cancellation): number {
  return (
    one.cancelledAt.getTime() - other.cancelledAt.getTime() ||
    compare(one.number, other.number) ||
    one.line - other.line
  )
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
