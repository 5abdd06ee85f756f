import { ReplayPage } from '@/components/replays/replay-page'
import type { Caller } from '@/lib/caller'
import { ruleDraftHref } from '@/lib/routing/search'
import { submitRoutingReplayCancel } from '@/lib/routing-replays/actions'
import type { RoutingReplay } from '@/lib/routing-replays/queries'
import { routingReplayHref, routingReplaysHref, type RoutingReplaySearch } from '@/lib/routing-replays/search'
import { RoutingReplayResult } from './replay-result'
import { RoutingReplayAgain } from './replay-start'
import type { Words } from './replay-words'

type ScreenProps = { caller: Caller; replay: RoutingReplay; search: RoutingReplaySearch; words: Words }

/** One replay of rules. */
export function RoutingReplayScreen(props: ScreenProps) {
  const { caller, replay, words } = props
  const { t, date, dateTime } = words
  const { slug } = caller.merchant
  const { id, days, content, since, createdAt, startedByName } = replay
  const started = t('started', { when: dateTime(createdAt), name: startedByName ?? '—' })
  return (
    <ReplayPage
      messages="routingReplays"
      replay={replay}
      merchantSlug={slug}
      hrefs={{ own: routingReplayHref(slug, id), all: routingReplaysHref(slug), draft: ruleDraftHref(slug) }}
      description={`${t('period', { days, from: date(since) })}. ${started}.`}
      cancel={submitRoutingReplayCancel}
      again={
        caller.can.has('routing.manage') ? (
          <RoutingReplayAgain merchantSlug={slug} days={days} content={content} />
        ) : null
      }
    >
      <RoutingReplayResult {...props} />
    </ReplayPage>
  )
}
