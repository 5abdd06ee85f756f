import { getTranslations } from 'next-intl/server'
import { EmptyState } from '@/components/ui/state'

/** The same words for a place that never was and for another shop's. */
export default async function LocationNotFound() {
  const t = await getTranslations('locations.missing')
  return (
    <EmptyState heading="h1" icon="warehouse" title={t('title')}>
      {t('text')}
    </EmptyState>
  )
}
