import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { Back } from '@/components/replays/back'
import { ClientMessages } from '@/components/shell/client-messages'
import { PageHeader } from '@/components/ui/section'
import { EndpointForm } from '@/components/webhooks/endpoint-form'
import { NotYours } from '@/components/webhooks/not-yours'
import { requireCaller } from '@/lib/auth/session'
import { endpointById } from '@/lib/webhooks/queries'
import { endpointHref, parseWebhookId } from '@/lib/webhooks/search'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('webhooks')
  return { title: t('form.editTitle') }
}

export default async function EditEndpointPage({
  params,
}: PageProps<'/[merchant]/settings/webhooks/[endpoint]/edit'>) {
  const { merchant, endpoint: text } = await params
  const [caller, t] = await Promise.all([requireCaller(merchant), getTranslations('webhooks')])
  if (!caller.can.has('webhook.manage')) return <NotYours />
  const id = parseWebhookId(text)
  const endpoint = id === null ? null : await endpointById(caller, id)
  if (!endpoint) notFound()
  const { slug, timeZone } = caller.merchant
  const { name, url, eventTypes, version } = endpoint
  return (
    <ClientMessages namespaces={['webhooks', 'errors', 'cases', 'drafts']}>
      <PageHeader
        back={<Back href={endpointHref(slug, endpoint.id)} label={name} />}
        title={t('form.editTitle')}
      />
      <EndpointForm
        merchantSlug={slug}
        timeZone={timeZone}
        endpoint={{ id: endpoint.id, version, name, url, eventTypes }}
      />
    </ClientMessages>
  )
}
