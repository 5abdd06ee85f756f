'use client'

import type { Route } from 'next'
import { useLocale, useTranslations } from 'next-intl'
import Link from 'next/link'
import { Icon } from '@/components/ui/icon'
import { LinkButton } from '@/components/ui/link-button'
import { formatDate, formatMoney, formatPhone } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import { newPickupHref } from '@/lib/pickups/search'
import type { Subject } from './subject'

type SubjectCardProps = { subject: Subject; merchantSlug: string; timeZone: string }

/** The order or return that was chosen, and the way to another. */
export function SubjectCard({ subject, merchantSlug, timeZone }: SubjectCardProps) {
  const t = useTranslations('pickups.subject')
  const locale = parseLocale(useLocale())
  const how = { locale, timeZone }
  const total = subject.lines.reduce((sum, line) => sum + line.unitPrice * line.sold, 0)
  const { name, phone } = subject.customer
  return (
    <div className="mb-6 flex flex-wrap items-center gap-x-6 gap-y-3 rounded-lg border border-hairline bg-surface px-4 py-3">
      <div className="min-w-0">
        <p className="flex flex-wrap items-baseline gap-x-2">
          {subject.caseNumber === null ? null : (
            <Link
              href={`/${merchantSlug}/returns/R-${subject.caseNumber}` as Route}
              className="text-lg font-semibold underline-offset-2 hover:underline"
            >
              {t('case', { number: subject.caseNumber })}
            </Link>
          )}
          <Link
            href={`/${merchantSlug}/orders/${encodeURIComponent(subject.orderNumber)}` as Route}
            className={
              subject.caseNumber === null
                ? 'text-lg font-semibold break-all underline-offset-2 hover:underline'
                : 'break-all text-ink-2 underline-offset-2 hover:underline'
            }
          >
            {t('order', { number: subject.orderNumber })}
          </Link>
        </p>
        <p className="tabular text-sm text-ink-2">
          {t('placed', { date: formatDate(subject.placedAt, how) })} ·{' '}
          {formatMoney(total, subject.currency, locale)}
        </p>
      </div>
      <div className="min-w-0 flex-1 basis-52 text-sm">
        <p className="truncate text-base">{name ?? t('noName')}</p>
        <p className="tabular text-ink-2">
          {phone ? formatPhone(phone) : t('noPhone')}
          <span className="mx-1.5 text-ink-3">·</span>
          {subject.handedOverAt ? (
            <span>
              <Icon name="package-check" size={14} className="mr-1 inline-block align-[-2px] text-green" />
              {t('handedOver', { date: formatDate(subject.handedOverAt, how) })}
            </span>
          ) : (
            t('notHandedOver')
          )}
        </p>
      </div>
      <LinkButton href={newPickupHref(merchantSlug)} size="sm" icon="search">
        {t('another')}
      </LinkButton>
    </div>
  )
}
