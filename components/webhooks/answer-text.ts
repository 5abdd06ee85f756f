import type { useTranslations } from 'next-intl'
import type { ListedMessage } from '@/lib/webhooks/queries'

/** What an attempt came to, in a few words; on the server and in the browser alike. */
export function answerText(
  t: ReturnType<typeof useTranslations<'webhooks'>>,
  { statusCode, error }: NonNullable<ListedMessage['last']>,
): string {
  if (error) return t(`error.${error}`)
  const code = String(statusCode)
  if (statusCode === 410) return t('status.gone', { code })
  return statusCode !== null && statusCode >= 300 && statusCode < 400 ? t('status.redirect', { code }) : code
}
