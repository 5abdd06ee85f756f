import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/section'
import { EmptyState } from '@/components/ui/state'
import { Td } from '@/components/ui/table'
import { Back } from './back'
import type { ReplayMessages } from './replay-progress'

type ReplayListPageProps = {
  messages: ReplayMessages
  backHref: string
  /** Where a draft is written that can be tried; null: this person may not. */
  draftHref: string | null
  /** The table of those that are kept; null: there are none. */
  children: ReactNode
}

/** The replays of one kind that are kept. */
export function ReplayListPage({ messages, backHref, draftHref, children }: ReplayListPageProps) {
  const t = useTranslations(messages)
  const toDraft =
    draftHref === null ? undefined : (
      <LinkButton href={draftHref} icon="pencil">
        {t('toDraft')}
      </LinkButton>
    )
  return (
    <>
      <PageHeader
        back={<Back href={backHref} label={t('back')} />}
        title={t('allTitle')}
        description={t('allLead')}
        actions={children === null ? undefined : toDraft}
      />
      {children ?? (
        <EmptyState icon="rotate-ccw-clock" title={t('recent.none')} action={toDraft}>
          {t('recent.noneText')}
        </EmptyState>
      )}
    </>
  )
}

/** When a replay was started: opens it. */
export function StartedCell({ href, when }: { href: string; when: string }) {
  return (
    <Td>
      <Link
        href={href as Route}
        className="font-medium underline decoration-edge underline-offset-4 hover:decoration-accent"
      >
        {when}
      </Link>
    </Td>
  )
}

/** Who started a replay. */
export function StarterCell({ name }: { name: string | null }) {
  return (
    <Td className="max-w-56 text-ink-2">
      <span className="block truncate">{name ?? '—'}</span>
    </Td>
  )
}
