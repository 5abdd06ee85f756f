'use client'

import { useTranslations } from 'next-intl'
import { VerdictReasons } from '@/components/policies/verdict-reasons'
import { VerdictSentence } from '@/components/policies/verdict-sentence'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import type { CaseVerdict } from '@/lib/policies/verdict'
import type { Articles } from '@/lib/policies/words'
import type { LiveVerdict } from './use-verdict'

type VerdictPanelProps = {
  live: LiveVerdict
  names: Readonly<Record<string, string>>
  articles: Articles
  onRetry: () => void
}

/** Under the goods: until when they can be returned, as they are chosen. Its place is there before its answer. */
export function VerdictPanel({ live, names, articles, onRetry }: VerdictPanelProps) {
  const t = useTranslations('verdicts')
  const { state, verdict } = live
  return (
    <section
      aria-label={t('live.title')}
      aria-busy={state === 'loading'}
      className="mt-3 min-h-33 rounded-lg border border-hairline bg-surface px-3 py-3 sm:min-h-24"
    >
      <div aria-live="polite">
        {verdict ? <VerdictSentence verdict={verdict} /> : null}
        {verdict === null && state !== 'failed' ? (
          <p className="flex gap-2 text-ink-2">
            <Icon
              name={state === 'loading' ? 'loader-circle' : 'hourglass'}
              className={`mt-0.5 text-ink-3 ${state === 'loading' ? 'animate-spin' : ''}`}
            />
            {t(state === 'loading' ? 'live.loading' : 'live.empty')}
          </p>
        ) : null}
        {state === 'failed' ? (
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <p className="flex min-w-0 gap-2 text-ink-2">
              <Icon name="cloud-off" className="mt-0.5 text-ink-3" />
              {t('live.failed')}
            </p>
            <Button size="sm" icon="refresh-cw" onClick={onRetry}>
              {t('live.retry')}
            </Button>
          </div>
        ) : null}
      </div>
      {verdict && state !== 'failed' ? (
        <VerdictReasons verdict={verdict} names={names} articles={articles} />
      ) : null}
    </section>
  )
}

/** The stored verdict of a return that is there already. */
export function GivenVerdict({
  verdict,
  names,
  articles,
}: {
  verdict: CaseVerdict
  names: Readonly<Record<string, string>>
  articles: Articles
}) {
  return (
    <div className="mt-3 rounded-lg border border-hairline bg-surface px-3 py-3">
      <VerdictSentence verdict={verdict} />
      <VerdictReasons verdict={verdict} names={names} articles={articles} />
    </div>
  )
}
