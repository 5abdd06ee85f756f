import type { Route } from 'next'
import { useLocale, useTranslations } from 'next-intl'
import Link from 'next/link'
import { Icon } from '@/components/ui/icon'
import { ProgressBar } from '@/components/ui/progress-bar'
import { formatNumber } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import type { ListedLocation } from '@/lib/locations/queries'
import { loadHref } from '@/lib/locations/search'

/** «132 из 200» with how full that is; opens exactly these returns. */
export function LocationLoad({ location, slug }: { location: ListedLocation; slug: string }) {
  const t = useTranslations('locations.load')
  const locale = parseLocale(useLocale())
  const { id, name, load, capacity } = location
  const count = formatNumber(load, locale)
  const over = capacity !== null && load > capacity
  const tight = capacity !== null && load >= capacity * 0.9
  return (
    <div className="min-w-0">
      <Link
        href={loadHref(slug, id) as Route}
        className={`tabular relative z-10 inline-flex items-center gap-1 underline decoration-edge underline-offset-2 hover:decoration-current pointer-coarse:py-2 ${over ? 'text-red-ink' : load === 0 ? 'text-ink-3' : ''}`}
      >
        {over ? <Icon name="triangle-exclamation-point" size={14} className="text-red" /> : null}
        <span aria-hidden>
          {capacity === null ? count : t('of', { count, capacity: formatNumber(capacity, locale) })}
        </span>
        <span className="sr-only">{t('open', { name, count: load })}</span>
      </Link>
      {capacity === null ? null : (
        <span className="mt-1 block">
          <ProgressBar
            label={t('bar', { name })}
            value={Math.min(load, capacity)}
            max={capacity}
            tone={over ? 'red' : tight ? 'amber' : 'green'}
          />
        </span>
      )}
      {over ? <p className="mt-1 text-xs text-red-ink">{t('over')}</p> : null}
    </div>
  )
}
