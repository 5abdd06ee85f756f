import { notFound } from 'next/navigation'
import { requireCaller } from '@/lib/auth/session'
import { caseVersion } from '@/lib/cases/queries'
import { readCaseNumber } from '@/lib/cases/search'

/** Asks whether the case is there before anything is sent, so that a missing one is answered with 404. */
export default async function CaseCardLayout({
  params,
  children,
}: LayoutProps<'/[merchant]/returns/[number]'>) {
  const { merchant, number: asked } = await params
  const caller = await requireCaller(merchant)
  const number = readCaseNumber(asked)
  if (number === null || !(await caseVersion(caller, number, 0))) notFound()
  return children
}
