import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Back } from '@/components/replays/back'
import { ClientMessages } from '@/components/shell/client-messages'
import { PageHeader } from '@/components/ui/section'
import { EndpointForm } from '@/components/webhooks/endpoint-form'
import { NotYours } from '@/components/webhooks/not-yours'
import { requireCaller } from '@/lib/auth/session'
import { webhooksHref } from '@/lib/webhooks/search'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('webhooks')
  return { title: t('form.newTitle') }
}

export default async function NewEndpointPage({ params }: PageProps<'/[merchant]/settings/webhooks/new'>) {
  const { merchant } = await params
  const [caller, t] = await Promise.all([requireCaller(merchant), getTranslations('webhooks')])
  if (!caller.can.has('webhook.manage')) return <NotYours />
  const { slug, timeZone } = caller.merchant
  return (
    <ClientMessages namespaces={['webhooks', 'errors', 'cases']}>
      <PageHeader back={<Back href={webhooksHref(slug)} label={t('back')} />} title={t('form.newTitle')} />
      <EndpointForm merchantSlug={slug} timeZone={timeZone} />
    </ClientMessages>
  )
}
