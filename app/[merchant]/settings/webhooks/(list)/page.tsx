import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { EndpointList } from '@/components/webhooks/endpoint-list'
import { NotYours } from '@/components/webhooks/not-yours'
import { requireCaller } from '@/lib/auth/session'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('webhooks')
  return { title: t('title') }
}

export default async function WebhooksPage({ params }: PageProps<'/[merchant]/settings/webhooks'>) {
  const { merchant } = await params
  const caller = await requireCaller(merchant)
  if (!caller.can.has('webhook.manage')) return <NotYours />
  return <EndpointList caller={caller} now={new Date()} />
}
