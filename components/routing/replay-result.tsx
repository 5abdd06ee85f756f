import { Section } from '@/components/ui/section'
import type { Caller } from '@/lib/caller'
import type { RoutingReplay } from '@/lib/routing-replays/queries'
import { routingReplayHref, type RoutingReplaySearch } from '@/lib/routing-replays/search'
import { RoutingReplayChanges } from './replay-changes'
import { RoutingReplayCosts } from './replay-costs'
import { RoutingReplayFlows } from './replay-flows'
import { RoutingReplayRules } from './replay-rules'
import { costWords, wayWords, type Words } from './replay-words'

type ResultProps = { caller: Caller; replay: RoutingReplay; search: RoutingReplaySearch; words: Words }

/** A list's address below the screen of one replay. */
export type ListHref = (next: Partial<RoutingReplaySearch>) => string

/** In one sentence what the draft would change, from where to where, what it costs, which rules did it, and the cases. */
export function RoutingReplayResult({ caller, replay, search, words }: ResultProps) {
  const { t, number } = words
  const href: ListHref = (next) =>
    `${routingReplayHref(caller.merchant.slug, replay.id, next)}#replay-changes`
  const way = wayWords(words, replay.prices.places)
  const part = { replay, search, words, way, href }
  return (
    <>
      <Headline replay={replay} words={words} />
      <RoutingReplayFlows {...part} />
      <div className="grid grid-cols-1 gap-x-10 xl:grid-cols-2">
        <Section
          id="replay-costs"
          title={t('costs.title')}
          description={
            replay.totals.compared === 0
              ? undefined
              : t('costs.hint', { compared: number(replay.totals.compared), count: replay.totals.compared })
          }
        >
          <RoutingReplayCosts replay={replay} words={words} />
        </Section>
        <RoutingReplayRules caller={caller} {...part} />
      </div>
      <RoutingReplayChanges caller={caller} {...part} />
    </>
  )
}

function Headline({ replay, words }: { replay: RoutingReplay; words: Words }) {
  const { t, number, percent } = words
  const { total, changed, totals, days } = replay
  const unpriced = total - totals.compared
  const values = { total: number(total), totalCount: total, costs: costWords(words, replay) }
  return (
    <div className="mb-6 max-w-3xl border-t border-hairline pt-5">
      <p className="text-xl font-semibold tracking-tight text-balance">
        {changed === 0
          ? t('result.same', values)
          : t.rich('result.headline', {
              ...values,
              changed: number(changed),
              changedCount: changed,
              b: (chunks) => <span className="text-accent-ink">{chunks}</span>,
            })}
      </p>
      <p className="mt-1.5 text-pretty text-ink-2">
        {changed === 0 ? null : <>{t('result.share', { share: percent(changed / total), days })} </>}
        {totals.handled ? (
          <>{t('result.handled', { count: number(totals.handled), countOf: totals.handled })} </>
        ) : null}
        {unpriced === 0 ? null : t('result.unpriced', { count: number(unpriced), countOf: unpriced })}
      </p>
    </div>
  )
}
