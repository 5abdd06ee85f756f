import { NextRequest } from 'next/server'
import { nextAuth } from '@/lib/auth/next-auth'

type Context = RouteContext<'/api/auth/[...nextauth]'>

// What programs sign in with. The rest of next-auth's addresses are closed: `_log` would let anybody write our log.
const open = {
  GET: ['csrf', 'providers', 'session', 'signin', 'signout', 'error'],
  POST: ['callback', 'signin', 'signout'],
}

export async function GET(request: NextRequest, context: Context): Promise<Response> {
  const { nextauth } = await context.params
  const [action = ''] = nextauth
  if (!open.GET.includes(action)) return new Response(null, { status: 404 })
  const response = await nextAuth(request, nextauth, false)
  // A session ends when it was said to: asking for it does not make the cookie live longer.
  if (action === 'session') response.headers.delete('set-cookie')
  return response
}

export async function POST(request: NextRequest, context: Context): Promise<Response> {
  const { nextauth } = await context.params
  if (!open.POST.includes(nextauth[0] ?? '')) return new Response(null, { status: 404 })
  const body = await request.text()
  if (body.length > 10_000) return new Response(null, { status: 413 })
  const form = new URLSearchParams(request.headers.get('content-type')?.includes('urlencoded') ? body : '')
  const again = new NextRequest(request.url, { method: 'POST', headers: request.headers, body })
  return nextAuth(again, nextauth, ['on', 'true'].includes(form.get('remember') ?? ''))
}
