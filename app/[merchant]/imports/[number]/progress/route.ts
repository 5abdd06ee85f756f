import { actionCaller } from '@/lib/auth/session'
import { importProgress } from '@/lib/imports/queries'
import { parseImportNumber } from '@/lib/imports/search'

type Context = RouteContext<'/[merchant]/imports/[number]/progress'>

/** How far an import is, asked every second by its page. */
export async function GET(_request: Request, context: Context): Promise<Response> {
  const { merchant, number: text } = await context.params
  const caller = await actionCaller(merchant)
  if (!caller.ok) return new Response(null, { status: caller.error.code === 'unauthenticated' ? 401 : 404 })
  if (!caller.data.can.has('import.read')) return new Response(null, { status: 403 })
  const number = parseImportNumber(text)
  const progress = number === null ? null : await importProgress(caller.data, number)
  if (!progress) return new Response(null, { status: 404 })
  return Response.json(progress, { headers: { 'cache-control': 'private, no-store' } })
}
