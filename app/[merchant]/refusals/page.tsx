import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { RefusalListScreen } from '@/components/refusals/refusal-list'
import { requireCaller } from '@/lib/auth/session'
import { parseRefusalSearch } from '@/lib/refusals/search'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('refusals')
  return { title: t('title') }
}

export default async function RefusalsPage({ params, searchParams }: PageProps<'/[merchant]/refusals'>) {
  const [{ merchant }, asked] = await Promise.all([params, searchParams])
  const caller = await requireCaller(merchant)
  return <RefusalListScreen caller={caller} search={parseRefusalSearch(asked)} now={new Date()} />
}
