import type { Metadata, Route } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { RuleEditor } from '@/components/routing/editor-board'
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
import { routingChoices, routingOverview } from '@/lib/routing/queries'
import { localDate } from '@/lib/time'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('ruleEditor')
  return { title: t('title') }
}

export default async function RuleDraftPage({ params }: PageProps<'/[merchant]/routing/draft'>) {
  const { merchant: slug } = await params
  const caller = await requireCaller(slug)
  requirePermission(caller, 'routing.read')
  return caller.can.has('routing.manage') ? <Editor caller={caller} /> : <NotYours slug={slug} />
}

async function Editor({ caller }: { caller: Caller }) {
  const now = new Date()
  const { slug, timeZone, currency } = caller.merchant
  const [overview, choices, t, locale] = await Promise.all([
    routingOverview(caller, now),
    routingChoices(caller),
    getTranslations('ruleEditor'),
    getLocale(),
  ])
  const { inForce, draft, versions } = overview
  return (
    <ClientMessages namespaces={['ruleEditor', 'routing', 'diff', 'drafts', 'routingReplays', 'errors']}>
      <PageHeader
        title={t('title')}
        description={inForce ? t('leadVersion', { number: inForce.number }) : t('leadNothing')}
        back={
          <Link
            href={`/${slug}/routing` as Route}
            className="inline-flex items-center gap-1 text-ink-2 hover:text-ink"
          >
            <Icon name="chevron-left" size={14} />
            {t('back')}
          </Link>
        }
      />
      <RuleEditor
        merchantSlug={slug}
        memberId={caller.actor.id ?? ''}
        timeZone={timeZone}
        writing={{ currency: isCurrency(currency) ? currency : 'RUB', locale: parseLocale(locale) }}
        now={now}
        today={localDate(now, timeZone)}
        choices={choices}
        draft={draft}
        standing={{
          inForce: inForce && { number: inForce.number, content: inForce.content },
          last: versions[0] ?? null,
          newer: draft ? versions.filter(({ publishedAt }) => publishedAt > draft.createdAt) : [],
        }}
      />
    </ClientMessages>
  )
}

async function NotYours({ slug }: { slug: string }) {
  const [t, names] = await Promise.all([
    getTranslations('ruleEditor.forbidden'),
    getTranslations('auth.roles'),
  ])
  const who = roles.filter((role) => rolePermissions[role].includes('routing.manage'))
  return (
    <EmptyState
      icon="lock"
      heading="h1"
      title={t('title')}
      action={<LinkButton href={`/${slug}/routing`}>{t('open')}</LinkButton>}
    >
      {t('text', { roles: who.map((role) => names(role).toLowerCase()).join(', ') })}
    </EmptyState>
  )
}
