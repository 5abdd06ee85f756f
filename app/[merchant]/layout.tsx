import { getTranslations } from 'next-intl/server'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { screenKeys, type ScreenKey } from '@/components/shell/navigation'
import { Shell } from '@/components/shell/shell'
import { parseTheme, themeCookie } from '@/lib/theme'
import { setLocale, setTheme, signOut } from '@/lib/auth/actions'
import { requireCaller, requireSession } from '@/lib/auth/session'
import type { Permission } from '@/lib/permissions'

/** What a screen's own queries will ask for: a screen that is shown opens. */
const needed: Record<ScreenKey, Permission> = {
  overview: 'case.read',
  returns: 'case.read',
  newPickup: 'pickup.create',
  orders: 'order.read',
  imports: 'import.read',
  carrierMessages: 'carrier_message.read',
}

type MerchantLayoutProps = { params: Promise<{ merchant: string }>; children: ReactNode }

export default async function MerchantLayout({ params, children }: MerchantLayoutProps) {
  const { merchant: slug } = await params
  const caller = await requireCaller(slug)
  const [session, jar, t] = await Promise.all([requireSession(), cookies(), getTranslations('auth')])
  return (
    <Shell
      merchant={caller.merchant}
      merchants={session.memberships.map(({ merchant }) => merchant)}
      user={{ ...session.user, roleLabel: caller.role ? t(`roles.${caller.role}`) : '' }}
      theme={parseTheme(jar.get(themeCookie)?.value)}
      actions={{ setLocale, setTheme, signOut }}
      allowed={screenKeys.filter((key) => caller.can.has(needed[key]))}
    >
      {children}
    </Shell>
  )
}
