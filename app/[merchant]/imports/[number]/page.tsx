import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { DraftScreen } from '@/components/imports/draft-screen'
import { ResultScreen } from '@/components/imports/result-screen'
import { RunningScreen } from '@/components/imports/running-screen'
import { importWords } from '@/components/imports/words'
import { requireCaller } from '@/lib/auth/session'
import { isRunning } from '@/lib/imports/progress'
import { importDetails } from '@/lib/imports/queries'
import { parseImportNumber, parseRefusalSearch } from '@/lib/imports/search'

type ImportPageProps = PageProps<'/[merchant]/imports/[number]'>

export async function generateMetadata({ params }: ImportPageProps): Promise<Metadata> {
  const [{ number }, t] = await Promise.all([params, getTranslations('imports')])
  return { title: t('one', { number: String(parseImportNumber(number) ?? '') }) }
}

export default async function ImportPage({ params, searchParams }: ImportPageProps) {
  const [{ merchant: slug, number: text }, asked] = await Promise.all([params, searchParams])
  const caller = await requireCaller(slug)
  const now = new Date()
  const number = parseImportNumber(text)
  const [words, details] = await Promise.all([
    importWords(caller.merchant, now),
    number === null ? null : importDetails(caller, number),
  ])
  if (!details) notFound()
  if (details.status === 'draft')
    return <DraftScreen caller={caller} details={details} words={words} now={now} />
  if (isRunning(details.status)) return <RunningScreen caller={caller} details={details} words={words} />
  return <ResultScreen caller={caller} details={details} search={parseRefusalSearch(asked)} words={words} />
}
