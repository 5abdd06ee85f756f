import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { NewLocationScreen } from '@/components/locations/location-screen'
import { requireCaller } from '@/lib/auth/session'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('locations')
  return { title: t('form.new') }
}

export default async function NewLocationPage({ params }: PageProps<'/[merchant]/settings/locations/new'>) {
  const { merchant } = await params
  const caller = await requireCaller(merchant)
  return <NewLocationScreen caller={caller} now={new Date()} />
}
