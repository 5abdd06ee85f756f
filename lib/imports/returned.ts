import { articleKey, type Cancellation } from './match'

/** Cancellation number and article → pieces that returns were made of already. */
export type Returned = ReadonlyMap<string, number>

export function returnedKey(number: string, sku: string): string {
  return JSON.stringify([number, articleKey(sku)])
}

/** What is still to be matched after earlier imports of the same cancellations. */
export function withoutReturned(
  wanted: readonly Cancellation[],
  before: Returned,
): { open: Cancellation[]; unchanged: number } {
  const rest = new Map(before)
  const open: Cancellation[] = []
  for (const cancellation of wanted) {
    const key = returnedKey(cancellation.number, cancellation.sku)
    const covered = Math.min(rest.get(key) ?? 0, cancellation.quantity)
    rest.set(key, (rest.get(key) ?? 0) - covered)
    if (covered < cancellation.quantity)
      open.push({ ...cancellation, quantity: cancellation.quantity - covered })
  }
  return { open, unchanged: wanted.length - open.length }
}
