import { Live } from '@/components/cases/live'
import { caseWords } from '@/components/cases/words'
import { screenHref } from '@/components/shell/navigation'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader, Section } from '@/components/ui/section'
import { EmptyState } from '@/components/ui/state'
import type { Caller } from '@/lib/caller'
import { latestEventId } from '@/lib/cases/queries'
import { deadlineCounts, deadlineDays } from '@/lib/deadlines/queries'
import { formatTime } from '@/lib/i18n/format'
import { Calendar } from './calendar'
import { DeadlineQueues } from './deadline-queues'
import { deadlineWords } from './words'

/** What is late, and what ends on which of the coming days. */
export async function DeadlinesScreen({ caller, now }: { caller: Caller; now: Date }) {
  const { merchant } = caller
  const [counts, days, latest, words, { t: ofCases, locale }] = await Promise.all([
    deadlineCounts(caller, now),
    deadlineDays(caller, now),
    latestEventId(caller),
    deadlineWords(merchant, now),
    caseWords(merchant, now),
  ])
  const { t, longDate } = words
  const ahead = days.reduce((sum, { total }) => sum + total, 0)
  return (
    <>
      <Live
        url={`/${merchant.slug}/returns/latest`}
        seen={latest ?? ''}
        everyMs={3000}
        texts={{
          lost: ofCases('live.lost', { time: formatTime(now, { locale, timeZone: merchant.timeZone }) }),
          back: ofCases('live.back'),
          signedOut: ofCases('live.signedOut'),
        }}
      />
      <PageHeader
        title={t('title')}
        description={t('description', {
          from: longDate(days[0]?.date ?? ''),
          to: longDate(days.at(-1)?.date ?? ''),
        })}
      />
      <section aria-labelledby="late" className="pb-8">
        <h2 id="late" className="sr-only">
          {t('late')}
        </h2>
        <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
          <DeadlineQueues slug={merchant.slug} counts={counts} words={words} />
        </ul>
      </section>
      {ahead === 0 ? (
        <EmptyState
          icon="calendar-clock"
          title={t('emptyTitle')}
          action={<LinkButton href={screenHref(merchant.slug, 'returns')}>{t('allReturns')}</LinkButton>}
        >
          {t('emptyText')}
        </EmptyState>
      ) : (
        <Section id="calendar" title={t('calendar')}>
          <Calendar slug={merchant.slug} days={days} words={words} warnDays={counts.warnDays} />
        </Section>
      )}
    </>
  )
}
