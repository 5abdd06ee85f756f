import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { policyWords } from '@/components/policies/policy-words'
import { VersionScreen } from '@/components/policies/version-screen'
import { requireCaller } from '@/lib/auth/session'
import { reasonChoices } from '@/lib/pickups/queries'
import { policyOverview, policyVersion } from '@/lib/policies/queries'
import { parseAgainst } from '@/lib/policies/search'
import { parseVersionNumber } from '@/lib/version-number'

type Props = PageProps<'/[merchant]/policy/versions/[number]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ number }, t] = await Promise.all([params, getTranslations('versions')])
  return { title: t('version.page', { number: parseVersionNumber(number) ?? '' }) }
}

export default async function PolicyVersionPage({ params, searchParams }: Props) {
  const [{ merchant, number: text }, asked] = await Promise.all([params, searchParams])
  const caller = await requireCaller(merchant)
  const number = parseVersionNumber(text)
  if (number === null) notFound()
  const now = new Date()
  const [version, policy, reasons, words] = await Promise.all([
    policyVersion(caller, number, now),
    policyOverview(caller, now),
    reasonChoices(caller),
    policyWords(caller.merchant, now),
  ])
  if (!version) notFound()
  const facts = { caller, version, policy, reasons, words }
  return <VersionScreen {...facts} against={parseAgainst(asked)} />
}
