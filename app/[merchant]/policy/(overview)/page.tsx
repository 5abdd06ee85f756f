import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PolicyScreen } from '@/components/policies/policy-screen'
import { requireCaller } from '@/lib/auth/session'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('versions')
  return { title: t('title') }
}

export default async function PolicyPage({ params }: PageProps<'/[merchant]/policy'>) {
  const { merchant } = await params
  const caller = await requireCaller(merchant)
  return <PolicyScreen caller={caller} now={new Date()} />
}
