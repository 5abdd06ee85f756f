'use server'

import { getTranslations, getLocale } from 'next-intl/server'
import { revalidatePath } from 'next/cache'
import { actionCaller } from '@/lib/auth/session'
import type { Caller } from '@/lib/caller'
import { refuseInvalid, unstorableTexts } from '@/lib/field-issues'
import { formatDateTime } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import { refuse, type Refusal, type Result } from '@/lib/result'
import { changeCase, type ChangedCase } from './commands'
import { eventTypes } from './events'
import { changeCaseInput } from './schemas'

/** The result of a command, and for a refusal the sentence that the person reads. */
export type Answer<T> = { ok: true; data: T } | { ok: false; error: Refusal; message: string }

/** Any command of the case's machine, as its dialogs send it. The same `commandId` again answers the same. */
export async function submitCaseChange(merchantSlug: string, input: unknown): Promise<Answer<ChangedCase>> {
  const caller = await actionCaller(merchantSlug)
  if (!caller.ok) return explained(caller.error)
  const result = await change(caller.data, input)
  if (!result.ok) return explained(result.error, caller.data)
  revalidatePath(`/${merchantSlug}`, 'layout')
  return result
}

async function change(caller: Caller, input: unknown): Promise<Result<ChangedCase>> {
  const [bad] = unstorableTexts(input)
  if (bad) return refuse('invalid', bad.message, { fields: [bad] })
  const parsed = changeCaseInput.safeParse(input)
  return parsed.success ? changeCase(caller, parsed.data, new Date()) : refuseInvalid(parsed.error, input)
}

/** Tells who came first, what they did and when; other refusals have a sentence for each code. */
async function explained(error: Refusal, caller?: Caller): Promise<Answer<never>> {
  const [t, locale] = await Promise.all([getTranslations(), getLocale()])
  const event = eventTypes.find((type) => type === error.params?.event)
  if (error.code !== 'conflict' || !caller || !event) {
    return { ok: false, error, message: t(`errors.${error.code}`) }
  }
  const how = { locale: parseLocale(locale), timeZone: caller.merchant.timeZone, now: new Date() }
  const message = t('cases.dialog.conflict', {
    who: String(error.params?.who ?? '') || t('cases.dialog.someone'),
    event: t(`cases.event.${event}`),
    at: formatDateTime(String(error.params?.at ?? ''), how),
  })
  return { ok: false, error, message }
}
