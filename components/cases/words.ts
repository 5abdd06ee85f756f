import { getLocale, getTranslations } from 'next-intl/server'
import { parseLocale, type Locale } from '@/lib/i18n/locale'
import {
  formatDate,
  formatDateTime,
  formatLongDate,
  formatMoney,
  formatNumber,
  type Moment,
} from '@/lib/i18n/format'
import type { LocalDate } from '@/lib/dates'
import { localDate } from '@/lib/time'
import type { MerchantContext } from '@/lib/caller'
import type { CasePage } from '@/lib/cases/reading'

export type Translate = Awaited<ReturnType<typeof getTranslations<'cases'>>>

/** The words of the returns' screens and the formats of one shop, for one request. */
export async function caseWords(merchant: MerchantContext, now: Date) {
  const [t, asked] = await Promise.all([getTranslations('cases'), getLocale()])
  const locale: Locale = parseLocale(asked)
  const how = { locale, timeZone: merchant.timeZone, now }
  const thisYear = localDate(now, merchant.timeZone).slice(0, 4)
  const day = (date: LocalDate) => formatLongDate(date, locale, { year: !date.startsWith(thisYear) })
  return {
    t,
    locale,
    now,
    dateTime: (moment: Moment) => formatDateTime(moment, how),
    date: (moment: Moment) => formatDate(moment, how),
    /** «10 марта»; with the year when it is not this one. */
    day,
    /** The day that an end closes: it is the first instant after it. */
    lastDay: (end: string) => day(localDate(new Date(Date.parse(end) - 1), merchant.timeZone)),
    /** «3 ч», «2 дня»: how long somebody has been waiting. */
    waiting: (since: Date) => t(...span(now.getTime() - since.getTime())),
    money: (minor: number, currency: string) => formatMoney(minor, currency, locale),
    number: (value: number) => formatNumber(value, locale),
  }
}
const minute = 60_000

function span(ms: number): ['span.minutes' | 'span.hours' | 'span.days', { count: number }] {
  const minutes = Math.max(1, Math.floor(ms / minute))
  if (minutes < 60) return ['span.minutes', { count: minutes }]
  const hours = Math.floor(minutes / 60)
  return hours < 24 ? ['span.hours', { count: hours }] : ['span.days', { count: Math.floor(hours / 24) }]
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
export function waitOf({ stage, asked, money, inspection, pickups }: CasePage) {
  const pickup = pickups[0]?.status
  if (stage === 'review' && asked) return 'asked'
  if (stage === 'refund' && money === 'in_progress') return 'refund_sent'
  if (stage === 'refund' && money === 'failed') return 'refund_failed'
  if (stage === 'inspection' && inspection === 'disputed') return 'disputed'
  if (stage === 'pickup_problem' && pickup === 'failed') return 'pickup_failed'
  if (stage === 'awaiting_pickup' && pickup === 'on_way') return 'courier_coming'
  return stage
}
