import { getTranslations } from 'next-intl/server'
import { LinkButton } from '@/components/ui/link-button'
import { EmptyState } from '@/components/ui/state'

/** Nothing under this address, with the cabinet still around it. */
export default async function CabinetNotFound() {
  const t = await getTranslations('failure')
  return (
    <EmptyState
      heading="h1"
      icon="search-x"
      title={t('notFoundTitle')}
      action={<LinkButton href="/">{t('home')}</LinkButton>}
    >
      {t('notFoundText')}
    </EmptyState>
  )
}
