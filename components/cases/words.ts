import { getLocale, getTranslations } from 'next-intl/server'
import { parseLocale, type Locale } from '@/lib/i18n/locale'
import { formatDate, formatDateTime, formatMoney, formatNumber, type Moment } from '@/lib/i18n/format'
import type { MerchantContext } from '@/lib/caller'

export type Translate = Awaited<ReturnType<typeof getTranslations<'cases'>>>

/** The words of the returns' screens and the formats of one shop, for one request. */
export async function caseWords(merchant: MerchantContext, now: Date) {
  const [t, asked] = await Promise.all([getTranslations('cases'), getLocale()])
  const locale: Locale = parseLocale(asked)
  const how = { locale, timeZone: merchant.timeZone, now }
  return {
    t,
    locale,
    now,
    dateTime: (moment: Moment) => formatDateTime(moment, how),
    date: (moment: Moment) => formatDate(moment, how),
    money: (minor: number, currency: string) => formatMoney(minor, currency, locale),
    number: (value: number) => formatNumber(value, locale),
  }
}
export type Words = Awaited<ReturnType<typeof caseWords>>

/** A reason in the interface's language; a code that the shop does not know is shown as it is. */
export function reasonName(
  reason: { ru: string; en: string } | undefined,
  code: string,
  locale: Locale,
): string {
  return reason?.[locale] ?? code
}
