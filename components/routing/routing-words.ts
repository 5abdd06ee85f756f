import { getLocale, getTranslations } from 'next-intl/server'
import type { MerchantContext } from '@/lib/caller'
import type { LocalDate } from '@/lib/dates'
import { formatDateTime, formatLongDate, type Moment } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'

/** The words of the screens about a shop's routing rules and the formats of that shop, for one request. */
export async function routingWords(merchant: MerchantContext, now: Date) {
  const [t, asked] = await Promise.all([getTranslations('routing'), getLocale()])
  const locale = parseLocale(asked)
  const how = { locale, timeZone: merchant.timeZone, now }
  return {
    t,
    locale,
    day: (date: LocalDate) => formatLongDate(date, locale, { year: false }),
    dateTime: (moment: Moment) => formatDateTime(moment, how),
  }
}
export type Words = Awaited<ReturnType<typeof routingWords>>
