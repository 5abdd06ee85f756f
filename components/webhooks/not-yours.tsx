import { getTranslations } from 'next-intl/server'
import { EmptyState } from '@/components/ui/state'

/** For a member whose role does not set up the shop's systems. */
export async function NotYours() {
  const t = await getTranslations('webhooks')
  return (
    <EmptyState heading="h1" icon="lock" title={t('notYoursTitle')}>
      {t('notYoursText')}
    </EmptyState>
  )
}
