import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { DeadlinesScreen } from '@/components/deadlines/deadlines-screen'
import { requireCaller } from '@/lib/auth/session'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('deadlines')
  return { title: t('title') }
}

export default async function DeadlinesPage({ params }: PageProps<'/[merchant]/deadlines'>) {
  const caller = await requireCaller((await params).merchant)
  return <DeadlinesScreen caller={caller} now={new Date()} />
}
