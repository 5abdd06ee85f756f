import { Back } from '@/components/replays/back'
import { ReplayCancel, ReplayProgressBar } from '@/components/replays/replay-progress'
import { ReplayStatus } from '@/components/replays/replay-status'
import { ClientMessages } from '@/components/shell/client-messages'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/section'
import { EmptyState, ErrorState } from '@/components/ui/state'
import type { Caller } from '@/lib/caller'
import type { Replay } from '@/lib/replays/queries'
import { isRunning, shareDone } from '@/lib/replays/rules'
import { submitReplayCancel } from '@/lib/replays/actions'
import { replayHref, replaysHref, type ReplaySearch } from '@/lib/replays/search'
import { ReplayResult } from './replay-result'
import { ReplayAgain } from './replay-start'
import type { Words } from './replay-words'

type ReplayScreenProps = { caller: Caller; replay: Replay; search: ReplaySearch; words: Words }

/** One replay: how far it is, then what it has found. */
export function ReplayScreen(props: ReplayScreenProps) {
  const { caller, replay, words } = props
  const { t, dateTime, date } = words
  const { slug } = caller.merchant
  const manages = caller.can.has('policy.manage')
  const running = isRunning(replay)
  const { id, status, judged, total, changed } = replay
  return (
    <ClientMessages namespaces={['replays', 'errors']}>
      <PageHeader
        back={<Back href={replaysHref(slug)} label={t('backAll')} />}
        title={t('title')}
        status={<ReplayStatus status={status}>{t(`status.${status}`)}</ReplayStatus>}
        description={`${t('period', { from: date(replay.since), to: date(replay.until) })}. ${t('started', {
          when: dateTime(replay.createdAt),
          name: replay.startedByName ?? '—',
        })}.`}
        actions={
          manages ? (
            running ? (
              <ReplayCancel
                messages="replays"
                merchantSlug={slug}
                replayId={id}
                submit={submitReplayCancel}
              />
            ) : (
              <LinkButton href={`/${slug}/policy/draft`} icon="pencil">
                {t('toDraft')}
              </LinkButton>
            )
          ) : undefined
        }
      />
      {running ? (
        <ReplayProgressBar
          key={id}
          messages="replays"
          href={replayHref(slug, id)}
          initial={{ status, judged, total, changed, share: shareDone(replay) }}
        />
      ) : (
        <Ended {...props} manages={manages} />
      )}
    </ClientMessages>
  )
}

function Ended(props: ReplayScreenProps & { manages: boolean }) {
  const { caller, replay, words, manages } = props
  const { t, number } = words
  const { slug } = caller.merchant
  const again = manages ? <ReplayAgain merchantSlug={slug} terms={replay.terms} /> : undefined
  if (replay.status === 'failed')
    return (
      <ErrorState title={t('result.failed')} action={again}>
        {t('result.failedText')}
      </ErrorState>
    )
  if (replay.status === 'cancelled')
    return (
      <Notice tone="grey" title={t('result.cancelled')} action={again} className="max-w-3xl">
        {t('result.cancelledText', { judged: number(replay.judged), total: number(replay.total) })}
      </Notice>
    )
  if (replay.total === 0)
    return (
      <EmptyState icon="inbox" title={t('result.empty')}>
        {t('result.emptyText')}
      </EmptyState>
    )
  if (replay.changed === 0)
    return (
      <EmptyState icon="circle-check" title={t('result.same')}>
        {t('result.sameText', { total: number(replay.total), totalCount: replay.total })}
      </EmptyState>
    )
  return <ReplayResult {...props} />
}
