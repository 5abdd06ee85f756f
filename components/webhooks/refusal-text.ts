import type { useTranslations } from 'next-intl'
import type { Refusal } from '@/lib/result'
import type { AddressIssue, UrlIssue } from '@/lib/webhooks/addresses'

/** What the server said, or that it could not be asked at all. */
export type Failed = Refusal | 'unreachable'
type Translate = ReturnType<typeof useTranslations>

const urlIssues = [
  'not_a_url',
  'not_https',
  'credentials',
  'port',
  'unresolved',
  'private_address',
  'too_long',
] as const satisfies readonly (UrlIssue | AddressIssue | 'too_long')[]

/** A sentence for a refusal as a whole. @param when writes a moment (RFC 3339) for the reader */
export function refusalText(t: Translate, failed: Failed, when: (moment: string) => string): string {
  if (failed === 'unreachable') return t('webhooks.form.unreachable')
  if (failed.code === 'conflict' && failed.params?.at !== undefined) {
    const { who, at, by } = failed.params
    const changed = { who: String(who ?? ''), when: when(String(at)) }
    if (by === 'receiver') return t('webhooks.conflict.receiver', changed)
    return t(who === undefined ? 'webhooks.conflict.seen' : 'webhooks.conflict.seenBy', changed)
  }
  if (failed.code === 'not_allowed_now' && failed.params?.most !== undefined) {
    return t('webhooks.form.most', failed.params)
  }
  return t(`errors.${failed.code}`)
}

export type FormField = 'name' | 'url' | 'eventTypes'

/** Sentences for the fields that a refusal names. */
export function fieldTexts(t: Translate, failed: Failed): Partial<Record<FormField, string>> {
  const texts: Partial<Record<FormField, string>> = {}
  if (failed === 'unreachable') return texts
  for (const { path, code } of failed.fields ?? []) {
    const field = (['name', 'url', 'eventTypes'] as const).find((name) => path.startsWith(name))
    if (!field) continue
    const issue = field === 'url' ? urlIssues.find((one) => one === code) : undefined
    texts[field] = t(`webhooks.failure.${issue ?? field}`)
  }
  return texts
}
