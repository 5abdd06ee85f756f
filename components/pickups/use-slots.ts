import { useCallback, useEffect, useRef, useState } from 'react'
import type { PickupSlots } from '@/lib/carriers/queries'
import { loadSlots } from '@/lib/pickups/actions'
import type { SlotState } from './slot-section'

export function slotState(city: string, found: PickupSlots | null): SlotState {
  if (found === null) return { state: 'no_carrier' }
  if (city === '') return { state: 'no_city' }
  return { state: 'ready', slots: found.slots, city, carrier: found.carrier.name }
}

type Drawn = { city: string; found: PickupSlots | null }

/**
 * The slots of a city as the server drew them first, where it did, and as they are after that. The last question asked
 * wins. For a task that moves, its own place counts as free.
 */
export function useSlots(merchantSlug: string, city: string, drawn: Drawn | null, pickupId?: string) {
  const asked = useRef(0)
  const [slots, setSlots] = useState<SlotState>(() =>
    drawn?.city === city ? slotState(city, drawn.found) : { state: 'loading', city },
  )

  const ask = useCallback(
    async (wanted: string) => {
      const question = ++asked.current
      const answer = await loadSlots(merchantSlug, { city: wanted, ...(pickupId ? { pickupId } : {}) }).catch(
        () => null,
      )
      if (question !== asked.current) return
      setSlots(answer?.ok ? slotState(wanted, answer.data) : { state: 'failed', city: wanted })
    },
    [merchantSlug, pickupId],
  )
  const load = useCallback(
    (wanted: string) => {
      setSlots(wanted === '' ? { state: 'no_city' } : { state: 'loading', city: wanted })
      if (wanted === '') asked.current += 1
      else void ask(wanted)
    },
    [ask],
  )

  const elsewhere = city !== drawn?.city
  useEffect(() => {
    // Nothing was drawn, or a draft had another city than the order.
    if (elsewhere) void ask(city)
  }, [ask, city, elsewhere])

  return { slots, load, refresh: ask }
}
