import { useCallback, useEffect, useRef, useState } from 'react'
import type { PickupSlots } from '@/lib/carriers/queries'
import { loadSlots } from '@/lib/pickups/actions'
import type { SlotState } from './slot-section'

export function slotState(city: string, found: PickupSlots | null): SlotState {
  if (found === null) return { state: 'no_carrier' }
  if (city === '') return { state: 'no_city' }
  return { state: 'ready', slots: found.slots, city, carrier: found.carrier.name }
}

/** The slots of a city as the server drew them first, and as they are after that. The last question asked wins. */
export function useSlots(
  merchantSlug: string,
  city: string,
  drawn: { city: string; found: PickupSlots | null },
) {
  const asked = useRef(0)
  const [slots, setSlots] = useState<SlotState>(() =>
    city === drawn.city ? slotState(city, drawn.found) : { state: 'loading', city },
  )

  const ask = useCallback(
    async (wanted: string) => {
      const question = ++asked.current
      const answer = await loadSlots(merchantSlug, { city: wanted }).catch(() => null)
      if (question !== asked.current) return
      setSlots(answer?.ok ? slotState(wanted, answer.data) : { state: 'failed', city: wanted })
    },
    [merchantSlug],
  )
  const load = useCallback(
    (wanted: string) => {
      setSlots(wanted === '' ? { state: 'no_city' } : { state: 'loading', city: wanted })
      if (wanted === '') asked.current += 1
      else void ask(wanted)
    },
    [ask],
  )

  const elsewhere = city !== drawn.city
  useEffect(() => {
    // A draft had another city than the order.
    if (elsewhere) void ask(city)
  }, [ask, city, elsewhere])

  return { slots, load, refresh: ask }
}
