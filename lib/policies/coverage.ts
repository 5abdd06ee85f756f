import type { WindowException } from './schemas'

/** Which exceptions can ever be reached: proven over their conditions, not tried on orders. */

/** Every reason with its way up to the root, itself first. */
export type ReasonTree = ReadonlyMap<string, readonly string[]>

type Conditions = Omit<WindowException, 'days'>

const from = ({ priceFrom }: Conditions) => priceFrom ?? 0
const to = ({ priceTo }: Conditions) => priceTo ?? Infinity
const hasBand = ({ priceFrom, priceTo }: Conditions) => priceFrom !== null || priceTo !== null

/** Whether two exceptions for the same goods, channel and reason claim some of the same prices. */
export function sharesBand(a: Conditions, b: Conditions): boolean {
  const same = a.category === b.category && a.channel === b.channel && a.reason === b.reason
  // One without a band is what holds for the other prices, below the one that has it.
  return same && hasBand(a) && hasBand(b) && from(a) < to(b) && from(b) < to(a)
}

/** Values of one condition that are told apart by the exceptions: those they name, and any other (null). */
function valuesOf(own: string | null, named: readonly (string | null)[]): (string | null)[] {
  return own === null ? [...new Set([...named, null])] : [own]
}

/**
 * The ways up of the reasons that an exception is about, one of each kind that the others tell apart; the empty one stands
 * for no reason given.
 */
function reasonsOf(
  own: string | null,
  others: readonly Conditions[],
  tree: ReasonTree,
): (readonly string[])[] {
  const named = new Set(others.map(({ reason }) => reason))
  const ways = own === null ? [[], ...tree.values()] : [...tree.values()].filter((way) => way.includes(own))
  const kinds = new Map(ways.map((way) => [way.filter((code) => named.has(code)).join('\n'), way]))
  return kinds.size > 0 ? [...kinds.values()] : [[own ?? '']]
}

function coversPrices(exception: Conditions, others: readonly Conditions[]): boolean {
  let reached = from(exception)
  for (const other of others.toSorted((a, b) => from(a) - from(b))) {
    if (from(other) > reached) return false
    reached = Math.max(reached, to(other))
    if (reached >= to(exception)) return true
  }
  return false
}

const meets = (own: string | null, other: string | null) => own === null || other === null || own === other

function meetsReason(own: string | null, other: string | null, tree: ReasonTree): boolean {
  if (meets(own, other)) return true
  return Boolean(tree.get(own ?? '')?.includes(other ?? '') || tree.get(other ?? '')?.includes(own ?? ''))
}

/** More exceptions that have a part in it are all named; leaving out the idle ones would take too long. */
const mostTold = 12

/**
 * Places (from 0) of the earlier exceptions that together take everything an exception is about: one where one suffices,
 * else those that are needed for it. Empty when something is left to it.
 */
export function coveredBy(exception: Conditions, earlier: readonly Conditions[], tree: ReasonTree): number[] {
  const near = earlier.filter(
    (other) =>
      meets(exception.category, other.category) &&
      meets(exception.channel, other.channel) &&
      meetsReason(exception.reason, other.reason, tree) &&
      from(other) < to(exception) &&
      from(exception) < to(other),
  )
  const ways = reasonsOf(exception.reason, near, tree)
  const covers = (others: readonly Conditions[]) =>
    valuesOf(
      exception.category,
      others.map(({ category }) => category),
    ).every((category) => {
      const inCategory = others.filter((other) => other.category === null || other.category === category)
      return valuesOf(
        exception.channel,
        inCategory.map(({ channel }) => channel),
      ).every((channel) => {
        const inChannel = inCategory.filter((other) => other.channel === null || other.channel === channel)
        return ways.every((way) =>
          coversPrices(
            exception,
            inChannel.filter(({ reason }) => reason === null || way.includes(reason)),
          ),
        )
      })
    })

  const alone = near.find((other) => covers([other]))
  if (alone) return [earlier.indexOf(alone)]
  if (!covers(near)) return []
  let needed = near
  if (near.length <= mostTold) {
    for (const other of near) {
      const rest = needed.filter((one) => one !== other)
      if (covers(rest)) needed = rest
    }
  }
  return needed.map((other) => earlier.indexOf(other))
}
