import { notFound } from 'next/navigation'
import { requireCaller } from '@/lib/auth/session'
import { policyVersion } from '@/lib/policies/queries'
import { parseVersionNumber } from '@/lib/version-number'

/** Asks whether the version is there before anything is sent, so that a missing one is answered with 404. */
export default async function PolicyVersionLayout({
  params,
  children,
}: LayoutProps<'/[merchant]/policy/versions/[number]'>) {
  const { merchant, number: asked } = await params
  const caller = await requireCaller(merchant)
  const number = parseVersionNumber(asked)
  if (number === null || !(await policyVersion(caller, number, new Date()))) notFound()
  return children
}
