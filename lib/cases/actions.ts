'use server'

import { getTranslations, getLocale } from 'next-intl/server'
import { act } from '@/lib/action'
import { actionCaller } from '@/lib/auth/session'
import { formatDateTime } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import type { Refusal, Result } from '@/lib/result'
import { changeCase, createCase, type ChangedCase, type CreatedCase } from './commands'
import { eventTypes } from './events'
import { changeCaseInput, createCaseInput } from './schemas'

/** The result of a command, and for a refusal the sentence that the person reads. */
export type Answer<T> = { ok: true; data: T } | { ok: false; error: Refusal; message: string }

/** Makes a return without a pickup task: it waits for whoever decides. The same `commandId` again answers the same. */
export async function submitCase(merchantSlug: string, input: unknown): Promise<Result<CreatedCase>> {
  return act({ merchantSlug, schema: createCaseInput, input }, createCase)
}

/** Any command of the case's machine, as its dialogs send it. The same `commandId` again answers the same. */
export async function submitCaseChange(merchantSlug: string, input: unknown): Promise<Answer<ChangedCase>> {
  const result = await act({ merchantSlug, schema: changeCaseInput, input }, changeCase)
  return result.ok ? result : explained(result.error, merchantSlug)
}

/** Tells who came first, what they did and when; other refusals have a sentence for each code. */
async function explained(error: Refusal, merchantSlug: string): Promise<Answer<never>> {
  const [t, locale] = await Promise.all([getTranslations(), getLocale()])
  const event = eventTypes.find((type) => type === error.params?.event)
  const caller = await actionCaller(merchantSlug)
  if (error.code !== 'conflict' || !caller.ok || !event) {
    return { ok: false, error, message: t(`errors.${error.code}`) }
  }
  const how = { locale: parseLocale(locale), timeZone: caller.data.merchant.timeZone, now: new Date() }
  const message = t('cases.dialog.conflict', {
    who: String(error.params?.who ?? '') || t('cases.dialog.someone'),
    event: t(`cases.event.${event}`),
    at: formatDateTime(String(error.params?.at ?? ''), how),
  })
  return { ok: false, error, message }
}
