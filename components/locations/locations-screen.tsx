import { getTranslations } from 'next-intl/server'
import { ClientMessages } from '@/components/shell/client-messages'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/section'
import { EmptyState } from '@/components/ui/state'
import type { Caller } from '@/lib/caller'
import { locationsOverview } from '@/lib/locations/queries'
import { newLocationHref } from '@/lib/locations/search'
import { isCurrency } from '@/lib/money'
import { CostsCard } from './costs-card'
import { LocationList } from './location-list'

/** Where goods may go, what that costs, and how full it is. */
export async function LocationsScreen({ caller, now }: { caller: Caller; now: Date }) {
  const { slug, timeZone, currency } = caller.merchant
  const [t, { locations, costs, today }] = await Promise.all([
    getTranslations('locations'),
    locationsOverview(caller, now),
  ])
  const manages = caller.can.has('location.manage')
  const add = manages ? (
    <LinkButton href={newLocationHref(slug)} variant="primary" icon="plus">
      {t('add')}
    </LinkButton>
  ) : null
  return (
    <>
      <PageHeader title={t('title')} description={t('lead')} actions={locations.length > 0 ? add : null} />
      {locations.length === 0 ? (
        <EmptyState icon="warehouse" title={t('empty.title')} action={add}>
          {t(manages ? 'empty.text' : 'empty.reader')}
        </EmptyState>
      ) : (
        <>
          <ClientMessages namespaces={['locations', 'errors', 'ui']}>
            <CostsCard
              merchantSlug={slug}
              timeZone={timeZone}
              currency={isCurrency(currency) ? currency : 'RUB'}
              costs={costs}
              manages={manages}
              now={now}
            />
          </ClientMessages>
          <LocationList
            locations={locations}
            slug={slug}
            today={today}
            timeZone={timeZone}
            currency={currency}
            now={now}
          />
        </>
      )}
    </>
  )
}
