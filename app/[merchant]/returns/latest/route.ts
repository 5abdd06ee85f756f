import type { LiveAnswer } from '@/components/cases/live'
import { actionCaller } from '@/lib/auth/session'
import { latestEventId } from '@/lib/cases/queries'

const headers = { 'cache-control': 'private, no-store' }

/** Asked by the open overview: what was recorded last in the shop. */
export async function GET(
  _request: Request,
  { params }: RouteContext<'/[merchant]/returns/latest'>,
): Promise<Response> {
  const { merchant } = await params
  const caller = await actionCaller(merchant)
  if (!caller.ok) {
    return new Response(null, { status: caller.error.code === 'unauthenticated' ? 401 : 404, headers })
  }
  const latest = await latestEventId(caller.data)
  return Response.json({ seen: latest ?? '', news: null } satisfies LiveAnswer, { headers })
}
