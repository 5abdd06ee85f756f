import { Back } from '@/components/replays/back'
import { ReplayCancel, ReplayProgressBar } from '@/components/replays/replay-progress'
import { ReplayStatus } from '@/components/replays/replay-status'
import { ClientMessages } from '@/components/shell/client-messages'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/section'
import { EmptyState, ErrorState } from '@/components/ui/state'
import type { Caller } from '@/lib/caller'
import { isRunning, shareDone } from '@/lib/replays/rules'
import { submitRoutingReplayCancel } from '@/lib/routing-replays/actions'
import type { RoutingReplay } from '@/lib/routing-replays/queries'
import { routingReplayHref, routingReplaysHref, type RoutingReplaySearch } from '@/lib/routing-replays/search'
import { RoutingReplayResult } from './replay-result'
import { RoutingReplayAgain } from './replay-start'
import type { Words } from './replay-words'

type ScreenProps = { caller: Caller; replay: RoutingReplay; search: RoutingReplaySearch; words: Words }

/** One replay of rules: how far it is, then what it has found. */
export function RoutingReplayScreen(props: ScreenProps) {
  const { caller, replay, words } = props
  const { t, dateTime, date } = words
  const { slug } = caller.merchant
  const manages = caller.can.has('routing.manage')
  const running = isRunning(replay)
  const { id, status, judged, total, changed, days } = replay
  return (
    <ClientMessages namespaces={['routingReplays', 'errors']}>
      <PageHeader
        back={<Back href={routingReplaysHref(slug)} label={t('backAll')} />}
        title={t('title')}
        status={<ReplayStatus status={status}>{t(`status.${status}`)}</ReplayStatus>}
        description={`${t('period', { days, from: date(replay.since) })}. ${t('started', {
          when: dateTime(replay.createdAt),
          name: replay.startedByName ?? '—',
        })}.`}
        actions={
          manages ? (
            running ? (
              <ReplayCancel
                messages="routingReplays"
                merchantSlug={slug}
                replayId={id}
                submit={submitRoutingReplayCancel}
              />
            ) : (
              <LinkButton href={`/${slug}/routing/draft`} icon="pencil">
                {t('toDraft')}
              </LinkButton>
            )
          ) : undefined
        }
      />
      {running ? (
        <ReplayProgressBar
          key={id}
          messages="routingReplays"
          href={routingReplayHref(slug, id)}
          initial={{ status, judged, total, changed, share: shareDone(replay) }}
        />
      ) : (
        <Ended {...props} manages={manages} />
      )}
    </ClientMessages>
  )
}

function Ended(props: ScreenProps & { manages: boolean }) {
  const { caller, replay, words, manages } = props
  const { t, number } = words
  const { status, days, content, judged, total } = replay
  const again = manages ? (
    <RoutingReplayAgain merchantSlug={caller.merchant.slug} days={days} content={content} />
  ) : undefined
  if (status === 'failed')
    return (
      <ErrorState title={t('result.failed')} action={again}>
        {t('result.failedText')}
      </ErrorState>
    )
  if (status === 'cancelled')
    return (
      <Notice tone="grey" title={t('result.cancelled')} action={again} className="max-w-3xl">
        {t('result.cancelledText', { judged: number(judged), total: number(total) })}
      </Notice>
    )
  if (total === 0)
    return (
      <EmptyState icon="inbox" title={t('result.empty')}>
        {t('result.emptyText')}
      </EmptyState>
    )
  return <RoutingReplayResult {...props} />
}
