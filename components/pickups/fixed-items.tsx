'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Section } from '@/components/ui/section'
import { parseLocale } from '@/lib/i18n/locale'
import type { ReasonChoice } from '@/lib/pickups/queries'
import { reasonName } from './reason-select'
import type { Subject } from './subject'

/** The things of a return that is there already: nothing to choose. */
export function FixedItems({
  subject,
  reasons,
  verdict,
}: {
  subject: Subject
  reasons: readonly ReasonChoice[]
  /** Stands right under the goods. */
  verdict: ReactNode
}) {
  const t = useTranslations('pickups.items')
  const locale = parseLocale(useLocale())
  return (
    <Section id="items" title={t('title')} description={t('fixed', { number: subject.caseNumber ?? 0 })}>
      <ul className="overflow-hidden rounded-lg border border-hairline bg-surface">
        {subject.lines.map((line) => (
          <li key={line.id} className="flex gap-4 border-hairline px-3 py-2.5 not-first:border-t">
            <span className="min-w-0 flex-1">
              <span className="block break-words">{line.name}</span>
              <span className="block text-sm break-all text-ink-3">{line.sku}</span>
            </span>
            <span className="shrink-0 text-right">
              <span className="tabular block">{t('pieces', { count: line.left })}</span>
              <span className="block text-sm text-ink-3">
                {line.reason ? reasonName(reasons, line.reason, locale) : t('reasonUnknown')}
              </span>
            </span>
          </li>
        ))}
      </ul>
      {verdict}
    </Section>
  )
}
