import { getLocale, getTranslations } from 'next-intl/server'
import { buttonClass } from '@/components/ui/button'
import { parseLocale } from '@/lib/i18n/locale'
import { SignInForm, type SignInAction, type SignInTexts } from './sign-in-form'

/** The sign-in form with its words. */
export async function SignIn({ action }: { action: SignInAction }) {
  const [t, locale] = await Promise.all([getTranslations('auth.signIn'), getLocale()])
  const texts: SignInTexts = {
    email: t('email'),
    password: t('password'),
    showPassword: t('showPassword'),
    hidePassword: t('hidePassword'),
    remember: t('remember'),
    submit: t('submit'),
    capsLock: t('capsLock'),
    emailMissing: t('emailMissing'),
    emailWrong: t('emailWrong'),
    passwordMissing: t('passwordMissing'),
    wrong: t('wrong'),
    // Filled in on the client, which alone knows how long it is.
    locked: t('locked', { when: '{when}' }),
    soon: t('soon'),
    unreachable: t('unreachable'),
  }
  return (
    <SignInForm
      action={action}
      texts={texts}
      locale={parseLocale(locale)}
      submitClass={buttonClass({ variant: 'primary', size: 'lg' }, 'w-full')}
    />
  )
}
