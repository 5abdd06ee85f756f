'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useCommandId } from '@/components/locations/command-id'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import { submitRetry } from '@/lib/carriers/actions'
import { focusList } from './focus-list'

type RetryProps = { merchantSlug: string; carrierId: string; eventId: string; about: string }

/** Tries one message again; what still stands in its way is said beside the button. */
export function RetryButton({ merchantSlug, carrierId, eventId, about }: RetryProps) {
  const t = useTranslations()
  const toast = useToast()
  const commandId = useCommandId()
  const [pending, setPending] = useState(false)
  const [tries, setTries] = useState(0)
  const [still, setStill] = useState<string>()

  async function retry() {
    if (pending) return
    setPending(true)
    setStill(undefined)
    // Another try is another command: the first answer would be given again.
    const id = commandId({ carrierId, eventId, tries })
    const result = await submitRetry(merchantSlug, { carrierId, eventId, commandId: id }).catch(() => null)
    setPending(false)
    if (!result) return setStill(t('carriers.meaning.unreachable'))
    setTries(tries + 1)
    if (!result.ok) return setStill(t(`errors.${result.error.code}`))
    const { parked } = result.data
    if (parked) return setStill(t('carriers.retry.still', { why: t(`carriers.why.${parked}`) }))
    toast({ tone: 'green', text: t('carriers.retry.applied') })
    focusList()
  }

  return (
    <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1">
      <Button
        size="sm"
        icon="refresh-cw"
        pending={pending}
        aria-label={t('carriers.retry.buttonOf', { about })}
        onClick={retry}
      >
        {t('carriers.retry.button')}
      </Button>
      <p role="status" className="text-sm text-ink-2">
        {still}
      </p>
    </div>
  )
}
