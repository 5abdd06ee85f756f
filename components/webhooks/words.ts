import { domainToUnicode } from 'node:url'
import { getLocale, getTranslations } from 'next-intl/server'
import type { Tone } from '@/components/ui/status-pill'
import { formatDateTime, formatNumber } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import { eventTypes, type EventType } from '@/lib/cases/events'
import { eventGroups, listensTo } from '@/lib/webhooks/groups'
import type { Endpoint, ListedMessage } from '@/lib/webhooks/queries'
import { answerText } from './answer-text'

/** The words of the webhook screens, with times in the shop's zone. */
export async function webhookWords(merchant: { timeZone: string }, now: Date) {
  const [t, cases, asked] = await Promise.all([
    getTranslations('webhooks'),
    getTranslations('cases'),
    getLocale(),
  ])
  const locale = parseLocale(asked)
  const when = (moment: Date) => formatDateTime(moment, { locale, timeZone: merchant.timeZone, now })

  function listens(types: readonly EventType[]): string[] {
    if (types.length === eventTypes.length) return [t('listens.all')]
    return listensTo(types).map(({ key, chosen, all }) => {
      const name = t(`group.${key}`)
      const total = eventGroups.find((group) => group.key === key)?.types.length ?? 0
      return all ? name : t('listens.some', { name, count: chosen, total })
    })
  }

  return {
    t,
    when,
    listens,
    answer: (last: NonNullable<ListedMessage['last']>) => answerText(t, last),
    event: (type: EventType) => cases(`event.${type}`),
    number: (value: number) => formatNumber(value, locale),
    duration: (ms: number) =>
      ms < 1000
        ? t('message.took', { ms })
        : t('message.tookSeconds', { seconds: formatNumber(ms / 1000, locale, 1) }),
  }
}

export type WebhookWords = Awaited<ReturnType<typeof webhookWords>>

/** An address as people write it: a name in their own letters, not as it is sent. */
export function shownUrl(url: string): string {
  const { hostname } = new URL(url)
  return url.replace(hostname, domainToUnicode(hostname) || hostname)
}

type StateKey = 'on' | 'troubled' | 'off' | 'gone'

/** How an endpoint is, as a word and its colour. */
export function endpointState(endpoint: Endpoint, inTrouble: boolean): { key: StateKey; tone: Tone } {
  if (endpoint.offReason === 'gone') return { key: 'gone', tone: 'red' }
  if (endpoint.offAt) return { key: 'off', tone: 'grey' }
  return inTrouble ? { key: 'troubled', tone: 'amber' } : { key: 'on', tone: 'green' }
}

/** How a message is. */
export function messageState(
  message: Pick<ListedMessage, 'state' | 'waits' | 'attempts' | 'nextAttemptAt'>,
  { t, when }: WebhookWords,
): { text: string; tone: Tone } {
  const { state, waits, attempts, nextAttemptAt } = message
  if (state === 'delivered') return { text: t('message.state.delivered'), tone: 'green' }
  if (state === 'failed') return { text: t('message.state.failed'), tone: 'red' }
  if (waits) return { text: t('message.state.waits'), tone: 'grey' }
  if (attempts === 0 || !nextAttemptAt) return { text: t('message.state.pending'), tone: 'blue' }
  return { text: t('message.state.retry', { when: when(nextAttemptAt) }), tone: 'amber' }
}
