import { getLocale, getTranslations } from 'next-intl/server'
import { parseLocale, type Locale } from '@/lib/i18n/locale'
import { formatDate, formatDateTime, formatMoney, formatNumber, type Moment } from '@/lib/i18n/format'
import type { MerchantContext } from '@/lib/caller'
import type { CasePage } from '@/lib/cases/reading'

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

/** What the case waits for, closer than its stage says: the key of that sentence below `waits`. */
export function waitOf({ stage, money, inspection, pickups }: CasePage) {
  const pickup = pickups[0]?.status
  if (stage === 'refund' && money === 'in_progress') return 'refund_sent'
  if (stage === 'refund' && money === 'failed') return 'refund_failed'
  if (stage === 'inspection' && inspection === 'disputed') return 'disputed'
  if (stage === 'pickup_problem' && pickup === 'failed') return 'pickup_failed'
  if (stage === 'awaiting_pickup' && pickup === 'on_way') return 'courier_coming'
  return stage
}
