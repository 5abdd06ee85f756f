import { QueueCard } from '@/components/cases/queue-card'
import type { IconName } from '@/components/ui/icon-names'
import type { Tone } from '@/components/ui/status-pill'
import { caseListHref, parseCaseSearch } from '@/lib/cases/search'
import type { DeadlineCounts } from '@/lib/deadlines/queries'
import type { DueQueue } from '@/lib/deadlines/search'
import type { DeadlineWords } from './words'

const looks: Record<DueQueue, { icon: IconName; tone: Tone }> = {
  money_overdue: { icon: 'wallet', tone: 'red' },
  soon: { icon: 'timer', tone: 'amber' },
  window_ended: { icon: 'hourglass', tone: 'amber' },
  storage_ended: { icon: 'warehouse', tone: 'red' },
}

/** The most pressing first. */
const order: readonly DueQueue[] = ['money_overdue', 'storage_ended', 'soon', 'window_ended']

/** What is late and what is about to be, as entries of a list of queues. `rare`: those that may be absent when empty. */
export function DeadlineQueues({
  slug,
  counts,
  words: { t, number, lastDay },
  rare = [],
}: {
  slug: string
  counts: DeadlineCounts
  words: DeadlineWords
  rare?: readonly DueQueue[]
}) {
  return order
    .filter((queue) => counts[queue].count > 0 || !rare.includes(queue))
    .map((queue) => {
      const { count, first } = counts[queue]
      return (
        <QueueCard
          key={queue}
          href={caseListHref(slug, parseCaseSearch({ due: queue }))}
          {...looks[queue]}
          count={number(count)}
          idle={count === 0}
          name={t(`queue.${queue}`)}
          reason={t(`reason.${queue}`, { days: counts.warnDays })}
          age={first ? t(queue === 'soon' ? 'first' : 'oldest', { date: lastDay(first) }) : ''}
        />
      )
    })
}
