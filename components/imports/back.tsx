import type { Route } from 'next'
import Link from 'next/link'
import { Icon } from '@/components/ui/icon'
import { historyHref } from '@/lib/imports/search'
import type { Translate } from './reasons'

export function BackToImports({ slug, t }: { slug: string; t: Translate }) {
  return (
    <Link
      href={historyHref(slug, null) as Route}
      className="inline-flex items-center gap-1 text-ink-2 hover:text-ink"
    >
      <Icon name="arrow-left" size={14} />
      {t('toList')}
    </Link>
  )
}
