import { getTranslations } from 'next-intl/server'
import { EmptyState } from '@/components/ui/state'

/** The same words for a number that never was and for another shop's. */
export default async function CaseNotFound() {
  const t = await getTranslations('cases.card')
  return (
    <EmptyState heading="h1" icon="package-search" title={t('missingTitle')}>
      {t('missingText')}
    </EmptyState>
  )
}
