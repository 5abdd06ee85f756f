'use client'

import { useTranslations } from 'next-intl'
import { useRef, useState, useTransition } from 'react'
import { v7 } from 'uuid'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { useToast } from '@/components/ui/toast'
import { submitResend } from '@/lib/webhooks/actions'
import { refusalText, type Failed } from './refusal-text'

type ResendButtonProps = { merchantSlug: string; endpointId: string; messageId: string }

const reasons = ['under_way', 'waits', 'off'] as const

/** Has a message sent once more; the page shows the attempt when it is made. */
export function ResendButton({ merchantSlug, endpointId, messageId }: ResendButtonProps) {
  const t = useTranslations()
  const toast = useToast()
  const [failed, setFailed] = useState<Failed | null>(null)
  const [pending, start] = useTransition()
  const commandId = useRef('')

  function submit() {
    commandId.current ||= v7()
    start(async () => {
      setFailed(null)
      const input = { commandId: commandId.current, endpointId, messageId }
      const answer = await submitResend(merchantSlug, input).catch(() => null)
      if (!answer) return setFailed('unreachable')
      commandId.current = ''
      if (answer.ok) toast({ tone: 'grey', text: t('webhooks.message.resent') })
      else setFailed(answer.error)
    })
  }

  const why =
    failed && failed !== 'unreachable' ? reasons.find((one) => one === failed.params?.why) : undefined
  return (
    <>
      <Button variant="primary" icon="send" pending={pending} onClick={submit}>
        {t('webhooks.message.resend')}
      </Button>
      {failed ? (
        <Notice tone="red" live="assertive" className="basis-full">
          {why ? t(`webhooks.message.refused.${why}`) : refusalText(t, failed, String)}
        </Notice>
      ) : null}
    </>
  )
}
