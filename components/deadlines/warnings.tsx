import type { Route } from 'next'
import Link from 'next/link'
import { Icon } from '@/components/ui/icon'
import type { IconName } from '@/components/ui/icon-names'
import { Section } from '@/components/ui/section'
import { caseHref, caseNumber } from '@/lib/cases/search'
import type { Warning } from '@/lib/deadlines/queries'
import type { DeadlineWords } from './words'

const looks: Record<Warning['kind'], { icon: IconName; colour: string }> = {
  window_ends: { icon: 'hourglass', colour: 'text-amber' },
  window_ended: { icon: 'hourglass', colour: 'text-red' },
  money_due: { icon: 'wallet', colour: 'text-amber' },
  money_overdue: { icon: 'wallet', colour: 'text-red' },
  storage_ends: { icon: 'warehouse', colour: 'text-amber' },
  storage_ended: { icon: 'warehouse', colour: 'text-red' },
  last_attempt: { icon: 'truck', colour: 'text-amber' },
}

/** What the viewer's role was warned of and nobody has handled yet; nothing at all when there is none. */
export function Warnings({
  slug,
  warnings,
  words,
}: {
  slug: string
  warnings: Warning[]
  words: DeadlineWords
}) {
  const { t, lastDay, ago } = words
  if (warnings.length === 0) return null
  return (
    <Section id="warnings" title={t('warnings')} description={t('warningsText')}>
      <ul className="divide-y divide-hairline">
        {warnings.map(({ id, kind, caseNumber: number, goods, customerName, endsAt, createdAt }) => (
          <li key={id}>
            <Link
              href={caseHref(slug, number) as Route}
              prefetch={false}
              className="-mx-2 flex items-start gap-3 rounded-md px-2 py-2 hover:bg-hover"
            >
              <Icon name={looks[kind].icon} size={16} className={`mt-0.5 ${looks[kind].colour}`} />
              <span className="min-w-0 flex-1">
                <span className="flex items-baseline justify-between gap-3">
                  <span className="min-w-0 font-medium">
                    {t(`warning.${kind}`, { date: endsAt ? lastDay(endsAt) : '' })}
                  </span>
                  <time dateTime={createdAt.toISOString()} className="shrink-0 text-sm text-ink-3">
                    {ago(createdAt)}
                  </time>
                </span>
                <span className="block truncate text-sm text-ink-2">
                  <span className="tabular">{caseNumber(number)}</span>
                  {goods ? ` · ${goods}` : ''}
                  {customerName ? ` · ${customerName}` : ''}
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}
