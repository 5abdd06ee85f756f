import { getTranslations } from 'next-intl/server'
import { EmptyState } from '@/components/ui/state'

/** The same words for an endpoint that never was and for another shop's. */
export default async function WebhookNotFound() {
  const t = await getTranslations('webhooks')
  return (
    <EmptyState heading="h1" icon="webhook" title={t('missingTitle')}>
      {t('missingText')}
    </EmptyState>
  )
}
