import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { EndpointScreen } from '@/components/webhooks/endpoint-screen'
import { NotYours } from '@/components/webhooks/not-yours'
import { requireCaller } from '@/lib/auth/session'
import { endpointLog } from '@/lib/webhooks/queries'
import { parseMessageSearch, parseWebhookId } from '@/lib/webhooks/search'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('webhooks')
  return { title: t('log.title') }
}

export default async function EndpointPage({
  params,
  searchParams,
}: PageProps<'/[merchant]/settings/webhooks/[endpoint]'>) {
  const [{ merchant, endpoint: text }, asked] = await Promise.all([params, searchParams])
  const caller = await requireCaller(merchant)
  if (!caller.can.has('webhook.manage')) return <NotYours />
  const id = parseWebhookId(text)
  const search = parseMessageSearch(asked)
  const found = id === null ? null : await endpointLog(caller, id, search)
  if (!found) notFound()
  return <EndpointScreen caller={caller} {...found} search={search} now={new Date()} />
}
