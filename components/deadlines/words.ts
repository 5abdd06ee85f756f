import { getLocale, getTranslations } from 'next-intl/server'
import type { MerchantContext } from '@/lib/caller'
import { lastDayOf } from '@/lib/deadlines/rules'
import { formatLongDate, formatNumber, formatRelative, formatWeekday } from '@/lib/i18n/format'
import { parseLocale, type Locale } from '@/lib/i18n/locale'

/** The words of deadlines and the formats of one shop, for one request. */
export async function deadlineWords(merchant: MerchantContext, now: Date) {
  const [t, asked] = await Promise.all([getTranslations('deadlines'), getLocale()])
  const locale: Locale = parseLocale(asked)
  return {
    t,
    locale,
    number: (value: number) => formatNumber(value, locale),
    /** «ср, 25 нояб.», the last day of what ends at that moment. */
    lastDay: (end: Date) => formatWeekday(lastDayOf(end, merchant.timeZone), locale),
    weekday: (date: string) => formatWeekday(date, locale),
    longDate: (date: string) => formatLongDate(date, locale, { year: false }),
    ago: (moment: Date) => formatRelative(moment, now, locale),
  }
}
export type DeadlineWords = Awaited<ReturnType<typeof deadlineWords>>
