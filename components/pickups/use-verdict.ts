import { useCallback, useEffect, useRef, useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { loadPreview } from '@/lib/policies/actions'
import type { CaseVerdict } from '@/lib/policies/verdict'
import type { ChosenItem, PickupForm } from '@/lib/pickups/rules'

/**
 * What the chosen goods would be answered. While a new answer is on its way the last one stays, and stays too when it
 * cannot be had: the server asks the same question once more before anything is made.
 */
export type LiveVerdict = {
  state: 'empty' | 'loading' | 'ready' | 'failed'
  verdict: CaseVerdict | null
}

const pause = 200
const none: LiveVerdict = { state: 'empty', verdict: null }

function questionOf(items: readonly ChosenItem[] | undefined): string {
  return JSON.stringify(
    (items ?? []).map(({ orderLineId, quantity, reason }) => ({ orderLineId, quantity, reason })),
  )
}

/** Asks a moment after the last change of the items; the last question wins. Without an order nothing is asked. */
export function useVerdict<Sent>(
  merchantSlug: string,
  orderId: string | null,
  form: UseFormReturn<PickupForm, unknown, Sent>,
): LiveVerdict & { refresh: () => void } {
  const asked = useRef(0)
  const [live, setLive] = useState<LiveVerdict>(none)

  const ask = useCallback(
    async (question: string) => {
      if (orderId === null) return
      const turn = ++asked.current
      if (question === '[]') return setLive(none)
      setLive(({ verdict }) => ({ state: 'loading', verdict }))
      const input = { orderId, items: JSON.parse(question) as unknown }
      const answer = await loadPreview(merchantSlug, input).catch(() => null)
      if (turn !== asked.current) return
      setLive(({ verdict }) =>
        answer?.ok && answer.data ? { state: 'ready', verdict: answer.data } : { state: 'failed', verdict },
      )
    },
    [merchantSlug, orderId],
  )

  useEffect(() => {
    let last = '[]'
    let timer: ReturnType<typeof setTimeout> | undefined
    const consider = (items: readonly ChosenItem[] | undefined, wait: number) => {
      const question = questionOf(items)
      if (question === last) return
      last = question
      clearTimeout(timer)
      // What is shown is out of date from here on, not only once it is asked for.
      if (wait > 0 && question !== '[]') setLive(({ verdict }) => ({ state: 'loading', verdict }))
      timer = setTimeout(() => void ask(question), question === '[]' ? 0 : wait)
    }
    consider(form.getValues('items'), 0)
    const unsubscribe = form.subscribe({
      formState: { values: true },
      callback: ({ values }) => consider(values.items, pause),
    })
    return () => {
      clearTimeout(timer)
      unsubscribe()
    }
  }, [form, ask])

  return { ...live, refresh: () => void ask(questionOf(form.getValues('items'))) }
}
