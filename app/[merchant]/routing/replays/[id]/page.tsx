import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { RoutingReplayScreen } from '@/components/routing/replay-screen'
import { replayWords } from '@/components/routing/replay-words'
import { requireCaller } from '@/lib/auth/session'
import { parseReplayId } from '@/lib/replays/search'
import { routingReplayOf } from '@/lib/routing-replays/queries'
import { parseRoutingReplaySearch } from '@/lib/routing-replays/search'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('routingReplays')
  return { title: t('title') }
}

export default async function RoutingReplayPage({
  params,
  searchParams,
}: PageProps<'/[merchant]/routing/replays/[id]'>) {
  const [{ merchant, id: text }, asked] = await Promise.all([params, searchParams])
  const caller = await requireCaller(merchant)
  const id = parseReplayId(text)
  const [words, replay] = await Promise.all([
    replayWords(caller.merchant, new Date()),
    id === null ? null : routingReplayOf(caller, id),
  ])
  if (!replay) notFound()
  return (
    <RoutingReplayScreen
      caller={caller}
      replay={replay}
      search={parseRoutingReplaySearch(asked)}
      words={words}
    />
  )
}
