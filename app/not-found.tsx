import { getTranslations } from 'next-intl/server'
import { LinkButton } from '@/components/ui/link-button'
import { EmptyState } from '@/components/ui/state'

export default async function NotFound() {
  const t = await getTranslations('failure')
  return (
    <main className="grid min-h-[70dvh] place-items-center">
      <EmptyState
        heading="h1"
        icon="search-x"
        title={t('notFoundTitle')}
        action={<LinkButton href="/">{t('home')}</LinkButton>}
      >
        {t('notFoundText')}
      </EmptyState>
    </main>
  )
}
