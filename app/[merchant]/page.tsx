import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { OverviewScreen } from '@/components/cases/overview'
import { requireCaller } from '@/lib/auth/session'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('overview')
  return { title: t('title') }
}

export default async function OverviewPage({ params }: PageProps<'/[merchant]'>) {
  const caller = await requireCaller((await params).merchant)
  return <OverviewScreen caller={caller} now={new Date()} />
}
