import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { LocationScreen } from '@/components/locations/location-screen'
import { requireCaller } from '@/lib/auth/session'
import { locationDetails } from '@/lib/locations/queries'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('locations')
  return { title: t('title') }
}

export default async function LocationPage({ params }: PageProps<'/[merchant]/settings/locations/[id]'>) {
  const { merchant, id } = await params
  const caller = await requireCaller(merchant)
  const now = new Date()
  const details = z.uuid().safeParse(id).success ? await locationDetails(caller, id, now) : null
  if (!details) notFound()
  return <LocationScreen caller={caller} details={details} now={now} />
}
