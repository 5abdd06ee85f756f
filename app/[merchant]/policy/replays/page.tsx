import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ReplayList } from '@/components/policies/replay-list'
import { requireCaller } from '@/lib/auth/session'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('replays')
  return { title: t('allTitle') }
}

export default async function ReplaysPage({ params }: PageProps<'/[merchant]/policy/replays'>) {
  const { merchant } = await params
  const caller = await requireCaller(merchant)
  return <ReplayList caller={caller} now={new Date()} />
}
