import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { ClientMessages } from '@/components/shell/client-messages'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/section'
import { EmptyState, ErrorState } from '@/components/ui/state'
import { formatNumber } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import type { ReplayProgress } from '@/lib/replays/queries'
import { isRunning, shareDone } from '@/lib/replays/rules'
import type { Result } from '@/lib/result'
import { Back } from './back'
import { ReplayCancel, ReplayProgressBar, type ReplayMessages } from './replay-progress'
import { ReplayStatus } from './replay-status'

type Kind = {
  messages: ReplayMessages
  replay: Omit<ReplayProgress, 'share'> & { id: string }
  /** Starts it once more; null: this person may not. */
  again: ReactNode
}

type ReplayPageProps = Kind & {
  merchantSlug: string
  /** This page, the list of replays, and where the draft is written. */
  hrefs: { own: string; all: string; draft: string }
  /** Over what, since when and by whom. */
  description: string
  cancel: (merchantSlug: string, input: unknown) => Promise<Result<{ id: string }>>
  /** What it has found, once it is done. */
  children: ReactNode
}

/** One replay: how far it is, then what it has found. */
export function ReplayPage(props: ReplayPageProps) {
  const { messages, replay, again, merchantSlug, hrefs, description, cancel, children } = props
  const t = useTranslations(messages)
  const { id, status, judged, total, changed } = replay
  const running = isRunning(replay)
  return (
    <ClientMessages namespaces={[messages, 'errors']}>
      <PageHeader
        back={<Back href={hrefs.all} label={t('backAll')} />}
        title={t('title')}
        status={<ReplayStatus status={status}>{t(`status.${status}`)}</ReplayStatus>}
        description={description}
        actions={
          again === null ? undefined : running ? (
            <ReplayCancel messages={messages} merchantSlug={merchantSlug} replayId={id} submit={cancel} />
          ) : (
            <LinkButton href={hrefs.draft} icon="pencil">
              {t('toDraft')}
            </LinkButton>
          )
        }
      />
      {running ? (
        <ReplayProgressBar
          key={id}
          messages={messages}
          href={hrefs.own}
          initial={{ status, judged, total, changed, share: shareDone(replay) }}
        />
      ) : (
        <Ended messages={messages} replay={replay} again={again}>
          {children}
        </Ended>
      )}
    </ClientMessages>
  )
}

function Ended({ messages, replay, again, children }: Kind & { children: ReactNode }) {
  const t = useTranslations(messages)
  const locale = parseLocale(useLocale())
  const { status, judged, total } = replay
  if (status === 'failed')
    return (
      <ErrorState title={t('result.failed')} action={again}>
        {t('result.failedText')}
      </ErrorState>
    )
  if (status === 'cancelled')
    return (
      <Notice tone="grey" title={t('result.cancelled')} action={again} className="max-w-3xl">
        {t('result.cancelledText', {
          judged: formatNumber(judged, locale),
          total: formatNumber(total, locale),
        })}
      </Notice>
    )
  if (total === 0)
    return (
      <EmptyState icon="inbox" title={t('result.empty')}>
        {t('result.emptyText')}
      </EmptyState>
    )
  return children
}
