import type { Route } from 'next'
import Link from 'next/link'
import { Icon } from '@/components/ui/icon'
import type { IconName } from '@/components/ui/icon-names'
import { caseListHref, parseCaseSearch } from '@/lib/cases/search'
import { clockKinds, type ClockKind } from '@/lib/cases/events'
import type { DeadlineDay } from '@/lib/deadlines/queries'
import type { DeadlineWords } from './words'

export const clockIcon: Record<ClockKind, IconName> = {
  window: 'hourglass',
  money: 'wallet',
  storage: 'warehouse',
}

/** What ends on a day: each number opens exactly its returns. `pressing`: within the days of the warning. */
export function DayEnds({
  slug,
  day,
  words: { t, number, longDate },
  pressing,
  brief = false,
}: {
  slug: string
  day: DeadlineDay
  words: DeadlineWords
  pressing: boolean
  /** The number alone, where a word has no room. */
  brief?: boolean
}) {
  const kinds = clockKinds.filter((kind) => day[kind] > 0)
  if (kinds.length === 0) return null
  const look = pressing ? 'bg-amber-soft text-amber-ink' : 'bg-grey-soft text-grey-ink'
  return (
    <ul className="flex flex-wrap gap-1 lg:flex-col lg:items-stretch">
      {kinds.map((kind) => {
        const count = day[kind]
        const said = t(`ends.${kind}`, { count, shown: number(count), date: longDate(day.date) })
        return (
          <li key={kind} className="min-w-0">
            <Link
              href={caseListHref(slug, parseCaseSearch({ due: `${kind}-${day.date}` })) as Route}
              prefetch={false}
              title={said}
              className={`flex h-7 items-center gap-1.5 rounded-md px-2 text-sm hover:bg-pressed hover:text-ink pointer-coarse:h-10 ${look}`}
            >
              <Icon name={clockIcon[kind]} size={14} />
              <span aria-hidden className="tabular font-semibold">
                {number(count)}
              </span>
              <span aria-hidden className={`truncate ${brief ? 'lg:hidden' : ''}`}>
                {t(`brief.${kind}`, { count })}
              </span>
              <span className="sr-only">{said}</span>
            </Link>
          </li>
        )
      })}
    </ul>
  )
}
