'use client'

import { useLocale, useTranslations } from 'next-intl'
import { ProgressBar } from '@/components/ui/progress-bar'
import { useProgress } from '@/components/ui/use-progress'
import { formatNumber, formatPercent } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import type { ImportProgress } from '@/lib/imports/queries'

type ProgressProps = { merchantSlug: string; importNumber: number; initial: ImportProgress }

/** How far the import is, asked again and again; when it ends the page is drawn anew. */
export function Progress({ merchantSlug, importNumber, initial }: ProgressProps) {
  const t = useTranslations('imports')
  const locale = parseLocale(useLocale())
  const { progress, lost } = useProgress(
    `/${merchantSlug}/imports/${importNumber}/progress`,
    initial,
    ({ version }) => version !== initial.version,
  )

  const { share, status } = progress
  return (
    <div className="max-w-2xl">
      <div className="mb-2 flex items-baseline justify-between gap-4">
        <p className="font-medium" role="status">
          {t(`status.${status}`)}
        </p>
        <p className="tabular text-2xl font-semibold">{formatPercent(share ?? 0, locale)}</p>
      </div>
      <ProgressBar label={t('progress.label')} tone="blue" {...(share === null ? {} : { value: share })} />
      <p className="tabular mt-2 text-ink-2">
        {lost ? t('progress.lost') : progressText(t, progress, (count) => formatNumber(count, locale))}
      </p>
    </div>
  )
}

function progressText(
  t: (key: string, values?: Record<string, string>) => string,
  { status, staged, written, total }: ImportProgress,
  number: (count: number) => string,
): string {
  if (status === 'queued') return t('progress.queued')
  if (status === 'reading')
    return staged === 0 || total === null
      ? t('progress.readingFirst')
      : t('progress.reading', { done: number(staged), left: number(Math.max(0, total - staged)) })
  if (status === 'writing' || status === 'matching')
    return t(`progress.${status}`, { done: number(written), total: number(total ?? written) })
  return ''
}
