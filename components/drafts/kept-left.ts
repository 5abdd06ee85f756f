export type Left<Value> = { name: string; value: Value }

/** A text that nobody asked for so long is not missed. */
const days = 30
const most = 5

type Asked<Value> = {
  now: number
  /** Whether a tab that is open writes it. */
  isOpen: (name: string) => boolean
  /** Whether it differs from what is stored. */
  isNews: (value: Value) => boolean
}

/** Of texts that were not saved, the latest that no tab has open, and the names of those that are of no use any more. */
export function sortLeft<Value extends { savedAt: number }>(
  all: readonly Left<Value>[],
  { now, isOpen, isNews }: Asked<Value>,
): { offered: Left<Value> | null; dropped: string[] } {
  const closed = all.filter(({ name }) => !isOpen(name)).toSorted((a, b) => b.value.savedAt - a.value.savedAt)
  const worth = closed.filter(({ value }) => value.savedAt > now - days * 86_400_000 && isNews(value))
  const offered = worth.slice(0, most)
  return {
    offered: offered[0] ?? null,
    dropped: closed.filter((one) => !offered.includes(one)).map(({ name }) => name),
  }
}
