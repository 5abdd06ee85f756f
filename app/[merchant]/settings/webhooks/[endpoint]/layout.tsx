import { notFound } from 'next/navigation'
import { requireCaller } from '@/lib/auth/session'
import { endpointById } from '@/lib/webhooks/queries'
import { parseWebhookId } from '@/lib/webhooks/search'

/** Asks whether the endpoint is there before anything is sent, so that a missing one is answered with 404. */
export default async function EndpointLayout({
  params,
  children,
}: LayoutProps<'/[merchant]/settings/webhooks/[endpoint]'>) {
  const { merchant, endpoint } = await params
  const caller = await requireCaller(merchant)
  // Who may not see any is told so by the page, whatever is asked for.
  if (!caller.can.has('webhook.manage')) return children
  const id = parseWebhookId(endpoint)
  if (id === null || !(await endpointById(caller, id))) notFound()
  return children
}
