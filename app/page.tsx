import type { Metadata, Route } from 'next'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { AuthFrame } from '@/components/auth/auth-frame'
import { Avatar } from '@/components/ui/avatar'
import { Icon } from '@/components/ui/icon'
import { SubmitButton } from '@/components/ui/submit-button'
import { setLocale, signOut } from '@/lib/auth/actions'
import { requireSession } from '@/lib/auth/session'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth.home')
  return { title: t('title') }
}

/** The member's shops; who has one is in it at once. */
export default async function HomePage() {
  const [{ user, memberships }, t] = await Promise.all([requireSession(), getTranslations('auth')])
  const [only, ...others] = memberships
  if (only && others.length === 0) redirect(`/${only.merchant.slug}` as Route)
  return (
    <AuthFrame
      title={t(only ? 'home.title' : 'home.noneTitle')}
      lead={only ? t('home.lead') : t('home.none', { email: user.email })}
      setLocale={setLocale}
    >
      {only ? (
        <ul className="-mx-3 flex flex-col gap-px">
          {memberships.map(({ merchant, role }) => (
            <li key={merchant.id}>
              <Link
                href={`/${merchant.slug}` as Route}
                className="flex items-center gap-3 rounded-lg px-3 py-2.5 hover:bg-hover"
              >
                <Avatar name={merchant.name} square size={32} />
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-medium">{merchant.name}</span>
                  <span className="block text-sm text-ink-3">{t(`roles.${role}`)}</span>
                </span>
                <Icon name="chevron-right" className="text-ink-3" />
              </Link>
            </li>
          ))}
        </ul>
      ) : null}
      <form action={signOut} className={only ? '-ml-3 mt-6' : ''}>
        <SubmitButton variant={only ? 'ghost' : 'secondary'}>{t('home.signOut')}</SubmitButton>
      </form>
    </AuthFrame>
  )
}
