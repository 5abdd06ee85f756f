import { getLocale, getTranslations } from 'next-intl/server'
import type { MerchantContext } from '@/lib/caller'
import { formatBytes, formatDateTime, formatMoney, formatNumber, type Moment } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'

/** The words of the import screens and the formats of one shop, for one request. */
export async function importWords(merchant: MerchantContext, now: Date) {
  const [t, asked] = await Promise.all([getTranslations('imports'), getLocale()])
  const locale = parseLocale(asked)
  const how = { locale, timeZone: merchant.timeZone, now }
  return {
    t,
    locale,
    dateTime: (moment: Moment) => formatDateTime(moment, how),
    money: (minor: number, currency: string) => formatMoney(minor, currency, locale),
    number: (value: number) => formatNumber(value, locale),
    bytes: (value: number) => formatBytes(value, locale),
    duration: (ms: number) => {
      const seconds = Math.max(1, Math.round(ms / 1000))
      const format = (unit: 'second' | 'minute', count: number) =>
        new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(count)
      if (seconds < 60) return format('second', seconds)
      return `${format('minute', Math.floor(seconds / 60))} ${format('second', seconds % 60)}`
    },
  }
}
export type Words = Awaited<ReturnType<typeof importWords>>
