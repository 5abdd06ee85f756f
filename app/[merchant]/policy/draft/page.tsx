import type { Metadata, Route } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { PolicyEditor } from '@/components/policies/editor-board'
import { ClientMessages } from '@/components/shell/client-messages'
import { Icon } from '@/components/ui/icon'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/section'
import { EmptyState } from '@/components/ui/state'
import { requireCaller } from '@/lib/auth/session'
import type { Caller } from '@/lib/caller'
import { parseLocale } from '@/lib/i18n/locale'
import { isCurrency } from '@/lib/money'
import { requirePermission, rolePermissions, roles } from '@/lib/permissions'
import { policyChoices, policyOverview } from '@/lib/policies/queries'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('policies')
  return { title: t('title') }
}

export default async function PolicyDraftPage({ params }: PageProps<'/[merchant]/policy/draft'>) {
  const { merchant: slug } = await params
  const caller = await requireCaller(slug)
  requirePermission(caller, 'policy.read')
  return caller.can.has('policy.manage') ? <Editor caller={caller} /> : <NotYours slug={slug} />
}

async function Editor({ caller }: { caller: Caller }) {
  const now = new Date()
  const { slug, timeZone, currency } = caller.merchant
  const [overview, choices, t, channelNames, locale] = await Promise.all([
    policyOverview(caller, now),
    policyChoices(caller),
    getTranslations('policies'),
    getTranslations('orders.channel'),
    getLocale(),
  ])
  const { inForce, draft, versions, today } = overview
  const channels = choices.channels.map((code) => ({ code, name: nameOf(channelNames, code) }))
  return (
    <ClientMessages namespaces={['policies', 'drafts', 'versions', 'diff', 'replays', 'pickups', 'errors']}>
      <PageHeader
        title={t('title')}
        description={inForce ? t('leadVersion', { number: inForce.number }) : t('leadLaw')}
        back={
          <Link
            href={`/${slug}/policy` as Route}
            className="inline-flex items-center gap-1 text-ink-2 hover:text-ink"
          >
            <Icon name="chevron-left" size={14} />
            {t('back')}
          </Link>
        }
      />
      <PolicyEditor
        merchantSlug={slug}
        memberId={caller.actor.id ?? ''}
        timeZone={timeZone}
        writing={{ currency: isCurrency(currency) ? currency : 'RUB', locale: parseLocale(locale) }}
        now={now}
        today={today}
        choices={{ ...choices, channels }}
        draft={draft}
        standing={{
          inForce: inForce && { number: inForce.number, terms: inForce.terms },
          scheduled: versions
            .filter(({ state }) => state === 'scheduled')
            .map(({ number, effectiveFrom }) => ({ number, effectiveFrom })),
          lastNumber: versions[0]?.number ?? 0,
        }}
      />
    </ClientMessages>
  )
}

function nameOf(t: Awaited<ReturnType<typeof getTranslations<'orders.channel'>>>, code: string): string {
  // A shop's own channels have the name that its system gave them.
  return /^[a-z]+$/.test(code) && t.has(code as 'site') ? t(code as 'site') : code
}

async function NotYours({ slug }: { slug: string }) {
  const [t, names] = await Promise.all([getTranslations('policies.forbidden'), getTranslations('auth.roles')])
  const who = roles.filter((role) => rolePermissions[role].includes('policy.manage'))
  return (
    <EmptyState
      icon="lock"
      heading="h1"
      title={t('title')}
      action={<LinkButton href={`/${slug}/policy`}>{t('open')}</LinkButton>}
    >
      {t('text', { roles: who.map((role) => names(role).toLowerCase()).join(', ') })}
    </EmptyState>
  )
}
