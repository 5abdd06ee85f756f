import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { z } from 'zod/mini'
import { Notice } from '@/components/ui/notice'
import { formatRelative } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locale'
import type { Refusal } from '@/lib/result'
import type { SignInInput, SignInTexts } from './sign-in-form'

/** The messages are keys of the form's texts. */
const signIn = z.object({
  email: z.string().check(
    z.trim(),
    z.minLength(1, { error: 'emailMissing', abort: true }),
    z.maxLength(254, 'emailWrong'),
    // The mail server decides what exists; here only what cannot be an address is caught.
    z.regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'emailWrong'),
  ),
  password: z.string().check(z.minLength(1, 'passwordMissing'), z.maxLength(1024, 'passwordMissing')),
  remember: z.boolean(),
})

export const resolveSignIn = standardSchemaResolver<SignInInput, unknown, SignInInput>(signIn)

function sentence(error: Refusal, texts: SignInTexts, locale: Locale): string {
  if (error.code !== 'not_allowed_now') return texts.wrong
  const minutes = Number(error.params?.minutes)
  const when = minutes > 0 ? formatRelative(minutes * 60_000, 0, locale) : texts.soon
  return texts.locked.replace('{when}', when)
}

/** Why a sign-in was refused. */
export function RefusalNotice({
  error,
  texts,
  locale,
}: {
  error: Refusal
  texts: SignInTexts
  locale: Locale
}) {
  return (
    <Notice tone="red" live="assertive">
      {sentence(error, texts, locale)}
    </Notice>
  )
}
