import type { Route } from 'next'
import { useLocale, useTranslations } from 'next-intl'
import Link from 'next/link'
import { formatDateTime } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import type { Sender } from '@/lib/locations/senders'
import { ruleDraftHref, ruleSetHref } from '@/lib/routing/search'

const shown = 10

type SenderListProps = { senders: readonly Sender[]; slug: string; timeZone: string; now: Date }

/** The routing rules that send goods to a place, by version. */
export function SenderList({ senders, slug, timeZone, now }: SenderListProps) {
  const t = useTranslations('locations.side')
  const locale = parseLocale(useLocale())

  function titleOf({ state, number, effectiveAt }: Sender): string {
    if (number === null) return t('draft')
    if (state === 'in_force' || !effectiveAt) return t('version', { number })
    return t('versionFrom', { number, when: formatDateTime(effectiveAt, { locale, timeZone, now }) })
  }

  return (
    <ul className="space-y-3">
      {senders.map((sender) => (
        <li key={sender.number ?? 'draft'}>
          <Link
            href={(sender.number === null ? ruleDraftHref(slug) : ruleSetHref(slug, sender.number)) as Route}
            className="font-medium text-accent-ink underline underline-offset-2"
          >
            {titleOf(sender)}
          </Link>
          <ul className="mt-0.5 space-y-0.5 text-ink-2">
            {sender.rules.slice(0, shown).map(({ position, name }) => (
              <li key={position} className="break-words">
                {name ? t('rule', { position, name }) : t('ruleUnnamed', { position })}
              </li>
            ))}
            {sender.rules.length > shown ? (
              <li className="text-ink-3">{t('more', { count: sender.rules.length - shown })}</li>
            ) : null}
            {sender.otherwise ? <li>{t('otherwise')}</li> : null}
          </ul>
        </li>
      ))}
    </ul>
  )
}
