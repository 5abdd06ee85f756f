import type { useTranslations } from 'next-intl'
import type { ListedMessage } from '@/lib/webhooks/queries'

/** What an attempt came to, in a few words; on the server and in the browser alike. */
export function answerText(
  t: ReturnType<typeof useTranslations<'webhooks'>>,
  { statusCode, error }: NonNullable<ListedMessage['last']>,
): string {
  if (error) return t(`error.${error}`)
  const word = statusCode === null ? undefined : wordOf(statusCode)
  return word ? t(`status.${word}`, { code: String(statusCode) }) : String(statusCode)
}

const words = {
  401: 'closed',
  403: 'closed',
  404: 'missing',
  405: 'missing',
  410: 'gone',
  413: 'tooBig',
  429: 'tooOften',
  502: 'down',
  503: 'down',
  504: 'down',
} as const

function wordOf(status: number) {
  const known = Object.entries(words).find(([code]) => Number(code) === status)
  if (known) return known[1]
  if (status >= 300 && status < 400) return 'redirect'
  if (status >= 400 && status < 500) return 'refused'
  return status >= 500 ? 'failed' : undefined
}
