import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Icon } from '@/components/ui/icon'
import type { CaseSearch } from '@/lib/cases/search'
import { refusalListHref } from '@/lib/refusals/search'
import { tabOf } from './neighbours'
import { parseRefusalSearch } from '@/lib/refusals/search'

/** From the card of a refused parcel back to the queue it was opened from. */
export function QueueLink({ slug, search }: { slug: string; search: CaseSearch }) {
  const r = useTranslations('refusals')
  return (
    <Link
      href={refusalListHref(slug, { ...parseRefusalSearch({}), tab: tabOf(search) }) as Route}
      className="inline-flex items-center gap-1 text-ink-2 hover:text-ink"
    >
      <Icon name="arrow-left" size={14} />
      {r('title')}
    </Link>
  )
}
