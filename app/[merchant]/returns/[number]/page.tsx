import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { CaseCard } from '@/components/cases/case-card'
import { caseWords } from '@/components/cases/words'
import { requireCaller } from '@/lib/auth/session'
import { casePage } from '@/lib/cases/queries'
import { caseNumber, parseCaseSearch, readCaseNumber } from '@/lib/cases/search'

type Props = PageProps<'/[merchant]/returns/[number]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const number = readCaseNumber((await params).number)
  return number === null ? {} : { title: caseNumber(number) }
}

export default async function CaseCardPage({ params, searchParams }: Props) {
  const [{ merchant, number: asked }, query] = await Promise.all([params, searchParams])
  const caller = await requireCaller(merchant)
  const number = readCaseNumber(asked)
  if (number === null) notFound()
  const [page, words] = await Promise.all([casePage(caller, number), caseWords(caller.merchant, new Date())])
  if (!page) notFound()
  return <CaseCard caller={caller} page={page} search={parseCaseSearch(query)} words={words} />
}
