'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/section'
import { formatDateTime, formatMoney } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import type { SetCosts } from '@/lib/locations/queries'
import type { Currency } from '@/lib/money'
import { CostsDialog } from './costs-dialog'

type CostsProps = {
  merchantSlug: string
  timeZone: string
  currency: Currency
  costs: SetCosts
  manages: boolean
  now: Date
}

/** What the steps of a route cost, beside what the places cost. */
export function CostsCard({ merchantSlug, timeZone, currency, costs, manages, now }: CostsProps) {
  const t = useTranslations('locations.costs')
  const locale = parseLocale(useLocale())
  const [open, setOpen] = useState(false)
  const steps = (['redelivery', 'sorting', 'repack'] as const).map((step) => ({
    key: step,
    value: formatMoney(costs[step], currency, locale),
    note: t('per'),
  }))
  const days = { key: 'storageDays' as const, value: t('days', { count: costs.storageDays }), note: '' }
  return (
    <Card className="mb-8 px-4 py-3.5 sm:px-5">
      <section aria-labelledby="costs-title">
        <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
          <div className="min-w-0 flex-1 basis-64">
            <h2 id="costs-title" className="text-base font-semibold">
              {t('title')}
            </h2>
            <p className="max-w-[70ch] text-sm text-ink-2">
              {costs.version === 0 ? t('notSet') : t('lead')}{' '}
              {costs.updatedBy && costs.updatedAt ? (
                <span className="block text-ink-3">
                  {t('updated', {
                    who: costs.updatedBy,
                    when: formatDateTime(costs.updatedAt, { locale, timeZone, now }),
                  })}
                </span>
              ) : null}
            </p>
          </div>
          {manages ? (
            <Button size="sm" icon="pencil" onClick={() => setOpen(true)}>
              {t('edit')}
            </Button>
          ) : null}
        </div>
        <dl className="mt-3 grid grid-cols-2 gap-x-6 gap-y-3 border-t border-hairline pt-3 lg:grid-cols-4">
          {[...steps, days].map(({ key, value, note }) => (
            <div key={key} className="min-w-0">
              <dt className="text-sm text-ink-3">{t(key)}</dt>
              <dd>
                <span className={`tabular text-lg font-medium ${costs[key] === 0 ? 'text-ink-3' : ''}`}>
                  {value}
                </span>{' '}
                <span className="text-sm whitespace-nowrap text-ink-3">{note}</span>
              </dd>
            </div>
          ))}
        </dl>
      </section>
      {manages ? (
        <CostsDialog
          open={open}
          onClose={() => setOpen(false)}
          merchantSlug={merchantSlug}
          timeZone={timeZone}
          writing={{ currency, locale }}
          costs={costs}
        />
      ) : null}
    </Card>
  )
}
