'use client'

import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useRef, useState, useTransition } from 'react'
import { v7 } from 'uuid'
import type { Refusal, Result } from '@/lib/result'

/**
 * Sending a command and what came of it. The same press sent twice is one command; after `changed` it is another. When
 * somebody was quicker the page is read anew, and the next press is about the parcel as it became.
 */
export function useAnswer() {
  const t = useTranslations()
  const router = useRouter()
  const [failure, setFailure] = useState('')
  const [pending, start] = useTransition()
  const commandId = useRef('')

  function send<T>(
    submit: (commandId: string) => Promise<Result<T>>,
    then: { done: (data: T) => void; refused?: (error: Refusal) => string | undefined },
  ) {
    commandId.current ||= v7()
    const id = commandId.current
    start(async () => {
      setFailure('')
      const result = await submit(id).catch(() => null)
      if (!result) return setFailure(t('errors.unexpected'))
      if (result.ok) return then.done(result.data)
      commandId.current = ''
      const { error } = result
      const own = then.refused?.(error)
      if (own !== undefined) return setFailure(own)
      if (error.code === 'conflict') router.refresh()
      setFailure(error.code === 'conflict' ? t('refusals.dialog.changed') : t(`errors.${error.code}`))
    })
  }

  return {
    failure,
    pending,
    send,
    /** Something else would be sent now. */
    changed: () => {
      commandId.current = ''
      setFailure('')
    },
  }
}
