import { useTranslations } from 'next-intl'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/section'

type OverviewHeaderProps = {
  /** The messages that speak of these versions. */
  messages: 'versions' | 'routing'
  /** Null: nothing was ever written that could have been tried. */
  replaysHref: string | null
  /** Where a draft is begun; null: there is one, nothing is in force, or this person may not. */
  draftHref: string | null
}

/** What this screen is for, and the ways from it to drafts and to what they were tried on. */
export function OverviewHeader({ messages, replaysHref, draftHref }: OverviewHeaderProps) {
  const t = useTranslations(messages)
  return (
    <PageHeader
      title={t('title')}
      description={t('lead')}
      actions={
        <>
          {replaysHref === null ? null : (
            <LinkButton href={replaysHref} icon="rotate-ccw-clock">
              {t('overview.replays')}
            </LinkButton>
          )}
          {draftHref === null ? null : (
            <LinkButton href={draftHref} variant="primary" icon="pencil">
              {t('overview.edit')}
            </LinkButton>
          )}
        </>
      }
    />
  )
}
