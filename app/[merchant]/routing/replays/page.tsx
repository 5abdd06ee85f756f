import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { RoutingReplayList } from '@/components/routing/replay-list'
import { requireCaller } from '@/lib/auth/session'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('routingReplays')
  return { title: t('allTitle') }
}

export default async function RoutingReplaysPage({ params }: PageProps<'/[merchant]/routing/replays'>) {
  const { merchant } = await params
  const caller = await requireCaller(merchant)
  return <RoutingReplayList caller={caller} now={new Date()} />
}
