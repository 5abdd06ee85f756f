import type { MessageDetail } from '@/lib/webhooks/queries'

/** What the page of a message shows, for telling whether there is news. */
export function seenOf(message: Pick<MessageDetail, 'state' | 'attempts' | 'log'>): string {
  return `${message.state}-${message.attempts}-${message.log.length}`
}
