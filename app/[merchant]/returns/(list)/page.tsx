import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CaseListScreen } from '@/components/cases/case-list'
import { requireCaller } from '@/lib/auth/session'
import { parseCaseSearch } from '@/lib/cases/search'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('cases')
  return { title: t('title') }
}

export default async function ReturnsPage({ params, searchParams }: PageProps<'/[merchant]/returns'>) {
  const [{ merchant }, asked] = await Promise.all([params, searchParams])
  const caller = await requireCaller(merchant)
  return <CaseListScreen caller={caller} search={parseCaseSearch(asked)} now={new Date()} />
}
