import { getTranslations } from 'next-intl/server'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { rareStages, stageTone, waitingStages } from '@/components/cases/stage'
import { screenHref, screenKeys, type ScreenKey } from '@/components/shell/navigation'
import { Shell } from '@/components/shell/shell'
import type { Queue } from '@/components/shell/sidebar-nav'
import { setLocale, setTheme, signOut } from '@/lib/auth/actions'
import { requireCaller, requireSession } from '@/lib/auth/session'
import type { Caller } from '@/lib/caller'
import { queueCounts } from '@/lib/cases/queries'
import { caseListHref, parseCaseSearch } from '@/lib/cases/search'
import type { Permission } from '@/lib/permissions'
import { parseTheme, themeCookie } from '@/lib/theme'

/** What a screen's own queries will ask for: a screen that is shown opens. */
const needed: Record<ScreenKey, Permission> = {
  overview: 'case.read',
  returns: 'case.read',
  refusals: 'case.read',
  newPickup: 'pickup.create',
  deadlines: 'case.read',
  orders: 'order.read',
  policy: 'policy.read',
  routing: 'routing.read',
  imports: 'import.read',
  carrierMessages: 'carrier_message.read',
  locations: 'routing.read',
  webhooks: 'webhook.manage',
}

type MerchantLayoutProps = { params: Promise<{ merchant: string }>; children: ReactNode }

export default async function MerchantLayout({ params, children }: MerchantLayoutProps) {
  const { merchant: slug } = await params
  const caller = await requireCaller(slug)
  const [session, jar, t, queues] = await Promise.all([
    requireSession(),
    cookies(),
    getTranslations('auth'),
    readQueues(caller),
  ])
  return (
    <Shell
      merchant={caller.merchant}
      merchants={session.memberships.map(({ merchant }) => merchant)}
      user={{ ...session.user, roleLabel: caller.role ? t(`roles.${caller.role}`) : '' }}
      theme={parseTheme(jar.get(themeCookie)?.value)}
      actions={{ setLocale, setTheme, signOut }}
      allowed={screenKeys.filter((key) => caller.can.has(needed[key]))}
      queues={queues}
    >
      {children}
    </Shell>
  )
}

async function readQueues(caller: Caller): Promise<Queue[]> {
  if (!caller.can.has('case.read')) return []
  const [counts, t] = await Promise.all([queueCounts(caller), getTranslations('cases.stage')])
  const shown = waitingStages.filter((stage) => counts[stage] || !rareStages.includes(stage))
  return shown.map((stage) => ({
    label: capitalised(t(stage)),
    href:
      stage === 'needs_route'
        ? `${screenHref(caller.merchant.slug, 'refusals')}?tab=${stage}`
        : caseListHref(caller.merchant.slug, parseCaseSearch({ stage })),
    count: counts[stage] ?? 0,
    tone: stageTone[stage],
  }))
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
