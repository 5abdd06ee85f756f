import type { Route } from 'next'
import Link from 'next/link'
import { ClientMessages } from '@/components/shell/client-messages'
import { Icon } from '@/components/ui/icon'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/section'
import { EmptyState, ErrorState } from '@/components/ui/state'
import type { Caller } from '@/lib/caller'
import type { Replay } from '@/lib/replays/queries'
import { isRunning, shareDone } from '@/lib/replays/rules'
import { replaysHref, type ReplaySearch } from '@/lib/replays/search'
import { ReplayCancel, ReplayProgressBar } from './replay-progress'
import { ReplayResult } from './replay-result'
import { ReplayAgain } from './replay-start'
import { ReplayStatus } from './replay-status'
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
        status={<ReplayStatus words={words} status={status} />}
        description={`${t('period', { from: date(replay.since), to: date(replay.until) })}. ${t('started', {
          when: dateTime(replay.createdAt),
          name: replay.startedByName ?? '—',
        })}.`}
        actions={
          manages ? (
            running ? (
              <ReplayCancel merchantSlug={slug} replayId={id} />
            ) : (
              <LinkButton href={`/${slug}/policy/draft`} icon="pencil">
                {t('toDraft')}
              </LinkButton>
            )
          ) : undefined
        }
      />
      {running ? (
        <>
          <ReplayProgressBar
            key={id}
            merchantSlug={slug}
            replayId={id}
            initial={{ status, judged, total, changed, share: shareDone(replay) }}
          />
          <p className="mt-6 max-w-2xl text-sm text-ink-3">{t('progress.close')}</p>
        </>
      ) : (
        <Ended {...props} manages={manages} />
      )}
    </ClientMessages>
  )
}

export function Back({ href, label }: { href: string; label: string }) {
  return (
    <Link href={href as Route} className="inline-flex items-center gap-1 text-ink-2 hover:text-ink">
      <Icon name="chevron-left" size={14} />
      {label}
    </Link>
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
