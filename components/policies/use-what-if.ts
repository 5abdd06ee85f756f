import { useEffect, useState } from 'react'
import { loadWhatIf } from '@/lib/policies/actions'
import type { WhatIf } from '@/lib/policies/queries'
import type { PolicyTerms } from '@/lib/policies/schemas'

export type Asked = {
  /** Empty while no order is chosen. */
  orderNumber: string
  /** Empty: not given. */
  reason: string
  /** Empty: today. */
  demandedOn: string
}

type Answered = { question: string; answer: WhatIf | 'gone' | 'failed' }

const pause = 250

/**
 * A real order under the terms as they stand in the form, asked a moment after the last change; the last answer stays
 * while the next one is on its way.
 * @param terms null while something is wrong with them: nothing is asked
 */
export function useWhatIf(merchantSlug: string, asked: Asked, terms: PolicyTerms | null) {
  const question =
    asked.orderNumber === '' || terms === null
      ? ''
      : JSON.stringify({
          orderNumber: asked.orderNumber,
          reason: asked.reason || null,
          demandedOn: asked.demandedOn || null,
          terms,
        })
  const [answered, setAnswered] = useState<Answered | null>(null)
  const [again, setAgain] = useState(0)

  useEffect(() => {
    if (question === '') return
    let current = true
    const timer = setTimeout(async () => {
      const result = await loadWhatIf(merchantSlug, JSON.parse(question)).catch(() => null)
      if (!current) return
      const answer = !result?.ok ? 'failed' : (result.data ?? 'gone')
      setAnswered({ question, answer })
    }, pause)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [merchantSlug, question, again])

  const of = answered && (JSON.parse(answered.question) as { orderNumber: string }).orderNumber
  return {
    /** Of this order, perhaps of the question before. */
    answer: answered && of === asked.orderNumber ? answered.answer : null,
    asking: question !== '' && answered?.question !== question,
    retry: () => {
      setAnswered(null)
      setAgain((times) => times + 1)
    },
  }
}
