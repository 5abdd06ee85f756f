import { useLocale, useTranslations } from 'next-intl'
import { formatMoney } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import type { ReasonChoice } from '@/lib/pickups/queries'
import type { CountFrom, Exclusion, PolicyTerms, WindowException } from '@/lib/policies/schemas'

/** What sentences about terms need to know of the shop. Categories and articles speak for themselves. */
export type TermsContext = { currency: string; reasons: readonly ReasonChoice[] }

const channels = ['site', 'app', 'cabinet', 'import', 'api', 'phone'] as const
const nbsp = '\u00a0'

/**
 * The sentences of one shop's terms, without a full stop, in the reader's language; for components of the server and of
 * the client (there below `ClientMessages` with `versions`).
 */
export function useTermsWords({ currency, reasons }: TermsContext) {
  const t = useTranslations('versions.terms')
  const locale = parseLocale(useLocale())
  const sum = (minor: number) => formatMoney(minor, currency, locale)

  function price(goods: string, { priceFrom, priceTo }: WindowException): string {
    if (priceFrom !== null && priceTo !== null)
      return t('priceBetween', { goods, from: sum(priceFrom), to: sum(priceTo) })
    if (priceFrom !== null) return t('priceFrom', { goods, from: sum(priceFrom) })
    if (priceTo !== null) return t('priceTo', { goods, to: sum(priceTo) })
    return goods
  }

  function channelWords(channel: string): string {
    const known = channels.find((one) => one === channel)
    return known ? t(`channel.${known}`) : t('channel.other', { channel })
  }

  /** «Обувь от 5 000 ₽, заказ в приложении, причина «Не подошёл размер»». */
  function goods(one: WindowException): string {
    const reason = reasons.find(({ code }) => code === one.reason)?.[locale] ?? one.reason
    return [
      price(one.category ?? t('anyGoods'), one),
      ...(one.channel === null ? [] : [channelWords(one.channel)]),
      ...(reason === null ? [] : [t('reason', { reason })]),
    ].join(', ')
  }

  const days = (count: number) => t('days', { days: count }).replace(' ', nbsp)
  const excludedGoods = ({ category, sku }: Exclusion) =>
    [category, sku === null ? null : t('sku', { sku })].filter((part) => part !== null).join(', ')

  return {
    goods,
    days,
    exception: (one: WindowException) => t('exception', { goods: goods(one), days: days(one.days) }),
    usualDays: (count: number) => t('usualDays', { days: days(count) }),
    usual: (count: number, from: CountFrom) => t('usual', { days: count, from: t(`from.${from}`) }),
    extend: (extends_: boolean) => t(`extendToWorkingDay.${extends_}`),
    written: (given: PolicyTerms['writtenTerms']) => t(`writtenTerms.${given}`),
    outside: (outside: PolicyTerms['outside']) => t(`outside.${outside}`),
    approve: (approval: PolicyTerms['autoApprove']) => {
      if (approval === null) return t('approve.none')
      return approval.upTo === null ? t('approve.any') : t('approve.upTo', { sum: sum(approval.upTo) })
    },
    attempts: (count: number) => t('attempts', { count }),
    warning: ({ daysBefore, roles }: PolicyTerms['warning']) =>
      t('warning', {
        days: daysBefore,
        roles: new Intl.ListFormat(locale).format(roles.map((role) => t(`role.${role}`))),
      }),
    excludedGoods,
    excluded: (one: Exclusion) => t(`excluded.${one.basis}`, { goods: excludedGoods(one) }),
  }
}
