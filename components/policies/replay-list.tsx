import { ReplayListPage, StartedCell, StarterCell } from '@/components/replays/replay-list-page'
import { ReplayStatusMark } from '@/components/replays/replay-status'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { Caller } from '@/lib/caller'
import { policyDraftHref } from '@/lib/policies/search'
import { recentReplays, type Replay } from '@/lib/replays/queries'
import { replayHref } from '@/lib/replays/search'
import { replayWords } from './replay-words'

/** The replays that are kept. */
export async function ReplayList({ caller, now }: { caller: Caller; now: Date }) {
  const { slug } = caller.merchant
  const [words, replays] = await Promise.all([replayWords(caller.merchant, now), recentReplays(caller)])
  const { t, dateTime, number } = words
  const result = ({ status, changed, total }: Replay) =>
    status === 'done' ? t('recent.of', { changed: number(changed), total: number(total) }) : '—'
  return (
    <ReplayListPage
      messages="replays"
      backHref={`/${slug}/policy`}
      draftHref={caller.can.has('policy.manage') ? policyDraftHref(slug) : null}
    >
      {replays.length === 0 ? null : (
        <div className="max-w-4xl">
          <Table label={t('tables.recent')}>
            <thead>
              <tr>
                <Th>{t('recent.when')}</Th>
                <Th>{t('recent.status')}</Th>
                <Th>{t('recent.result')}</Th>
                <Th>{t('recent.who')}</Th>
              </tr>
            </thead>
            <tbody>
              {replays.map((replay) => (
                <Tr key={replay.id}>
                  <StartedCell href={replayHref(slug, replay.id)} when={dateTime(replay.createdAt)} />
                  <Td>
                    <ReplayStatusMark status={replay.status}>{t(`status.${replay.status}`)}</ReplayStatusMark>
                  </Td>
                  <Td className="tabular">{result(replay)}</Td>
                  <StarterCell name={replay.startedByName} />
                </Tr>
              ))}
            </tbody>
          </Table>
        </div>
      )}
    </ReplayListPage>
  )
}
