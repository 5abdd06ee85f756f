/** Where something that can be compared stands in time: versions by their number, a draft after all. */
type Ranked = { rank: number }

/**
 * Both sides in the order of time: the asked one, or the latest before it where none is asked for or it is not there; null
 * when there is nothing to compare with.
 */
export function compared<Side extends Ranked>(
  own: Side,
  others: readonly Side[],
  asked: Side | undefined,
): { other: Side; before: Side; after: Side } | null {
  const earlier = others.filter(({ rank }) => rank < own.rank).toSorted((a, b) => b.rank - a.rank)
  const other = asked ?? earlier[0]
  if (!other) return null
  return other.rank < own.rank ? { other, before: other, after: own } : { other, before: own, after: other }
}
