import type { Route } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { ClientMessages } from '@/components/shell/client-messages'
import { Icon } from '@/components/ui/icon'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/section'
import { EmptyState } from '@/components/ui/state'
import type { Caller, MerchantContext } from '@/lib/caller'
import { parseLocale } from '@/lib/i18n/locale'
import { locationSuggestions, type LocationDetails } from '@/lib/locations/queries'
import { locationsHref } from '@/lib/locations/search'
import { isCurrency } from '@/lib/money'
import { rolePermissions, roles } from '@/lib/permissions'
import { localDate } from '@/lib/time'
import type { Writing } from '@/lib/typed-numbers'
import { LocationEditor } from './location-editor'
import { LocationFacts } from './location-facts'
import { LocationSide } from './location-side'
import { LocationState } from './location-state'

const namespaces = ['locations', 'drafts', 'errors', 'ui']

async function writingOf({ currency }: MerchantContext): Promise<Writing> {
  return { currency: isCurrency(currency) ? currency : 'RUB', locale: parseLocale(await getLocale()) }
}

async function Back({ slug }: { slug: string }) {
  const t = await getTranslations('locations')
  return (
    <Link
      href={locationsHref(slug) as Route}
      className="inline-flex items-center gap-1 text-ink-2 hover:text-ink"
    >
      <Icon name="chevron-left" size={14} />
      {t('back')}
    </Link>
  )
}

type ScreenProps = { caller: Caller; details: LocationDetails; now: Date }

/** One place: to change for those who may, to look at for all. */
export async function LocationScreen({ caller, details, now }: ScreenProps) {
  const { slug, timeZone, currency } = caller.merchant
  const { location, today } = details
  const manages = caller.can.has('location.manage')
  const [t, writing, suggestions] = await Promise.all([
    getTranslations('locations'),
    writingOf(caller.merchant),
    manages ? locationSuggestions(caller) : null,
  ])
  return (
    <ClientMessages namespaces={namespaces}>
      <PageHeader
        title={location.name}
        description={t(`kinds.${location.kind}.one`)}
        status={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1 empty:hidden">
            <LocationState location={location} today={today} timeZone={timeZone} />
          </span>
        }
        back={<Back slug={slug} />}
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-6 xl:grid-cols-[minmax(0,1fr)_21rem]">
        <div className="min-w-0">
          {suggestions ? (
            <LocationEditor
              key={location.id}
              merchantSlug={slug}
              timeZone={timeZone}
              writing={writing}
              location={location}
              suggestions={suggestions}
              today={today}
            />
          ) : (
            <LocationFacts location={location} currency={currency} today={today} />
          )}
        </div>
        <div className="self-start">
          <LocationSide details={details} merchant={caller.merchant} manages={manages} now={now} />
        </div>
      </div>
    </ClientMessages>
  )
}

/** A new place. */
export async function NewLocationScreen({ caller, now }: { caller: Caller; now: Date }) {
  const { slug, timeZone } = caller.merchant
  if (!caller.can.has('location.manage')) return <NotYours slug={slug} />
  const [t, writing, suggestions] = await Promise.all([
    getTranslations('locations'),
    writingOf(caller.merchant),
    locationSuggestions(caller),
  ])
  return (
    <ClientMessages namespaces={namespaces}>
      <PageHeader title={t('form.new')} back={<Back slug={slug} />} />
      <LocationEditor
        merchantSlug={slug}
        timeZone={timeZone}
        writing={writing}
        location={null}
        suggestions={suggestions}
        today={localDate(now, timeZone)}
      />
    </ClientMessages>
  )
}

async function NotYours({ slug }: { slug: string }) {
  const [t, names] = await Promise.all([
    getTranslations('locations.forbidden'),
    getTranslations('auth.roles'),
  ])
  const who = roles.filter((role) => rolePermissions[role].includes('location.manage'))
  return (
    <EmptyState
      icon="lock"
      heading="h1"
      title={t('title')}
      action={<LinkButton href={locationsHref(slug)}>{t('open')}</LinkButton>}
    >
      {t('text', { roles: who.map((role) => names(role).toLowerCase()).join(', ') })}
    </EmptyState>
  )
}
