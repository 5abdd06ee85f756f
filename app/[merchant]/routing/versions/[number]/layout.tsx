import { notFound } from 'next/navigation'
import { requireCaller } from '@/lib/auth/session'
import { ruleSetVersion } from '@/lib/routing/queries'
import { parseVersionNumber } from '@/lib/version-number'

/** Asks whether the version is there before anything is sent, so that a missing one is answered with 404. */
export default async function RuleSetLayout({
  params,
  children,
}: LayoutProps<'/[merchant]/routing/versions/[number]'>) {
  const { merchant, number: asked } = await params
  const caller = await requireCaller(merchant)
  const number = parseVersionNumber(asked)
  if (number === null || !(await ruleSetVersion(caller, number, new Date()))) notFound()
  return children
}
