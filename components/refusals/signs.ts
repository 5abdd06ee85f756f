import { formatPercent } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locale'
import type { RefusalSign } from '@/lib/refusals/refusal'
import type { TranslateRefusals } from './words'

/** A sign in a few words, for a row of a table. */
export function signShort(sign: RefusalSign, r: TranslateRefusals): string {
  return sign.kind === 'short_visit'
    ? r('dispute.short.short_visit', { seconds: sign.seconds })
    : r(`dispute.short.${sign.kind}`)
}

/** A sign as a sentence, with what it rests on; `said`: when the customer's words were taken down, and whether they are known. */
export function signSentence(
  sign: RefusalSign,
  { r, locale, dateTime }: { r: TranslateRefusals; locale: Locale; dateTime: (moment: string) => string },
  hasWords: boolean,
): string {
  switch (sign.kind) {
    case 'short_visit':
      return r('dispute.sign.short_visit', { seconds: sign.seconds })
    case 'customer_disagrees':
      return r(`dispute.sign.customer_disagrees${hasWords ? '' : 'Bare'}`, { date: dateTime(sign.at) })
    case 'courier_unusual': {
      const { days, attempts, refused } = sign
      const share = (value: number) => formatPercent(value, locale)
      return r('dispute.sign.courier_unusual', {
        days,
        attempts,
        refused,
        rate: share(sign.rate),
        low: share(sign.low),
        high: share(sign.high),
        others: share(sign.others),
      })
    }
    default:
      return r(`dispute.sign.${sign.kind}`)
  }
}
