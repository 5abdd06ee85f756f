import type { Metadata, Route } from 'next'
import { getLocale, getMessages, getTranslations } from 'next-intl/server'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { AuthFrame } from '@/components/auth/auth-frame'
import { SignInForm } from '@/components/auth/sign-in-form'
import { setLocale, signIn } from '@/lib/auth/actions'
import { safeNext } from '@/lib/auth/rules'
import { currentUser } from '@/lib/auth/session'
import { parseLocale } from '@/lib/i18n/locale'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth.signIn')
  return { title: t('title') }
}

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const [{ next }, asked, t, messages, locale, user] = await Promise.all([
    searchParams,
    headers(),
    getTranslations('auth.signIn'),
    getMessages(),
    getLocale(),
    currentUser(),
  ])
  const goal = safeNext(next)
  // Not while the sign-in itself is being answered: the form leaves with a whole load.
  if (user && !asked.has('next-action')) redirect(goal as Route)
  return (
    <AuthFrame title={t('title')} lead={t('lead')} setLocale={setLocale}>
      <SignInForm
        action={signIn.bind(null, goal)}
        texts={messages.auth.signIn}
        locale={parseLocale(locale)}
      />
    </AuthFrame>
  )
}
