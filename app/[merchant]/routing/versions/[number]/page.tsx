import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { routingWords } from '@/components/routing/routing-words'
import { VersionScreen } from '@/components/routing/version-screen'
import { requireCaller } from '@/lib/auth/session'
import { routingChoices, routingOverview, ruleSetVersion } from '@/lib/routing/queries'
import { parseAgainst } from '@/lib/routing/search'
import { namesOf } from '@/lib/routing/words'
import { parseVersionNumber } from '@/lib/version-number'

type Props = PageProps<'/[merchant]/routing/versions/[number]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ number }, t] = await Promise.all([params, getTranslations('routing')])
  return { title: t('version.page', { number: parseVersionNumber(number) ?? '' }) }
}

export default async function RuleSetPage({ params, searchParams }: Props) {
  const [{ merchant, number: text }, asked] = await Promise.all([params, searchParams])
  const caller = await requireCaller(merchant)
  const number = parseVersionNumber(text)
  if (number === null) notFound()
  const now = new Date()
  const [version, routing, choices, words] = await Promise.all([
    ruleSetVersion(caller, number, now),
    routingOverview(caller, now),
    routingChoices(caller),
    routingWords(caller.merchant, now),
  ])
  if (!version) notFound()
  const facts = { caller, version, routing, words, now }
  return <VersionScreen {...facts} names={namesOf(choices)} against={parseAgainst(asked)} />
}
