import { actionCaller } from '@/lib/auth/session'
import { parseReplayId } from '@/lib/replays/search'
import { routingReplayProgress } from '@/lib/routing-replays/queries'

type Context = RouteContext<'/[merchant]/routing/replays/[id]/progress'>

/** How far a replay is, asked again and again by its page. */
export async function GET(_request: Request, context: Context): Promise<Response> {
  const { merchant, id: text } = await context.params
  const caller = await actionCaller(merchant)
  if (!caller.ok) return new Response(null, { status: caller.error.code === 'unauthenticated' ? 401 : 404 })
  if (!caller.data.can.has('routing.read')) return new Response(null, { status: 403 })
  const id = parseReplayId(text)
  const progress = id === null ? null : await routingReplayProgress(caller.data, id)
  if (!progress) return new Response(null, { status: 404 })
  return Response.json(progress, { headers: { 'cache-control': 'private, no-store' } })
}
