import type { Metadata, Route } from 'next'
import { getTranslations } from 'next-intl/server'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { AuthFrame } from '@/components/auth/auth-frame'
import { SignIn } from '@/components/auth/sign-in'
import { setLocale, signIn } from '@/lib/auth/actions'
import { safeNext } from '@/lib/auth/rules'
import { currentUser } from '@/lib/auth/session'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth.signIn')
  return { title: t('title') }
}

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const [{ next }, asked, t, user] = await Promise.all([
    searchParams,
    headers(),
    getTranslations('auth.signIn'),
    currentUser(),
  ])
  const goal = safeNext(next)
  // Not while the sign-in itself is being answered: the form leaves with a whole load.
  if (user && !asked.has('next-action')) redirect(goal as Route)
  return (
    <AuthFrame title={t('title')} lead={t('lead')} setLocale={setLocale}>
      <SignIn action={signIn.bind(null, goal)} />
    </AuthFrame>
  )
}
