'use client'

import type { Route } from 'next'
import { useLocale, useTranslations } from 'next-intl'
import Link from 'next/link'
import { useEffect, useState } from 'react'
import { v7 } from 'uuid'
import { StartAgain, StartTrouble, useStarting } from '@/components/replays/replay-starting'
import { Button } from '@/components/ui/button'
import { formatNumber } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import { loadRefusalCounts, submitRoutingReplay } from '@/lib/routing-replays/actions'
import type { RefusalCounts } from '@/lib/routing-replays/queries'
import { replayDays, type ReplayDays } from '@/lib/routing-replays/ways'
import { routingReplayHref, routingReplaysHref } from '@/lib/routing-replays/search'
import type { RuleSetContent } from '@/lib/routing/schemas'

type Counts = RefusalCounts | 'counting' | 'unknown'

function useCounts(merchantSlug: string): Counts {
  const [counts, setCounts] = useState<Counts>('counting')
  useEffect(() => {
    let here = true
    loadRefusalCounts(merchantSlug).then(
      (result) => here && setCounts(result.ok ? result.data : 'unknown'),
      () => here && setCounts('unknown'),
    )
    return () => {
      here = false
    }
  }, [merchantSlug])
  return counts
}

type StartProps = {
  merchantSlug: string
  /** The editor's rules as they stand; null while something is wrong with them. */
  content: () => RuleSetContent | null
}

/**
 * Tries the editor's present rules on the shop's past refusals and goes to what comes of it. Needs the messages
 * `routingReplays` and `errors`.
 */
export function RoutingReplayStart({ merchantSlug, content }: StartProps) {
  const t = useTranslations('routingReplays.start')
  const counts = useCounts(merchantSlug)
  const [chosen, setChosen] = useState<ReplayDays>(90)
  const known = typeof counts === 'object' ? counts : null
  const none = known !== null && known[365] === 0
  // What has no refusals cannot be chosen: then the shortest time that has some.
  const days = known && known[chosen] === 0 ? (replayDays.find((one) => known[one] > 0) ?? chosen) : chosen
  const hrefOf = (id: string) => routingReplayHref(merchantSlug, id)
  const { pending, trouble, start } = useStarting({
    begin: () => {
      const wanted = content()
      return wanted && submitRoutingReplay(merchantSlug, { commandId: v7(), days, content: wanted })
    },
    hrefOf,
  })
  return (
    <section aria-label={t('title')} className="space-y-2.5">
      <fieldset disabled={none} className="min-w-0">
        <legend className="mb-1 text-sm text-ink-2">{t('period')}</legend>
        {replayDays.map((one) => (
          <DaysChoice
            key={one}
            days={one}
            checked={days === one}
            count={known ? known[one] : null}
            choose={() => setChosen(one)}
          />
        ))}
      </fieldset>
      <Button icon="rotate-ccw-clock" pending={pending} disabled={none} onClick={start} className="w-full">
        {t('button')}
      </Button>
      {trouble ? <StartTrouble messages="routingReplays" trouble={trouble} hrefOf={hrefOf} /> : null}
      <p className="text-sm text-pretty text-ink-3" role="status">
        {none
          ? t('none')
          : counts === 'counting'
            ? t('counting')
            : counts === 'unknown'
              ? t('uncounted')
              : t('hint')}{' '}
        <Link
          href={routingReplaysHref(merchantSlug) as Route}
          className="whitespace-nowrap text-ink-2 underline decoration-edge underline-offset-4 hover:decoration-accent"
        >
          {t('past')}
        </Link>
      </p>
    </section>
  )
}

type ChoiceProps = { days: ReplayDays; checked: boolean; count: number | null; choose: () => void }

function DaysChoice({ days, checked, count, choose }: ChoiceProps) {
  const t = useTranslations('routingReplays.start')
  const locale = parseLocale(useLocale())
  return (
    <label className="flex min-h-7 items-center gap-2 has-disabled:text-ink-3 pointer-coarse:min-h-10">
      <input
        type="radio"
        name="replay-days"
        value={days}
        checked={checked}
        disabled={count === 0}
        onChange={choose}
        className="check"
      />
      <span>{t('days', { days })}</span>
      <span className="tabular ml-auto text-sm text-ink-3">
        {count === null
          ? null
          : count === 0
            ? t('noneOf')
            : t('refusals', { count, countText: formatNumber(count, locale) })}
      </span>
    </label>
  )
}

type AgainProps = { merchantSlug: string; days: ReplayDays; content: RuleSetContent }

/** The same rules once more, after a replay that did not come to its end. */
export function RoutingReplayAgain({ merchantSlug, days, content }: AgainProps) {
  return (
    <StartAgain
      messages="routingReplays"
      begin={() => submitRoutingReplay(merchantSlug, { commandId: v7(), days, content })}
      hrefOf={(id) => routingReplayHref(merchantSlug, id)}
    />
  )
}
