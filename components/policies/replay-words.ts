import { getLocale, getTranslations } from 'next-intl/server'
import type { MerchantContext } from '@/lib/caller'
import { formatDate, formatDateTime, formatNumber, formatPercent, formatPlainDate } from '@/lib/i18n/format'
import type { Moment } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import type { Decision } from '@/lib/replays/rules'

/** The words of the screens about replays and the formats of one shop, for one request. */
export async function replayWords(merchant: MerchantContext, now: Date) {
  const [t, asked] = await Promise.all([getTranslations('replays'), getLocale()])
  const locale = parseLocale(asked)
  const how = { locale, timeZone: merchant.timeZone, now }
  return {
    t,
    locale,
    number: (value: number) => formatNumber(value, locale),
    percent: (share: number) => formatPercent(share, locale, share < 0.1 ? 1 : 0),
    day: (date: string) => formatPlainDate(date, locale),
    date: (moment: Moment) => formatDate(moment, how),
    dateTime: (moment: Moment) => formatDateTime(moment, how),
    /** «В срок, одобряется сразу»; where a person decides, there is nothing more to say. */
    decision: ({ outcome, next }: Decision) =>
      outcome === 'review' && next === 'review'
        ? t('outcome.review')
        : t('decision', { outcome: t(`outcome.${outcome}`), next: t(`next.${next}`) }),
  }
}
export type Words = Awaited<ReturnType<typeof replayWords>>
