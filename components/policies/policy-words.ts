import { getLocale, getTranslations } from 'next-intl/server'
import type { MerchantContext } from '@/lib/caller'
import type { LocalDate } from '@/lib/dates'
import { formatDateTime, formatPlainDate, type Moment } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'

/** The words of the screens about a shop's return policy and the formats of that shop, for one request. */
export async function policyWords(merchant: MerchantContext, now: Date) {
  const [t, asked] = await Promise.all([getTranslations('versions'), getLocale()])
  const locale = parseLocale(asked)
  const how = { locale, timeZone: merchant.timeZone, now }
  return {
    t,
    locale,
    day: (date: LocalDate) => formatPlainDate(date, locale),
    dateTime: (moment: Moment) => formatDateTime(moment, how),
  }
}
export type Words = Awaited<ReturnType<typeof policyWords>>
