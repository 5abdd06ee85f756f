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

/** Whose place counts as free: a pickup task's, or a refused parcel's that goes to the door again. */
type Moving = { pickupId: string } | { refusedCaseId: string }

/**
 * The slots of a city as the server drew them first, where it did, and as they are after that. The last question asked
 * wins. For what moves, its own place counts as free.
 */
export function useSlots(merchantSlug: string, city: string, drawn: Drawn | null, moving?: Moving) {
  const pickupId = moving && 'pickupId' in moving ? moving.pickupId : undefined
  const refusedCaseId = moving && 'refusedCaseId' in moving ? moving.refusedCaseId : undefined
  const asked = useRef(0)
  const [slots, setSlots] = useState<SlotState>(() =>
    drawn?.city === city ? slotState(city, drawn.found) : { state: 'loading', city },
  )

  const ask = useCallback(
    async (wanted: string) => {
      const question = ++asked.current
      const of = { ...(pickupId && { pickupId }), ...(refusedCaseId && { refusedCaseId }) }
      const answer = await loadSlots(merchantSlug, { city: wanted, ...of }).catch(() => null)
      if (question !== asked.current) return
      setSlots(answer?.ok ? slotState(wanted, answer.data) : { state: 'failed', city: wanted })
    },
    [merchantSlug, pickupId, refusedCaseId],
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
