'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { v7 } from 'uuid'
import { Button } from '@/components/ui/button'
import { ProgressBar } from '@/components/ui/progress-bar'
import { useToast } from '@/components/ui/toast'
import { useProgress } from '@/components/ui/use-progress'
import { formatNumber, formatPercent } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import type { ReplayProgress } from '@/lib/replays/queries'
import type { Result } from '@/lib/result'

/** The messages that speak of one kind of replays. */
export type ReplayMessages = 'replays' | 'routingReplays'

type ProgressProps = { messages: ReplayMessages; href: string; initial: ReplayProgress }

/** How far the replay at `href` is, asked again and again; when it has ended the page is drawn anew. */
export function ReplayProgressBar({ messages, href, initial }: ProgressProps) {
  const t = useTranslations(messages)
  const locale = parseLocale(useLocale())
  const { progress, lost } = useProgress(
    `${href}/progress`,
    initial,
    ({ status }) => status !== 'queued' && status !== 'running',
  )
  const { share, status, judged, total, changed } = progress
  const number = (value: number) => formatNumber(value, locale)
  return (
    <div className="max-w-2xl">
      <div className="mb-2 flex items-baseline justify-between gap-4">
        <p className="font-medium" role="status">
          {t(`status.${status}`)}
        </p>
        <p className="tabular text-2xl font-semibold">{formatPercent(share ?? 0, locale)}</p>
      </div>
      <ProgressBar label={t('progress.label')} tone="blue" {...(share === null ? {} : { value: share })} />
      <p className="tabular mt-2 text-ink-2">
        {lost
          ? t('progress.lost')
          : status === 'queued'
            ? t('progress.queued')
            : t('progress.running', {
                judged: number(judged),
                total: number(total),
                changed: number(changed),
              })}
      </p>
      <p className="mt-6 text-sm text-ink-3">{t('progress.close')}</p>
    </div>
  )
}

type CancelProps = {
  messages: ReplayMessages
  merchantSlug: string
  replayId: string
  submit: (merchantSlug: string, input: unknown) => Promise<Result<{ id: string }>>
}

/** Ends a replay that still runs. */
export function ReplayCancel({ messages, merchantSlug, replayId, submit }: CancelProps) {
  const t = useTranslations()
  const router = useRouter()
  const toast = useToast()
  const [pending, startTransition] = useTransition()

  function cancel() {
    startTransition(async () => {
      try {
        const result = await submit(merchantSlug, { commandId: v7(), replayId })
        // It may have ended meanwhile: then the page shows its result.
        if (result.ok || result.error.code === 'not_allowed_now') router.refresh()
        else toast({ tone: 'red', text: t(`errors.${result.error.code}`) })
      } catch {
        toast({ tone: 'red', text: t(`${messages}.start.unreachable`) })
      }
    })
  }

  return (
    <Button icon="x" pending={pending} onClick={cancel}>
      {t(`${messages}.progress.stop`)}
    </Button>
  )
}
