import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { EndpointScreen } from '@/components/webhooks/endpoint-screen'
import { NotYours } from '@/components/webhooks/not-yours'
import { requireCaller } from '@/lib/auth/session'
import { endpointById, endpointLog } from '@/lib/webhooks/queries'
import { parseMessageSearch, parseWebhookId } from '@/lib/webhooks/search'

type Props = PageProps<'/[merchant]/settings/webhooks/[endpoint]'>

/** The endpoint's name: a shop may have several open side by side. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ merchant, endpoint }, t] = await Promise.all([params, getTranslations('webhooks')])
  const caller = await requireCaller(merchant)
  const id = caller.can.has('webhook.manage') ? parseWebhookId(endpoint) : null
  const found = id === null ? null : await endpointById(caller, id)
  return { title: found?.name ?? t('title') }
}

export default async function EndpointPage({ params, searchParams }: Props) {
  const [{ merchant, endpoint: text }, asked] = await Promise.all([params, searchParams])
  const caller = await requireCaller(merchant)
  if (!caller.can.has('webhook.manage')) return <NotYours />
  const id = parseWebhookId(text)
  const search = parseMessageSearch(asked)
  const found = id === null ? null : await endpointLog(caller, id, search)
  if (!found) notFound()
  return <EndpointScreen caller={caller} {...found} search={search} now={new Date()} />
}
