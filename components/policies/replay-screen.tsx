import { ReplayPage } from '@/components/replays/replay-page'
import { EmptyState } from '@/components/ui/state'
import type { Caller } from '@/lib/caller'
import { policyDraftHref } from '@/lib/policies/search'
import { submitReplayCancel } from '@/lib/replays/actions'
import type { Replay } from '@/lib/replays/queries'
import { replayHref, replaysHref, type ReplaySearch } from '@/lib/replays/search'
import { ReplayResult } from './replay-result'
import { ReplayAgain } from './replay-start'
import type { Words } from './replay-words'

type ReplayScreenProps = { caller: Caller; replay: Replay; search: ReplaySearch; words: Words }

/** One replay of a return policy. */
export function ReplayScreen(props: ReplayScreenProps) {
  const { caller, replay, words } = props
  const { t, date, dateTime, number } = words
  const { slug } = caller.merchant
  const started = t('started', { when: dateTime(replay.createdAt), name: replay.startedByName ?? '—' })
  return (
    <ReplayPage
      messages="replays"
      replay={replay}
      merchantSlug={slug}
      hrefs={{ own: replayHref(slug, replay.id), all: replaysHref(slug), draft: policyDraftHref(slug) }}
      description={`${t('period', { from: date(replay.since), to: date(replay.until) })}. ${started}.`}
      cancel={submitReplayCancel}
      again={
        caller.can.has('policy.manage') ? <ReplayAgain merchantSlug={slug} terms={replay.terms} /> : null
      }
    >
      {replay.changed === 0 ? (
        <EmptyState icon="circle-check" title={t('result.same')}>
          {t('result.sameText', { total: number(replay.total), totalCount: replay.total })}
        </EmptyState>
      ) : (
        <ReplayResult {...props} />
      )}
    </ReplayPage>
  )
}
