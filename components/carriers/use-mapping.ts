'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useCommandId } from '@/components/locations/command-id'
import { useToast } from '@/components/ui/toast'
import { submitMapping } from '@/lib/carriers/actions'
import type { MapCodeInput } from '@/lib/carriers/schemas'

type Word = Pick<MapCodeInput, 'carrierId' | 'kind' | 'code'>

const fieldErrors = ['unknown_reason', 'unknown_type', 'known_type'] as const

/** Says what a word means, and tells in passing what became of the messages. */
export function useMapping(merchantSlug: string, word: Word, onDone: () => void) {
  const t = useTranslations()
  const toast = useToast()
  const commandId = useCommandId()
  const [pending, setPending] = useState(false)
  const [error, setError] = useState<string>()

  async function send(meaning: string) {
    if (pending) return
    if (!meaning) return setError(t('carriers.meaning.required'))
    setPending(true)
    setError(undefined)
    const said = { ...word, meaning }
    const result = await submitMapping(merchantSlug, { ...said, commandId: commandId(said) }).catch(
      () => null,
    )
    setPending(false)
    if (!result) return setError(t('carriers.meaning.unreachable'))
    if (!result.ok) {
      const field = fieldErrors.find((code) => result.error.fields?.some((issue) => issue.code === code))
      return setError(field ? t(`carriers.meaning.${field}`) : t(`errors.${result.error.code}`))
    }
    const { applied, parked, waiting } = result.data
    const parts = [
      t('carriers.meaning.applied', { count: applied }),
      ...(parked > 0 ? [t('carriers.meaning.stillParked', { count: parked })] : []),
      ...(waiting > 0 ? [t('carriers.meaning.stillWaiting', { count: waiting })] : []),
    ]
    toast({ tone: 'green', text: parts.join('; ') })
    onDone()
  }

  return { pending, error, send, clear: () => setError(undefined) }
}
