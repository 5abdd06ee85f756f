import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { RoutingScreen } from '@/components/routing/routing-screen'
import { requireCaller } from '@/lib/auth/session'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('routing')
  return { title: t('title') }
}

export default async function RoutingPage({ params }: PageProps<'/[merchant]/routing'>) {
  const { merchant } = await params
  const caller = await requireCaller(merchant)
  return <RoutingScreen caller={caller} now={new Date()} />
}
