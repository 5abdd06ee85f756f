import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { ReplayScreen } from '@/components/policies/replay-screen'
import { replayWords } from '@/components/policies/replay-words'
import { requireCaller } from '@/lib/auth/session'
import { replayOf } from '@/lib/replays/queries'
import { parseReplayId, parseReplaySearch } from '@/lib/replays/search'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('replays')
  return { title: t('title') }
}

export default async function ReplayPage({
  params,
  searchParams,
}: PageProps<'/[merchant]/policy/replays/[id]'>) {
  const [{ merchant, id: text }, asked] = await Promise.all([params, searchParams])
  const caller = await requireCaller(merchant)
  const id = parseReplayId(text)
  const [words, replay] = await Promise.all([
    replayWords(caller.merchant, new Date()),
    id === null ? null : replayOf(caller, id),
  ])
  if (!replay) notFound()
  return <ReplayScreen caller={caller} replay={replay} search={parseReplaySearch(asked)} words={words} />
}
