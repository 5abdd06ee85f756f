import { useEffect, useEffectEvent, useState } from 'react'
import type { OrderRow } from '@/lib/orders/queries'

export type FoundOrder = Pick<
  OrderRow,
  'id' | 'number' | 'customerName' | 'phone' | 'city' | 'currency' | 'total' | 'left' | 'claimed'
> & {
  placedAt: Date | string
}

type Found = { query: string; orders: readonly FoundOrder[]; failed: boolean }
const pause = 120

/**
 * Asks `url?q=` a moment after the last key; what was found stays on the screen until the next answer is here.
 * `onFound` is told of each answer as it comes.
 */
export function useOrderSearch(
  url: string,
  typed: string,
  recent: readonly FoundOrder[],
  onFound: (orders: readonly FoundOrder[]) => void,
) {
  const tell = useEffectEvent(onFound)
  const query = typed.trim()
  const [found, setFound] = useState<Found>({ query: '', orders: [], failed: false })
  const [again, setAgain] = useState(0)

  useEffect(() => {
    if (query === '') return
    const abort = new AbortController()
    const timer = setTimeout(async () => {
      try {
        const response = await fetch(`${url}?q=${encodeURIComponent(query)}`, { signal: abort.signal })
        if (!response.ok) throw new Error(`The search answered ${response.status}`)
        const { orders } = (await response.json()) as { orders: FoundOrder[] }
        setFound({ query, orders, failed: false })
        tell(orders)
      } catch {
        if (!abort.signal.aborted) setFound({ query, orders: [], failed: true })
      }
    }, pause)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [query, url, again])

  const retry = () => setAgain((times) => times + 1)
  if (query === '') return { orders: recent, recent: true, state: 'idle' as const, retry }
  // Until the first answer is here, the latest orders stay where they are.
  const none = found.query === ''
  if (found.query !== query) {
    return { orders: none ? recent : found.orders, recent: none, state: 'searching' as const, retry }
  }
  const state = found.failed ? ('failed' as const) : ('done' as const)
  return { orders: found.orders, recent: false, state, retry }
}
