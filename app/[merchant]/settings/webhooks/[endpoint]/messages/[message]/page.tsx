import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { MessageScreen } from '@/components/webhooks/message-screen'
import { NotYours } from '@/components/webhooks/not-yours'
import { requireCaller } from '@/lib/auth/session'
import { messageDetail } from '@/lib/webhooks/queries'
import { parseMessageSearch, parseWebhookId } from '@/lib/webhooks/search'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('webhooks')
  return { title: t('log.title') }
}

export default async function MessagePage({
  params,
  searchParams,
}: PageProps<'/[merchant]/settings/webhooks/[endpoint]/messages/[message]'>) {
  const [{ merchant, endpoint, message }, asked] = await Promise.all([params, searchParams])
  const caller = await requireCaller(merchant)
  if (!caller.can.has('webhook.manage')) return <NotYours />
  const [endpointId, messageId] = [parseWebhookId(endpoint), parseWebhookId(message)]
  const found = endpointId && messageId ? await messageDetail(caller, endpointId, messageId) : null
  if (!found) notFound()
  return <MessageScreen caller={caller} {...found} search={parseMessageSearch(asked)} now={new Date()} />
}
