import { useRef, useState } from 'react'
import { useOrderSearch, type FoundOrder } from './use-order-search'

type Asked = {
  merchantSlug: string
  /** Stands there while nothing is typed. */
  recent: readonly FoundOrder[]
  initialQuery?: string
  /** How many of the found are shown at most; all unless given. */
  limit?: number
  onPick: (order: FoundOrder) => void
}

/**
 * An order looked for in a `ComboboxInput`: what `useOrderSearch` answers, and in `field` what the input needs. Enter
 * picks the chosen order; pressed before the answer is here, it picks from that the one whose number was typed, else
 * the only one.
 */
export function useOrderFinder({ merchantSlug, recent, initialQuery = '', limit, onPick }: Asked) {
  const [query, setQuery] = useState(initialQuery)
  const [at, setAt] = useState(0)
  // Enter was pressed before the answer was here.
  const eager = useRef(false)
  const found = useOrderSearch(`/${merchantSlug}/pickups/new/orders`, query, recent, (answer) => {
    if (!eager.current) return
    eager.current = false
    const exact = answer.find(({ number }) => number.toLowerCase() === query.trim().toLowerCase())
    const sure = exact ?? (answer.length === 1 ? answer[0] : undefined)
    if (sure) onPick(sure)
  })
  const orders = found.orders.slice(0, limit)
  const active = Math.min(at, orders.length - 1)
  const field = {
    query,
    onQuery: (typed: string) => {
      setQuery(typed)
      setAt(0)
      eager.current = false
    },
    count: orders.length,
    active,
    onActive: setAt,
    onEnter: () => {
      const chosen = orders[active]
      if (found.state !== 'done' && found.state !== 'idle') eager.current = true
      else if (chosen) onPick(chosen)
    },
  }
  return { ...found, orders, field }
}
