import { getLocale, getTranslations } from 'next-intl/server'
import type { MerchantContext } from '@/lib/caller'
import {
  formatDate,
  formatDateTime,
  formatMoney,
  formatNumber,
  formatPercent,
  type Moment,
} from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import type { RecentRoutingReplay } from '@/lib/routing-replays/queries'
import { locationOf } from '@/lib/routing-replays/ways'
import type { ReplayPlace, WayKey } from '@/lib/routing/replay'

/** The words of the screens about replays of rules and the formats of one shop, for one request. */
export async function replayWords(merchant: MerchantContext, now: Date) {
  const [t, asked] = await Promise.all([getTranslations('routingReplays'), getLocale()])
  const locale = parseLocale(asked)
  const how = { locale, timeZone: merchant.timeZone, now }
  return {
    t,
    number: (value: number) => formatNumber(value, locale),
    money: (minor: number, currency: string) => formatMoney(minor, currency, locale),
    /** «12 %»; below a tenth «1,2 %»; what there is of it is never «0 %». */
    percent: (share: number) =>
      share > 0 && share < 0.001
        ? `< ${formatPercent(0.001, locale, 1)}`
        : formatPercent(share, locale, share < 0.1 ? 1 : 0),
    date: (moment: Moment) => formatDate(moment, how),
    dateTime: (moment: Moment) => formatDateTime(moment, how),
  }
}
export type Words = Awaited<ReturnType<typeof replayWords>>

/** What people call a way: the name that the location had when the replay was started. */
export function wayWords({ t }: Words, places: readonly ReplayPlace[]): (way: WayKey) => string {
  const names = new Map(places.map(({ id, name }) => [id, name]))
  return (way) => {
    const location = locationOf(way)
    if (location !== null) return names.get(location) ?? t('ways.gone')
    return t(`ways.${way === 'redeliver' || way === 'none' ? way : 'ask'}`)
  }
}

/** «: дешевле на 48 200 ₽, хранение короче на 1 020 дней»; nothing where nothing can be compared. */
export function costWords(
  { t, number, money }: Words,
  { totals: { before, after, compared }, currency }: Pick<RecentRoutingReplay, 'totals' | 'currency'>,
): string {
  if (compared === 0) return ''
  const cost = after.cost - before.cost
  const days = after.storageDays - before.storageDays
  const sum = money(Math.abs(cost), currency)
  return [
    cost < 0 ? t('result.cheaper', { sum }) : cost > 0 ? t('result.dearer', { sum }) : t('result.equal'),
    days === 0
      ? ''
      : t(days < 0 ? 'result.shorter' : 'result.longer', {
          days: number(Math.abs(days)),
          count: Math.abs(days),
        }),
  ].join('')
}
