import { getTranslations } from 'next-intl/server'
import type { NextRequest } from 'next/server'
import type { LiveAnswer } from '@/components/cases/live'
import { seenOf } from '@/components/webhooks/seen'
import { actionCaller } from '@/lib/auth/session'
import { messageDetail } from '@/lib/webhooks/queries'
import { parseWebhookId } from '@/lib/webhooks/search'

const headers = { 'cache-control': 'private, no-store' }

/** Asked by the open message every moment: what has become of it. */
export async function GET(
  request: NextRequest,
  { params }: RouteContext<'/[merchant]/settings/webhooks/[endpoint]/messages/[message]/version'>,
): Promise<Response> {
  const { merchant, endpoint, message } = await params
  const caller = await actionCaller(merchant)
  if (!caller.ok) return missing(caller.error.code === 'unauthenticated' ? 401 : 404)
  const [endpointId, messageId] = [parseWebhookId(endpoint), parseWebhookId(message)]
  const allowed = caller.data.can.has('webhook.manage')
  const found =
    allowed && endpointId && messageId ? await messageDetail(caller.data, endpointId, messageId) : null
  if (!found) return missing(404)
  const seen = seenOf(found.message)
  const t = await getTranslations('webhooks.message')
  const known = request.nextUrl.searchParams.get('seen')
  return Response.json({ seen, news: seen === known ? null : t('changed') } satisfies LiveAnswer, { headers })
}

function missing(status: 401 | 404): Response {
  return new Response(null, { status, headers })
}
