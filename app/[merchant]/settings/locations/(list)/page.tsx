import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { LocationsScreen } from '@/components/locations/locations-screen'
import { requireCaller } from '@/lib/auth/session'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('locations')
  return { title: t('title') }
}

export default async function LocationsPage({ params }: PageProps<'/[merchant]/settings/locations'>) {
  const { merchant } = await params
  const caller = await requireCaller(merchant)
  return <LocationsScreen caller={caller} now={new Date()} />
}
