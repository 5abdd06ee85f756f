import type { Route } from 'next'
import Link from 'next/link'
import { Back } from '@/components/replays/back'
import { ReplayStatusMark } from '@/components/replays/replay-status'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/section'
import { EmptyState } from '@/components/ui/state'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { Caller } from '@/lib/caller'
import { recentRoutingReplays, type RecentRoutingReplay } from '@/lib/routing-replays/queries'
import { routingReplayHref } from '@/lib/routing-replays/search'
import { replayWords, type Words } from './replay-words'

/** The replays of rules that are kept. */
export async function RoutingReplayList({ caller, now }: { caller: Caller; now: Date }) {
  const { slug } = caller.merchant
  const [words, replays] = await Promise.all([
    replayWords(caller.merchant, now),
    recentRoutingReplays(caller),
  ])
  const { t } = words
  const toDraft = caller.can.has('routing.manage') ? (
    <LinkButton href={`/${slug}/routing/draft`} icon="pencil">
      {t('toDraft')}
    </LinkButton>
  ) : undefined
  return (
    <>
      <PageHeader
        back={<Back href={`/${slug}/routing`} label={t('back')} />}
        title={t('allTitle')}
        description={t('allLead')}
        actions={replays.length > 0 ? toDraft : undefined}
      />
      {replays.length === 0 ? (
        <EmptyState icon="rotate-ccw-clock" title={t('recent.none')} action={toDraft}>
          {t('recent.noneText')}
        </EmptyState>
      ) : (
        <div className="max-w-5xl">
          <Table label={t('tables.recent')}>
            <thead>
              <tr>
                <Th>{t('recent.when')}</Th>
                <Th>{t('recent.period')}</Th>
                <Th>{t('recent.status')}</Th>
                <Th numeric>{t('recent.result')}</Th>
                <Th numeric>{t('recent.cost')}</Th>
                <Th>{t('recent.who')}</Th>
              </tr>
            </thead>
            <tbody>
              {replays.map((replay) => (
                <ReplayRow key={replay.id} slug={slug} replay={replay} words={words} />
              ))}
            </tbody>
          </Table>
        </div>
      )}
    </>
  )
}

type RowProps = { slug: string; replay: RecentRoutingReplay; words: Words }

function ReplayRow({ slug, replay, words: { t, number, dateTime, money } }: RowProps) {
  const { id, status, days, changed, total, createdAt, startedByName, currency, totals } = replay
  const done = status === 'done'
  const cost = totals.after.cost - totals.before.cost
  return (
    <Tr>
      <Td>
        <Link
          href={routingReplayHref(slug, id) as Route}
          className="font-medium underline decoration-edge underline-offset-4 hover:decoration-accent"
        >
          {dateTime(createdAt)}
        </Link>
      </Td>
      <Td>{t('recent.days', { days })}</Td>
      <Td>
        <ReplayStatusMark status={status}>{t(`status.${status}`)}</ReplayStatusMark>
      </Td>
      <Td numeric className="tabular">
        {done ? t('recent.of', { changed: number(changed), total: number(total) }) : '—'}
      </Td>
      <Td numeric className="tabular">
        {!done || totals.compared === 0
          ? '—'
          : cost === 0
            ? money(0, currency)
            : t(cost < 0 ? 'costs.less' : 'costs.more', { value: money(Math.abs(cost), currency) })}
      </Td>
      <Td className="max-w-56 text-ink-2">
        <span className="block truncate">{startedByName ?? '—'}</span>
      </Td>
    </Tr>
  )
}
