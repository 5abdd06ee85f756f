import { ReplayListPage, StartedCell, StarterCell } from '@/components/replays/replay-list-page'
import { ReplayStatusMark } from '@/components/replays/replay-status'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { Caller } from '@/lib/caller'
import { ruleDraftHref } from '@/lib/routing/search'
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
  return (
    <ReplayListPage
      messages="routingReplays"
      backHref={`/${slug}/routing`}
      draftHref={caller.can.has('routing.manage') ? ruleDraftHref(slug) : null}
    >
      {replays.length === 0 ? null : (
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
    </ReplayListPage>
  )
}

type RowProps = { slug: string; replay: RecentRoutingReplay; words: Words }

function ReplayRow({ slug, replay, words: { t, number, dateTime, money } }: RowProps) {
  const { id, status, days, changed, total, createdAt, startedByName, currency, totals } = replay
  const done = status === 'done'
  const cost = totals.after.cost - totals.before.cost
  return (
    <Tr>
      <StartedCell href={routingReplayHref(slug, id)} when={dateTime(createdAt)} />
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
      <StarterCell name={startedByName} />
    </Tr>
  )
}
