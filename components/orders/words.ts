import { getLocale, getTranslations } from 'next-intl/server'
import type { MerchantContext } from '@/lib/caller'
import { formatDate, formatDateTime, formatMoney, type Moment } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'

/** The words of the orders' screens and the formats of one shop, for one request. */
export async function orderWords(merchant: MerchantContext) {
  const [t, cases, asked] = await Promise.all([
    getTranslations('orders'),
    getTranslations('cases'),
    getLocale(),
  ])
  const locale = parseLocale(asked)
  const how = { locale, timeZone: merchant.timeZone }
  return {
    t,
    /** The returns' own words: stages and kinds. */
    cases,
    locale,
    date: (moment: Moment) => formatDate(moment, how),
    dateTime: (moment: Moment, now: Date) => formatDateTime(moment, { ...how, now }),
    money: (minor: number, currency: string) => formatMoney(minor, currency, locale),
  }
}
export type Words = Awaited<ReturnType<typeof orderWords>>
