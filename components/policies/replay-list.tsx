import type { Route } from 'next'
import Link from 'next/link'
import { Back } from '@/components/replays/back'
import { ReplayStatusMark } from '@/components/replays/replay-status'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/section'
import { EmptyState } from '@/components/ui/state'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { Caller } from '@/lib/caller'
import { recentReplays, type Replay } from '@/lib/replays/queries'
import { replayHref } from '@/lib/replays/search'
import { replayWords } from './replay-words'

/** The replays that are kept. */
export async function ReplayList({ caller, now }: { caller: Caller; now: Date }) {
  const { slug } = caller.merchant
  const [words, replays] = await Promise.all([replayWords(caller.merchant, now), recentReplays(caller)])
  const { t, dateTime, number } = words
  const toDraft = caller.can.has('policy.manage') ? (
    <LinkButton href={`/${slug}/policy/draft`} icon="pencil">
      {t('toDraft')}
    </LinkButton>
  ) : undefined
  const result = ({ status, changed, total }: Replay) =>
    status === 'done' ? t('recent.of', { changed: number(changed), total: number(total) }) : '—'
  return (
    <>
      <PageHeader
        back={<Back href={`/${slug}/policy`} label={t('back')} />}
        title={t('allTitle')}
        description={t('allLead')}
        actions={replays.length > 0 ? toDraft : undefined}
      />
      {replays.length === 0 ? (
        <EmptyState icon="rotate-ccw-clock" title={t('recent.none')} action={toDraft}>
          {t('recent.noneText')}
        </EmptyState>
      ) : (
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
                  <Td>
                    <Link
                      href={replayHref(slug, replay.id) as Route}
                      className="font-medium underline decoration-edge underline-offset-4 hover:decoration-accent"
                    >
                      {dateTime(replay.createdAt)}
                    </Link>
                  </Td>
                  <Td>
                    <ReplayStatusMark status={replay.status}>{t(`status.${replay.status}`)}</ReplayStatusMark>
                  </Td>
                  <Td className="tabular">{result(replay)}</Td>
                  <Td className="max-w-56 text-ink-2">
                    <span className="block truncate">{replay.startedByName ?? '—'}</span>
                  </Td>
                </Tr>
              ))}
            </tbody>
          </Table>
        </div>
      )}
    </>
  )
}
